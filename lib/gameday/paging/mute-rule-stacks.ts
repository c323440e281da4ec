import { linkStacks, type LoadedStack } from '../../aws/assembly/loaded-stack';
import type { StackSource } from '../../aws/assembly/stack-source';
import type { JsonObject } from '../../aws/cloudformation/template';
import { MAX_MUTE_TARGETS } from '../../aws/schedule/mute-schedule';
import type { OperationsPlan } from '../../plan/alarm-plan';
import type { Scenario } from '../../scenario/scenario';
import { formatInstant, MINUTE_MS } from '../../time/time';

type ScenarioMute = Scenario['mutes'][number];

/**
 * What somebody who mutes alarms deploys beside an environment: a stack of mute rules in each region that has any, in the
 * account of its stacks. None for a scenario without mutes.
 */
export function muteRuleStacks(
  { id, start, mutes }: Pick<Scenario, 'id' | 'start' | 'mutes'>,
  plan: OperationsPlan,
  stacks: readonly LoadedStack[],
): LoadedStack[] {
  const [beside] = stacks;
  const sources = plan.regions.flatMap((region): StackSource[] => {
    const rules = mutes.flatMap((mute, index) =>
      inParts(mutedAlarms(region, mute), MAX_MUTE_TARGETS).map(
        (alarmNames, part) => [`Mute${index}Part${part}`, muteRule(`${id}-${index}-${part}`, start, mute, alarmNames)] as const,
      ),
    );
    if (rules.length === 0) return [];
    const template = { Resources: Object.fromEntries(rules), Parameters: {}, Mappings: {}, Conditions: {}, Outputs: {} };
    return [
      {
        stackName: `mutes-of-${id}`,
        ...(beside?.isAccountKnown === true && { account: beside.account }),
        region: region.region,
        ...(beside?.stage !== undefined && { stage: beside.stage }),
        file: `${id}.yaml`,
        template,
        bytes: JSON.stringify(template).length,
      },
    ];
  });
  return linkStacks(sources);
}

/** Names of the alarms of a region that a mute is about. */
function mutedAlarms({ objectives }: OperationsPlan['regions'][number], { on, severity }: ScenarioMute): readonly string[] {
  return objectives
    .filter(({ name, serviceId }) => name === on || serviceId === on)
    .flatMap(({ compositeAlarms }) => compositeAlarms.filter((alarm) => severity === undefined || alarm.severity === severity).map(({ name }) => name));
}

/** Names in parts of at most so many. */
export function inParts(names: readonly string[], most: number): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(names.length / most) }, (_, part) => names.slice(part * most, (part + 1) * most));
}

function muteRule(name: string, start: number, { from, for: minutes }: ScenarioMute, alarmNames: readonly string[]): { Type: string; Properties: JsonObject } {
  const begins = formatInstant(start + from * MINUTE_MS).slice(0, 'yyyy-mm-ddThh:mm'.length);
  return {
    Type: 'AWS::CloudWatch::AlarmMuteRule',
    Properties: {
      Name: name,
      Rule: { Schedule: { Expression: `at(${begins})`, Duration: `P${Math.floor(minutes / 1_440)}DT${minutes % 1_440}M` } },
      MuteTargets: { AlarmNames: [...alarmNames] },
    },
  };
}
