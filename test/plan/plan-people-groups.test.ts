import fc from 'fast-check';
import type { OnCallModel, OperationsModel } from '../../lib/model/model';
import { buildPlan } from '../../lib/plan/build-plan';
import type { IncidentPlan } from '../../lib/plan/incident-plan';
import { peopleGroupOf, planPeopleGroups } from '../../lib/plan/plan-people-groups';
import { EXAMPLE_BINDINGS } from '../helpers/every-indicator';
import { exampleIncidents } from '../helpers/incident-plan';
import { exampleObjective, objectiveOf } from '../helpers/models';
import { ACKNOWLEDGING, exampleModelOnCall, onCallModel } from '../helpers/on-call';
import { shippedEnvironment } from '../helpers/shipped-assembly';

const EDGE = objectiveOf(EXAMPLE_BINDINGS.distribution, 'availability', { id: 'edge', severity: { page: 'S0', ticket: 'S3' } });

/** E-mails that people confirm before anything reaches them, of incidents and of the fallback, by region and person. */
function confirmations({ peopleGroups }: IncidentPlan): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { region, topics, fallback } of peopleGroups) {
    for (const { person, channel } of [...topics.flatMap(({ subscriptions }) => subscriptions), ...fallback.subscriptions]) {
      if (channel !== 'email') continue;
      counts.set(`${region} ${person}`, (counts.get(`${region} ${person}`) ?? 0) + 1);
    }
  }
  return counts;
}

const sum = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((total, count) => total + count, 0);

/** Ana and Ben take turns at everything. */
function twoPeople(): OnCallModel {
  const { roster, ...rest } = onCallModel();
  const people = roster.people.filter(({ id }) => id === 'ana' || id === 'ben');
  return { ...rest, roster: { ...roster, people, roles: roster.roles.map(({ id, title }) => ({ ...roster.roles[0]!, id, title })) } };
}

describe('everybody confirms at most two e-mails a region (9.23)', () => {
  test.each<readonly [string, OperationsModel, number]>([
    // 29 people on topics of their own, seven of them on the fallback at home and in the other region. It was 210.
    ['the shipped prod', shippedEnvironment('prod').model, 29 + 7 + 7],
    // It was 40.
    ['a team of two with alarms in one region', exampleModelOnCall(undefined, twoPeople()), 4],
    ['a team of two with alarms in two regions', exampleModelOnCall({ checkout: [exampleObjective(), EDGE] }, twoPeople()), 6],
  ])('%s', (_, model, all) => {
    const counts = confirmations(exampleIncidents(model).incidents);
    expect(Math.max(...counts.values())).toBeLessThanOrEqual(2);
    expect(sum(counts)).toBe(all);
  });
});

test('whoever comes or goes moves nobody from stack to stack', () => {
  const people = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/), { minLength: 1, maxLength: 40 });
  const topicOf = (person: string) =>
    ({ name: `t-${person}`, person, subscriptions: [{ person, channel: 'email', parameterName: `/${person}`, onlyWakes: false }] }) as const;
  const groupsOf = (ids: readonly string[]) => {
    const region = { ...exampleIncidents().incidents.regions[0]!, fallbackTopic: { name: 'f', subscriptions: ids.flatMap((id) => topicOf(id).subscriptions) } };
    const groups = planPeopleGroups(ids.map(topicOf), [region]);
    return new Map(groups.flatMap(({ group, topics, fallback }) => [...topics, ...fallback.subscriptions].map(({ person }) => [person, group])));
  };
  fc.assert(
    fc.property(people, people, (some, others) => {
      const before = groupsOf(some);
      const after = groupsOf([...new Set([...others, ...some])]);
      expect(before.size).toBe(some.length);
      for (const [person, group] of before) expect([person, after.get(person)]).toEqual([person, group]);
    }),
    { numRuns: 50 },
  );
});

test('a person is in the same group in every version: another one would move their subscriptions, and lose what is confirmed', () => {
  expect(['ana', 'ben', 'cleo', 'dev', 'eli'].map((id) => [id, peopleGroupOf(id)])).toEqual([
    ['ana', 4],
    ['ben', 4],
    ['cleo', 3],
    ['dev', 4],
    ['eli', 1],
  ]);
});

test('a region has stacks for its own people only: elsewhere, those of the fallback', () => {
  const { incidents } = exampleIncidents(exampleModelOnCall({ checkout: [exampleObjective(), EDGE] }));
  const elsewhere = incidents.peopleGroups.filter(({ isHome }) => !isHome);
  expect(elsewhere.flatMap(({ topics }) => topics)).toEqual([]);
  expect(new Set(elsewhere.flatMap(({ fallback }) => fallback.subscriptions.map(({ person }) => person)))).toEqual(new Set(['ana', 'ben']));
  expect(buildPlan(exampleModelOnCall(), ACKNOWLEDGING).problems).toEqual([]);
});
