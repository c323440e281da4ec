import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadOperations } from '../../lib/cli/files/operations';
import { readPostmortem } from '../../lib/cli/files/read-postmortem';
import { incidentStoreIn } from '../../lib/handlers/incident-engine/incident-store-in';
import { missingInPostmortem } from '../../lib/incident/lifecycle/postmortem';
import { accountOfOnly } from '../helpers/accounts';
import { anIncident, OPENED_AT } from '../helpers/incidents';
import { runCommand } from '../helpers/recording-terminal';
import { tableInMemory } from '../helpers/table-in-memory';

const page = readFileSync('docs/how-to/handle-an-incident.md', 'utf8');
const blocks = (language: string): string[] =>
  [...page.matchAll(/^```(\w*)\n([\s\S]*?)^```/gm)].filter(([, name]) => name === language).map(([, , text]) => text!);

let scratch: string;
beforeEach(() => (scratch = mkdtempSync(join(tmpdir(), 'day2-docs-'))));
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(scratch, { recursive: true, force: true });
});

function postmortemFile(): string {
  const file = join(scratch, 'postmortem.yaml');
  writeFileSync(file, blocks('yaml')[0]!);
  return file;
}

/** The words of a command line; quotes hold words together. */
const words = (line: string): string[] => [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!);

/** The same with the files that the page names in a folder of the test: the postmortem is by then the one of the page. */
function inScratch(commandLine: readonly string[]): string[] {
  const files = commandLine[1] === 'report' ? ['--out', join(scratch, 'incident-reports'), '--tasks', join(scratch, 'tasks.json')] : [];
  return [...commandLine.map((word) => (word.endsWith('/postmortem.yaml') ? postmortemFile() : word)), ...files];
}

const lines = blocks('sh').flatMap((block) => block.trimEnd().split('\n'));

test('the postmortem of the page is complete, and its owners are on the shipped roster', () => {
  const { roster } = loadOperations('config', {}).environments.find(({ plan }) => plan.environment === 'prod')!.plan.incidents!.policy;
  expect(missingInPostmortem(readPostmortem(postmortemFile(), roster))).toEqual([]);
});

test('the commands of the page, one after the other, see an incident through', async () => {
  const port = tableInMemory().port;
  const store = incidentStoreIn(port, 'edi-prod-incidents', 'test');
  const over = anIncident().alarms.map((alarm) => ({ ...alarm, state: 'OK' as const }));
  await store.write(anIncident({ alarms: over }));
  const account = accountOfOnly({
    table: async () => port,
    metrics: async () => ({ send: async () => ({ $metadata: {}, MetricDataResults: [] }) }),
    parameters: async () => ({ send: async ({ input }) => ({ $metadata: {}, InvalidParameters: input.Names }) }),
  });
  jest.spyOn(Date, 'now').mockReturnValue(OPENED_AT);
  const environmentVariables = { DAY2_ENVIRONMENT: 'prod', DAY2_RESPONDER: 'ana' };

  const played = lines.filter((line) => !line.includes('--scenario') && !line.includes(' waive '));
  expect(played.length).toBeGreaterThan(15);
  const failed: string[] = [];
  let atClose: string | undefined;
  for (const line of played) {
    const [npx, day2, ...commandLine] = words(line);
    expect([npx, day2]).toEqual(['npx', 'day2']);
    // The page leaves the second action of its example open.
    if (commandLine[1] === 'close') await runCommand(['incident', 'actions', 'partner-portal-7', '--transferred', '2'], { environmentVariables }, account);
    const { exitCode, output, errors } = await runCommand(inScratch(commandLine), { environmentVariables }, account);
    if (exitCode !== 0) failed.push(`${line}: ${errors}`);
    if (commandLine[1] === 'close') atClose = output.split('\n')[0];
  }
  expect([failed, atClose]).toEqual([[], 'partner-portal-7 is closed']);
});

test('the command that waives a postmortem is understood', async () => {
  const line = lines.find((each) => each.includes(' waive '))!;
  const port = tableInMemory().port;
  await incidentStoreIn(port, 'edi-prod-incidents', 'test').write(
    anIncident({ state: 'resolved', postmortem: { status: 'due', clockStart: OPENED_AT, notified: 0 } }),
  );
  jest.spyOn(Date, 'now').mockReturnValue(OPENED_AT);
  const { exitCode, output } = await runCommand(
    words(line).slice(2),
    { environmentVariables: { DAY2_ENVIRONMENT: 'prod', DAY2_RESPONDER: 'ana' } },
    accountOfOnly({ table: async () => port }),
  );
  expect([exitCode, output.split('\n')[0]]).toEqual([0, 'the postmortem of partner-portal-7 is waived']);
});
