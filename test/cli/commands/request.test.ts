import { loadOperations } from '../../../lib/cli/files/operations';
import { requestStoreIn } from '../../../lib/handlers/incident-engine/incident-store-in';
import { receiveRequest } from '../../../lib/incident/use-cases/receive-request';
import { MINUTE_MS } from '../../../lib/time/time';
import { accountOfOnly } from '../../helpers/accounts';
import { runCommand } from '../../helpers/recording-terminal';
import { at } from '../../helpers/rosters';
import { tableInMemory } from '../../helpers/table-in-memory';

const CONFIG = 'examples/requests/config';
const { requests } = loadOperations(CONFIG, {}).environments[0]!.plan.incidents!;
const RECEIVED = at('2026-03-02T09:35Z');

afterEach(() => jest.restoreAllMocks());

async function accountWithTwo() {
  jest.spyOn(Date, 'now').mockReturnValue(RECEIVED + 20 * MINUTE_MS);
  const table = tableInMemory();
  const store = requestStoreIn(table.port, requests!.tableName, 'test');
  const from = requests!.callers[0]!;
  for (const [key, title] of [
    ['a', 'No invoice'],
    ['b', 'No export'],
  ] as const)
    await receiveRequest(store, requests!.policy.requests, { key, via: 'https', from, title, blocking: false }, { now: RECEIVED });
  const account = accountOfOnly({ table: () => Promise.resolve(table.port) });
  return { store, request: (...commandLine: string[]) => runCommand(['request', ...commandLine, '--config', CONFIG], {}, account) };
}

test('requests are listed, taken, given a severity and answered (004-02, 004-10)', async () => {
  const { store, request } = await accountWithTwo();
  const { exitCode, output } = await request('list');
  expect([
    exitCode,
    output
      .split('\n')
      .slice(0, 4)
      .map((line) => line.trim().replaceAll(/ {2,}/g, '  ')),
  ]).toEqual([
    0,
    [
      'booking prod, 2026-03-02T09:55:00Z (Mon 10:55)',
      'in brackets: local time in Europe/Amsterdam',
      'REQUEST  SEVERITY  STATE  RECEIVED  WHO HAS IT  DUE NEXT  LATE',
      'requests-1  -  received  09:35Z (Mon 10:35)  nobody  acknowledge 09:50Z (Mon 10:50) overdue  -',
    ],
  ]);
  expect(await request('ack', 'requests-1', '--by', 'noor')).toMatchObject({ exitCode: 0, output: 'noor has requests-1\n' });
  expect(await request('ack', 'requests-1', '--by', 'tom')).toMatchObject({ exitCode: 1, errors: 'noor has requests-1 already\n' });
  expect(await request('severity', 'requests-1', 'S2', '--by', 'noor')).toMatchObject({ exitCode: 0, output: 'requests-1 is S2\n' });
  expect((await store.get(1))!.dueAt.answer).toBe(RECEIVED + 240 * MINUTE_MS);
  expect(await request('answer', 'requests-1', 'sent again', '--by', 'noor')).toMatchObject({ exitCode: 0, output: 'requests-1 is answered\n' });
  expect((await request('severity', 'requests-2', 'P0', '--by', 'noor')).output).toBe(
    'requests-2 is S0 and becomes an incident\nthe engine pages whoever is on call within a minute\n',
  );
  expect((await request('list')).output).toContain('no requests that are not answered');
  expect(JSON.parse((await request('list', '--all', '--json')).output).requests).toMatchObject([
    { id: 'requests-2', state: 'escalated', severity: 'S0' },
    { id: 'requests-1', state: 'answered', severity: 'S2', holder: 'noor' },
  ]);
});

test('where no requests are taken the command says so', async () => {
  const { exitCode, errors } = await runCommand(['request', 'list', '--config', 'examples/two-people/config', '--env', 'prod'], {}, accountOfOnly({}));
  expect([exitCode, errors]).toEqual([1, 'prod takes no requests: its file has no requests\n']);
});
