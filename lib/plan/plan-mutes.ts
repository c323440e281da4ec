import { MAX_MUTE_TARGETS } from '../aws/schedule/mute-schedule';
import { muteSchedule, mutesObjective, windowsOfMute, type MuteSettings, type PlannedMute } from '../maintenance/mutes/mute';
import type { OperationsModel } from '../model/model';
import type { Problem } from '../problems/problem';
import { intersect } from '../time/span';
import { formatInstant } from '../time/time';
import { shorten } from './alarm-description';
import type { ObjectiveAlarmsPlan, RegionPlan } from './alarm-plan';
import { byService } from './by-service';
import type { MuteRulePlan } from './mute-plan';
import { stableGroups } from './stable-groups';
import type { ThresholdAlarmPlan } from './threshold-plan';

/** A mute with its rules. */
interface PlannedRules {
  readonly mute: PlannedMute;
  readonly rules: readonly MuteRulePlan[];
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutAlarmMuteRule.html */
const MAX_NAME_LENGTH = 255;

/**
 * The mute rules of an environment, and what is wrong with them. Muted are the alarms of objectives and thresholds, as they notify. Those of budgets are
 * not: a mute says whether its windows count. Nor are those of paging itself, whatever a mute says.
 *
 * @param regions with the alarms there are
 */
export function planMutes(
  model: OperationsModel,
  regions: readonly RegionPlan[],
): { readonly mutes: readonly MuteRulePlan[]; readonly problems: readonly Problem[] } {
  const settings = model.maintenance?.mutes;
  if (settings === undefined) return { mutes: [], problems: [] };
  const planned = settings.rules.map((mute) => ({ mute, rules: rulesOf(mute, settings, model, regions) }));
  const mutes = planned.flatMap(({ rules }) => rules);
  const idle = planned.filter(({ rules }) => rules.length === 0).map(({ mute }) => mutesNothing(mute, model));
  return { mutes, problems: [...idle, ...overlong(mutes, model), ...overlapping(planned, settings, model)] };
}

function rulesOf(mute: PlannedMute, settings: MuteSettings, { application, environment }: OperationsModel, regions: readonly RegionPlan[]): MuteRulePlan[] {
  return regions.flatMap(({ region, objectives, thresholds = [] }) =>
    [...byService([...objectives, ...thresholds]).keys()].flatMap((serviceId): MuteRulePlan[] =>
      stableGroups(
        mutedAlarms(mute, serviceId, objectives, thresholds),
        (name) => name,
        ({ length }) => length <= MAX_MUTE_TARGETS,
      ).map(({ number, items }) => {
        const suffix = number === 1 ? '' : `-${number}`;
        return {
          name: `${application}-${environment}-mute-${mute.id}-${serviceId}${suffix}`,
          constructId: `Mute-${mute.id}${suffix}`,
          region,
          serviceId,
          mute,
          schedule: muteSchedule(mute, settings),
          description: shorten(`${mute.reason} (${mute.owner})`),
          alarmNames: items,
        };
      }),
    ),
  );
}

/** A mute of a whole service mutes its thresholds, too. */
function mutedAlarms(
  mute: PlannedMute,
  serviceId: string,
  objectives: readonly ObjectiveAlarmsPlan[],
  thresholds: readonly ThresholdAlarmPlan[],
): readonly string[] {
  const ofObjectives = objectives
    .filter((each) => each.serviceId === serviceId && mutesObjective(mute, serviceId, each.objective.id))
    .flatMap(({ compositeAlarms }) => compositeAlarms);
  const ofThresholds = mute.on.includes(serviceId) ? thresholds.filter((each) => each.serviceId === serviceId) : [];
  return [...ofObjectives, ...ofThresholds].filter(({ severity }) => mute.severities?.includes(severity) !== false).map(({ name }) => name);
}

function mutesNothing({ id, on, severities }: PlannedMute, { environment }: OperationsModel): Problem {
  return {
    code: 'MNT007',
    level: 'warning',
    where: { path: `${environment} ${id}` },
    what: `the mute ${id} mutes no alarm of this environment`,
    received: `${on.join(', ')}${severities === undefined ? '' : ` of ${severities.join(', ')}`}`,
    allowed: 'objectives with alarms of these severities',
    change: `let the environment do without it (maintenance: { without: { mutes: [${id}] } }), or mute other severities`,
  };
}

function overlong(mutes: readonly MuteRulePlan[], { environment }: OperationsModel): Problem[] {
  return mutes
    .filter(({ name }) => name.length > MAX_NAME_LENGTH)
    .map(({ name, mute }) => ({
      code: 'MNT008',
      level: 'error',
      where: { path: `${environment} ${mute.id}` },
      what: 'the name of a mute rule is too long',
      received: `${name}, ${name.length} characters`,
      allowed: `${MAX_NAME_LENGTH} characters`,
      change: 'shorten the name of the mute, or of the service',
    }));
}

/**
 * The event of a muted alarm names one rule: the engine looks at the alarm again when the window of that one ends, and pages, although another
 * still mutes it. Reported once for two mutes.
 */
function overlapping(planned: readonly PlannedRules[], settings: MuteSettings, { environment }: OperationsModel): Problem[] {
  const open = planned.map(({ mute, rules }) => ({
    mute,
    alarms: new Set(rules.flatMap(({ region, alarmNames }) => alarmNames.map((name) => `${region} ${name}`))),
    spans: windowsOfMute(mute, settings).map(({ start, end }) => ({ from: start, until: end })),
  }));
  return open.flatMap((one, index) =>
    open.slice(index + 1).flatMap((other): Problem[] => {
      const shared = [...one.alarms].find((name) => other.alarms.has(name));
      const [first] = shared === undefined ? [] : intersect(one.spans, other.spans);
      if (first === undefined) return [];
      return [
        {
          code: 'MNT009',
          level: 'warning',
          where: { path: `${environment} ${other.mute.id}` },
          what: `the mutes ${one.mute.id} and ${other.mute.id} mute the same alarm at the same time: the one that ends first may page`,
          received: `${formatInstant(first.span.from)} to ${formatInstant(first.span.until)}`,
          allowed: 'one mute of an alarm at a time',
          change: 'let one begin when the other has ended, or write one mute for both',
        },
      ];
    }),
  );
}
