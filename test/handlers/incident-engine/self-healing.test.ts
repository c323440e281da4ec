import { accountRoot } from '../../../lib/aws/iam/principal';
import { reviewAutomation } from '../../../lib/incident/automation-review';
import type { KnownAlarm } from '../../../lib/incident/lifecycle/engine-policy';
import type { SelfHealing } from '../../../lib/incident/lifecycle/self-healing';
import { formatOverride } from '../../../lib/incident/use-cases/automation-override';
import { readRunbookDocument } from '../../../lib/runbook/document/read-document';
import { AUTOMATION } from '../../../lib/simulator/services/ssm/automation/ports';
import { MINUTE_MS } from '../../../lib/time/time';
import { ENGINE_POLICY, EngineAccount } from '../../helpers/engine-account';
import { REGION, START, type Script } from '../../helpers/simulated-account';

/** Tier 0 with the engine's own clients: alarm, runbook, page; each run is one of the simulated Systems Manager. */

const OVERRIDE = '/edi-prod/automation/override';
const RULES: SelfHealing = {
  runbook: 'heal',
  parameters: {},
  maxPerHour: 3,
  coolDownMinutes: 10,
  mayDelayPageSeconds: 300,
  verifiedBy: 'edi-prod-portal-still-failing',
  clearsWithinMinutes: 10,
  liveFrom: START,
  supervisors: ['henry'],
};

/** Waits for half a minute, asks whether somebody has taken over, changes the tags of a machine, and waits for the alarm. */
const HEAL = documentOf([
  {
    name: 'chooseDryRun',
    action: 'aws:branch',
    inputs: { Choices: [{ NextStep: 'wait', Variable: '{{ DryRun }}', BooleanEquals: false }], Default: 'report' },
  },
  { name: 'report', action: 'aws:updateVariable', isEnd: true, inputs: { Name: 'variable:Report', Value: 'dry' } },
  { name: 'wait', action: 'aws:sleep', inputs: { Duration: 'PT90S' } },
  {
    name: 'askOverride',
    action: 'aws:assertAwsResourceProperty',
    inputs: { Service: 'ssm', Api: 'GetParameter', Name: OVERRIDE, PropertySelector: '$.Parameter.Value', DesiredValues: ['off'] },
  },
  {
    name: 'change',
    action: 'aws:executeAwsApi',
    inputs: { Service: 'ssm', Api: 'PutParameter', Name: '/edi-prod/changed', Value: '{{ IncidentId }}', Type: 'String', Overwrite: true },
  },
  {
    name: 'verify',
    action: 'aws:waitForAwsResourceProperty',
    timeoutSeconds: 600,
    inputs: {
      Service: 'cloudwatch',
      Api: 'DescribeAlarms',
      AlarmNames: ['{{ AlarmName }}'],
      PropertySelector: '$.MetricAlarms[0].StateValue',
      DesiredValues: ['OK'],
    },
  },
]);

function documentOf(mainSteps: readonly object[]) {
  const text = (name: string) => [name, { type: 'String', default: '' }];
  const parameters = {
    DryRun: { type: 'Boolean', default: true },
    ...Object.fromEntries(['IncidentId', 'AlarmName', 'MaxPerHour', 'CoolDownMinutes'].map(text)),
  };
  const content = { schemaVersion: '0.3', parameters, variables: { Report: { type: 'String', default: '' } }, mainSteps: mainSteps as object[] };
  const read = readRunbookDocument(content as never, (path) => ({ path: path.join('.') }));
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.document;
}

const OUTAGE: Script = { 'edi-prod-portal-s0': [[60, 'ALARM']], 'edi-prod-portal-still-failing': [[60, 'ALARM']] };

function accountOf(script: Script = OUTAGE, changes: Partial<SelfHealing> = {}, document = HEAL): EngineAccount {
  const heals = (alarm: KnownAlarm): KnownAlarm => (alarm.name === 'edi-prod-portal-s0' ? { ...alarm, selfHealing: { ...RULES, ...changes } } : alarm);
  const engine = new EngineAccount(script, { alarms: ENGINE_POLICY.alarms.map(heals) });
  engine.account.use(AUTOMATION).addDocument(REGION, 'edi-prod-heal', document);
  return engine;
}

const calls = (engine: EngineAccount, operation: string) => engine.account.log.filter((entry) => entry.kind === 'call' && entry.operation === operation);
const runs = (engine: EngineAccount) => engine.account.use(AUTOMATION).executions();
/** What a report of the month says of its automatic runs. Requirement 002-74. */
const reviewed = async (engine: EngineAccount) => reviewAutomation([(await engine.incident())!], START, START + 86_400_000);
const changed = (engine: EngineAccount) => calls(engine, 'PutParameter').length;
const ask = (engine: EngineAccount, operation: string, input: object) =>
  engine.account.call(accountRoot(engine.account.accountId), 'ssm', operation, { ...input }, REGION);
const put = (engine: EngineAccount, value: string) => ask(engine, 'PutParameter', { Name: OVERRIDE, Value: value, Type: 'String', Overwrite: true });
const overrideUntil = (minute: number) => formatOverride({ by: 'ana', reason: 'we look ourselves', since: START, until: START + minute * MINUTE_MS });
const fails = (operation: string, from: number, until: number, after = false) => ({
  service: 'ssm',
  operation,
  from: START + from * MINUTE_MS,
  until: START + until * MINUTE_MS,
  errorName: 'InternalServerError',
  ...(after && { after: true }),
});

test('an alarm starts its runbook, which helps: people are notified and nobody is paged (002-54, 002-66, F50)', async () => {
  const engine = accountOf({
    'edi-prod-portal-s0': [
      [60, 'ALARM'],
      [540, 'OK'],
    ],
    'edi-prod-portal-still-failing': [
      [60, 'ALARM'],
      [240, 'OK'],
    ],
  });
  await engine.until(8);
  expect([engine.paged, changed(engine), runs(engine).map(({ status }) => status)]).toEqual([[], 1, ['Success']]);
  expect(engine.notified.filter((each) => each.includes('informed henry'))).not.toEqual([]);
  const incident = await engine.incident();
  expect(incident?.healing?.runs).toMatchObject([{ status: 'healed', isLive: true, executionId: runs(engine)[0]!.id }]);
  const items = engine.account.log.flatMap((entry) => (entry.kind === 'call' && entry.operation === 'UpdateOpsItem' ? [JSON.stringify(entry.input)] : []));
  expect(items.at(-1)).toContain(
    `live run of heal ended well, and the last minutes are well: https://eu-central-1.console.aws.amazon.com/systems-manager/automation/execution/${runs(engine)[0]!.id}`,
  );
  await engine.until(50);
  expect([engine.paged.filter((page) => page.includes('-s0-')), (await engine.incident())?.postmortem?.status]).toEqual([[], 'due']);
  expect(await reviewed(engine)).toMatchObject({ runs: 1, healed: 1, falseHeals: 0, failed: 0, overridden: 0 });
  const figures = engine.account.log.flatMap((entry) =>
    entry.kind === 'call' && entry.operation === 'PutMetricData' && JSON.stringify(entry.input).includes('AutoHealMttrSeconds') ? [entry.input] : [],
  );
  expect(figures).toMatchObject([{ MetricData: [{ Value: 90, Unit: 'Seconds' }] }]);
});

test('a dry run until somebody supervises: people are paged first, the page says so, and nothing is changed (002-66)', async () => {
  const engine = accountOf(OUTAGE, { liveFrom: undefined as never });
  await engine.until(5);
  expect([engine.paged.length > 0, changed(engine), runs(engine).map(({ status }) => status)]).toEqual([true, 0, ['Success']]);
  const pages = engine.account.log.flatMap((entry) => (entry.kind === 'call' && entry.operation === 'Publish' ? [String(entry.input.Message)] : []));
  expect(pages[0]).toContain('dry run of heal is being started');
  expect(pages.join('\n')).toContain(
    `dry run of heal goes on: https://eu-central-1.console.aws.amazon.com/systems-manager/automation/execution/${runs(engine)[0]!.id}`,
  );
});

test('asked for twice, it is one run: the token is the same (002-66)', async () => {
  const engine = accountOf();
  await engine.until(1);
  const [start] = calls(engine, 'StartAutomationExecution') as unknown as { readonly input: object }[];
  expect(ask(engine, 'StartAutomationExecution', start!.input)).toEqual({ AutomationExecutionId: runs(engine)[0]!.id });
  expect(runs(engine)).toHaveLength(1);
});

test('a run that fails pages when its event comes, and with the next tick where that is lost (F51)', async () => {
  const broken = documentOf([{ name: 'change', action: 'aws:executeAwsApi', inputs: { Service: 'ssm', Api: 'GetParameter', Name: '/not/there' } }]);
  const heard = accountOf(OUTAGE, {}, broken);
  heard.account.run(START + MINUTE_MS);
  for (const entry of heard.account.log.slice()) if (entry.kind === 'event emitted') await heard.hear(entry.event);
  heard.account.run(START + 2 * MINUTE_MS);
  expect(heard.paged).toEqual([]);
  const change = heard.account.log.flatMap((entry) => (entry.kind === 'event emitted' && JSON.stringify(entry.event).includes('Failed') ? [entry.event] : []));
  expect(await heard.hear(change.at(-1))).toBe(`run ${runs(heard)[0]!.id} of portal-1: ended`);
  expect(heard.paged).toHaveLength(1);
  const page = heard.account.log.findLast((entry) => entry.kind === 'call' && entry.operation === 'Publish')!;
  expect(JSON.stringify(page)).toContain('live run of heal failed: it ended as Failed, step change');

  const ticked = accountOf(OUTAGE, {}, broken);
  await ticked.until(1);
  await ticked.until(2, { hears: false });
  expect(ticked.paged).toEqual(['2 edi-prod-s0-tier-1 ana@example.com']);
});

test('an override keeps a runbook from being started, and pages at once; one that is over counts as off (002-70)', async () => {
  const on = accountOf();
  put(on, overrideUntil(60));
  await on.until(1);
  expect([on.paged, runs(on)]).toEqual([['1 edi-prod-s0-tier-1 ana@example.com'], []]);
  expect((await on.incident())?.healing?.runs).toMatchObject([{ status: 'refused', why: expect.stringContaining('overridden by ana until') }]);

  const over = accountOf();
  put(over, overrideUntil(0));
  await over.until(1);
  expect([over.paged, runs(over).length]).toEqual([[], 1]);
  expect(ask(over, 'GetParameter', { Name: OVERRIDE })).toMatchObject({ Parameter: { Value: 'off' } });
});

test.each([
  ['a word that somebody typed', (engine: EngineAccount) => put(engine, 'on')],
  ['a parameter that cannot be read', (engine: EngineAccount) => engine.account.failCalls(fails('GetParameter', 0, 2))],
])('%s counts as an override (002-70)', async (_what, happens) => {
  const engine = accountOf();
  happens(engine);
  await engine.until(1);
  expect([engine.paged, runs(engine)]).toEqual([['1 edi-prod-s0-tier-1 ana@example.com'], []]);
});

test('an override stops a run within the minute and before its next change; people are paged (002-70, F52)', async () => {
  const engine = accountOf();
  await engine.until(1);
  put(engine, overrideUntil(60));
  await engine.until(2);
  expect([engine.paged, changed(engine) - 1, runs(engine).map(({ status }) => status)]).toEqual([['2 edi-prod-s0-tier-1 ana@example.com'], 0, ['Cancelled']]);
  expect(await reviewed(engine)).toMatchObject({ runs: 1, healed: 0, failed: 0, overridden: 1 });
  await engine.until(10);
  expect(changed(engine) - 1).toBe(0);
  expect((await engine.incident())?.timeline.map(({ what }) => what)).toContainEqual(expect.stringContaining('heal is stopped: overridden by ana'));
});

test('a start whose answer is lost, and a run that cannot be looked at, page at once (002-66)', async () => {
  const lost = accountOf();
  lost.account.failCalls(fails('StartAutomationExecution', 1, 2, true));
  await lost.until(1);
  expect(lost.paged).toEqual(['1 edi-prod-s0-tier-1 ana@example.com']);

  const unseen = accountOf();
  await unseen.until(1);
  expect(unseen.paged).toEqual([]);
  unseen.account.failCalls(fails('GetAutomationExecution', 2, 4));
  await unseen.until(2);
  expect(unseen.paged).toEqual(['2 edi-prod-s0-tier-1 ana@example.com']);
  // It is looked at again.
  await unseen.until(5);
  expect((await unseen.incident())?.healing?.runs).toMatchObject([{ status: 'running' }]);
});

test('what was healed and is not well any more is found by the tick', async () => {
  const engine = accountOf({
    ...OUTAGE,
    'edi-prod-portal-still-failing': [
      [60, 'ALARM'],
      [180, 'OK'],
      [360, 'ALARM'],
    ],
  });
  await engine.until(5);
  expect([engine.paged, (await engine.incident())?.healing?.runs[0]?.status]).toEqual([[], 'healed']);
  await engine.until(6);
  expect(engine.paged).toEqual(['6 edi-prod-s0-tier-1 ana@example.com']);
});
