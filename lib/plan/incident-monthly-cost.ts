import type { OperationsPlan } from './alarm-plan';
import type { MetricAlarmSettings } from './metric-alarm-plan';

/** One line of a bill. */
export interface CostLine {
  readonly what: string;
  /** How many of them in a month. */
  readonly count: number;
  /** USD for each. */
  readonly rate: number;
  readonly usd: number;
  /** Where AWS publishes the rate. */
  readonly source: string;
}

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

const CLOUDWATCH = 'https://aws.amazon.com/cloudwatch/pricing/';
const DYNAMODB = 'https://aws.amazon.com/dynamodb/pricing/on-demand/';
const LAMBDA = 'https://aws.amazon.com/lambda/pricing/';
const KMS = 'https://aws.amazon.com/kms/pricing/';
const SNS = 'https://aws.amazon.com/sns/pricing/';
const SYSTEMS_MANAGER = 'https://aws.amazon.com/systems-manager/pricing/';

/** USD. */
const RATES = {
  /** A month, for each metric a metric alarm of standard resolution looks at. */
  alarmMetric: 0.1,
  compositeAlarm: 0.5,
  customMetric: 0.3,
  cloudWatchCall: 0.01 / 1_000,
  dynamoDbRead: 0.125 / 1_000_000,
  dynamoDbWrite: 0.625 / 1_000_000,
  /** For arm64. */
  lambdaGbSecond: 0.0000133334,
  lambdaRequest: 0.2 / 1_000_000,
  key: 1,
  keyCall: 0.03 / 10_000,
  email: 2 / 100_000,
  opsItem: 2.97 / 1_000,
} as const;

const TICKS_A_MONTH = 60 * 24 * 30;
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
export function incidentMonthlyCost(plan: OperationsPlan): IncidentCost | undefined {
  const { incidents } = plan;
  if (incidents === undefined) return undefined;
  const { regions, pagingAlarms, watchdog, policy } = incidents;
  const alarms: readonly MetricAlarmSettings[] = [...regions.map(({ silenceAlarm }) => silenceAlarm), ...pagingAlarms, watchdog.alarm];
  const composites = regions.flatMap(({ fallbackAlarms }) => fallbackAlarms.flatMap((fallback) => [fallback, ...fallback.parts]));
  // The heartbeat is a metric of its own in every region that listens.
  const heartbeats = new Set([...regions.map(({ region }) => region), watchdog.region]).size;
  const atRest = [
    line(
      'metrics that alarms on paging look at',
      alarms.reduce((sum, { metrics }) => sum + Object.keys(metrics).length, 0),
      RATES.alarmMetric,
      CLOUDWATCH,
    ),
    line('composite alarms of the fallback', composites.length, RATES.compositeAlarm, CLOUDWATCH),
    line('heartbeats, one custom metric a region', heartbeats, RATES.customMetric, CLOUDWATCH),
    line('number of open incidents, a custom metric', 1, RATES.customMetric, CLOUDWATCH),
    line(
      'calls of DescribeAlarms and PutMetricData',
      TICKS_A_MONTH * (policy.alarmRegions.length * RECONCILIATIONS_A_REGION + heartbeats),
      RATES.cloudWatchCall,
      CLOUDWATCH,
    ),
    line('reads of the table, two queries a tick', TICKS_A_MONTH * QUERIES_A_TICK, RATES.dynamoDbRead, DYNAMODB),
    line('GB-seconds of the engine', TICKS_A_MONTH * TICK_SECONDS * MEMORY_GB, RATES.lambdaGbSecond, LAMBDA),
    line('starts of the engine', TICKS_A_MONTH, RATES.lambdaRequest, LAMBDA),
    // One for the topics of paging in every region with alarms, and the watchdog's.
    line('keys', regions.length + 1, RATES.key, KMS),
  ];
  const perIncident = [
    line('writes of the record', TYPICAL_INCIDENT.writes, RATES.dynamoDbWrite * WRITE_UNITS, DYNAMODB),
    line('OpsItem', 1, RATES.opsItem, SYSTEMS_MANAGER),
    line('GB-seconds of the engine', TYPICAL_INCIDENT.events * TICK_SECONDS * MEMORY_GB, RATES.lambdaGbSecond, LAMBDA),
    line('starts of the engine', TYPICAL_INCIDENT.events, RATES.lambdaRequest, LAMBDA),
    line('uses of the key', TYPICAL_INCIDENT.messages, RATES.keyCall, KMS),
    line('e-mails', TYPICAL_INCIDENT.emails, RATES.email, SNS),
  ];
  return {
    atRest: { lines: atRest, usd: sum(atRest) },
    perIncident: { lines: perIncident, usd: sum(perIncident) },
    growth: [
      line('reads a tick of 10,000 records that are over and owe something later', 0, RATES.dynamoDbRead, DYNAMODB),
      line('reads of an incident that stays open for a month', TICKS_A_MONTH * READ_UNITS, RATES.dynamoDbRead, DYNAMODB),
    ],
    excluded: [
      'text messages: the price depends on the country and the carrier (https://aws.amazon.com/sns/sms-pricing/)',
      'EventBridge Scheduler and events of AWS services: 14 million schedule starts a month and all events of AWS services are free (https://aws.amazon.com/eventbridge/pricing/)',
      'logs, storage of records and point-in-time recovery, which are below a cent at this size',
      'how fast people are: 0.30 USD for each of SecondsToAcknowledge and SecondsToResolve and severity, in a month with such an incident (https://aws.amazon.com/cloudwatch/pricing/)',
      'the keys and alarms of the severity topics, objectives and error budgets, which are there without an engine',
    ],
  };
}

function line(what: string, count: number, rate: number, source: string): CostLine {
  return { what, count, rate, usd: count * rate, source };
}

function sum(lines: readonly CostLine[]): number {
  return lines.reduce((total, { usd }) => total + usd, 0);
}
