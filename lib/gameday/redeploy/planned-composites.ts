import type { AlarmRule } from '../../aws/alarm-rule/alarm-rule';
import { printAlarmRule } from '../../aws/alarm-rule/print-alarm-rule';
import { resourceArn } from '../../aws/arn';
import type { OperationsPlan, RegionPlan } from '../../plan/alarm-plan';
import type { FallbackAlarmPlan, IncidentRegionPlan } from '../../plan/incident-plan';

/** A composite alarm as it is put: input of PutCompositeAlarm, and the region of the call. */
export interface PlannedComposite {
  readonly region: string;
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Every composite alarm of a plan, each after those it looks at or is suppressed by. */
export function plannedComposites(plan: OperationsPlan, accountId: string): PlannedComposite[] {
  const ofObjectives = plan.regions.flatMap((region) => objectiveComposites(region, accountId));
  const signals = plan.regions.flatMap(({ region, errorBudget }) =>
    (errorBudget?.signals ?? []).map(({ name, description, firesWhenAnyOf }) => composite(region, name, description, anyOf(firesWhenAnyOf))),
  );
  const fallback = (plan.incidents?.regions ?? []).flatMap((region) => region.fallbackAlarms.flatMap((alarm) => fallbackComposites(alarm, region, accountId)));
  return [...ofObjectives, ...signals, ...fallback];
}

function objectiveComposites({ region, objectives }: RegionPlan, accountId: string): PlannedComposite[] {
  return objectives
    .flatMap(({ compositeAlarms }) => compositeAlarms)
    .map(({ name, description, firesWhenAllOf, topicName, suppressor }) => {
      const rule: AlarmRule = { kind: 'or', operands: firesWhenAllOf.map((names) => ({ kind: 'and', operands: names.map(isOn) })) };
      return composite(region, name, description, rule, {
        AlarmActions: [resourceArn('sns', region, accountId, topicName)],
        ...(suppressor !== undefined && {
          ActionsSuppressor: suppressor.alarmName,
          ActionsSuppressorWaitPeriod: suppressor.waitSeconds,
          ActionsSuppressorExtensionPeriod: suppressor.extensionSeconds,
        }),
      });
    });
}

function fallbackComposites(
  { name, description, parts, anyOf: names }: FallbackAlarmPlan,
  { region, silenceAlarm, fallbackTopic }: IncidentRegionPlan,
  accountId: string,
): PlannedComposite[] {
  const rule: AlarmRule = { kind: 'and', operands: [isOn(silenceAlarm.name), anyOf(names)] };
  return [
    ...parts.map((part) => composite(region, part.name, part.description, anyOf(part.anyOf))),
    composite(region, name, description, rule, { AlarmActions: [resourceArn('sns', region, accountId, fallbackTopic.name)] }),
  ];
}

function composite(region: string, name: string, description: string, rule: AlarmRule, more: object = {}): PlannedComposite {
  return { region, name, input: { AlarmName: name, AlarmDescription: description, AlarmRule: printAlarmRule(rule), ...more } };
}

function anyOf(names: readonly string[]): AlarmRule {
  return { kind: 'or', operands: names.map(isOn) };
}

function isOn(alarm: string): AlarmRule {
  return { kind: 'state', state: 'ALARM', alarm };
}
