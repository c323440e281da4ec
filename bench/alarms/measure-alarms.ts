/** What it costs to evaluate the alarms of many objectives from end to end. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { cpuSecondsSince } from './bare-loop';
import type { Evaluator } from './evaluator';
import { HISTORY_MINUTES, RUN_MINUTES, type AlarmWindow, type Traffic } from './traffic';

const FIRST_MINUTE = Date.UTC(2026, 2, 1) / 60_000;
const RUN_START = FIRST_MINUTE + HISTORY_MINUTES;
const RUN_END = RUN_START + RUN_MINUTES;
const REGION = 'eu-central-1';
const NAMESPACE = 'Bench';

/** What evaluating the alarms of some objectives cost. */
export interface AlarmCost {
  /** CPU time of the evaluation alone: metrics published and alarms created before are not counted. */
  readonly seconds: number;
  /** Changes of state, so that no work can be optimised away and both sides can be compared. */
  readonly changes: number;
  /** Memory that metrics and alarms hold on to, after garbage collection. */
  readonly megabytes: number;
}

/** Publishes the metrics of the objectives, creates their alarms and evaluates each of them over the whole run. */
export function measureAlarms(evaluator: Evaluator, objectives: number, traffic: Traffic): AlarmCost {
  const before = heldBytes();
  const store = publishedMetrics(evaluator, objectives, traffic);
  const alarms = Array.from({ length: objectives }, (_, objective) =>
    traffic.windows.map((window, index) =>
      evaluator.createMetricAlarm({
        name: `objective-${objective}-${index}`,
        region: REGION,
        properties: alarmProperties(objective, window),
        store,
        assumptions: { ...evaluator.DEFAULT_ASSUMPTIONS, metricDelayMinutes: 0, multiDayEvaluationMinute: 0 },
      }),
    ),
  ).flat();
  const megabytes = (heldBytes() - before) / 1e6;

  const start = process.cpuUsage();
  let changes = 0;
  for (const alarm of alarms) {
    // The first verdict leaves INSUFFICIENT_DATA; the bare loop has no such state.
    changes += alarm.scan(RUN_START, RUN_END).filter(({ from, to }) => from !== 'INSUFFICIENT_DATA' || to === 'ALARM').length;
  }
  return { seconds: cpuSecondsSince(start), changes, megabytes };
}

function publishedMetrics(evaluator: Evaluator, objectives: number, { fill }: Traffic): InstanceType<Evaluator['MetricStore']> {
  const store = new evaluator.MetricStore();
  const requests = new Float64Array(HISTORY_MINUTES + RUN_MINUTES);
  const errors = new Float64Array(HISTORY_MINUTES + RUN_MINUTES);
  const one = evaluator.constantValue(1);
  for (let objective = 0; objective < objectives; objective += 1) {
    fill(objective, requests, errors);
    for (const [metricName, counts] of [
      ['requests', requests],
      ['errors', errors],
    ] as const) {
      const metric = { region: REGION, namespace: NAMESPACE, metricName, dimensions: { Objective: String(objective) } };
      store.publish(metric, [new evaluator.DistributedSamples(new evaluator.SampleCounts(FIRST_MINUTE, counts), one)]);
    }
  }
  return store;
}

function alarmProperties(objective: number, { minutes, threshold }: AlarmWindow): unknown {
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

/** Live objects and the memory behind typed arrays. */
function heldBytes(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
}
