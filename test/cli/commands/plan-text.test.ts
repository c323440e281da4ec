import { printPlan, printSummary } from '../../../lib/cli/commands/plan-text';
import { buildPlan } from '../../../lib/plan/build-plan';
import { DEFAULT_POLICY } from '../../../lib/slo/burn-rate';
import { EXAMPLE_BINDINGS } from '../../helpers/every-indicator';
import { exampleIncidents } from '../../helpers/incident-plan';
import { exampleModel, exampleObjective, objectiveOf } from '../../helpers/models';

const { plan } = buildPlan(
  exampleModel({
    checkout: [
      exampleObjective({ id: 'rare', burnRatePolicy: DEFAULT_POLICY, typicalEventsPerMinute: 1 }),
      exampleObjective({ id: 'uneven', burnRatePolicy: DEFAULT_POLICY, typicalEventsPerMinute: 600, trafficVariation: 20 }),
      objectiveOf(EXAMPLE_BINDINGS.queue, 'freshness', { targetPercent: 99 }),
    ],
  }),
);

test('the summary says of every row what its long window has to exceed', () => {
  const summary = printSummary(plan);
  expect(summary).toContain(
    'checkout/rare 99.9 % over 30d: page 1h at 14.4× (1.44 %, 3 bad or more), page 6h at 6× (0.6 %, 5 bad or more), ticket 14h24m at 1× (0.1 %, 6 bad or more)',
  );
  expect(summary).toContain(
    'checkout/uneven 99.9 % over 30d: page 1h at 14.4× (519 bad or more), page 6h at 6× (1297 bad or more), ticket 14h24m at 1× (519 bad or more)',
  );
  expect(summary).toContain('checkout/freshness 99 % over 30d: page 1h at 14.4× (14.4 %), page 6h at 6× (6 %), ticket 1d at 3× (3 %)');
});

test('the summary counts the budgets of a region', () => {
  const one = buildPlan(exampleModel({ checkout: [exampleObjective()] })).plan;
  expect(printSummary(one)).toMatch(/: 1 error budget measured every 15m, /);
  expect(printSummary(plan)).toMatch(/: 3 error budgets measured every 15m, /);
});

test('a row an objective does not get is there with the reason, and on which objectives', () => {
  expect(printSummary(plan)).toMatch(/^ {2}no burn-rate alert slowest: an alarm that counts slices of 1m may look back 1d, not 3d \(checkout\/freshness\)$/m);
});

test('the plan prints what is compared, with the guard in the reason', () => {
  const text = printPlan(plan);
  expect(text).toContain('shop-prod-checkout-rare-fast-1h: ratio > 0.0144 over 1h\n      more than 1.44 % bad in 1h, at least 3 of them');
  expect(text).toContain('shop-prod-checkout-uneven-fast-1h: burnt >= 519 over 1h\n      at least 519 bad events in 1h');
});

test('a plan with people on call says who is paged where, how they are reached, what watches paging, and what has to be stored', () => {
  const text = printPlan(exampleIncidents().plan);
  expect(text).toMatch(/^ {2}\S+-s0-tier-1: ana, ben$/m);
  expect(text).toMatch(/^ {2}\S+-person-ana: email, sms of what wakes somebody$/m);
  expect(text).toMatch(/^ {2}\S+-person-dev: sms$/m);
  expect(text).toMatch(/^ {2}\S+-paging-engine-errors \(eu-central-1\): calls >= 3 over 5m, notifies \S+-s1 and everybody of the first tiers$/m);
  expect(text).toMatch(/^watchdog in \S+: \S+-watchdog: /m);
  expect(text).toMatch(
    /^to store in Parameter Store before the deployment, .*:\n {2}aws ssm put-parameter --region eu-central-1 --type String --name \/\S+\/contacts\/ana\/email --allowed-pattern '[^']*@[^']*'$/m,
  );
});
