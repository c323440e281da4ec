/**
 * The alarms of every indicator, as an app synthesizes them, read what its service publishes: they go on when the worst
 * happens that the kind of objective is about, go off afterwards, and stay off on a day on which nothing happens.
 */

import { App, Duration, Stack } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SloAlarms } from '../../lib/constructs/slo-alarms';
import type { WorkloadChange } from '../../lib/scenario/scenario';
import { DEFAULT_ASSUMPTIONS } from '../../lib/simulator/core/assumptions';
import { createMetricAlarm } from '../../lib/simulator/services/cloudwatch/metric-alarm-run';
import { MetricStore } from '../../lib/simulator/services/cloudwatch/metric-store';
import type { ObjectiveKind, Sli } from '../../lib/slo/sli/sli';
import { MINUTE_MS } from '../../lib/time/time';
import { latencyProfile } from '../../lib/workload/latency-profile';
import { publishResource } from '../../lib/workload/publish/publish-resource';
import { playResource } from '../../lib/workload/resource-timeline';
import { everyIndicator, type NamedIndicator } from '../helpers/every-indicator';
import { minutes, trafficOf } from '../helpers/game-days';
import { ACCOUNT_ID, REGION } from '../helpers/simulated-account';
import { alarmsOf } from '../helpers/templates';

const RANGE = minutes(4 * 60, 4 * 60);
/** From the first minute of the scenario on, two hours. */
const HOURS = { id: 'worst', on: ['checkout'], at: 0, for: 120 };
const WORST: Readonly<Record<ObjectiveKind, WorkloadChange>> = {
  availability: { kind: 'outage', ...HOURS },
  'success-rate': { kind: 'outage', ...HOURS },
  latency: { kind: 'latency', percent: 100, typicalMs: 20_000, ...HOURS },
  freshness: { kind: 'backlog', ...HOURS },
  delivery: { kind: 'dead-letters', perMinute: 3, ...HOURS },
};
const SILENCE: WorkloadChange = { kind: 'silence', ...HOURS };
/** Of a function whose throttled calls are nobody's failure, an outage is no failure either: its code has to fail. */
const FAILING: WorkloadChange = { kind: 'errors', percent: 100, ...HOURS };

const worstOf = ({ kind, name }: NamedIndicator): WorkloadChange => (name.endsWith('throttles ignored') ? FAILING : WORST[kind]);

const app = new App();

/** A stack with the alarms of an indicator. */
function stackOf({ kind, sli }: NamedIndicator): Stack {
  const stack = new Stack(app, `Stack${app.node.children.length}`, { env: { account: ACCOUNT_ID, region: sli.region ?? REGION } });
  const topic = new Topic(stack, 'Alarms');
  new SloAlarms(stack, 'Slo', {
    sli: deployed(sli),
    objective: { id: 'o', targetPercent: kind === 'latency' ? 95 : 99, impact: 'i', runbook: 'r' },
    window: Duration.days(30),
    application: 'a',
    environment: 'e',
    service: 's',
    noData: { kind: 'alarm', afterMinutes: 30, severity: 'S2' },
    topics: { S1: topic, S2: topic, S3: topic },
  });
  return stack;
}

/** What CloudFormation fills in when it deploys. */
function deployed(sli: Sli): Sli {
  const fill = (value: string) => value.replace('${AWS::Partition}', 'aws').replace('${AWS::Region}', REGION).replace('${AWS::AccountId}', ACCOUNT_ID);
  const filled = Object.entries(sli.metrics).map(([id, metric]) => [
    id,
    { ...metric, dimensions: Object.fromEntries(Object.entries(metric.dimensions).map(([name, value]) => [name, fill(value)])) },
  ]);
  return { ...sli, metrics: Object.fromEntries(filled) };
}

/** Minutes of the scenario at which an alarm goes on and off. */
function changes(indicator: NamedIndicator, alarm: string, properties: Readonly<Record<string, unknown>>, workload: readonly WorkloadChange[]): string[] {
  const store = new MetricStore();
  // Indicators of slices are made for 99.9 %.
  const promises = indicator.kind === 'latency' ? [{ thresholdMs: 2_000, targetPercent: 99.9 }] : [];
  const timeline = playResource(RANGE, trafficOf(100), workload);
  expect(publishResource(store, { region: REGION, account: ACCOUNT_ID }, indicator.binding, timeline, latencyProfile(promises))).toEqual([]);
  const run = createMetricAlarm({ name: alarm, region: indicator.sli.region ?? REGION, properties, store, assumptions: DEFAULT_ASSUMPTIONS });
  const from = RANGE.start - 2 * 60;
  return run
    .scan(from, RANGE.end)
    .filter(({ at, to, from: before }) => to === 'ALARM' || (before === 'ALARM' && at > RANGE.start * MINUTE_MS))
    .map(({ at, to }) => `${to} ${Math.floor(at / MINUTE_MS) - RANGE.start}`);
}

// All stacks first: an app is synthesized once.
const STACKS = everyIndicator().map((each) => [each.name, each, stackOf(each)] as const);

describe.each(STACKS)('000-05: the alarms of %s', (_, indicator, stack) => {
  const alarms = new Map([...alarmsOf(stack).metric].map(([name, properties]) => [name.replace('a-e-s-o-', ''), properties]));
  const played = (workload: readonly WorkloadChange[], name: string) => changes(indicator, name, alarms.get(name)!, workload);

  test('both windows of the fast alert go on when the worst happens, and off after it', () => {
    for (const name of ['fast-1h', 'fast-5m']) {
      const [on, off, ...more] = played([worstOf(indicator)], name).map((change) => change.split(' '));
      expect([name, on?.[0], off?.[0], more]).toEqual([name, 'ALARM', 'OK', []]);
      expect(Number(on![1])).toBeLessThanOrEqual(60);
      expect(Number(off![1])).toBeGreaterThanOrEqual(120);
    }
  });

  test('none is on while nothing happens', () => {
    for (const name of alarms.keys()) expect([name, played([], name)]).toEqual([name, name.startsWith('silent') && isIdle(indicator) ? ['ALARM -120'] : []]);
  });

  test('silence is noticed', () => {
    const silent = [...alarms.keys()].find((name) => name.startsWith('silent'))!;
    if (!isIdle(indicator)) expect(played([SILENCE], silent)[0]).toMatch(/^ALARM [23]\d$/);
  });
});

/** A dead-letter queue that nothing has reached publishes nothing. */
function isIdle({ kind }: NamedIndicator): boolean {
  return kind === 'delivery';
}
