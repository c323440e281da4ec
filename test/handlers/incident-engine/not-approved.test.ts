import { accountRoot } from '../../../lib/aws/iam/principal';
import { runCommand } from '../../../lib/incident/use-cases/run-command';
import { readRunbookDocument } from '../../../lib/runbook/document/read-document';
import { AUTOMATION } from '../../../lib/simulator/services/ssm/automation/ports';
import { EngineAccount } from '../../helpers/engine-account';
import { REGION, type Script } from '../../helpers/simulated-account';

/** Fault F54 with the engine's own clients: a run asks for an approval that is never given, and its event reaches the engine. */

const OUTAGE: Script = { 'edi-prod-portal-s0': [[60, 'ALARM']] };
const APPROVERS = ['arn:aws:iam::111122223333:user/ana', 'arn:aws:iam::111122223333:user/ben'];

/** Asks two people, for ten minutes, and changes a parameter afterwards. */
function asks(parameters: readonly string[]) {
  const content = {
    schemaVersion: '0.3',
    parameters: Object.fromEntries(parameters.map((name) => [name, { type: 'String', default: '' }])),
    mainSteps: [
      { name: 'approve', action: 'aws:approve', timeoutSeconds: 600, onFailure: 'Abort', inputs: { Approvers: APPROVERS, MinRequiredApprovals: 2 } },
      {
        name: 'change',
        action: 'aws:executeAwsApi',
        inputs: { Service: 'ssm', Api: 'PutParameter', Name: '/edi-prod/changed', Value: 'yes', Type: 'String', Overwrite: true },
      },
    ],
  };
  const read = readRunbookDocument(content as never, (path) => ({ path: path.join('.') }));
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.document;
}

const ask = (engine: EngineAccount, operation: string, input: object) =>
  engine.account.call(accountRoot(engine.account.accountId), 'ssm', operation, { ...input }, REGION) as Readonly<Record<string, string>>;

function start(engine: EngineAccount, incidentId?: string, document = 'edi-prod-fail-over'): string {
  engine.account.use(AUTOMATION).addDocument(REGION, document, asks(['IncidentId']));
  return ask(engine, 'StartAutomationExecution', { DocumentName: document, ...(incidentId !== undefined && { Parameters: { IncidentId: [incidentId] } }) })
    .AutomationExecutionId!;
}

/** The events of steps that ended for want of an approval, as they reached the engine. */
const timeouts = (engine: EngineAccount) =>
  engine.account.log.flatMap((entry) =>
    entry.kind === 'event emitted' && JSON.stringify(entry.event).includes('"Status":"TimedOut","StepName":"approve"') ? [entry.event] : [],
  );
const changes = (engine: EngineAccount) => engine.account.log.filter((entry) => entry.kind === 'call' && entry.operation === 'PutParameter').length;
const items = (engine: EngineAccount) =>
  engine.account.log.flatMap((entry) => (entry.kind === 'call' && entry.operation === 'UpdateOpsItem' ? [JSON.stringify(entry.input)] : []));

async function acknowledged(script: Script = OUTAGE): Promise<EngineAccount> {
  const engine = await new EngineAccount(script).until(1);
  await engine.hear({ kind: 'command', command: 'acknowledge', incident: 'portal-1', by: 'ana', via: 'console' });
  return engine;
}

test('the next tier of the incident is paged, though it is acknowledged; nothing is changed, record, page and OpsItem say why (002-73, F54)', async () => {
  const engine = await acknowledged();
  const run = start(engine, 'portal-1');
  await engine.until(10);
  expect(engine.paged).toEqual(['1 edi-prod-s0-tier-1 ana@example.com']);
  await engine.until(12);
  expect(engine.paged.slice(1)).toEqual(['11 edi-prod-s0-tier-2 ben@example.com', '11 edi-prod-s0-tier-2 chiara@example.com']);
  expect(changes(engine)).toBe(0);
  const { timeline = [], unapproved } = (await engine.incident()) ?? {};
  expect(timeline).toContainEqual(
    expect.objectContaining({ code: 'not approved', what: expect.stringContaining('nobody approved step approve of edi-prod-fail-over in time') }),
  );
  expect(unapproved).toEqual([{ name: 'approve', document: 'edi-prod-fail-over', executionId: run }]);
  const pages = engine.account.log.flatMap((entry) => (entry.kind === 'call' && entry.operation === 'Publish' ? [String(entry.input.Message)] : []));
  expect(pages.join('\n')).toContain('An approval is missing: nobody approved step approve of edi-prod-fail-over in time.');
  expect(items(engine).at(-1)).toContain(`nobody approved step approve of edi-prod-fail-over in time: https://`);
});

test('an event that comes twice pages once; a second run pages the tier after, and the last one again when all were (F54)', async () => {
  const engine = await acknowledged();
  start(engine, 'portal-1');
  await engine.until(12);
  const [event] = timeouts(engine);
  await engine.hear(event);
  expect(engine.paged).toHaveLength(3);
  const { tiers } = (await engine.incident())!.policy.severities.S0;
  for (let again = 2; again <= tiers.length + 1; again++) {
    await engine.hear({ ...event, detail: { ...(event!.detail as object), StepName: `approve${again}` } });
  }
  const last = tiers.at(-1)!.tier;
  const tierOf = (page: string) => Number(/-tier-(\d)/.exec(page)![1]);
  expect([...new Set(engine.paged.map(tierOf))]).toEqual(tiers.map(({ tier }) => tier));
  // Every step pages: the tiers that are left, and then the last of them again.
  const publications = (await engine.incident())!.timeline
    .filter(({ what }) => what.endsWith('is paged at once'))
    .map(({ what }) => Number(/tier (\d)/.exec(what)![1]));
  expect(publications).toEqual([2, ...tiers.slice(2).map(({ tier }) => tier), last, last].slice(0, tiers.length + 1));
});

test.each([
  ['names no incident', undefined],
  ['names one that there is not', 'ingest-7'],
])('a run that %s becomes an incident of operations, once (F54)', async (_what, incidentId) => {
  const engine = new EngineAccount({});
  start(engine, incidentId, 'edi-prod-rotate-kms-key');
  await engine.until(11);
  expect(engine.paged).toEqual(['10 edi-prod-s2-tier-1 ana@example.com']);
  expect(await engine.incident('operations')).toMatchObject({ severity: 'S2', title: 'nobody approved step approve of edi-prod-rotate-kms-key in time' });
  await engine.hear(timeouts(engine)[0]);
  expect([engine.paged.length, (await engine.incident('operations'))?.sequence]).toEqual([1, 1]);
});

test('a run for an incident that is resolved meanwhile is one of operations (F54)', async () => {
  const engine = await acknowledged();
  start(engine, 'portal-1');
  const { store, policy } = engine.engine;
  const resolve = { kind: 'resolve', by: 'ana', resolution: 'rolled back', despiteAlarms: 'clears within minutes' } as const;
  const { answer } = await runCommand(store, policy.roster, 'portal-1', resolve, { now: engine.account.now });
  expect(answer.accepted).toBe(true);
  await engine.until(12);
  expect((await engine.incident('operations'))?.unapproved).toHaveLength(1);
  expect((await engine.incident())?.unapproved).toBeUndefined();
});

test('a step that was approved or rejected, another action, and the document of somebody else are nothing to the engine (F54)', async () => {
  const engine = await acknowledged();
  start(engine, 'portal-1');
  await engine.until(12);
  const [event] = timeouts(engine);
  const other = (detail: object) => ({ ...event, detail: { ...(event!.detail as object), ExecutionId: 'another', ...detail } });
  for (const detail of [{ Status: 'Failed' }, { Status: 'Success' }, { Action: 'aws:sleep' }, { Definition: 'shop-prod-fail-over' }])
    await engine.hear(other(detail));
  expect(engine.paged).toHaveLength(3);
});
