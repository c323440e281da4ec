import { statSync } from 'node:fs';
import type { MuteSettings } from '../../lib/maintenance/mutes/mute';
import type { OperationsModel } from '../../lib/model/model';
import { buildPlan } from '../../lib/plan/build-plan';
import { stackSizes } from '../../lib/plan/stack-sizes';
import { EXAMPLE_BINDINGS, everyIndicator } from '../helpers/every-indicator';
import { exampleModel, exampleObjective, objectiveOf } from '../helpers/models';
import { exampleModelOnCall, withPeople } from '../helpers/on-call';
import { synthesizedStacks } from '../helpers/synthesized-configuration';
import { READ, runbookOf } from '../rehearsal/runbooks';

const EDGE = objectiveOf(EXAMPLE_BINDINGS.distribution, 'availability', { id: 'edge', severity: { page: 'S0', ticket: 'S3' } });

const EXAMPLES = everyIndicator().map(({ sli, kind }, index) => exampleObjective({ id: `example-${index}`, sli, kind }));

const many = (count: number) => Array.from({ length: count }, (_, index) => exampleObjective({ id: `objective-${index}` }));

const LOOK = ['look', 'look-again'].map((name) => runbookOf(name, [{ ...READ, isEnd: true }]));

const MUTES: MuteSettings = {
  from: Date.UTC(2026, 2, 1),
  horizonDays: 90,
  rules: [
    {
      id: 'import',
      on: ['checkout', 'basket/availability'],
      reason: 'the import of the night',
      owner: 'operations',
      timeZone: 'UTC',
      times: { kind: 'repeated', fields: '0 2 * * SUN', minutes: 120 },
      countsAgainstBudget: true,
    },
  ],
};

// Whoever gives a stack another resource or output counts it in lib/plan/stack-sizes.ts.
test.each<[string, Parameters<typeof buildPlan>]>([
  ['nobody on call', [exampleModel({ checkout: [exampleObjective()] })]],
  ['no objective', [exampleModelOnCall({})]],
  [
    'two regions, people, chat and mutes',
    [{ ...exampleModelOnCall({ checkout: [exampleObjective(), EDGE], basket: [exampleObjective()] }), maintenance: { mutes: MUTES } }],
  ],
  ['two ledgers', [exampleModelOnCall({ checkout: many(30), basket: many(30), payment: many(30), shipping: many(30) })]],
  ['every indicator', [exampleModelOnCall({ checkout: EXAMPLES.slice(0, 25), basket: EXAMPLES.slice(25) })]],
  ['five more people', [withPeople(5)]],
  ['dashboards', [{ ...exampleModel({ checkout: [exampleObjective(), EDGE] }), dashboards: { without: [] } }]],
  ['two runbooks', [exampleModel({ checkout: [exampleObjective()] }), LOOK]],
])('%s: every stack has the resources, parameters and outputs that were counted before, and no more bytes', (_, planned) => {
  const { plan } = buildPlan(...planned);
  const found = new Map(
    synthesizedStacks(plan).map(({ stackName, region, template, file }) => [
      `${region} ${stackName}`,
      {
        resources: Object.keys(template.Resources).length,
        parameters: Object.keys(template.Parameters).length,
        outputs: Object.keys(template.Outputs).length,
        bytes: statSync(file).size,
      },
    ]),
  );
  const sizes = stackSizes(plan);
  expect(sizes.map(({ stackName, region }) => `${region} ${stackName}`).sort()).toEqual([...found.keys()].sort());
  for (const { stackName, region, templateBytes, ...counted } of sizes) {
    const { bytes, ...deployed } = found.get(`${region} ${stackName}`)!;
    expect([stackName, counted]).toEqual([stackName, deployed]);
    // On the safe side, and near enough to refuse nothing that would fit.
    const share = templateBytes / bytes;
    expect([stackName, share, share >= 1 && share <= 1.5]).toEqual([stackName, share, true]);
  }
});

describe('PLN006', () => {
  const found = (model: OperationsModel) => buildPlan(model).problems.filter(({ code }) => code === 'PLN006');

  test('too many objectives of a service are one finding that names the stack and the service', () => {
    expect(found(exampleModel({ checkout: many(42), basket: many(20) }))).toEqual([
      expect.objectContaining({
        level: 'error',
        where: { path: 'prod shop-prod-slo-checkout' },
        received: expect.stringMatching(/^\d+ resources in eu-central-1$/) as string,
        allowed: 'at most 500',
        change: expect.stringContaining('the service checkout') as string,
      }),
    ]);
    expect(found(exampleModel({ checkout: many(30), basket: many(20) }))).toEqual([]);
  });

  test('so are too many bytes: thirty objectives whose metrics have thirty dimensions each', () => {
    const wide = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`Dimension${index}`, 'v'.repeat(250)]));
    const sli = exampleObjective().sli;
    const metrics = Object.fromEntries(Object.entries(sli.metrics).map(([id, metric]) => [id, { ...metric, dimensions: wide }]));
    const objectives = many(30).map((objective) => ({ ...objective, sli: { ...sli, metrics } as typeof sli }));
    expect(found(exampleModel({ checkout: objectives })).map(({ where, received }) => [where.path, received?.replace(/\d+/, 'n')])).toEqual([
      ['prod shop-prod-slo-checkout', 'n bytes of template in eu-central-1'],
    ]);
  });

  test('so are too many people, of whom 200 fit, all of them in first tiers and with three channels (9.23)', () => {
    expect(found(withPeople(500)).map(({ where, received }) => `${where.path}: ${received?.replace(/\d+/, 'n')}`)).toEqual(
      expect.arrayContaining(['prod shop-prod-people-1: n resources in eu-central-1', 'prod shop-prod-people-1: n parameters in eu-central-1']),
    );
    for (const idOf of [(index: number) => `person-${index}`, (index: number) => `p${index}`, (index: number) => `team-${index % 8}-member-${index >> 3}`])
      expect(found(withPeople(200, idOf))).toEqual([]);
  });
});
