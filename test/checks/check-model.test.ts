import { join } from 'node:path';
import { checkModel } from '../../lib/checks/check-model';
import { singleEventPages } from '../../lib/checks/single-event-pages';
import { undefendableObjective } from '../../lib/checks/undefendable-objective';
import { loadConfiguration } from '../../lib/config/load';
import { filesOnDisk } from '../../lib/config/read-directory';
import type { Objective } from '../../lib/domain/model';

const { models } = loadConfiguration({ directory: join(__dirname, '../../config'), ...filesOnDisk });
const prod = models.find((model) => model.environment === 'prod')!;
const availability = prod.services[0]!.objectives[0]!;
const freshness = prod.services[2]!.objectives[0]!;

function codes(
  check: (name: string, objective: Objective) => { code: string }[],
  changes: Partial<Objective>,
  base = availability,
) {
  return check('name', { ...base, ...changes }).map((problem) => problem.code);
}

test('the shipped configuration is wise in every environment', () => {
  expect(models).toHaveLength(3);
  expect(models.flatMap(checkModel)).toEqual([]);
});

test('a problem says which objective of which environment', () => {
  const service = { ...prod.services[0]!, objectives: [{ ...availability, targetPercent: 99.999 }] };
  expect(checkModel({ ...prod, services: [service] })).toMatchObject([
    { code: 'CHK001', where: { path: 'prod partner-portal/availability' } },
  ]);
});

describe('an objective no alarm can defend (facts: budget gone after three minutes, 30 days)', () => {
  test.each([
    [99.9, []],
    [99.95, []],
    [99.965, []],
    [99.966, ['CHK002']],
    [99.99, ['CHK002']],
    [99.993, ['CHK002']],
    [99.9931, ['CHK001']],
    [99.999, ['CHK001']],
  ])('%d %% gives %j', (targetPercent, expected) => {
    expect(codes(undefendableObjective, { targetPercent })).toEqual(expected);
  });
});

describe('an objective with so little traffic that one bad event pages', () => {
  // 2 % of 30 days at 99.9 % is 0.864 bad minutes: below 1 / 0.864 events a minute one event is more than that. 5 % in
  // the second row is 2.16 minutes, so the first row decides.
  test.each([
    [2, []],
    [1.16, []],
    [1.15, ['CHK003']],
    [0.1, ['CHK003']],
  ])('%d events a minute gives %j', (typicalEventsPerMinute, expected) => {
    expect(codes(singleEventPages, { typicalEventsPerMinute })).toEqual(expected);
  });

  test('is no problem when nobody is woken', () => {
    expect(codes(singleEventPages, { typicalEventsPerMinute: 0.1, severity: { page: 'S2', ticket: 'S3' } })).toEqual(
      [],
    );
  });

  test('does not apply to time slices', () => {
    expect(freshness.sli.kind).toBe('slices');
    expect(codes(singleEventPages, { typicalEventsPerMinute: 0.1 }, freshness)).toEqual([]);
  });
});
