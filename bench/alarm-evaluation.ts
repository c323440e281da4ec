/**
 * How fast metric alarms are evaluated: 30 days at one-minute steps, 8 alarms per objective (four burn-rate rows, a
 * long and a short window each), beside a bare loop over prefix sums that makes the same comparisons and nothing
 * else. Run with `npx tsx bench/alarm-evaluation.ts [objectives ...]`; one core, everything in one process.
 */
import { DEFAULT_ASSUMPTIONS } from '../lib/simulator/core/assumptions';
import { createMetricAlarm } from '../lib/simulator/services/cloudwatch/metric-alarm-run';
import { MetricStore } from '../lib/simulator/services/cloudwatch/metric-store';
import { DistributedSamples, SampleCounts } from '../lib/simulator/services/cloudwatch/sample-counts';
import { constantValue } from '../lib/simulator/services/cloudwatch/value-distribution';

const RUN_MINUTES = 30 * 1_440;
const HISTORY_MINUTES = 3 * 1_440;
const FIRST_MINUTE = Date.UTC(2026, 2, 1) / 60_000;
const RUN_START = FIRST_MINUTE + HISTORY_MINUTES;
const RUN_END = RUN_START + RUN_MINUTES;
const REGION = 'eu-central-1';
const NAMESPACE = 'Bench';
/** Long and short window in minutes, burn rate: the reference table of the SRE workbook for 99.9 % over 30 days. */
const ROWS = [
  [60, 5, 14.4],
  [360, 30, 6],
  [1_440, 120, 3],
  [4_320, 360, 1],
] as const;
const ALLOWED_BAD_SHARE = 0.001;
const WINDOWS = ROWS.flatMap(([long, short, burnRate]) => [long, short].map((minutes) => ({ minutes, threshold: burnRate * ALLOWED_BAD_SHARE })));
/** An alarm over more than a day is evaluated once an hour. */
const EVALUATIONS_PER_OBJECTIVE = WINDOWS.reduce((sum, { minutes }) => sum + (minutes > 1_440 ? RUN_MINUTES / 60 : RUN_MINUTES), 0);

interface Measurement {
  readonly seconds: number;
  /** Minutes in ALARM or changes of state, so that no work can be optimised away and both sides can be compared. */
  readonly changes: number;
}

/** Day and night traffic with a steady trickle of errors and an outage of an hour every ten days. */
function fillTraffic(objective: number, requests: Float64Array, errors: Float64Array): void {
  for (let minute = 0; minute < requests.length; minute += 1) {
    const isOutage = (minute + objective * 17) % 14_400 < 60;
    requests[minute] = Math.round(500 + 450 * Math.sin((2 * Math.PI * (minute + objective)) / 1_440));
    errors[minute] = isOutage ? requests[minute]! : (minute * 7 + objective) % 13 === 0 ? 1 : 0;
  }
}

function publish(store: MetricStore, objectives: number): void {
  const requests = new Float64Array(HISTORY_MINUTES + RUN_MINUTES);
  const errors = new Float64Array(HISTORY_MINUTES + RUN_MINUTES);
  const one = constantValue(1);
  for (let objective = 0; objective < objectives; objective += 1) {
    fillTraffic(objective, requests, errors);
    for (const [metricName, counts] of [
      ['requests', requests],
      ['errors', errors],
    ] as const) {
      const metric = { region: REGION, namespace: NAMESPACE, metricName, dimensions: { Objective: String(objective) } };
      store.publish(metric, [new DistributedSamples(new SampleCounts(FIRST_MINUTE, counts), one)]);
    }
  }
}

function alarmProperties(objective: number, minutes: number, threshold: number): unknown {
  const dimensions = [{ Name: 'Objective', Value: String(objective) }];
  const stat = (metricName: string) => ({
    Metric: { Namespace: NAMESPACE, MetricName: metricName, Dimensions: dimensions },
    Period: minutes * 60,
    Stat: 'Sum',
  });
  return {
    ComparisonOperator: 'GreaterThanThreshold',
    EvaluationPeriods: 1,
    Threshold: threshold,
    TreatMissingData: 'notBreaching',
    Metrics: [
      { Id: 'requests', MetricStat: stat('requests'), ReturnData: false },
      { Id: 'errors', MetricStat: stat('errors'), ReturnData: false },
      { Id: 'bad', Expression: 'FILL(errors, 0)', ReturnData: false },
      { Id: 'total', Expression: 'MAX([FILL(requests, 0), bad])', ReturnData: false },
      { Id: 'ratio', Expression: 'IF(total > 0, bad / total, 0)', ReturnData: true },
    ],
  };
}

function measureAlarms(objectives: number): Measurement {
  const store = new MetricStore();
  publish(store, objectives);
  const alarms = Array.from({ length: objectives }, (_, objective) =>
    WINDOWS.map(({ minutes, threshold }, index) =>
      createMetricAlarm({
        name: `objective-${objective}-${index}`,
        region: REGION,
        properties: alarmProperties(objective, minutes, threshold),
        store,
        assumptions: { ...DEFAULT_ASSUMPTIONS, metricDelayMinutes: 0, multiDayEvaluationMinute: 0 },
      }),
    ),
  ).flat();

  const start = process.hrtime.bigint();
  let changes = 0;
  for (const alarm of alarms) {
    // The first verdict leaves INSUFFICIENT_DATA; the bare loop has no such state.
    changes += alarm.scan(RUN_START, RUN_END).filter(({ from, to }) => from !== 'INSUFFICIENT_DATA' || to === 'ALARM').length;
  }
  return { seconds: secondsSince(start), changes };
}

function measureBareLoop(objectives: number): Measurement {
  const requests = new Float64Array(HISTORY_MINUTES + RUN_MINUTES);
  const errors = new Float64Array(HISTORY_MINUTES + RUN_MINUTES);
  let seconds = 0;
  let changes = 0;
  for (let objective = 0; objective < objectives; objective += 1) {
    fillTraffic(objective, requests, errors);
    const total = prefixSums(requests);
    const bad = prefixSums(errors);
    const start = process.hrtime.bigint();
    for (const { minutes, threshold } of WINDOWS) changes += countChanges(bad, total, minutes, threshold);
    seconds += secondsSince(start);
  }
  return { seconds, changes };
}

function countChanges(bad: Float64Array, total: Float64Array, minutes: number, threshold: number): number {
  const step = minutes > 1_440 ? 60 : 1;
  let isAlarm = false;
  let changes = 0;
  for (let end = HISTORY_MINUTES; end < HISTORY_MINUTES + RUN_MINUTES; end += step) {
    const all = total[end]! - total[end - minutes]!;
    const breaches = all > 0 && (bad[end]! - bad[end - minutes]!) / all > threshold;
    if (breaches === isAlarm) continue;
    isAlarm = breaches;
    changes += 1;
  }
  return changes;
}

function prefixSums(counts: Float64Array): Float64Array {
  const sums = new Float64Array(counts.length + 1);
  for (let index = 0; index < counts.length; index += 1) sums[index + 1] = sums[index]! + counts[index]!;
  return sums;
}

function secondsSince(start: bigint): number {
  return Number(process.hrtime.bigint() - start) / 1e9;
}

function report(objectives: number): void {
  const bare = measureBareLoop(objectives);
  const alarms = measureAlarms(objectives);
  if (alarms.changes !== bare.changes) throw new Error(`alarms changed state ${alarms.changes} times, the bare loop ${bare.changes} times`);
  const millions = (perObjective: number, seconds: number): string => ((objectives * perObjective) / seconds / 1e6).toFixed(2).padStart(8);
  console.log(
    [
      String(objectives).padStart(10),
      millions(RUN_MINUTES, alarms.seconds),
      millions(EVALUATIONS_PER_OBJECTIVE, alarms.seconds),
      millions(RUN_MINUTES, bare.seconds),
      (alarms.seconds / bare.seconds).toFixed(1).padStart(6),
      alarms.seconds.toFixed(2).padStart(8),
      String(alarms.changes).padStart(8),
      String(Math.round(process.resourceUsage().maxRSS / 1_024)).padStart(9),
    ].join('  '),
  );
}

const sizes = process.argv.slice(2).map(Number);
console.log('objectives  M min/s  M eval/s  bare M/s   ratio   seconds   changes  peak MB');
// Once unmeasured, so that the smallest size is not charged with compiling the code.
measureBareLoop(3);
measureAlarms(3);
for (const objectives of sizes.length > 0 ? sizes : [1, 100, 1_000]) report(objectives);
