/**
 * What a backtest costs: 30 days of minutes of recorded errors and requests, played through alarms on their ratio (windows of five minutes
 * to six hours), beside the simulator's own run of the same alarms on the samples themselves. Both have to find the same changes.
 *
 *     npx tsx bench/backtest.ts [alarms ...]
 *
 * One core, CPU seconds; a recording is laid out once, which is counted.
 */
import { linkStacks, type LoadedStack } from '../lib/aws/assembly/loaded-stack';
import { checkTemplate } from '../lib/aws/cloudformation/check-template';
import { playBacktest } from '../lib/backtest/play-backtest';
import { RecordedMetrics } from '../lib/backtest/recorded-metrics';
import type { RecordedStretch } from '../lib/backtest/recording';
import { DEFAULT_ASSUMPTIONS } from '../lib/simulator/core/assumptions';
import { createMetricAlarm } from '../lib/simulator/services/cloudwatch/metric-alarm-run';
import { MetricStore } from '../lib/simulator/services/cloudwatch/metric-store';
import { DistributedSamples, SampleCounts } from '../lib/simulator/services/cloudwatch/sample-counts';
import { constantValue } from '../lib/simulator/services/cloudwatch/value-distribution';
import { MINUTE_MS } from '../lib/time/time';

const REGION = 'eu-central-1';
const START = Date.UTC(2026, 0, 1) / MINUTE_MS;
const MINUTES = 30 * 1_440;
const WINDOWS = [300, 1_800, 3_600, 21_600];

/** Requests that rise and fall with the day, errors of 0.5 %, and of 30 % for half an hour on every third day. */
function countsOf(service: number, isErrors: boolean): number[] {
  return Array.from({ length: MINUTES }, (_, minute) => {
    const requests = Math.round(300 + 200 * Math.sin((minute + service * 37) / 229));
    const isBad = (minute + service * 111) % 4_320 < 30;
    return isErrors ? Math.round(requests * (isBad ? 0.3 : 0.005)) : requests;
  });
}

const identity = (service: number, metricName: string) => ({ region: REGION, namespace: 'Shop', metricName, dimensions: { Service: `s${service}` } });

function alarmOf(service: number, Period: number): Record<string, unknown> {
  const stat = (Id: string, MetricName: string) => ({
    Id,
    ReturnData: false,
    MetricStat: { Period, Stat: 'Sum', Metric: { Namespace: 'Shop', MetricName, Dimensions: [{ Name: 'Service', Value: `s${service}` }] } },
  });
  return {
    AlarmName: `s${service}-${Period}`,
    EvaluationPeriods: 1,
    Threshold: 2,
    ComparisonOperator: 'GreaterThanThreshold',
    TreatMissingData: 'notBreaching',
    Metrics: [stat('bad', 'Errors'), stat('total', 'Requests'), { Id: 'ratio', Expression: '100 * FILL(bad, 0) / total' }],
  };
}

function stacksOf(alarms: readonly Record<string, unknown>[]): LoadedStack[] {
  const template = { Resources: Object.fromEntries(alarms.map((Properties, index) => [`A${index}`, { Type: 'AWS::CloudWatch::Alarm', Properties }])) };
  const checked = checkTemplate(template, 'bench.json');
  if ('problems' in checked) throw new Error(JSON.stringify(checked.problems));
  return linkStacks([{ stackName: 'bench', account: '111122223333', region: REGION, file: 'bench.json', template: checked.template, bytes: 0 }]);
}

function cpuSeconds<T>(work: () => T): { readonly seconds: number; readonly result: T } {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return { seconds: (user + system) / 1e6, result };
}

function measure(count: number): readonly string[] {
  const services = Math.max(1, Math.ceil(count / WINDOWS.length));
  const alarms = Array.from({ length: services }, (_, service) => WINDOWS.map((period) => alarmOf(service, period)))
    .flat()
    .slice(0, count);
  const store = new MetricStore();
  const stretches: RecordedStretch[] = [];
  for (let service = 0; service < services; service += 1) {
    for (const metricName of ['Errors', 'Requests']) {
      const values = countsOf(service, metricName === 'Errors');
      stretches.push({ metric: identity(service, metricName), statistic: 'Sum', periodMinutes: 1, fromMinute: START, values });
      store.publish(identity(service, metricName), [new DistributedSamples(new SampleCounts(START, values), constantValue(1))]);
    }
  }
  const stacks = stacksOf(alarms);
  const span = { from: START * MINUTE_MS, to: (START + MINUTES) * MINUTE_MS };
  const backtest = cpuSeconds(() => playBacktest(stacks, new RecordedMetrics({ name: 'bench', stretches }), span, DEFAULT_ASSUMPTIONS));
  // A backtest says nothing of the first range of an alarm, in which it would look at minutes before the recording.
  const knownFrom = new Map(backtest.result.alarms.map(({ identity, known }) => [identity.name, known.fromMinute * MINUTE_MS]));
  const direct = cpuSeconds(() =>
    alarms.reduce((fired, properties) => {
      const name = String(properties['AlarmName']);
      const run = createMetricAlarm({ name, region: REGION, properties, store, assumptions: DEFAULT_ASSUMPTIONS });
      return fired + run.scan(START, START + MINUTES).filter(({ to, at }) => to === 'ALARM' && at >= knownFrom.get(name)!).length;
    }, 0),
  );
  const fired = backtest.result.alarms.reduce((sum, { spells }) => sum + spells.filter(({ isCut }) => !isCut).length, 0);
  if (fired !== direct.result) throw new Error(`the backtest finds ${fired} times, the run itself ${direct.result}`);
  return [String(alarms.length), backtest.seconds.toFixed(2), direct.seconds.toFixed(2), (backtest.seconds / direct.seconds).toFixed(1), String(fired)];
}

measure(4);
console.log(['alarms', 'backtest s', 'own run s', 'ratio', 'times on'].join('\t'));
for (const count of process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1, 100, 1_000]) console.log(measure(count).join('\t'));
