import fc from 'fast-check';
import { shippedRunbooks } from '../../lib/config/shipped-runbooks';
import { buildPlan, plannedObjectives } from '../../lib/plan/build-plan';
import { stackSizes } from '../../lib/plan/stack-sizes';
import { EXAMPLE_BINDINGS } from '../helpers/every-indicator';
import { exampleModel, exampleObjective, objectiveOf } from '../helpers/models';
import { ACKNOWLEDGING, exampleModelOnCall } from '../helpers/on-call';

const alarmNames = (plan: ReturnType<typeof buildPlan>['plan']) =>
  plannedObjectives(plan).flatMap(({ metricAlarms, compositeAlarms }) => [...metricAlarms, ...compositeAlarms].map(({ name }) => name));

describe('regions', () => {
  test('everything is in the region of the services', () => {
    const { plan, problems } = buildPlan(exampleModel({ checkout: [exampleObjective()] }));
    expect(problems).toEqual([]);
    expect(plan).toMatchObject({ application: 'shop', environment: 'prod' });
    expect(plan.regions.map(({ region }) => region)).toEqual(['eu-central-1']);
  });

  test('CloudFront objectives have alarms and topics of their own in us-east-1; the home region stays first', () => {
    const edge = objectiveOf(EXAMPLE_BINDINGS.distribution, 'availability', { id: 'edge', severity: { page: 'S0', ticket: 'S4' } });
    const { plan } = buildPlan(exampleModel({ checkout: [edge, exampleObjective()] }));
    expect(plan.regions.map(({ region, objectives }) => [region, objectives.map(({ name }) => name)])).toEqual([
      ['eu-central-1', ['checkout/availability']],
      ['us-east-1', ['checkout/edge']],
    ]);
    expect(plan.regions[1]?.topics).toEqual([
      { name: 'shop-prod-s0', severity: 'S0', region: 'us-east-1' },
      { name: 'shop-prod-s1', severity: 'S1', region: 'us-east-1' },
      { name: 'shop-prod-s2', severity: 'S2', region: 'us-east-1' },
      { name: 'shop-prod-s3', severity: 'S3', region: 'us-east-1' },
      { name: 'shop-prod-s4', severity: 'S4', region: 'us-east-1' },
    ]);
  });

  test('a service in us-east-1 shares the region with CloudFront', () => {
    const edge = objectiveOf(EXAMPLE_BINDINGS.distribution, 'availability', { id: 'edge' });
    const { plan } = buildPlan({ ...exampleModel({ checkout: [edge, exampleObjective()] }), region: 'us-east-1' });
    expect(plan.regions.map(({ region, objectives }) => [region, objectives.length])).toEqual([['us-east-1', 2]]);
  });

  test('the home region exists even when all its metrics are elsewhere', () => {
    const { plan } = buildPlan(exampleModel({ checkout: [objectiveOf(EXAMPLE_BINDINGS.distribution, 'availability')] }));
    expect(plan.regions.map(({ region, topics }) => [region, topics.length])).toEqual([
      ['eu-central-1', 5],
      ['us-east-1', 5],
    ]);
  });
});

test('there is one topic a severity, most severe first, whatever severities are in use', () => {
  const all = ['shop-prod-s0', 'shop-prod-s1', 'shop-prod-s2', 'shop-prod-s3', 'shop-prod-s4'];
  const capped = exampleObjective({ severity: { page: 'S3', ticket: 'S3' }, noData: { kind: 'alarm', afterMinutes: 15, severity: 'S3' } });
  const models = [
    exampleModel({ a: [exampleObjective()], b: [exampleObjective({ severity: { page: 'S0', ticket: 'S3' } })] }),
    { ...exampleModel({ a: [capped] }), highestSeverity: 'S3' as const },
    exampleModel({}),
  ];
  for (const model of models) expect(buildPlan(model).plan.regions[0]?.topics.map(({ name }) => name)).toEqual(all);
});

describe('PLN001', () => {
  test('reports service and objective names that run together, once', () => {
    const { problems } = buildPlan(
      exampleModel({ checkout: [exampleObjective({ id: 'api-latency' })], 'checkout-api': [exampleObjective({ id: 'latency' })] }),
    );
    expect(problems).toEqual([
      {
        code: 'PLN001',
        level: 'error',
        where: { path: 'prod checkout-api/latency' },
        what: 'two alarms have the same name',
        received: 'shop-prod-checkout-api-latency-fast-1h of checkout/api-latency and of checkout-api/latency',
        allowed: 'alarm names that are unique in their region',
        change: expect.stringContaining('rename one'),
      },
    ]);
  });

  test('reports two objectives of the same name, and a row that takes the name of the silence alarm', () => {
    expect(buildPlan(exampleModel({ a: [exampleObjective(), exampleObjective()] })).problems).toMatchObject([{ code: 'PLN001' }]);
    const silent = { id: 'silent', urgency: 'page', budgetFraction: 0.02, longWindowMinutes: 60, shortWindowMinutes: 15 } as const;
    expect(buildPlan(exampleModel({ a: [exampleObjective({ burnRatePolicy: [silent] })] })).problems).toMatchObject([
      { code: 'PLN001', received: 'shop-prod-a-availability-silent-15m of a/availability and of a/availability' },
    ]);
  });

  test('does not report the same name in two regions: alarms are regional', () => {
    const edge = objectiveOf(EXAMPLE_BINDINGS.distribution, 'availability', { id: 'b-availability' });
    expect(buildPlan(exampleModel({ a: [edge], 'a-b': [exampleObjective()] })).problems).toEqual([]);
  });

  test('is reported exactly when names are not unique', () => {
    const id = fc.stringMatching(/^[a-c](-?[a-c1]){0,2}$/);
    const services = fc.uniqueArray(fc.tuple(id, fc.uniqueArray(id, { minLength: 1, maxLength: 3 })), { maxLength: 3, selector: ([service]) => service });
    fc.assert(
      fc.property(services, (named) => {
        const model = exampleModel(Object.fromEntries(named.map(([service, ids]) => [service, ids.map((each) => exampleObjective({ id: each }))])));
        const { plan, problems } = buildPlan(model);
        const names = alarmNames(plan);
        expect(problems.length > 0).toBe(new Set(names).size < names.length);
        if (problems.length > 0) return;
        const ids = plannedObjectives(plan).map(({ constructId }) => constructId);
        expect(new Set(ids).size).toBe(ids.length);
      }),
      { numRuns: 300 },
    );
  });
});

describe('PLN005', () => {
  const codesOf = (model: Parameters<typeof buildPlan>[0]) => buildPlan(model, ACKNOWLEDGING).problems.map(({ code, where }) => `${code} ${where.path}`);
  const watched = (region: string, watchdog: string) => {
    const model = exampleModelOnCall();
    return { ...model, region, onCall: { ...model.onCall!, watchdog: { ...model.onCall!.watchdog, region: watchdog } } };
  };

  test('a watchdog in another partition is refused', () => {
    expect(codesOf(watched('us-gov-west-1', 'eu-west-1'))).toEqual(['PLN005 prod eu-west-1']);
    expect(codesOf(watched('eu-central-1', 'cn-north-1'))).toEqual(['PLN005 prod cn-north-1']);
  });

  test('so is an objective whose metrics are in another one', () => {
    const edge = objectiveOf(EXAMPLE_BINDINGS.distribution, 'availability', { id: 'edge' });
    expect(codesOf({ ...exampleModel({ checkout: [exampleObjective(), edge] }), region: 'us-gov-west-1' })).toEqual(['PLN005 prod us-east-1']);
  });

  test('two regions of one partition are fine', () => {
    expect(codesOf(watched('us-gov-west-1', 'us-gov-east-1'))).toEqual([]);
    expect(codesOf(watched('cn-north-1', 'cn-northwest-1'))).toEqual([]);
  });
});

test('costs are notified where the environment has topics, and the stacks that have them are as large as planned (PLN012, 002-18)', () => {
  const planned = (region: string) =>
    buildPlan({ ...exampleModel({ checkout: [exampleObjective()] }), cost: { monthlyBudgetUsd: 400, anomalies: { fromUsd: 50 }, region } });
  expect(planned('us-east-1').problems.map(({ code, allowed }) => `${code} ${allowed}`)).toEqual(['PLN012 eu-central-1']);
  expect(planned('eu-central-1').problems).toEqual([]);
  const [size] = stackSizes(planned('eu-central-1').plan);
  expect(size!.resources - stackSizes(buildPlan(exampleModel({ checkout: [exampleObjective()] })).plan)[0]!.resources).toBe(3);
});

test('the same model gives the same plan, byte for byte', () => {
  const model = exampleModel({ a: [exampleObjective()], b: [objectiveOf(EXAMPLE_BINDINGS.queue, 'freshness')] });
  expect(JSON.stringify(buildPlan(model))).toBe(JSON.stringify(buildPlan(structuredClone(model))));
});

test('people on call are planned with the runbook they acknowledge with, or the plan says that pages link to nothing (PLN013)', () => {
  const { problems } = buildPlan(exampleModelOnCall());
  expect(problems).toMatchObject([{ code: 'PLN013', level: 'error', received: 'no runbook', where: { path: 'prod acknowledge-incident' } }]);
  expect(buildPlan(exampleModelOnCall(), shippedRunbooks()).problems).toEqual([]);
  expect(buildPlan(exampleModel({ checkout: [exampleObjective()] })).problems).toEqual([]);
});
