import { IncidentBudgets } from '../../lib/gameday/incident-budgets';
import type { Scenario } from '../../lib/scenario/scenario';
import { MINUTE_MS, SECOND_MS } from '../../lib/time/time';
import { buildWorkload } from '../../lib/workload/build-workload';
import { EXAMPLE_BINDINGS } from '../helpers/every-indicator';
import { minutes, outage, SCENARIO_START, scenarioOf } from '../helpers/game-days';
import { exampleModel, objectiveOf } from '../helpers/models';
import { ACCOUNT_ID } from '../helpers/simulated-account';

const model = exampleModel({
  checkout: [objectiveOf(EXAMPLE_BINDINGS.restApi, 'availability', { typicalEventsPerMinute: 600 })],
  orders: [objectiveOf(EXAMPLE_BINDINGS.queue, 'freshness', { targetPercent: 99 })],
});

function budgetsOf(scenario: Scenario): IncidentBudgets {
  const range = minutes(scenario.duration, 60);
  return new IncidentBudgets(model, scenario, range, buildWorkload(model, scenario, range, ACCOUNT_ID).observed);
}

const at = (minute: number, seconds = 0) => SCENARIO_START + minute * MINUTE_MS + seconds * SECOND_MS;

// The figures of a full outage at 99.9 % over 30 days: 43.2 minutes of it are the budget.
describe('a full outage of an objective of 99.9 % over 30 days', () => {
  const budgets = budgetsOf(scenarioOf({ workload: [outage()] }));

  test.each([
    [120, 0.0463],
    [180, 0.0694],
    [149, 0.0575],
    [0, 0],
  ])('has spent after %d seconds a share of %d', (seconds, share) => {
    expect(budgets.spentBetween('checkout/availability', at(30), at(30, seconds))).toBeCloseTo(share, 4);
  });

  test('spends nothing more after it ended', () => {
    expect(budgets.spentBetween('checkout/availability', at(30), at(300))).toBeCloseTo(30 / 43.2, 9);
  });

  test('leaves another objective alone', () => {
    expect(budgets.spentBetween('orders/freshness', at(30), at(300))).toBe(0);
  });
});

test('slices spend minutes: 432 bad ones are the budget of 99 % over 30 days', () => {
  const backlog = { kind: 'backlog', id: 'stuck', on: ['orders'], at: 0, for: 60 } as const;
  // Fresh for ten minutes, then bad.
  expect(budgetsOf(scenarioOf({ workload: [backlog] })).spentBetween('orders/freshness', at(0), at(32))).toBeCloseTo(22 / 432, 9);
});

test('the budget is that of typical traffic: at a tenth of it an outage spends a tenth', () => {
  const quiet = scenarioOf({ traffic: { checkout: { perMinute: 60 } }, workload: [outage()] });
  expect(budgetsOf(quiet).spentBetween('checkout/availability', at(30), at(32))).toBeCloseTo(0.00463, 5);
});

test('while metrics are lost nobody can tell what is spent', () => {
  const blind = { kind: 'silence', id: 'blind', on: ['checkout'], at: 40, for: 1 } as const;
  const budgets = budgetsOf(scenarioOf({ workload: [outage(), blind] }));
  expect(budgets.spentBetween('checkout/availability', at(30), at(40))).not.toBeNull();
  expect(budgets.spentBetween('checkout/availability', at(30), at(40, 1))).toBeNull();
  expect(budgets.spentBetween('checkout/unknown', at(30), at(31))).toBeNull();
});

describe('at an instant, it is counted', () => {
  const incidents = [outage({ id: 'first', at: 10, for: 5 }), outage({ id: 'second', at: 100, for: 5 }), outage({ id: 'elsewhere', on: ['orders'], at: 101 })];
  const budgets = budgetsOf(scenarioOf({ workload: incidents, traffic: { checkout: { backgroundErrorPercent: 1 } } }));

  test('from the begin of the last incident that hits the objective', () => {
    expect(budgets.spentAt('checkout/availability', at(102))).toBeCloseTo(2 / 43.2, 9);
    expect(budgets.spentAt('checkout/availability', at(99))).toBeCloseTo((5 * 600 + 84 * 6) / 25_920, 9);
  });

  test('from the start of the scenario before any did', () => {
    expect(budgets.spentAt('checkout/availability', at(9))).toBeCloseTo((9 * 6) / 25_920, 9);
  });
});
