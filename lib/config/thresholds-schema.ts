import { z } from 'zod';
import { addIssue, EXAMPLE_MARK, field, listOf, map, numberBetween, oneOf } from '../problems/schema-fields';
import { DEFAULT_BASELINES } from '../thresholds/baselines';
import { MEASURE_IDS } from '../thresholds/measure';
import { CLASS_DEFAULTS, formatMeasured, THRESHOLD_CLASSES, TRAINING_DAYS } from '../thresholds/threshold';
import { formatDurationMinutes, MINUTES_PER_DAY, MINUTE_MS } from '../time/time';
import { identifier, runbook, severity, threshold as duration, wholeMinutes } from './fields';
import { instant } from './time-fields';

const milliseconds = duration('3s').transform((value) => ({ milliseconds: value }));
const VALUE = `a number (percent, count), or a duration${EXAMPLE_MARK}80 or 3s`;
const number = z.number({ error: VALUE }).min(0, { error: VALUE });

const durations = THRESHOLD_CLASSES.map((each) => `${formatDurationMinutes(CLASS_DEFAULTS[each].forMinutes)} for ${each}`).join(', ');

/** One threshold of a service: what of a resource may not be beyond which value for how long. */
export const thresholdSchema = map({
  resource: field(identifier('portal-service'), 'What is watched: a name under `resources` of every environment.'),
  measure: field(oneOf(MEASURE_IDS), 'What of it.'),
  class: field(
    oneOf(THRESHOLD_CLASSES).default('warning'),
    `How bad it is: ${THRESHOLD_CLASSES.map((each) => `\`${each}\` is ${CLASS_DEFAULTS[each].severity}`).join(', ')} unless \`severity\` says something else.`,
    'warning',
  ),
  value: field(
    z.union([number, milliseconds], { error: VALUE }).optional(),
    'From where on it is bad: percent or a count as a number, a duration with its unit.',
    'the figure of its class, or else the baseline',
  ),
  anomaly: field(
    map({
      band: field(
        numberBetween(0, 100, 'standard deviations, above 0 and below 100', '2').default(2),
        'How wide the band of expected values is, standard deviations.',
        '2',
      ),
      since: field(instant('2026-12-01T00:00:00Z'), `Since when CloudWatch learns from the metric: for ${TRAINING_DAYS} days the alarm is at most S3.`),
    }).optional(),
    'Beyond what CloudWatch expects of the metric, and not beyond `value`.',
    'beyond `value`',
  ),
  for: field(
    wholeMinutes('15m', MINUTES_PER_DAY).optional(),
    'How long it has to last, or the window of errorRate and availability.',
    `${durations}; 1h for availability`,
  ),
  severity: field(severity('S2').optional(), 'Severity of its alarm.', 'that of its class'),
  handoverAfter: field(wholeMinutes('15m').optional(), 'Nobody acknowledged for this long: the second tier is paged.', '5m for critical, 15m for warning'),
  runbook: field(runbook(), 'Runbook an operator starts from: one of the folder of runbooks, or the https address where it stands.'),
}).check((context) => {
  if (context.value.value === undefined || context.value.anomaly === undefined) return;
  addIssue(context, ['anomaly'], {
    code: 'CFG014',
    what: 'the threshold has a value and a band at once',
    allowed: 'value: 80 or anomaly: { since: 2026-12-01T00:00:00Z }',
    change: 'keep one of the two',
  });
});

/** The thresholds of a service. */
export const thresholdsSchema = listOf(thresholdSchema, 'thresholds', 50);

const percent = (example: string) => numberBetween(0, 100.000_001, 'a percentage above 0, 100 at most', example);
const rate = (example: string) => numberBetween(0, 1e9, 'a number above 0 and below 1000000000', example);

const { application, infrastructure, database } = DEFAULT_BASELINES;
const written = (value: number) => formatMeasured(value, { unit: 'milliseconds' });

/** How a healthy system is expected to do. */
export const baselinesSchema = map({
  application: field(
    map({
      p95: field(duration('2s').optional(), 'Duration that 95 of 100 requests stay below.', written(application.p95Ms)),
      p99: field(duration('5s').optional(), 'Duration that 99 of 100 requests stay below.', written(application.p99Ms)),
      requestsPerSecond: field(rate('1000').optional(), 'Requests a second that it is built for.', String(application.requestsPerSecond)),
      availability: field(percent('99.9').optional(), 'Share of requests that are answered, percent.', String(application.availabilityPercent)),
      errorRate: field(percent('0.1').optional(), 'Share of requests that fail, percent.', String(application.errorPercent)),
    }).optional(),
    'Requests of users.',
    'the defaults of its keys',
  ),
  infrastructure: field(
    map({
      cpu: field(percent('60').optional(), 'CPU used, percent.', String(infrastructure.cpuPercent)),
      memory: field(percent('70').optional(), 'Memory used, percent.', String(infrastructure.memoryPercent)),
      disk: field(percent('80').optional(), 'Disk used, percent.', String(infrastructure.diskPercent)),
      networkGbps: field(rate('1').optional(), 'Network, Gbit/s.', String(infrastructure.networkGbps)),
      iops: field(rate('3000').optional(), 'Operations of disks a second.', String(infrastructure.iops)),
    }).optional(),
    'Instances and containers.',
    'the defaults of its keys',
  ),
  database: field(
    map({
      connectionPool: field(percent('60').optional(), 'Connections used, percent.', String(database.connectionPoolPercent)),
      queryTime: field(duration('100ms').optional(), 'Time of a query.', written(database.queryTimeMs)),
      transactionsPerSecond: field(rate('500').optional(), 'Transactions a second that it is built for.', String(database.transactionsPerSecond)),
      replicationLag: field(duration('1s').optional(), 'How far a replica may be behind.', written(database.replicationLagMs)),
      backup: field(duration('4h').optional(), 'How long a backup takes.', formatDurationMinutes(database.backupMs / MINUTE_MS)),
    }).optional(),
    'Databases.',
    'the defaults of its keys',
  ),
});

/** One threshold, well formed. */
export type ThresholdSettings = z.output<typeof thresholdSchema>;
/** Baselines, well formed. */
export type BaselineSettings = z.output<typeof baselinesSchema>;
