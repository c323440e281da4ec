import { identityOfMetric } from '../../slo/sli/sli';
import { formatDurationMinutes, formatInstant, MINUTE_MS, SECOND_MS, type Instant } from '../../time/time';
import type { DeployedAlarm } from '../deployed-resources';
import type { AccountCheck } from './account-check';
import type { PlannedAlarmFacts } from './alarm-facts';
import type { FindingCode } from './finding';

/**
 * How long a metric may be on its way: CloudWatch shows datapoints some minutes after their time. Our choice, in minutes; the
 * incident engine allows as much.
 */
const LATE_MINUTES = 5;

/** An alarm has a verdict by its second evaluation period; longer than this without one is no start any more. Our choice, minutes. */
const STARTS_WITHIN_MINUTES = 15;

/** Whether every planned alarm that is there has a verdict and fresh data, and whether any is there that nobody planned. */
export function verifyAlarms(alarms: readonly PlannedAlarmFacts[], deployed: ReadonlyMap<string, DeployedAlarm>, check: AccountCheck): void {
  for (const alarm of alarms) {
    const found = deployed.get(alarm.name);
    if (found === undefined) continue;
    if (alarm.needsVerdict === true) verifyVerdict(alarm, found, check);
    if (alarm.metric !== undefined && needsData(alarm)) verifyFreshness(alarm, alarm.metric, check);
  }
  verifyForeign(alarms, check);
}

/** Metrics whose data an alarm needs: without them it is blind, or says so by ALARM. What counts faults alone is silent while all is well. */
export function neededMetrics(alarms: readonly PlannedAlarmFacts[]): readonly (PlannedAlarmFacts & Required<Pick<PlannedAlarmFacts, 'metric'>>)[] {
  return alarms.flatMap((alarm) => (alarm.metric !== undefined && needsData(alarm) ? [{ ...alarm, metric: alarm.metric }] : []));
}

/** Minutes an alarm looks back on. */
export function windowMinutes({ periodSeconds, evaluationPeriods }: { readonly periodSeconds: number; readonly evaluationPeriods: number }): number {
  return (periodSeconds * evaluationPeriods * SECOND_MS) / MINUTE_MS;
}

/** Metrics of burn-rate alarms may count faults alone, so that the silence alarm of their objective says whether there is data. */
function needsData({ metric, needsVerdict }: PlannedAlarmFacts): boolean {
  return metric?.treatMissingData === 'breaching' || (needsVerdict === true && metric?.steps.length === 0);
}

function verifyVerdict({ name, region }: PlannedAlarmFacts, { state, stateSince }: DeployedAlarm, { at, add }: AccountCheck): void {
  if (state !== 'INSUFFICIENT_DATA') return;
  const since = stateSince ?? at;
  if (at - since < STARTS_WITHIN_MINUTES * MINUTE_MS) return;
  add({
    code: 'VER004',
    subject: name,
    region,
    what: 'verdict of the alarm',
    planned: 'OK or ALARM',
    found: `INSUFFICIENT_DATA since ${formatInstant(since)}`,
  });
}

const FRESHNESS_CODES: Readonly<Record<NonNullable<PlannedAlarmFacts['watches']>, FindingCode>> = { heartbeat: 'VER018', ledger: 'VER017' };

/** One of its metrics is enough: what it is made of besides may count nothing. */
function verifyFreshness({ name, region, watches }: PlannedAlarmFacts, metric: NonNullable<PlannedAlarmFacts['metric']>, check: AccountCheck): void {
  const { comparison, activity, at, add } = check;
  const answers = Object.values(metric.metrics).map((each) => activity.newestDatapoint(region, metricIdentity(each, region, check)));
  const known = answers.flatMap((answer) => ('value' in answer ? [answer.value] : []));
  const newest = known.reduce<Instant | undefined>((latest, each) => (each !== undefined && each > (latest ?? -Infinity) ? each : latest), undefined);
  const minutes = windowMinutes(metric) + LATE_MINUTES;
  if (newest !== undefined && newest >= at - minutes * MINUTE_MS) return;
  const unread = answers.filter((answer) => 'couldNotTell' in answer);
  if (unread.length > 0) {
    for (const answer of unread) comparison.known(answer);
    return;
  }
  const names = [...new Set(Object.values(metric.metrics).map(({ namespace, metricName }) => `${namespace} ${metricName}`))].join(', ');
  add({
    code: watches !== undefined ? FRESHNESS_CODES[watches] : newest === undefined ? 'VER005' : 'VER006',
    subject: name,
    region,
    what: `data of ${names}`,
    planned: `a datapoint within ${formatDurationMinutes(minutes)}`,
    found: newest === undefined ? 'no datapoint' : `the newest is of ${formatInstant(newest)}`,
  });
}

/** The text of a metric as it is in an account. */
export function metricIdentity(metric: Parameters<typeof identityOfMetric>[0], region: string, { comparison }: Pick<AccountCheck, 'comparison'>): string {
  const dimensions = Object.fromEntries(Object.entries(metric.dimensions).map(([name, value]) => [name, comparison.fill(region, value)]));
  return identityOfMetric({ ...metric, dimensions });
}

/** Alarms that have the name of the environment and are in no plan: left behind, or made by hand. */
function verifyForeign(alarms: readonly PlannedAlarmFacts[], { plan, comparison, add }: AccountCheck): void {
  const planned = new Set(alarms.map(({ name, region }) => `${region} ${name}`));
  const prefix = `${plan.application}-${plan.environment}-`;
  for (const region of new Set(alarms.map((alarm) => alarm.region))) {
    for (const { name } of comparison.having('alarm', region, (alarm) => alarm.name.startsWith(prefix) && !planned.has(`${region} ${alarm.name}`))) {
      add({ code: 'VER007', subject: name, region, what: 'alarm', planned: 'no alarm of this name', found: 'is in the account' });
    }
  }
}
