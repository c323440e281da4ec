import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDrillLine } from '../../lib/cli/commands/drill-line';
import { DrillSession } from '../../lib/gameday/drill/drill-session';
import { judgeDrill } from '../../lib/gameday/drill/judge-drill';
import { printDrillResult } from '../../lib/report/drill-text';
import { MINUTE_MS } from '../../lib/time/time';
import { runCommand } from '../helpers/recording-terminal';
import { shippedAssembly, shippedEnvironment, shippedScenario, shippedStacks } from '../helpers/shipped-assembly';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'day2-drill-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** A drill of the outage of the portal in which this is typed, and its evidence. */
async function drilled(...lines: readonly string[]) {
  const script = join(folder, 'typed.txt');
  const out = join(folder, 'evidence.json');
  writeFileSync(script, lines.map((line) => `${line}\n`).join(''));
  const options = ['--as', 'ana', '--script', script, '--out', out, '--assembly', shippedAssembly()];
  const result = await runCommand(['drill', 'run', 'portal-full-outage', ...options], { now: () => Date.UTC(2026, 2, 1) });
  return { ...result, evidence: () => JSON.parse(readFileSync(out, 'utf8')) as Record<string, unknown> };
}

test('somebody who takes the page in time, starts its runbook and says how it stands has passed; how long it took is evidence (002-11, 002-13)', async () => {
  const { exitCode, output, errors, evidence } = await drilled(
    '# the page comes',
    '',
    '+2m day2 incident ack partner-portal-1',
    'runbook start incident-response-s0 --parameter IncidentId=partner-portal-1 --parameter Responder=ana --parameter PostmortemDue=2026-03-05',
    '+10m incident update partner-portal-1 --text "the load balancer is being restarted"',
    'end',
  );
  expect(errors).toBe('');
  // What the page says reaches whoever it is for, and the words of the commands are theirs.
  expect(output).toMatch(/^08:32:29 PAGED S0 tier 1 partner-portal-1: ana \(email, sms, https\)$/m);
  expect(output).toMatch(/^ {4}S0 critical: Partner portal: .* Acknowledge: day2 incident ack partner-portal-1$/m);
  expect(output).toMatch(/^partner-portal-1 is yours, ana$/m);
  expect(exitCode).toBe(0);
  expect(evidence()).toMatchObject({
    schema: 'day2.drill/1',
    drilledAt: '2026-03-01T00:00:00Z',
    scenario: 'portal-full-outage',
    trainee: 'ana',
    outcome: 'passed',
    figures: [
      { code: 'acknowledged', incidentId: 'partner-portal-1', seconds: 151, dueSeconds: 300, highestTier: 1, outcome: 'passed' },
      { code: 'updates', incidentId: 'partner-portal-1', missed: 0, outcome: 'passed' },
      { code: 'runbook started', seconds: 151, document: 'edi-prod-incident-response-s0', outcome: 'passed' },
    ],
    protocol: expect.arrayContaining([{ at: '2026-03-02T08:35:00Z', typed: 'incident ack partner-portal-1', exitCode: 0 }]),
  });
});

test('nobody paged is nothing to judge, a page not yet due cannot be told, and one that nobody takes fails, whatever else is done (002-13)', async () => {
  const { model, plan } = shippedEnvironment('prod');
  const { incidents } = plan;
  if (incidents === undefined) throw new Error('nobody is on call');
  const scenario = shippedScenario('portal-full-outage');
  const session = new DrillSession({ scenario, model, plan: { ...plan, incidents }, stacks: shippedStacks('prod'), trainee: 'ana' });
  const judge = () => judgeDrill(session, incidents.acknowledgeDocumentName);
  await session.passUntil(session.start + 10 * MINUTE_MS);
  expect(judge()).toMatchObject({ outcome: 'could not tell', figures: [], unknown: [expect.stringMatching(/nobody was paged/)] });

  const { events, messages } = await session.passUntilHeard();
  expect(events.map(({ code }) => code)).toEqual(['page-published', 'notice-published']);
  expect(messages.map(({ protocol }) => protocol)).toEqual(['email']);
  expect(judge().figures[0]).toMatchObject({ code: 'acknowledged', dueSeconds: 300, outcome: 'could not tell' });

  await session.passUntil(session.start + 75 * MINUTE_MS);
  const { outcome, figures } = judge();
  expect(outcome).toBe('failed');
  expect(figures.map(({ code, outcome: each }) => [code, each])).toEqual([
    ['acknowledged', 'failed'],
    ['updates', 'failed'],
    ['runbook started', 'failed'],
  ]);
  expect(printDrillResult(judge())).toMatch(
    /FAIL partner-portal-1: acknowledged after the first page: expected within 5m, measured nobody did, tier 3 was paged/,
  );
});

test('a script is read whole before anything is played, and every line that says nothing is reported', async () => {
  const { exitCode, output, errors } = await drilled('', '+5 incident list', 'incident ack "partner', 'init', '+5m');
  expect([exitCode, output]).toEqual([1, '']);
  expect(errors.match(/DRL001 .*typed\.txt:\d+/g)?.map((line) => line.slice(line.lastIndexOf(':') + 1))).toEqual(['2', '3', '4']);
  const missing = await runCommand(['drill', 'run', 'portal-full-outage', '--as', 'ana', '--script', join(folder, 'none.txt')]);
  expect([missing.exitCode, missing.errors]).toEqual([1, expect.stringMatching(/DRL001 .*none\.txt/)]);
});

test.each([
  ['where nobody can answer', ['--as', 'ana'], 2, /nobody can answer here/],
  ['for somebody who is not in the roster', ['--as', 'nobody', '--script', 'typed.txt'], 1, /person nobody/],
])('a drill does not begin %s', async (_, options, exitCode, errors) => {
  expect(await runCommand(['drill', 'run', 'portal-full-outage', ...options])).toMatchObject({ exitCode, output: '', errors: expect.stringMatching(errors) });
});

test.each([
  ['', { afterMinutes: 0, words: [] }],
  ['+1h5m', { afterMinutes: 65, words: [] }],
  ['day2 incident ack a-1', { afterMinutes: 0, words: ['incident', 'ack', 'a-1'] }],
  [`+2m incident update a-1 --text "it's back" 'for now'`, { afterMinutes: 2, words: ['incident', 'update', 'a-1', '--text', "it's back", 'for now'] }],
  ['+90s incident list', undefined],
  ['incident update a-1 --text "open', undefined],
])('%j is a line of a drill: %j', (text, line) => expect(readDrillLine(text)).toEqual(line));
