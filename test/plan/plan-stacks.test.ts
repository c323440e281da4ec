import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { MAX_FILE_CHARACTERS } from '../../lib/config/yaml-source';
import type { OperationsModel } from '../../lib/model/model';
import type { OperationsPlan } from '../../lib/plan/alarm-plan';
import { buildPlan } from '../../lib/plan/build-plan';
import type { StackContent } from '../../lib/plan/stack-plan';
import { STACK_LIMITS, stackSizes, type StackLimit } from '../../lib/plan/stack-sizes';
import { EXAMPLE_BINDINGS } from '../helpers/every-indicator';
import { alarmNames } from '../helpers/incident-plan';
import { exampleModel, exampleObjective, objectiveOf } from '../helpers/models';
import { ACKNOWLEDGING, exampleModelOnCall } from '../helpers/on-call';

const EDGE = objectiveOf(EXAMPLE_BINDINGS.distribution, 'availability', { id: 'edge' });
const objectives = (count: number) => [EDGE, ...Array.from({ length: count }, (_, index) => exampleObjective({ id: `objective-${index}` }))];

function modelOf(services: Readonly<Record<string, number>>): OperationsModel {
  return exampleModelOnCall(Object.fromEntries(Object.entries(services).map(([id, count]) => [id, objectives(count)])));
}

/** Region and stack of every alarm of objectives, budgets, ledgers and signals. */
function placesOf({ regions, stacks, incidents }: OperationsPlan): ReadonlyMap<string, string> {
  return new Map(
    regions.flatMap(({ region, objectives: planned, errorBudget }) => {
      const stackOf = (isIt: (content: StackContent) => boolean): string => {
        const found = stacks.filter((stack) => stack.region === region && isIt(stack.content));
        expect(found).toHaveLength(1);
        return `${region} ${found[0]!.stackName}`;
      };
      const ofService = (serviceId: string) => stackOf((content) => content.kind === 'service' && content.serviceId === serviceId);
      const shared = () => stackOf(({ kind }) => kind === 'alarms');
      return [
        ...planned.flatMap(({ serviceId, metricAlarms, compositeAlarms }) =>
          [...metricAlarms, ...compositeAlarms].map(({ name }) => [name, ofService(serviceId)]),
        ),
        ...errorBudget!.objectives.flatMap(({ serviceId, alarms }) => alarms.map(({ name }) => [name, ofService(serviceId)])),
        ...errorBudget!.signals.map(({ name, serviceId }) => [name, serviceId === undefined ? shared() : ofService(serviceId)]),
        ...errorBudget!.ledgers.flatMap(({ number, alarms }) => {
          const stack = number === 1 ? shared() : stackOf((content) => content.kind === 'ledger' && content.number === number);
          return alarms.map(({ name }) => [name, stack]);
        }),
        ...incidents!.regions
          .filter((each) => each.region === region)
          .flatMap(({ fallbackAlarms }) => fallbackAlarms.map(({ name, serviceId }) => [name, ofService(serviceId)])),
      ].map(([name, place]) => [`${region} ${name}`, place!] as const);
    }),
  );
}

/** Which ledger measures an objective. */
function ledgersOf({ regions }: OperationsPlan): ReadonlyMap<string, number> {
  return new Map(
    regions.flatMap(({ errorBudget }) =>
      (errorBudget?.ledgers ?? []).flatMap(({ number, input }) => input.objectives.map(({ objective }) => [objective, number] as const)),
    ),
  );
}

const id = fc.stringMatching(/^[a-z][a-z0-9]{2,12}(-[a-z0-9]{1,8})?$/).filter((text) => text !== 'operations');

test('adding services and objectives moves no alarm to another stack (9.23)', () => {
  fc.assert(
    fc.property(
      fc.dictionary(id, fc.integer({ min: 1, max: 3 }), { minKeys: 1, maxKeys: 8 }),
      fc.dictionary(id, fc.integer({ min: 1, max: 3 }), { maxKeys: 8 }),
      fc.integer({ min: 0, max: 2 }),
      (services, added, more) => {
        const grown = { ...Object.fromEntries(Object.entries(services).map(([name, count]) => [name, count + more])), ...added };
        for (const name of Object.keys(services)) grown[name] = services[name]! + more;
        const [before, after] = [placesOf(buildPlan(modelOf(services)).plan), placesOf(buildPlan(modelOf(grown)).plan)];
        expect(before.size).toBeGreaterThan(0);
        for (const [alarm, place] of before) expect([alarm, after.get(alarm)]).toEqual([alarm, place]);
      },
    ),
    { numRuns: 12 },
  );
});

describe('sixty services of five objectives', () => {
  const names = Array.from({ length: 60 }, (_, index) => `service-${index}`);
  const { plan, problems } = buildPlan(modelOf(Object.fromEntries(names.map((name) => [name, 4]))), ACKNOWLEDGING);

  test('are stacks within all limits, and no finding (9.23)', () => {
    expect(problems).toEqual([]);
    const sizes = stackSizes(plan);
    expect(sizes.length).toBeGreaterThan(120);
    for (const size of sizes) {
      for (const limited of Object.keys(STACK_LIMITS) as StackLimit[])
        expect([size.stackName, limited, size[limited] <= STACK_LIMITS[limited]]).toEqual([size.stackName, limited, true]);
    }
  });

  test('have each alarm in one stack', () => {
    const placed = [...placesOf(plan).keys()].map((key) => key.split(' ')[1]!);
    const elsewhere = [
      ...plan.incidents!.pagingAlarms.map(({ name }) => name),
      ...plan.incidents!.regions.map(({ silenceAlarm }) => silenceAlarm.name),
      plan.incidents!.watchdog.alarm.name,
      plan.incidents!.watchdog.canary.alarm.name,
    ];
    expect([...new Set([...placed, ...elsewhere])].sort()).toEqual(alarmNames(plan).sort());
  });

  test('share ledgers that have enough time, one minute after the other; each says when it has stopped', () => {
    const { ledgers } = plan.regions[0]!.errorBudget!;
    expect(ledgers.length).toBeGreaterThan(2);
    for (const { input } of ledgers) expect(input.objectives.length).toBeLessThanOrEqual(100);
    expect(ledgers.flatMap(({ input }) => input.objectives)).toHaveLength(240);
    expect(new Set(ledgers.map(({ schedule }) => schedule.expression)).size).toBe(ledgers.length);
    expect(ledgers.slice(0, 2).map(({ schedule }) => schedule.expression)).toEqual(['cron(5/15 * * * ? *)', 'cron(6/15 * * * ? *)']);
    const heartbeats = ledgers.map(({ alarms }) => JSON.stringify(alarms[0]!.metrics));
    expect(new Set(heartbeats).size).toBe(ledgers.length);
    expect(heartbeats[0]).not.toContain('Ledger"');
    expect(heartbeats[1]).toContain('"Ledger":"2"');
    expect(ledgers.map(({ input }) => input.ledger)).toEqual([undefined, ...ledgers.slice(1).map(({ number }) => number)]);
  });

  test('keep their ledger when a service is added', () => {
    const more = ledgersOf(buildPlan(modelOf(Object.fromEntries([...names, 'another'].map((name) => [name, 4])))).plan);
    for (const [objective, ledger] of ledgersOf(plan)) expect([objective, more.get(objective)]).toEqual([objective, ledger]);
  });

  test('come after the topics and the engine, and before what looks at all of them', () => {
    const keyOf = ({ region, stackName }: { region: string; stackName: string }) => `${region} ${stackName}`;
    const known = new Set(plan.stacks.map(keyOf));
    expect(known.size).toBe(plan.stacks.length);
    for (const { content, region, after } of plan.stacks) {
      for (const each of after) expect(known.has(keyOf(each))).toBe(true);
      const before = new Set(after.map(keyOf));
      const suffix = region === plan.regions[0]!.region ? '' : `-${region}`;
      if (content.kind === 'service') {
        expect(before.has(`${region} shop-prod-incidents${suffix}`)).toBe(true);
        expect(before.has('eu-central-1 shop-prod-incidents')).toBe(true);
      }
      if (content.kind === 'alarms') for (const name of names) expect(before.has(`${region} shop-prod-slo-${name}${suffix}`)).toBe(true);
    }
  });
});

test('a name of a stack that is too long is PLN007', () => {
  const { problems } = buildPlan(exampleModel({ [`s${'x'.repeat(120)}`]: [exampleObjective()] }));
  expect(problems.filter(({ code }) => code === 'PLN007').map(({ received }) => received)).toEqual(['135 characters']);
});

test('more than a thousand stacks of a region are PLN008, and more records than Parameter Store takes PLN009: warnings both', () => {
  const services = (count: number, each: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`s-${index}`, Array.from({ length: each }, (_unused, at) => exampleObjective({ id: `o-${at}` }))]),
    );
  const found = (model: OperationsModel) => buildPlan(model).problems.map(({ code, level, received }) => [code, level, received?.split(',')[0]]);
  expect(found(exampleModel(services(1_001, 1)))).toEqual([['PLN008', 'warning', expect.stringMatching(/^10\d\d stacks$/)]]);
  expect(found(exampleModel(services(100, 28)))).toEqual([['PLN009', 'warning', '2800 objectives']]);
});

test('a configuration may have a thousand services, and a file as long as they are (9.23)', () => {
  const schema = JSON.parse(readFileSync('schema/operations.schema.json', 'utf8')) as { properties: { services: { maxItems: number } } };
  expect(schema.properties.services.maxItems).toBe(1_000);
  // What bench/large-estate.ts writes.
  expect(MAX_FILE_CHARACTERS).toBeGreaterThan(3 * 1_274_030);
});
