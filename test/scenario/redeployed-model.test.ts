import { buildPlan } from '../../lib/plan/build-plan';
import { needsSynthesis } from '../../lib/plan/needs-synthesis';
import { checkRedeploy } from '../../lib/scenario/check-redeploy';
import { redeployedModel } from '../../lib/scenario/redeployed-model';
import type { Redeployment } from '../../lib/scenario/scenario-redeploy';
import { EXAMPLE_BINDINGS } from '../helpers/every-indicator';
import { exampleModel, exampleObjective, objectiveOf } from '../helpers/models';
import { exampleModelOnCall } from '../helpers/on-call';

// What each mistake of names and values is notified is in the museum.
const model = exampleModelOnCall({ checkout: [exampleObjective(), objectiveOf(EXAMPLE_BINDINGS.lambda, 'success-rate', { id: 'workers' })] });
const changed = (changes: Partial<Redeployment>) => ({ at: 10, roles: {}, tiers: [], severities: {}, remove: [], ...changes });
const needed = (changes: Partial<Redeployment>) => needsSynthesis(buildPlan(model).plan, buildPlan(redeployedModel(model, changed(changes))).plan);

test('nothing is changed that is not named', () => {
  expect(redeployedModel(model, changed({}))).toEqual(model);
});

test('a role is held by those who are named, and nobody stands in for it any more', () => {
  const { roster } = model.onCall!;
  const withOverride = { ...model, onCall: { ...model.onCall!, roster: { ...roster, overrides: [{ role: 'secondary', person: 'ana', from: 0, until: 1 }] } } };
  const after = redeployedModel(withOverride, changed({ roles: { secondary: ['dev', 'cleo'] } })).onCall!.roster;
  expect(after.roles.find(({ id }) => id === 'secondary')).toEqual({ id: 'secondary', title: 'Secondary on-call', standing: ['dev', 'cleo'] });
  expect(after.overrides).toEqual([]);
  expect(after.roles.filter(({ id }) => id !== 'secondary')).toEqual(roster.roles.filter(({ id }) => id !== 'secondary'));
});

test('another time of a tier is another version of the policy', () => {
  const { escalation } = redeployedModel(model, changed({ tiers: [{ severity: 'S1', tier: 2, after: 5 }] })).onCall!;
  expect(escalation.severities.S1.tiers.map(({ after }) => after)).toEqual([
    { kind: 'elapsed', seconds: 0 },
    { kind: 'elapsed', seconds: 300 },
  ]);
  expect(escalation.severities.S0).toEqual(model.onCall!.escalation.severities.S0);
  expect(escalation.version).not.toBe(model.onCall!.escalation.version);
});

test('what the plan alone can deploy: rosters, times, severities of pages, and what goes', () => {
  expect(needed({ roles: { secondary: ['dev'] }, tiers: [{ severity: 'S1', tier: 2, after: 5 }] })).toEqual([]);
  expect(needed({ severities: { 'checkout/availability': 'S0' } })).toEqual([]);
  expect(needed({ remove: ['checkout/workers'] })).toEqual([]);
  // Eli has no role any more.
  expect(needed({ roles: { tools: ['dev'] } })).toEqual([]);
});

test('what it cannot is named: topics and subscriptions that are new, metric alarms that are, parts that change', () => {
  expect(needed({ roles: { primary: ['cleo', 'ana', 'ben'] } })).toEqual([
    'cleo would be subscribed to the fallback topic, which is for everybody of the first tiers',
  ]);
  const { plan } = buildPlan(model);
  const larger = exampleModelOnCall({ checkout: [...model.services[0]!.objectives, objectiveOf(EXAMPLE_BINDINGS.httpApi, 'availability', { id: 'web' })] });
  expect(needsSynthesis(plan, buildPlan(larger).plan)).toContain('the metric alarm shop-prod-checkout-web-fast-1h would be new');
  const stricter = exampleModelOnCall({ checkout: [exampleObjective({ targetPercent: 99 }), model.services[0]!.objectives[1]!] });
  expect(
    needsSynthesis(plan, buildPlan(stricter).plan).some((what) =>
      /^the metric alarm shop-prod-checkout-availability-.* would be (another one|new)$/.test(what),
    ),
  ).toBe(true);
  expect(needsSynthesis(plan, { ...plan, regions: [] })).toContain('the stacks of eu-central-1 would go');
  const watched = { ...plan, incidents: { ...plan.incidents!, watchdog: { ...plan.incidents!.watchdog, region: 'us-east-1' } } };
  expect(needsSynthesis(plan, watched)).toEqual(['the watchdog and its people would be others']);
});

test('a redeployment needs somebody to be on call (SCN031)', () => {
  const redeploy = [changed({ remove: ['checkout/workers'] })];
  const quiet = exampleModel({ checkout: [exampleObjective()] });
  expect(checkRedeploy({ redeploy, duration: 60 }, quiet)).toMatchObject([{ code: 'SCN031', path: ['redeploy'] }]);
  expect(checkRedeploy({ redeploy: [], duration: 60 }, quiet)).toEqual([]);
  expect(checkRedeploy({ redeploy, duration: 60 }, model)).toEqual([]);
});

test('each redeployment comes on top of those before it', () => {
  const twice = [changed({ remove: ['checkout/workers'] }), changed({ at: 20, remove: ['checkout/workers'] })];
  expect(checkRedeploy({ redeploy: twice, duration: 60 }, model)).toMatchObject([{ code: 'SCN022', path: ['redeploy', 1, 'remove', 0] }]);
});
