import type { OperationsModel } from '../../lib/model/model';
import { buildPlan } from '../../lib/plan/build-plan';
import { stackSizes } from '../../lib/plan/stack-sizes';
import { EXAMPLE_BINDINGS } from '../helpers/every-indicator';
import { exampleModel, exampleObjective, objectiveOf } from '../helpers/models';
import { exampleModelOnCall } from '../helpers/on-call';
import { synthesizedStacks } from '../helpers/synthesized-configuration';

const EDGE = objectiveOf(EXAMPLE_BINDINGS.distribution, 'availability', { id: 'edge', severity: { page: 'S0', ticket: 'S3' } });

const many = (count: number) => Array.from({ length: count }, (_, index) => exampleObjective({ id: `objective-${index}` }));

/** The on-call model with more people in the first role. */
function withPeople(count: number): OperationsModel {
  const model = exampleModelOnCall();
  const { roster } = model.onCall!;
  const added = Array.from({ length: count }, (_, index) => ({ id: `person-${index}`, title: 'Operator', channels: ['email', 'sms', 'https'] as const }));
  const [first, ...roles] = roster.roles;
  const layers = first!.layers!.map((layer) => ({
    ...layer,
    rotation: { ...layer.rotation, people: [...layer.rotation.people, ...added.map(({ id }) => id)] },
  }));
  return { ...model, onCall: { ...model.onCall!, roster: { ...roster, people: [...roster.people, ...added], roles: [{ ...first!, layers }, ...roles] } } };
}

// Whoever gives a stack another resource counts it in lib/plan/stack-sizes.ts.
test.each([
  ['nobody on call', exampleModel({ checkout: [exampleObjective()] })],
  ['no objective', exampleModelOnCall({})],
  ['two regions, people and chat', exampleModelOnCall({ checkout: [exampleObjective(), EDGE] })],
  ['twenty objectives', exampleModelOnCall({ checkout: many(20) })],
  ['five more people', withPeople(5)],
])('%s: every stack has the resources and parameters that were counted before', (_, model) => {
  const { plan } = buildPlan(model);
  const found = synthesizedStacks(plan).map(({ stackName, region, template }) => ({
    stackName,
    region,
    resources: Object.keys(template.Resources).length,
    parameters: Object.keys(template.Parameters).length,
  }));
  const byName = (a: { stackName: string }, b: { stackName: string }) => (a.stackName < b.stackName ? -1 : 1);
  const known = [...stackSizes(plan)].sort(byName);
  // A stack without resources has no parameters, either, and is not deployed.
  const deployed = found.sort(byName).map((stack) => (stack.resources === 0 ? { ...stack, parameters: 1 } : stack));
  expect(known).toEqual(deployed);
});

describe('PLN006', () => {
  const found = (model: OperationsModel) => buildPlan(model).problems.filter(({ code }) => code === 'PLN006');

  test('too many objectives in a region are one finding that names the stack', () => {
    expect(found(exampleModel({ checkout: many(60) }))).toEqual([
      expect.objectContaining({
        level: 'error',
        where: { path: 'prod shop-prod-alarms' },
        received: expect.stringMatching(/^\d+ resources in eu-central-1$/) as string,
        allowed: 'at most 500',
      }),
    ]);
    expect(found(exampleModel({ checkout: many(20) }))).toEqual([]);
  });

  test('so are too many people', () => {
    expect(found(withPeople(100)).map(({ where, received }) => `${where.path}: ${received?.replace(/\d+/, 'n')}`)).toEqual(
      expect.arrayContaining(['prod shop-prod-incidents: n resources in eu-central-1', 'prod shop-prod-incidents: n parameters in eu-central-1']),
    );
    expect(found(withPeople(5))).toEqual([]);
  });
});
