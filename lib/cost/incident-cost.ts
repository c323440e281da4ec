import { compareSeverity, SEVERITIES } from '../incident/severity';
import { COUNT_METRICS } from '../incident/use-cases/publish-counts';
import type { OperationsPlan } from '../plan/alarm-plan';
import type { MetricAlarmSettings } from '../plan/metric-alarm-plan';
import { costLine, sumOf, type CostLine } from './cost-line';
import { MONTH_MINUTES, PRICES } from './prices';

/** What getting from alarm to people costs in a month, list prices of us-east-1, no free tier taken off. */
export interface IncidentCost {
  /** With no incident at all. */
  readonly atRest: { readonly lines: readonly CostLine[]; readonly usd: number };
  /** For each incident of a typical size: see {@link TYPICAL_INCIDENT}. */
  readonly perIncident: { readonly lines: readonly CostLine[]; readonly usd: number };
  /** What growth adds: records that pile up, incidents that stay open. */
  readonly growth: readonly CostLine[];
  /** What is not in the figures, and why. */
  readonly excluded: readonly string[];
}

const TICKS_A_MONTH = MONTH_MINUTES;
/** Once an hour postmortems are counted. */
const HOURS_A_MONTH = MONTH_MINUTES / 60;
/** What is counted of incidents besides those of each severity. */
const COUNTS_WITHOUT_SEVERITY = Object.keys(COUNT_METRICS).length;
/** Calls of DescribeAlarms a tick makes in a region while all is well: for alarms that are on, and for those that are blind. */
const RECONCILIATIONS_A_REGION = 2;
/** Queries of a tick while nothing is open: for what is active, and for what is due of the rest. */
const QUERIES_A_TICK = 2;
/** Time of a tick with nothing due, seconds, and the engine's memory, GB. Our estimate; the first is to be measured. */
const TICK_SECONDS = 1;
const MEMORY_GB = 0.5;

/** An incident as the figures take it; our assumption. Its record holds the rules it was opened under. */
const TYPICAL_INCIDENT = { events: 10, writes: 30, recordKilobytes: 12, messages: 20, emails: 20 } as const;
/** A write is paid by the kilobyte, in the table and in its index. */
const WRITE_UNITS = TYPICAL_INCIDENT.recordKilobytes * 2;

/** An index is read by 8 KB a unit. */
const READ_UNITS = TYPICAL_INCIDENT.recordKilobytes / 8;

/**
 * What the incident engine of a plan costs; undefined when nobody is on call. Counted from the plan, so it grows with
 * what is planned. Alarms of objectives and budgets are not part of it: they are there without an engine.
 */
export function incidentCost(plan: OperationsPlan): IncidentCost | undefined {
  const { incidents } = plan;
  if (incidents === undefined) return undefined;
  const { regions, pagingAlarms, watchdog, policy } = incidents;
  const alarms: readonly MetricAlarmSettings[] = [...regions.map(({ silenceAlarm }) => silenceAlarm), ...pagingAlarms, watchdog.alarm, watchdog.canary.alarm];
  const composites = regions.flatMap(({ fallbackAlarms }) => fallbackAlarms.flatMap((fallback) => [fallback, ...fallback.parts]));
  const severities = SEVERITIES.filter((severity) => compareSeverity(severity, policy.highestSeverity) >= 0).length;
  const canaries = MONTH_MINUTES / watchdog.canary.everyMinutes;
  // The heartbeat is a metric of its own in every region that listens.
  const heartbeats = new Set([...regions.map(({ region }) => region), watchdog.region]).size;
  const atRest = [
    costLine(
      'metrics that alarms on paging look at',
      alarms.reduce((sum, { metrics }) => sum + Object.keys(metrics).length, 0),
      PRICES.alarmMetric,
    ),
    costLine('composite alarms of the fallback', composites.length, PRICES.compositeAlarm),
    costLine('heartbeats, one custom metric a region', heartbeats, PRICES.customMetric),
    costLine(
      'numbers of incidents, of each severity, of overdue updates and of postmortems, custom metrics',
      severities + COUNTS_WITHOUT_SEVERITY,
      PRICES.customMetric,
    ),
    costLine(
      'calls of DescribeAlarms and PutMetricData',
      TICKS_A_MONTH * (policy.alarmRegions.length * RECONCILIATIONS_A_REGION + heartbeats) + HOURS_A_MONTH,
      PRICES.cloudWatchCall,
    ),
    costLine('reads of the table, two queries a tick and one an hour', TICKS_A_MONTH * QUERIES_A_TICK + HOURS_A_MONTH, PRICES.dynamoDbRead),
    costLine('GB-seconds of the engine', TICKS_A_MONTH * TICK_SECONDS * MEMORY_GB, PRICES.lambdaGbSecond),
    costLine('starts of the engine', TICKS_A_MONTH, PRICES.lambdaRequest),
    costLine('publications of the canary', canaries, PRICES.publication),
    costLine('uses of the key by the canary', canaries, PRICES.keyCall),
    // One for the topics of paging in every region with alarms, and the watchdog's.
    costLine('keys', regions.length + 1, PRICES.key),
  ];
  const perIncident = [
    costLine('writes of the record', TYPICAL_INCIDENT.writes, PRICES.dynamoDbWrite, WRITE_UNITS),
    costLine('OpsItem', 1, PRICES.opsItem),
    costLine('GB-seconds of the engine', TYPICAL_INCIDENT.events * TICK_SECONDS * MEMORY_GB, PRICES.lambdaGbSecond),
    costLine('starts of the engine', TYPICAL_INCIDENT.events, PRICES.lambdaRequest),
    costLine('uses of the key', TYPICAL_INCIDENT.messages, PRICES.keyCall),
    costLine('e-mails', TYPICAL_INCIDENT.emails, PRICES.email),
  ];
  return {
    atRest: { lines: atRest, usd: sumOf(atRest) },
    perIncident: { lines: perIncident, usd: sumOf(perIncident) },
    growth: [
      costLine('reads a tick of 10,000 records that are over and owe something later', 0, PRICES.dynamoDbRead),
      costLine('reads of an incident that stays open for a month', TICKS_A_MONTH * READ_UNITS, PRICES.dynamoDbRead),
    ],
    excluded: [
      'text messages: the price depends on the country and the carrier (https://aws.amazon.com/sns/sms-pricing/)',
      'EventBridge Scheduler and events of AWS services: 14 million schedule starts a month and all events of AWS services are free (https://aws.amazon.com/eventbridge/pricing/)',
      'logs, storage of records, point-in-time recovery and the queue in which the canary arrives, which are below a cent at this size',
      'how fast people are: 0.30 USD for each of SecondsToAcknowledge and SecondsToResolve and severity, in a month with such an incident (https://aws.amazon.com/cloudwatch/pricing/)',
      'the keys and alarms of the severity topics, objectives and error budgets, which are there without an engine',
    ],
  };
}
