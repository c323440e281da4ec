import { referencedAlarms } from '../aws/alarm-rule/alarm-rule';
import type { LoadedStack } from '../aws/assembly/loaded-stack';
import { NotSimulatedError } from '../aws/errors';
import type { Assumptions } from '../simulator/core/assumptions';
import { VirtualClock } from '../simulator/core/clock';
import type { AlarmIdentity } from '../simulator/core/log';
import { NotSimulatedParts } from '../simulator/core/not-simulated';
import { onlyAccount } from '../simulator/core/simulated-account';
import type { Alarm, UnknownAction } from '../simulator/services/cloudwatch/alarm';
import { readMetricAlarmDefinition, type MetricAlarmDefinition } from '../simulator/services/cloudwatch/metric-alarm-definition';
import { createMetricAlarm, type MetricAlarmInput } from '../simulator/services/cloudwatch/metric-alarm-run';
import { readQueryAlarmDefinition } from '../simulator/services/cloudwatch/query-alarm-definition';
import { alarmKey } from '../simulator/services/cloudwatch/read-alarms';
import { RunningAlarms } from '../simulator/services/cloudwatch/running-alarms';
import { formatDurationMinutes, MINUTE_MS, type Instant } from '../time/time';
import { AlarmHistories, type Spell } from './alarm-histories';
import { createPlayedAlarm, neededByQueryAlarm, QUERY_ALARMS, rangeMinutesOfQuery } from './alarms-on-queries';
import { neededByAlarm, type NeededStatistic } from './needed-statistics';
import type { Known, PlayedMetrics } from './recorded-metrics';
import { nameOfPart, notPlayed, type NotPlayed } from './simulated-alarms';

/** What an alarm would have done. */
export interface AlarmBacktest {
  readonly identity: AlarmIdentity;
  /** From when to when its metrics are known; nothing is said of what lies outside. */
  readonly known: Known;
  /** When it was in ALARM, in order. */
  readonly spells: readonly Spell[];
  /** What it notifies when it goes into ALARM: ARNs of its actions. Empty: nobody. */
  readonly actions: readonly string[];
  /** Actions of which it cannot be determined what they are, or whether they run. */
  readonly unknownActions: readonly UnknownAction[];
}

/** What the alarms of a template would have done with recorded metrics. */
export interface Backtest {
  readonly from: Instant;
  readonly to: Instant;
  /** In the order of the template. */
  readonly alarms: readonly AlarmBacktest[];
  readonly notPlayed: readonly NotPlayed[];
}

/**
 * Plays metrics through the alarms of a template: the alarms are evaluated as in any other run, and what an account
 * does beside that is left out. An alarm whose metrics are not known is not played, nor one that AWS would refuse to create, nor what
 * depends on such an alarm.
 *
 * @param onMetricAlarm called for each metric alarm that is played
 * @throws ProblemsError for stacks of several accounts
 */
export function playBacktest(
  stacks: readonly LoadedStack[],
  metrics: PlayedMetrics,
  span: { readonly from: Instant; readonly to: Instant },
  assumptions: Assumptions,
  onMetricAlarm: (region: string, name: string, definition: MetricAlarmDefinition) => void = () => {},
): Backtest {
  const { from, to } = span;
  const known = new Map<string, Known>();
  const requireRecorded = (input: MetricAlarmInput) => {
    const { name, region, type = '', properties, accountId } = input;
    const onQuery = readQueryAlarmDefinition(type, name, properties);
    if (onQuery !== undefined) {
      known.set(alarmKey(region, name), afterFirstRange(recordedFor(metrics, name, neededByQueryAlarm(region, name)), name, rangeMinutesOfQuery(onQuery)));
      return createPlayedAlarm(input);
    }
    const definition = readMetricAlarmDefinition(name, properties, accountId, assumptions.anomalyBands);
    const recorded = recordedFor(metrics, name, neededByAlarm(definition, region));
    known.set(alarmKey(region, name), afterFirstRange(recorded, name, rangeMinutesOf(definition, assumptions)));
    onMetricAlarm(region, name, definition);
    return createMetricAlarm(input);
  };
  const clock = new VirtualClock(from);
  const histories = new AlarmHistories(clock);
  const notSimulated = new NotSimulatedParts();
  const refused: NotPlayed[] = [];
  const { alarms, lookAhead } = new RunningAlarms({
    accountId: onlyAccount(stacks),
    stacks,
    clock,
    assumptions,
    store: metrics.store,
    createMetricAlarm: requireRecorded,
    queryAlarms: QUERY_ALARMS,
    notSimulated,
    effects: histories,
    onRefused: (found) => refused.push(...found.map(({ resource, problem }) => ({ name: nameOfPart(resource), why: problem.what, problem }))),
  });
  lookAhead.to(to / MINUTE_MS);
  clock.runUntil(to);
  return {
    from,
    to,
    alarms: alarms.all.map((alarm) => {
      const within = knownOf(alarm, known);
      return {
        identity: alarm.identity,
        known: within,
        spells: histories.spellsOf(alarm.identity, within, to),
        actions: alarm.actionsEnabled ? alarm.actions.ALARM : [],
        unknownActions: alarm.actionsEnabled ? alarm.unknownActions.ALARM : [],
      };
    }),
    notPlayed: [...notPlayed(stacks, notSimulated), ...refused],
  };
}

/** How far an evaluation looks back, minutes; the further buckets it looks at when some of these are missing are left out. */
function rangeMinutesOf({ periodMinutes, evaluationPeriods }: MetricAlarmDefinition, { metricDelayMinutes }: Assumptions): number {
  return periodMinutes * evaluationPeriods + metricDelayMinutes;
}

/**
 * An evaluation that looks back to before the recording would take what was not recorded for what never happened.
 *
 * @throws NotSimulatedError when no evaluation sees recorded minutes only
 */
function afterFirstRange(recorded: Known, name: string, rangeMinutes: number): Known {
  const fromMinute = recorded.fromMinute + rangeMinutes;
  if (fromMinute < recorded.toMinute) return { ...recorded, fromMinute };
  const range = formatDurationMinutes(rangeMinutes);
  throw new NotSimulatedError(
    `an evaluation over ${range} of a recording of ${formatDurationMinutes(recorded.toMinute - recorded.fromMinute)}`,
    `alarm ${name}`,
  );
}

/** @throws NotSimulatedError when one of its metrics is not recorded, or not at the same time as the others */
function recordedFor(metrics: PlayedMetrics, name: string, needed: readonly NeededStatistic[]): Known {
  const each = needed.map((statistic) => metrics.knownOf(statistic));
  const missing = each.find((known) => typeof known === 'string');
  if (missing !== undefined) throw new NotSimulatedError(missing as string, `alarm ${name}`);
  const all = intersectionOf(each as Known[]);
  if (all.fromMinute >= all.toMinute) throw new NotSimulatedError('its metrics are not recorded at the same time', `alarm ${name}`);
  return all;
}

/** A composite alarm is known while everything it looks at is. */
function knownOf(alarm: Alarm, known: ReadonlyMap<string, Known>): Known {
  if (alarm.type === 'metric') return known.get(alarmKey(alarm.identity.region, alarm.identity.name))!;
  const children = referencedAlarms(alarm.rule).map((name) => alarm.children.get(name)!);
  const all = alarm.suppressor === undefined ? children : [...children, alarm.suppressor];
  return intersectionOf(all.map((child) => knownOf(child, known)));
}

function intersectionOf(all: readonly Known[]): Known {
  return {
    fromMinute: all.reduce((latest, { fromMinute }) => Math.max(latest, fromMinute), -Infinity),
    toMinute: all.reduce((earliest, { toMinute }) => Math.min(earliest, toMinute), Infinity),
    exactFromMinute: all.reduce((latest, { exactFromMinute }) => Math.max(latest, exactFromMinute), -Infinity),
  };
}
