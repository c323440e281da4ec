/**
 * The two sides of a game day meet here: what an objective should see, computed from what happened, and what its own
 * metrics and expressions say when they are read back from CloudWatch. They share no code but the world itself.
 */

import fc from 'fast-check';
import type { Objective } from '../../lib/model/model';
import { planObjectiveAlarms } from '../../lib/plan/plan-objective-alarms';
import type { WorkloadChange } from '../../lib/scenario/scenario';
import { MetricStore } from '../../lib/simulator/services/cloudwatch/metric-store';
import { indicatorFor, kindsOf } from '../../lib/slo/sli/indicator';
import type { ObjectiveKind } from '../../lib/slo/sli/sli';
import type { Binding } from '../../lib/slo/sli/sources';
import { latencyProfile } from '../../lib/workload/latency-profile';
import { observeObjective, type PlayedResource } from '../../lib/workload/observed-objective';
import { publishResource } from '../../lib/workload/publish/publish-resource';
import { playResource, type Traffic } from '../../lib/workload/resource-timeline';
import { EXAMPLE_BINDINGS, METRIC_PAIRS } from '../helpers/every-indicator';
import { minutes, readingOf, readSteps, trafficOf } from '../helpers/game-days';
import { exampleObjective } from '../helpers/models';
import { ACCOUNT_ID, REGION } from '../helpers/simulated-account';

const LENGTH = 40;
const RANGE = minutes(LENGTH);
const on = ['checkout'];

interface Case {
  readonly name: string;
  readonly objective: Objective;
}

const { lambda, functionUrl, stateMachine, applicationLoadBalancer, counters } = EXAMPLE_BINDINGS;
const { targetGroup: _, ...wholeBalancer } = applicationLoadBalancer;
const { good: __, ...uncounted } = counters;

function caseOf(binding: Binding, kind: ObjectiveKind, variant = '', latencyMethod: 'events' | 'slices' = 'events'): Case {
  const thresholdMs = kind === 'latency' ? 2_000 : kind === 'freshness' ? 180_000 : undefined;
  const targetPercent = kind === 'latency' ? 95 : 99.9;
  const sli = indicatorFor(binding, { kind, target: targetPercent / 100, latencyMethod, ...(thresholdMs !== undefined && { thresholdMs }) });
  const objective = exampleObjective({ kind, binding, sli, targetPercent, ...(thresholdMs !== undefined && { thresholdMs }) });
  return { name: `${binding.source} ${kind}${variant}`, objective };
}

const CASES: readonly Case[] = [
  ...Object.values(EXAMPLE_BINDINGS).flatMap((binding) => kindsOf(binding.source).map((kind) => caseOf(binding, kind))),
  caseOf(wholeBalancer, 'availability', ' of the whole load balancer'),
  caseOf(wholeBalancer, 'latency', ' of the whole load balancer'),
  caseOf({ ...lambda, throttles: 'ignore' }, 'success-rate', ', throttles ignored'),
  caseOf({ ...lambda, qualifier: 'live' }, 'success-rate', ' of an alias'),
  caseOf(lambda, 'latency', ' over slices', 'slices'),
  caseOf(stateMachine, 'latency', ' over slices', 'slices'),
  caseOf(functionUrl, 'latency', ' over slices', 'slices'),
  caseOf({ ...functionUrl, qualifier: 'live' }, 'availability', ' of an alias'),
  caseOf({ source: 'table', tableName: 'mappings', operations: ['GetItem', 'Query', 'PutItem', 'Scan', 'UpdateItem'] }, 'availability', ' of five operations'),
  caseOf({ ...uncounted, bad: 'Rejected' }, 'success-rate', ', bad events counted'),
  ...METRIC_PAIRS.map(([name, pair]) => caseOf(pair, 'success-rate', `, ${name}`)),
];

const during = { id: fc.constant('incident'), on: fc.constant(on), at: fc.integer({ min: 0, max: LENGTH }), for: fc.integer({ min: 1, max: LENGTH }) };
const percent = fc.double({ min: 0, max: 100, noNaN: true });
const anyIncident: fc.Arbitrary<WorkloadChange> = fc.oneof(
  fc.record({ kind: fc.constantFrom('outage' as const, 'silence' as const, 'backlog' as const), ...during }),
  fc.record({ kind: fc.constant('errors' as const), percent, ...during }),
  fc.record({ kind: fc.constant('flapping' as const), percent, onFor: fc.integer({ min: 1, max: 5 }), offFor: fc.integer({ min: 1, max: 5 }), ...during }),
  fc.record({ kind: fc.constant('latency' as const), percent, typicalMs: fc.integer({ min: 1, max: 60_000 }), ...during }),
  fc.record({ kind: fc.constant('traffic' as const), factor: fc.constantFrom(0, 0.1, 3), ...during }),
  fc.record({ kind: fc.constant('dead-letters' as const), perMinute: fc.constantFrom(0.2, 1, 7), ...during }),
);
const anyTraffic: fc.Arbitrary<Traffic> = fc.record({
  perMinute: fc.constantFrom(0.3, 1, 17, 600),
  nightFactor: fc.constantFrom(0.05, 1),
  backgroundErrorPercent: fc.constantFrom(0, 0.3),
});

function playedWith({ objective }: Case, traffic: Traffic, incidents: readonly WorkloadChange[]): PlayedResource {
  const { binding, thresholdMs, targetPercent, kind } = objective;
  const promises = kind === 'latency' && thresholdMs !== undefined ? [{ thresholdMs, targetPercent }] : [];
  return { binding, timeline: playResource(RANGE, traffic, incidents), profile: latencyProfile(promises) };
}

function publish(store: MetricStore, { binding, timeline, profile }: PlayedResource): void {
  expect(publishResource(store, { region: REGION, account: ACCOUNT_ID }, binding, timeline, profile)).toEqual([]);
}

/** Compares what is observed with what the indicator and the alarm for silence read from the store. */
function expectAgreement(objective: Objective, store: MetricStore, observed: ReturnType<typeof observeObjective>): void {
  expectColumn(observed.bad, readSteps(store, readingOf(objective), 'bad', RANGE), 'bad');
  if (observed.kind === 'events') expectColumn(observed.total, readSteps(store, readingOf(objective), 'total', RANGE), 'total');

  const context = { application: 'shop', environment: 'prod', serviceId: 'checkout', region: REGION };
  const silence = planObjectiveAlarms(objective, context).metricAlarms.find(({ role }) => role.kind === 'silence')!;
  const seen = readSteps(store, { ...silence, region: objective.sli.region }, silence.steps.at(-1)!.id, RANGE);
  // An alarm for silence asks whether there was anything, not how much.
  expectColumn(
    observed.seen.map((count) => Number(count >= 1)),
    seen.map((count) => Number(count >= 1)),
    'seen',
  );
}

function expectColumn(observed: ArrayLike<number>, read: readonly number[], name: string): void {
  for (let index = 0; index < LENGTH; index++) {
    const tolerance = 1e-6 * Math.max(1, Math.abs(read[index]!));
    if (!(Math.abs(observed[index]! - read[index]!) <= tolerance)) {
      throw new Error(`${name} of minute ${index}: observed ${observed[index]}, read ${read[index]}`);
    }
  }
}

describe('what an objective should see is what its expressions read from its metrics, whatever happens', () => {
  test.each(CASES)('$name', (each) => {
    fc.assert(
      fc.property(anyTraffic, fc.array(anyIncident, { maxLength: 4 }), (traffic, incidents) => {
        const resource = playedWith(each, traffic, incidents);
        const store = new MetricStore();
        publish(store, resource);
        expectAgreement(each.objective, store, observeObjective(each.objective, resource));
      }),
      { numRuns: 60 },
    );
  });
});

describe('several parts of one whole', () => {
  const admin = { ...applicationLoadBalancer, targetGroup: 'targetgroup/admin/3' };
  const balancers: readonly Binding[] = [applicationLoadBalancer, admin, wholeBalancer];
  const functions: readonly Binding[] = [{ ...lambda, qualifier: 'live' }, { ...lambda, qualifier: '7' }, lambda];
  const urls: readonly Binding[] = [{ ...functionUrl, qualifier: 'live' }, { ...functionUrl, qualifier: '$LATEST' }, functionUrl];

  test.each([
    ['availability', 'of a load balancer', balancers],
    ['latency', 'of a load balancer', balancers],
    ['success-rate', 'of a function, its alias and a version', functions],
    ['latency', 'of a function, its alias and a version', functions],
    ['availability', 'of the URLs of a function', urls],
    ['latency', 'of the URLs of a function', urls],
  ] as const)('%s %s sees what the metrics mix', (kind, _, bindings) => {
    const cases = bindings.map((binding) => caseOf(binding, kind));
    fc.assert(
      fc.property(fc.array(fc.tuple(anyTraffic, fc.array(anyIncident, { maxLength: 2 })), { minLength: 3, maxLength: 3 }), (plays) => {
        const resources = cases.map((each, index) => playedWith(each, ...plays[index]!));
        const store = new MetricStore();
        for (const resource of resources) publish(store, resource);
        cases.forEach(({ objective }, index) => {
          const neighbours = resources.filter((resource) => resource !== resources[index]);
          expectAgreement(objective, store, observeObjective(objective, resources[index]!, neighbours));
        });
      }),
      { numRuns: 40 },
    );
  });

  test('an outage of one target group burns the budget of the other, whose errors cannot be distinguished', () => {
    const [portal, other] = [caseOf(applicationLoadBalancer, 'availability'), caseOf(admin, 'availability')];
    const quiet = playedWith(portal, trafficOf(90), []);
    const down = playedWith(other, trafficOf(10), [{ kind: 'outage', id: 'down', on, at: 0, for: 1 }]);
    const observed = observeObjective(portal.objective, quiet, [down]);
    expect([observed.bad[0], observed.total[0], observed.bad[1], observed.total[1]]).toEqual([10, 100, 0, 90]);
  });
});

test('minutes whose metrics are lost are known to be unknown', () => {
  const each = caseOf(EXAMPLE_BINDINGS.restApi, 'availability');
  const resource = playedWith(each, trafficOf(10), [{ kind: 'silence', id: 'blind', on, at: 1, for: 1 }]);
  const observed = observeObjective(each.objective, resource);
  expect([...observed.published.subarray(0, 3)]).toEqual([1, 0, 1]);
  expect([...observed.seen.subarray(0, 3)]).toEqual([10, 0, 10]);
});
