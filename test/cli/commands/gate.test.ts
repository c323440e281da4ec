import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AccessDeniedException, PutParameterCommand } from '@aws-sdk/client-ssm';
import type { AccountClient, ParameterWriter } from '../../../lib/cli/account/account-client';
import type { BudgetRecord } from '../../../lib/slo/budget/budget-record';
import { printBudgetRecord } from '../../../lib/slo/budget/stored-record';
import { formatInstant, MINUTE_MS } from '../../../lib/time/time';
import { exampleBudgetRecord } from '../../helpers/budget-records';
import { OPENED_AT } from '../../helpers/incidents';
import { runCommand, stackTraceIn, type CommandResult } from '../../helpers/recording-terminal';
import { shopAccount, shopIncident, SHOP_CONFIG } from '../../helpers/shop-incidents';

const NOW = OPENED_AT + 4 * MINUTE_MS;
let scratch: string;
let log: string;
beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(NOW);
  calendarAnswer.mockImplementation(async () => ({ State: 'OPEN' }));
  scratch = mkdtempSync(join(tmpdir(), 'day2-gate-'));
  log = join(scratch, 'gate-log.jsonl');
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(scratch, { recursive: true, force: true });
});

/** The account of shop with budgets of `web` in some state; what people allow is kept, as in Parameter Store. */
async function accountWith(
  budget: Partial<BudgetRecord> = {},
  incidents: readonly ReturnType<typeof shopIncident>[] = [],
): Promise<{ readonly account: AccountClient; readonly parameters: Map<string, string> }> {
  const { account } = await shopAccount(...incidents);
  const scheduledAt = formatInstant(NOW - 5 * MINUTE_MS);
  const parameters = new Map(
    ['web/availability', 'web/latency', 'orders/freshness'].map((objective) => [
      `/shop/prod/error-budget/${objective}`,
      printBudgetRecord(exampleBudgetRecord({ objective, scheduledAt, ...(objective === 'web/availability' && budget) })),
    ]),
  );
  const writer = {
    send: async (command: { readonly input: { readonly Name?: string; readonly Value?: string; readonly Names?: string[] } }) => {
      const { Name: name, Value: value, Names: names = [] } = command.input;
      if (command instanceof PutParameterCommand) parameters.set(name!, value!);
      return { $metadata: {}, DeletedParameters: names.filter((each) => parameters.delete(each)) };
    },
  };
  return {
    parameters,
    account: {
      ...account,
      parameters: async () => ({
        send: async ({ input: { Names: names = [] } }) => ({
          $metadata: {},
          Parameters: names.filter((name) => parameters.has(name)).map((name) => ({ Name: name, Value: parameters.get(name) })),
          InvalidParameters: names.filter((name) => !parameters.has(name)),
        }),
      }),
      parameterWriter: async () => writer as ParameterWriter,
      calendars: async () => ({ send: async () => ({ $metadata: {}, ...(await calendarAnswer()) }) }) as never,
    },
  };
}

/** What the account answers about the change calendar: an open one, unless a test says otherwise. */
const calendarAnswer = jest.fn<Promise<object>, []>();

const RESTRICTED: Partial<BudgetRecord> = { state: 'restricted', reasons: ['19 % of the budget remains'] };
const FROZEN: Partial<BudgetRecord> = { state: 'frozen', reasons: ['-2 % of the budget remains'] };

const gate = (account: AccountClient, ...options: string[]): Promise<CommandResult> =>
  runCommand(['gate', '--config', SHOP_CONFIG, '--env', 'prod', '--service', 'web', '--log', log, ...options], {}, account);
const permit = (account: AccountClient, verb: string, ...options: string[]): Promise<CommandResult> =>
  runCommand(['gate', verb, '--config', SHOP_CONFIG, '--env', 'prod', '--service', 'web', ...options], {}, account);
const logged = (): string[] =>
  existsSync(log)
    ? readFileSync(log, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
    : [];

describe('day2 gate and the change calendar (000-06)', () => {
  test('a freeze holds a change until it ends, and no rollback', async () => {
    const { account } = await accountWith();
    calendarAnswer.mockImplementation(async () => ({ State: 'CLOSED', NextTransitionTime: formatInstant(NOW + MINUTE_MS) }));
    const held = await gate(account);
    expect([held.exitCode, held.output]).toEqual([1, expect.stringContaining('-> wait until 2026-03-08T03:15:00Z (Sun 04:15)\n')]);
    expect((await gate(account, '--for', 'rollback')).exitCode).toBe(0);
  });

  test('a calendar that cannot be read lets no change pass, and no rollback waits for it', async () => {
    const { account } = await accountWith();
    calendarAnswer.mockRejectedValue(new AccessDeniedException({ message: 'no', Message: 'no', $metadata: {} }));
    const held = await gate(account);
    expect([held.exitCode, held.output + held.errors]).toEqual([3, expect.stringContaining('the change calendar cannot be read')]);
    expect((await gate(account, '--for', 'rollback')).exitCode).toBe(0);
  });

  afterEach(() => void calendarAnswer.mockReset());
});

describe('day2 gate (000-06, 000-14)', () => {
  test('lets a change pass while the budgets are healthy, and records nothing', async () => {
    const { account } = await accountWith();
    expect(await gate(account)).toEqual({
      exitCode: 0,
      output: [
        'shop prod web may be deployed',
        '  pass  nothing holds it',
        'asked for an ordinary change at 2026-03-08T03:14:00Z (Sun 04:14); the answer counts until 2026-03-08T03:29:00Z (Sun 04:29)\nin brackets: local time in Europe/Berlin\n',
      ].join('\n'),
      errors: '',
      progress: [],
    });
    expect(logged()).toEqual([]);
  });

  test('a frozen budget holds a change with 1, says what would change it, and as JSON', async () => {
    const { account } = await accountWith(FROZEN);
    const { exitCode, output } = await gate(account, '--json');
    expect([exitCode, JSON.parse(output)]).toEqual([
      1,
      expect.objectContaining({
        verdict: 'blocked',
        mayDeploy: false,
        validUntil: '2026-03-08T03:29:00Z',
        reasons: [
          {
            source: 'budget',
            verdict: 'blocked',
            why: 'web/availability is frozen: -2 % of the budget remains',
            change: 'wait until its budget is back, or deploy the fix of an incident, a security fix or a rollback as such',
          },
        ],
      }),
    ]);
  });

  test('a service without a frozen budget of its own passes', async () => {
    const { account } = await accountWith(FROZEN);
    expect((await gate(account, '--service', 'orders')).exitCode).toBe(0);
  });

  test('F28: the fix of the incident that spent the budget passes with its id once somebody has it, and is recorded', async () => {
    const open = shopIncident();
    const { account } = await accountWith(FROZEN, [open]);
    expect((await gate(account)).exitCode).toBe(1);
    expect((await gate(account, '--for', 'incident-fix', '--incident', 'web-1')).exitCode).toBe(1);
    expect(logged()).toEqual([]);

    const taken = shopIncident([[3, { kind: 'acknowledge', by: 'ana', via: 'cli' }]]);
    const { account: after } = await accountWith(FROZEN, [taken]);
    const fix = await gate(after, '--for', 'incident-fix', '--incident', 'web-1');
    expect([fix.exitCode, fix.output]).toEqual([0, expect.stringContaining('the fix of web-1 passes, for which ana answers')]);
    expect((await gate(after, '--for', 'incident-fix', '--incident', 'web-2')).exitCode).toBe(1);
    expect(logged().map((line) => JSON.parse(line) as object)).toEqual([
      expect.objectContaining({ purpose: 'incident-fix', incident: 'web-1', verdict: 'pass with notice' }),
    ]);
  });

  test('F26: a fix that nobody has acknowledged passes with who approves it', async () => {
    const { account } = await accountWith(FROZEN, [shopIncident()]);
    expect((await gate(account, '--for', 'incident-fix', '--incident', 'web-1', '--by', 'chiara')).exitCode).toBe(0);
  });

  test('000-06: a fix passes a calendar that cannot be read, and the record of its incident keeps the fault; a change does not pass', async () => {
    calendarAnswer.mockImplementation(() => Promise.reject(new AccessDeniedException({ message: 'no', Message: 'no', $metadata: {} })));
    const { account } = await accountWith({}, [shopIncident([[3, { kind: 'acknowledge', by: 'ana', via: 'cli' }]])]);
    const record = async () => (await runCommand(['incident', 'show', 'web-1', '--config', SHOP_CONFIG, '--env', 'prod'], {}, account)).output;
    expect((await gate(account)).exitCode).toBe(1);
    expect((await gate(account, '--for', 'rollback')).exitCode).toBe(0);
    expect(await record()).not.toContain('calendar');
    const fix = await gate(account, '--for', 'incident-fix', '--incident', 'web-1');
    expect([fix.exitCode, fix.errors]).toEqual([0, '']);
    expect(await record()).toMatch(/its fix goes on although the change calendar cannot be read: .*AWS002/);

    const { account: other } = await accountWith({}, [shopIncident([[3, { kind: 'acknowledge', by: 'ana', via: 'cli' }]])]);
    const table = await other.table('eu-central-1');
    const unwritten: AccountClient = {
      ...other,
      table: async () => ({
        send: (async (command: { readonly constructor: { readonly name: string } }) =>
          command.constructor.name === 'PutItemCommand'
            ? Promise.reject(new AccessDeniedException({ message: 'no', Message: 'no', $metadata: {} }))
            : table.send(command as never)) as never,
      }),
    };
    const unrecorded = await gate(unwritten, '--for', 'incident-fix', '--incident', 'web-1');
    expect([unrecorded.exitCode, unrecorded.errors]).toEqual([0, expect.stringContaining('AWS002')]);
  });

  test('000-14: a security fix passes a frozen budget, with a line in the log', async () => {
    const { account } = await accountWith(FROZEN);
    expect((await gate(account, '--for', 'security-fix')).exitCode).toBe(0);
    expect(logged()).toHaveLength(1);
  });

  test('a security fix that cannot be recorded does not pass; a rollback does', async () => {
    const { account } = await accountWith(FROZEN);
    writeFileSync(log, 'no JSON\n');
    const fix = await gate(account, '--for', 'security-fix');
    expect([fix.exitCode, fix.errors]).toEqual([1, expect.stringContaining('OUT003')]);
    const rollback = await gate(account, '--for', 'rollback');
    expect([rollback.exitCode, rollback.errors]).toEqual([0, expect.stringContaining('OUT003')]);
    expect(readFileSync(log, 'utf8')).toBe('no JSON\n');
  });

  test('an account that does not answer is no yes: 3 for a change, and 0 for a rollback', async () => {
    const refused = () => Promise.reject(new AccessDeniedException({ message: 'no', Message: 'no', $metadata: {} }));
    const { account } = await accountWith();
    const deaf: AccountClient = { ...account, parameters: async () => ({ send: refused }), table: async () => ({ send: refused }) };
    const asked = await gate(deaf);
    expect([asked.exitCode, asked.output, stackTraceIn(asked.output + asked.errors)]).toEqual([3, expect.stringContaining('AWS002'), []]);
    expect((await gate(deaf, '--for', 'rollback')).exitCode).toBe(0);
  });

  test.each([
    [['--service', 'wab'], 'there is no service wab: did you mean web?'],
    [['--for', 'incident-fix'], 'the fix of an incident names it: give its id with --incident'],
    [['--incident', 'web-1'], '--incident and --by belong to --for incident-fix'],
    [['--for', 'incident-fix', '--incident', 'web-1', '--by', 'anna'], 'there is no person anna: did you mean ana?'],
  ])('%j is a usage error', async (options, text) => {
    const { account } = await accountWith();
    expect(await gate(account, ...options)).toMatchObject({ exitCode: 2, output: '', errors: `${text}\n` });
  });
});

describe('what people allow', () => {
  test('an approval of the release manager lets a change pass a nearly spent budget until it ends, and does not help against a frozen one (000-14, 004-07)', async () => {
    const { account, parameters } = await accountWith(RESTRICTED);
    expect((await gate(account)).exitCode).toBe(1);
    const given = await permit(account, 'approve', '--by', 'chiara', '--reason', 'small change, watched by daniel', '--lasting', '2h');
    expect(given).toMatchObject({
      exitCode: 0,
      output:
        'approval for web until 2026-03-08T05:14:00Z (Sun 06:14), by chiara; it is recorded in /shop/prod/gate/web/approval\nin brackets: local time in Europe/Berlin\n',
    });
    expect([(await gate(account)).exitCode, logged()]).toEqual([0, [expect.stringContaining('small change, watched by daniel')]]);

    const frozen = await accountWith(FROZEN);
    frozen.parameters.set('/shop/prod/gate/web/approval', parameters.get('/shop/prod/gate/web/approval')!);
    expect((await gate(frozen.account)).exitCode).toBe(1);

    jest.spyOn(Date, 'now').mockReturnValue(NOW + 120 * MINUTE_MS);
    expect((await gate(account, '--at', '2026-03-08T05:14:00Z')).output).not.toContain('small change');
  });

  test('an override lets a change pass a frozen budget and an open incident, and can be taken back', async () => {
    const { account, parameters } = await accountWith(FROZEN, [shopIncident()]);
    expect((await permit(account, 'override', '--by', 'daniel', '--reason', 'the contract ends at midnight')).exitCode).toBe(0);
    expect((await gate(account)).exitCode).toBe(0);
    expect(await permit(account, 'withdraw')).toMatchObject({ exitCode: 0, output: 'withdrawn: /shop/prod/gate/web/override\n' });
    expect([...parameters.keys()].filter((name) => name.includes('/gate/'))).toEqual([]);
    expect((await gate(account)).exitCode).toBe(1);
    expect(await permit(account, 'withdraw')).toMatchObject({ exitCode: 0, output: 'nothing was allowed for web\n' });
  });

  test('a parameter that holds something else, or longer than anybody may allow, allows nothing', async () => {
    for (const text of [
      'yes',
      '{"version":1}',
      JSON.stringify({ version: 1, kind: 'override', by: 'ana', reason: 'for ever and ever', from: '2026-03-08T03:00:00Z', until: '2026-03-10T03:00:00Z' }),
    ]) {
      const { account, parameters } = await accountWith(FROZEN);
      parameters.set('/shop/prod/gate/web/override', text);
      expect((await gate(account)).exitCode).toBe(1);
    }
  });

  test.each([
    [['--by', 'ana', '--reason', 'it will be fine'], 1, 'ana does not answer for deployments (raci, deployment): chiara, daniel do; nothing was done'],
    [['--by', 'chiara', '--reason', 'ok'], 2, '--reason has 2 characters: allowed are 10 to 500'],
    [['--by', 'chiara', '--reason', 'it will be fine', '--lasting', '3d'], 2, '--lasting is 3d: allowed are 1m to 1d'],
  ])('%j is refused, and nothing is written', async (options, exitCode, text) => {
    const { account, parameters } = await accountWith(FROZEN);
    const before = new Map(parameters);
    expect(await permit(account, 'override', ...options)).toMatchObject({ exitCode, output: '', errors: `${text}\n` });
    expect(parameters).toEqual(before);
  });
});
