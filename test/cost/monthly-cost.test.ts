import { readFileSync } from 'node:fs';
import { byObjective, byPart, byService } from '../../lib/cost/cost-sums';
import { monthlyCost, type PlannedCost } from '../../lib/cost/monthly-cost';
import { PRICES } from '../../lib/cost/prices';
import { comparedDesigns, PUBLISHED_DESIGNS } from '../../lib/cost/published-designs';
import { savings } from '../../lib/cost/savings';
import { buildPlan } from '../../lib/plan/build-plan';
import { exampleModel, exampleObjective } from '../helpers/models';
import { exampleModelOnCall } from '../helpers/on-call';
import { runCommand } from '../helpers/recording-terminal';

const model = exampleModelOnCall({ checkout: [exampleObjective()] });
const { plan } = buildPlan(model);
const cost = monthlyCost(plan);
const sum = (lines: readonly { readonly usd: number }[]): number => lines.reduce((total, { usd }) => total + usd, 0);
const countOf = (part: PlannedCost['part'], what: RegExp): number =>
  cost.lines.filter((line) => line.part === part && what.test(line.what)).reduce((total, { count }) => total + count, 0);

test('every line is a count times a price with a public source; parts, services and all of it are their sums', () => {
  for (const { usd, count, rate, source } of cost.lines) {
    expect(usd).toBeCloseTo(count * rate, 12);
    expect(source).toMatch(/^https:\/\/aws\.amazon\.com\//);
  }
  expect(cost.usd).toBeCloseTo(sum(cost.lines), 9);
  expect(sum(byPart(cost.lines))).toBeCloseTo(cost.usd, 9);
  expect(sum(byService(cost.lines))).toBeCloseTo(cost.usd, 9);
  expect(sum(byObjective(cost.lines))).toBeLessThan(cost.usd);
});

test('an availability objective of two metrics: its alarms, composites, budget and readings', () => {
  const [objective] = plan.regions[0]!.objectives;
  const metrics = Object.keys(objective!.objective.sli.metrics).length;
  expect(countOf('burn-rate alerts', /metrics/)).toBe(8 * metrics);
  expect(countOf('burn-rate alerts', /composite/)).toBe(2);
  // A run every 15 minutes of 30 days; events are read by the hour and finely.
  expect(countOf('error budgets', /metrics read/)).toBe(2_880 * metrics * 2);
  expect(countOf('error budgets', /figures/)).toBe(4);
  expect(countOf('error budgets', /budget alarms/)).toBe(3);
  expect(countOf('budget ledgers', /PutMetricData/)).toBe(2_880 * 2);
  expect(countOf('severity topics', /key/)).toBe(1);
});

test('without people on call nothing is paid for paging, and no incident has a price', () => {
  const alone = monthlyCost(buildPlan(exampleModel({ checkout: [exampleObjective()] })).plan);
  expect(alone.usdPerIncident).toBeUndefined();
  expect(byPart(alone.lines).map(({ of }) => of)).not.toContain('paging');
});

test('what a configuration could do without is what the bill is less by, dearest first', () => {
  const found = savings(model);
  const engine = found.find(({ how }) => how === 'no on-call.yaml')!;
  expect(engine.usd).toBeCloseTo(byPart(cost.lines).find(({ of }) => of === 'paging')!.usd, 9);
  const composite = found.find(({ what }) => what.startsWith('tickets'))!;
  expect(composite.usd).toBeCloseTo(PRICES.compositeAlarm.rate, 9);
  expect(found.map(({ usd }) => usd)).toEqual([...found].sort((a, b) => b.usd - a.usd).map(({ usd }) => usd));
});

test.each(PUBLISHED_DESIGNS)('$name has as many alarms as its template', ({ template, metricAlarms, compositeAlarms }) => {
  const { Resources: resources } = JSON.parse(readFileSync(`test/score/designs/${template}.template.json`, 'utf8')) as {
    readonly Resources: Readonly<Record<string, { readonly Type: string }>>;
  };
  const count = (type: string): number => Object.values(resources).filter(({ Type }) => Type === `AWS::CloudWatch::${type}`).length;
  expect([count('Alarm'), count('CompositeAlarm')]).toEqual([metricAlarms, compositeAlarms]);
});

test('the same objectives with other designs: two metrics in eight alarms and two composites are USD 2.60', () => {
  const { planned, others } = comparedDesigns(plan);
  expect(Object.keys(plan.regions[0]!.objectives[0]!.objective.sli.metrics)).toHaveLength(2);
  expect(planned.usd).toBeCloseTo(2.6, 9);
  expect(others.find(({ name }) => name.startsWith('SRE Workbook'))!.usd).toBeCloseTo(planned.usd, 9);
});

describe('day2 cost', () => {
  test('prints a bill to the cent, and as JSON the same figures with every line', async () => {
    const text = await runCommand(['cost', '--config', 'test/config/base', '--env', 'prod']);
    const json = await runCommand(['cost', '--config', 'test/config/base', '--env', 'prod', '--json']);
    const { usd, lines, pricesOf } = JSON.parse(json.output) as { readonly usd: number; readonly lines: readonly PlannedCost[]; readonly pricesOf: string };
    expect([text.exitCode, json.exitCode]).toEqual([0, 0]);
    expect(sum(lines)).toBeCloseTo(usd, 9);
    expect(text.output).toContain(`shop prod: USD ${usd.toFixed(2)} a month while nothing happens (list prices of us-east-1, ${pricesOf})`);
  });

  test('an unknown environment is a usage error', async () => {
    expect(await runCommand(['cost', '--config', 'test/config/base', '--env', 'prd'])).toMatchObject({ exitCode: 2, output: '' });
  });
});
