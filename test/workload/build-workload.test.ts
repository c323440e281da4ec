import { indicatorFor } from '../../lib/slo/sli/indicator';
import { buildWorkload } from '../../lib/workload/build-workload';
import { EXAMPLE_BINDINGS } from '../helpers/every-indicator';
import { minutes, outage, readMetric, scenarioOf } from '../helpers/game-days';
import { exampleModel, exampleObjective, objectiveOf } from '../helpers/models';
import { ACCOUNT_ID } from '../helpers/simulated-account';

const RANGE = minutes(90);
const { restApi, httpApi, lambda, applicationLoadBalancer } = EXAMPLE_BINDINGS;
const sum = (column: ArrayLike<number> | undefined) => Array.from(column ?? []).reduce((total, value) => total + value, 0);

const model = exampleModel({
  checkout: [
    objectiveOf(restApi, 'availability', { typicalEventsPerMinute: 10 }),
    objectiveOf(restApi, 'latency', { typicalEventsPerMinute: 20 }),
    objectiveOf(lambda, 'success-rate', { typicalEventsPerMinute: 5 }),
  ],
  search: [objectiveOf(httpApi, 'availability', { typicalEventsPerMinute: 7 })],
});
const build = (changes: Parameters<typeof scenarioOf>[0] = {}) => buildWorkload(model, scenarioOf(changes), RANGE, ACCOUNT_ID);

describe('whom an incident hits', () => {
  test('a service: all its resources and nobody else', () => {
    const { observed } = build({ workload: [outage({ on: ['checkout'] })] });
    expect([...observed].map(([name, { bad }]) => [name, Math.round(sum(bad))])).toEqual([
      ['checkout/availability', 600],
      // Half a per mille of a minute's requests is too slow on a good day, and nothing more.
      ['checkout/latency', 0],
      ['checkout/success-rate', 150],
      ['search/availability', 0],
    ]);
  });

  test('an objective: the resource behind it, with every other objective on that resource', () => {
    const slow = { kind: 'latency', id: 'slow', on: ['checkout/availability'], at: 0, for: 60, percent: 100, typicalMs: 1e6 } as const;
    const { observed } = build({ workload: [slow] });
    expect(sum(observed.get('checkout/latency')?.bad)).toBeGreaterThan(500);
    expect(sum(observed.get('checkout/success-rate')?.bad)).toBe(0);
  });
});

describe('traffic', () => {
  test('is the largest typical traffic of the objectives on a resource', () => {
    const { observed } = build();
    expect(observed.get('checkout/availability')?.total[0]).toBe(20);
    expect(observed.get('search/availability')?.total[0]).toBe(7);
  });

  test('of an objective goes before that of its service, which goes before what is typical', () => {
    const { observed } = build({ traffic: { checkout: { perMinute: 3 }, 'checkout/latency': { perMinute: 100 } } });
    expect(observed.get('checkout/availability')?.total[0]).toBe(100);
    expect(observed.get('checkout/success-rate')?.total[0]).toBe(3);
    expect(observed.get('search/availability')?.total[0]).toBe(7);
  });
});

test('objectives on one resource are published once', () => {
  const { store, unknown } = build();
  const count = { namespace: 'AWS/ApiGateway', metricName: 'Count', dimensions: { ApiName: 'status', Stage: 'live' }, statistic: 'Sum' };
  expect(readMetric(store, count, RANGE)[0]).toBe(20);
  expect(unknown).toEqual([]);
});

test('two target groups of one load balancer are neighbours', () => {
  const admin = { ...applicationLoadBalancer, targetGroup: 'targetgroup/admin/3' };
  const both = exampleModel({
    portal: [objectiveOf(applicationLoadBalancer, 'availability')],
    admin: [objectiveOf(admin, 'availability', { typicalEventsPerMinute: 10 })],
  });
  const { observed, unknown } = buildWorkload(both, scenarioOf({ workload: [outage({ on: ['admin'] })] }), RANGE, ACCOUNT_ID);
  expect(sum(observed.get('portal/availability')?.bad)).toBe(300);
  expect(unknown).toEqual([]);
});

test('one function under two resources of the configuration cannot be distinguished, and is named', () => {
  const ignoring = { ...lambda, throttles: 'ignore' as const };
  const sli = indicatorFor(ignoring, { kind: 'success-rate', target: 0.999 });
  const twice = exampleModel({
    checkout: [objectiveOf(lambda, 'success-rate')],
    search: [exampleObjective({ id: 'worker', kind: 'success-rate', binding: ignoring, sli })],
  });
  expect(buildWorkload(twice, scenarioOf(), RANGE, ACCOUNT_ID).unknown[0]).toBe(
    'search/worker: the metrics of lambda worker belong to another resource of the configuration too; give both one resource',
  );
});
