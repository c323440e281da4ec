import { referencedAlarms } from '../../../lib/aws/alarm-rule/alarm-rule';
import { parseAlarmRule } from '../../../lib/aws/alarm-rule/parse-alarm-rule';
import { alarmNameIn } from '../../../lib/aws/arn';
import { filesOnDisk } from '../../../lib/config/read-directory';
import { readRunbook } from '../../../lib/config/read-runbook';
import { bundleHandler } from '../../../lib/constructs/handler-code';
import { hasPaging, playPaging } from '../../../lib/gameday/play-paging';
import { plannedComposites } from '../../../lib/gameday/redeploy/planned-composites';
import { runGameDay } from '../../../lib/gameday/run-game-day';
import { buildPlan } from '../../../lib/plan/build-plan';
import { timelineText } from '../../../lib/report/timeline-text';
import type { Scenario } from '../../../lib/scenario/scenario';
import { EXAMPLE_BINDINGS } from '../../helpers/every-indicator';
import { outage, scenarioOf } from '../../helpers/game-days';
import { inWords } from '../../helpers/measurement-words';
import { exampleObjective, objectiveOf } from '../../helpers/models';
import { exampleModelOnCall } from '../../helpers/on-call';
import { ACCOUNT_ID } from '../../helpers/simulated-account';
import { synthesizedStacks } from '../../helpers/synthesized-configuration';

/** Redeployments in a game day of a small application: the engine's own code, with another policy from an instant on. */

bundleHandler('incident-engine');

const model = exampleModelOnCall({ checkout: [exampleObjective(), objectiveOf(EXAMPLE_BINDINGS.lambda, 'success-rate', { id: 'workers' })] });
const acknowledge = readRunbook('runbooks/acknowledge-incident', filesOnDisk).runbook!;
const { plan } = buildPlan(model, [acknowledge]);
const stacks = synthesizedStacks(plan);

type Redeployment = Scenario['redeploy'][number];

function redeployment(changes: Partial<Redeployment>): Redeployment {
  return { at: 10, roles: {}, tiers: [], severities: {}, remove: [], ...changes };
}

/** An outage of checkout from minute 5 on. */
function dayOf(redeploy: readonly Partial<Redeployment>[], changes: Partial<Scenario> = {}): Scenario {
  const workload = [outage({ on: ['checkout/availability'], at: 5, for: 25 })];
  return scenarioOf({ duration: 30, judge: 'invariants', workload, redeploy: redeploy.map(redeployment), ...changes });
}

/** Paging alone is played, but for scenarios that expect something. */
async function play(scenario: Scenario) {
  if (!hasPaging(plan)) throw new Error('nobody is on call');
  const report = await (scenario.judge === 'invariants' ? playPaging({ scenario, model, plan, stacks }) : runGameDay({ scenario, model, plan, stacks }));
  const lines = report.timeline.filter(({ at, code }) => at >= scenario.start && code !== 'metric-alarm-changed').map((event) => timelineText(event));
  return { report, lines, pages: lines.filter((line) => line.startsWith('PAGED')) };
}

const TIER_1 = 'PAGED S1 tier 1 checkout-1: ana (email, sms)';

test('who is paged from a redeployment on is who has the role by its roster; who was paged before is paged by the one before', async () => {
  const [before, after] = [await play(dayOf([])), await play(dayOf([{ roles: { secondary: ['dev'] } }]))];
  expect(before.pages).toEqual([TIER_1, 'PAGED S1 tier 2 checkout-1: ben (email, sms), cleo (email)']);
  expect(after.pages).toEqual([TIER_1, 'PAGED S1 tier 2 checkout-1: dev (sms), cleo (email)']);
  expect(after.lines).toContain('DEPLOYED other people as secondary');
  expect(after.report.unknown).toEqual([]);
});

test('a page that is expected of a role is one to whoever has it by then, and it is they who act', async () => {
  const expectPages = [
    { service: 'checkout', severity: 'S1', tier: 1, after: 'down', within: 240, notBefore: 0, count: 1 },
    { service: 'checkout', severity: 'S1', tier: 2, role: ['secondary', 'operations-lead'], after: 'down', within: 1_200, notBefore: 0, count: 1 },
  ] as const;
  const expect1 = [{ objective: 'checkout/availability', severity: 'S1', after: 'down', within: 240, notBefore: 0 }] as const;
  const people = [{ role: 'secondary', afterPage: 1, service: 'checkout', do: 'acknowledge', via: 'command', drill: false, refused: false }] as const;
  const day: Partial<Scenario> = { judge: 'everything', expectPages: [...expectPages], expect: [...expect1], people: [...people] };
  const { report } = await play(dayOf([{ roles: { secondary: ['dev'] } }], day));
  expect(report.measurements.filter(({ outcome }) => outcome !== 'passed').map(inWords)).toEqual([]);
  expect(report.measurements.map(inWords).find(({ what }) => what.includes('tier 2'))?.measured).toContain('cleo, dev');
  expect(report).toMatchObject({ differences: [], unknown: [] });
  expect(report.timeline.some((event) => event.code === 'incident-acknowledged' && event.by === 'dev')).toBe(true);
});

test('an incident keeps the rules it was opened by: another time of a tier holds for later ones', async () => {
  const tiers = [{ severity: 'S1', tier: 2, after: 5 }] as const;
  const isTier2 = (line: string) => line.startsWith('PAGED S1 tier 2');
  const [running, later] = [await play(dayOf([{ at: 8, tiers: [...tiers] }])), await play(dayOf([{ at: 3, tiers: [...tiers] }]))];
  const minutesOf = ({ report }: Awaited<ReturnType<typeof play>>) =>
    report.timeline.flatMap((event) => (isTier2(timelineText(event)) ? [Math.round((event.at - report.scenario.start) / 60_000)] : []));
  expect([minutesOf(running), minutesOf(later)]).toEqual([[23], [13]]);
});

test('another severity is another alarm: it is judged at once, joins, and pages as it is; the one before is gone', async () => {
  const { lines, pages, report } = await play(dayOf([{ severities: { 'checkout/availability': 'S0' } }]));
  expect(lines).toContain('ALARM shop-prod-checkout-availability-s0');
  expect(lines).toContain('PROMOTED checkout-1 S1 -> S0, escalation round 2');
  expect(pages.slice(0, 2)).toEqual([TIER_1, 'PAGED S0 tier 1 checkout-1 (promoted): ana (email, sms)']);
  expect(report).toMatchObject({ outcome: 'passed', unknown: [] });
});

test('alarms are compared with the plan as long as they are there, on a whole game day', async () => {
  const remove = ['checkout/availability'];
  const scenario = dayOf([{ severities: { 'checkout/availability': 'S0' } }, { at: 15, remove }]);
  expect(await runGameDay({ scenario, model, plan, stacks })).toMatchObject({ outcome: 'passed', differences: [], unknown: [] });
});

test('what is removed has no alarms: that one which had recovered is deleted is no relapse (9.8)', async () => {
  const remove = ['checkout/availability'];
  const workload = [outage({ on: ['checkout/availability'], at: 5, for: 3 })];
  const { lines, pages, report } = await play(dayOf([{ at: 50, remove }], { workload, duration: 70 }));
  expect(lines).toContain('DEPLOYED checkout/availability gone');
  expect(lines.filter((line) => line.startsWith('RECOVERED'))).toHaveLength(1);
  expect(pages.filter((line) => line.includes('relapsed'))).toEqual([]);
  expect(report).toMatchObject({ outcome: 'passed', unknown: [] });
});

test('whoever has no role any more has no topic; an incident they were paged for goes on', async () => {
  const workload = [outage({ on: ['checkout/availability'], at: 5, for: 40 })];
  const { lines, pages, report } = await play(dayOf([{ at: 25, roles: { 'operations-lead': ['dev'] } }], { duration: 45, workload }));
  expect(report).toMatchObject({ outcome: 'passed', unknown: [] });
  expect(pages).toEqual([TIER_1, 'PAGED S1 tier 2 checkout-1: ben (email, sms), cleo (email)']);
  expect(lines).toContain('DEPLOYED other people as operations-lead');
});

test('what only a synthesis could deploy makes it a game day of which nobody can tell', async () => {
  const { report } = await play(dayOf([{ roles: { primary: ['dev'] } }]));
  expect(report.outcome).toBe('could not tell');
  expect(report.unknown).toEqual([
    'what the redeployment at 2026-03-02T08:10:00Z does: dev would be subscribed to the fallback topic, which is for everybody of the first tiers',
  ]);
});

test('a call of a redeployment that fails makes it one, too', async () => {
  const fail = [{ call: 'lambda:UpdateFunctionCode', from: 9, for: 2, error: 'ServiceException' }];
  const { report } = await play(dayOf([{ roles: { secondary: ['dev'] } }], { fail }));
  expect(report.unknown).toEqual([
    'what comes of the redeployment at 2026-03-02T08:10:00Z: lambda:UpdateFunctionCode fails, lambda:UpdateFunctionCode fails in this scenario',
  ]);
});

test('composite alarms are put as templates have them: rule, text, actions and suppression', () => {
  const deployed = stacks.flatMap(({ resources }) => resources.filter(({ type }) => type === 'AWS::CloudWatch::CompositeAlarm'));
  const meaning = ({ AlarmRule: rule, ActionsSuppressor: suppressor, Tags: _tags, ...rest }: Record<string, unknown>) => ({
    ...rest,
    ...(suppressor !== undefined && { suppressor: alarmNameIn(String(suppressor)) ?? suppressor }),
    children: referencedAlarms(parseAlarmRule(String(rule))).map((name) => alarmNameIn(name) ?? name),
    shape: String(rule)
      .replaceAll(/arn:[^"]*:alarm:/g, '')
      .replaceAll(/[()]/g, ' ')
      .replaceAll(/ +/g, ' ')
      .trim(),
  });
  const found = new Map(deployed.map(({ ref, region, properties }) => [`${region} ${ref}`, meaning(properties)]));
  const planned = new Map(plannedComposites(plan, ACCOUNT_ID).map(({ region, name, input }) => [`${region} ${name}`, meaning(input)]));
  expect(planned.size).toBeGreaterThan(5);
  expect(Object.fromEntries(planned)).toEqual(Object.fromEntries(found));
});
