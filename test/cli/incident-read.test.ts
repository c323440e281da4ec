import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AccessDeniedException } from '@aws-sdk/client-ssm';
import type { AccountClient } from '../../lib/cli/account/account-client';
import { printIncidents } from '../../lib/cli/commands/incident-list';
import { printBudgetRecord } from '../../lib/slo/budget/stored-record';
import { MINUTE_MS } from '../../lib/time/time';
import { accountOfOnly } from '../helpers/accounts';
import { exampleBudgetRecord } from '../helpers/budget-records';
import { OPENED_AT } from '../helpers/incidents';
import { runCommand, stackTraceIn, type CommandResult } from '../helpers/recording-terminal';
import { RESOLVED } from '../helpers/resolved-incident';
import { shopAccount, shopIncident, shopIncidents, SHOP_CONFIG } from '../helpers/shop-incidents';

const after = (minutes: number): void => void jest.spyOn(Date, 'now').mockReturnValue(OPENED_AT + minutes * MINUTE_MS);
beforeEach(() => after(12));
afterEach(() => jest.restoreAllMocks());

const incident = (account: AccountClient, ...commandLine: string[]): Promise<CommandResult> =>
  runCommand(['incident', ...commandLine, '--config', SHOP_CONFIG, '--env', 'prod'], {}, account);

const SHOP = { application: 'shop', environment: 'prod' };

describe('incident list', () => {
  test('has those that are not closed, worst first, with who has them and what is due', async () => {
    const { account } = await shopAccount(
      shopIncident(RESOLVED),
      shopIncident(
        [
          [5, { kind: 'tick' }],
          [30, { kind: 'tick' }],
        ],
        { sequence: 2 },
      ),
      {
        ...shopIncident(
          [
            [4, { kind: 'acknowledge', by: 'ben', via: 'cli' }],
            [20, { kind: 'update', by: 'ben', text: 'on it' }],
          ],
          { severity: 'S1' },
        ),
        id: 'orders-1',
        group: 'orders',
        drill: true,
      },
    );
    after(43);
    const { exitCode, output, errors } = await incident(account, 'list');
    expect([exitCode, errors]).toEqual([0, '']);
    expect(output).toBe(
      [
        'shop prod, 2026-03-08T03:53:00Z (Sun 04:53)',
        'in brackets: local time in Europe/Berlin',
        '  INCIDENT  SEVERITY  STATE         SINCE               WHO HAS IT  NEXT',
        '  web-2     S0        open          03:10Z (Sun 04:10)  nobody      04:10Z (Sun 05:10)  update due',
        '                                                                    04:10Z (Sun 05:10)  tier 4 is paged',
        '  orders-1  S1 drill  acknowledged  03:10Z (Sun 04:10)  ben         04:00Z (Sun 05:00)  update due',
        '                                                                    05:10Z (Sun 06:10)  tier 3 is paged',
        '  web-1     S0        resolved      03:10Z (Sun 04:10)  -           03:50Z (Wed 04:50)  postmortem due',
        '',
        '  web-2: web/availability',
        '  orders-1: web/availability',
        '  web-1: web/availability',
        '',
        '3 incidents that are not closed; 1 that nobody has',
        '',
      ].join('\n'),
    );
  });

  test('--json has the same for machines', async () => {
    const { account } = await shopAccount(shopIncident());
    after(2);
    const { output } = await incident(account, 'list', '--json');
    expect(JSON.parse(output)).toEqual({
      application: 'shop',
      environment: 'prod',
      at: '2026-03-08T03:12:00Z',
      incidents: [
        {
          id: 'web-1',
          service: 'web',
          severity: 'S0',
          state: 'open',
          drill: false,
          title: 'web/availability',
          since: '2026-03-08T03:10:00Z',
          updateDue: '2026-03-08T03:40:00Z',
          next: { at: '2026-03-08T03:15:00Z', tier: 2 },
        },
      ],
    });
  });

  test.each([
    ['in the night it is opened', '2026-03-08T03:10:00Z'],
    ['in the week after', '2026-03-02T03:10:00Z'],
    ['in another month', '2026-02-02T03:10:00Z'],
  ])('fits into 120 columns with long names, %s', (_, since) => {
    const status = { id: 'partner-portal-12', service: 'partner-portal', severity: 'S1', state: 'acknowledged', drill: true, title: 'portal', since } as const;
    const due = { holder: 'engineering-1', updateDue: since, next: { at: since, tier: 'all tiers again' }, postmortemDue: '2026-03-11T03:50:00Z' } as const;
    const lines = printIncidents({ ...SHOP, incidents: shopIncidents() }, [{ ...status, ...due }], { now: OPENED_AT, all: false }).split('\n');
    expect(lines.filter((line) => line.length > 120)).toEqual([]);
    expect(lines.join('\n')).toMatch(/partner-portal-12 +S1 drill +acknowledged .* engineering-1 [^]* all tiers again\n[^]* postmortem due/);
  });

  test('without any says so, and is fine', async () => {
    const { account } = await shopAccount({ ...shopIncident(), state: 'closed' });
    expect(await incident(account, 'list')).toMatchObject({
      exitCode: 0,
      output: 'shop prod, 2026-03-08T03:22:00Z (Sun 04:22)\nin brackets: local time in Europe/Berlin\nno incidents that are not closed\n',
    });
  });

  test('--all has closed ones, too', async () => {
    const { account } = await shopAccount({ ...shopIncident(), state: 'closed' }, shopIncident([], { sequence: 2 }));
    const { output } = await incident(account, 'list', '--all');
    expect(output).toMatch(/web-2 .*\n {20,}03:40Z .*\n {2}web-1 +S0 +closed/);
  });

  test('--service has those of one service, and knows the services', async () => {
    const { account, table } = await shopAccount(shopIncident());
    expect((await incident(account, 'list', '--service', 'web')).output).toMatch(/web-1/);
    expect((await incident(account, 'list', '--service', 'orders')).output).not.toMatch(/web-1/);
    table.calls.length = 0;
    expect(await incident(account, 'list', '--service', 'wep')).toMatchObject({ exitCode: 2, errors: 'there is no service wep: did you mean web?\n' });
    expect(table.calls).toEqual([]);
  });

  test('says when the engine shows no sign of life (F15)', async () => {
    const { account } = await shopAccount(shopIncident());
    after(8);
    expect((await incident(account, 'list')).output).not.toMatch(/call people yourself/);
    after(9);
    expect((await incident(account, 'list')).output).toMatch(
      /\n {2}web-1: the engine has had something to do since 2026-03-08T03:15:00Z \(Sun 04:15\), and has not: call people yourself\n/,
    );
    after(31);
    expect((await incident(account, 'list')).output).toMatch(/web-1 .* 03:15Z \(Sun 04:15\) {2}tier 2 is paged\n +03:40Z \(Sun 04:40\) {2}update overdue\n/);
    expect((await incident(account, 'show', 'web-1')).output).toMatch(
      /WARNING: {3}the engine has had something to do since 2026-03-08T03:15:00Z \(Sun 04:15\), 26m ago, and has not/,
    );
  });

  test('says when a page does not get through, although the engine tries', async () => {
    const key = 'web-1/r1/page/tier-1';
    const page = {
      effect: { kind: 'page', key, severity: 'S0', tier: 1, round: 1, roles: ['on-call'], reason: 'tier due' },
      since: OPENED_AT,
      attempts: 3,
      notBefore: OPENED_AT + 4 * MINUTE_MS,
    } as const;
    const { account } = await shopAccount({ ...shopIncident(), outbox: [page] });
    after(4);
    expect((await incident(account, 'list')).output).toMatch(/since 2026-03-08T03:10:00Z \(Sun 04:10\), and has not/);
  });
});

describe('incident show', () => {
  test('has everything a responder needs, the most pressing first', async () => {
    const { account } = await shopAccount(shopIncident([[5, { kind: 'tick' }]]));
    const { exitCode, output, errors } = await incident(account, 'show', 'web-1');
    expect([exitCode, errors]).toEqual([0, '']);
    expect(output.split('\n\nWhat to do, and where:\n')[0]).toBe(
      [
        'web-1: S0 critical, open, Web shop',
        '  in brackets: local time in Europe/Berlin',
        '  What:      web/availability',
        '  Impact:    customers cannot order',
        '  Opened:    2026-03-08T03:10:00Z (Sun 04:10), 12m ago',
        '  Has it:    nobody',
        '  Update:    due at 2026-03-08T03:40:00Z (Sun 04:40), in 18m',
        '',
        'Tiers:',
        '  tier 1  2026-03-08T03:10:00Z (Sun 04:10)  paged  on-call',
        '  tier 2  2026-03-08T03:15:00Z (Sun 04:15)  paged  back-up, operations',
        '  tier 3  2026-03-08T03:40:00Z (Sun 04:40)  due    engineering',
        '  tier 4  2026-03-08T04:10:00Z (Sun 05:10)  due    management',
        '',
        'Paged:',
        '  2026-03-08T03:10:00Z (Sun 04:10)  ana (tier 1, escalation round 1)',
        '  2026-03-08T03:15:00Z (Sun 04:15)  ana (tier 2, escalation round 1)',
        '',
        'Alarms:',
        '  S0  ALARM  2026-03-08T03:10:00Z (Sun 04:10)  shop-prod-web-availability-s0 in eu-central-1',
        '',
        'Error budget:',
        '  web/availability: unknown, there is no parameter /shop/prod/error-budget/web/availability: the ledger has not run yet, or is not deployed',
        '',
        'So far:',
        '  2026-03-08T03:10:00Z (Sun 04:10)  detected: shop-prod-web-availability-s0, threshold crossed',
        '  2026-03-08T03:10:00Z (Sun 04:10)  classified as S0',
        '  2026-03-08T03:10:00Z (Sun 04:10)  tier 1 (on-call) is paged',
        '  2026-03-08T03:10:00Z (Sun 04:10)  paged (tier 1): ana',
        '  2026-03-08T03:15:00Z (Sun 04:15)  tier 2 (back-up, operations) is paged',
        '  2026-03-08T03:15:00Z (Sun 04:15)  paged (tier 2): ana',
        '',
        'Owed afterwards, 6 missing to close it:',
        '  [ ] report',
        '  [ ] telemetry-snapshot',
        '  [ ] lessons-shared',
        '  [ ] follow-ups',
        '  [ ] documentation',
        '  [ ] postmortem: due once it is resolved',
      ].join('\n'),
    );
    expect(output).toMatch(/^ {2}Runbook web-outage: https:\/\/eu-central-1\.console\.aws\.amazon\.com/m);
    expect(output).toMatch(/^ {2}Take it: day2 incident ack web-1\n {2}From the console: https:.*shop-prod-acknowledge-incident.*web-1$/m);
    expect(output).toMatch(/^ {2}Outside help: Cloud support: a case in the support centre\n {2}Outside help: Security response/m);
  });

  test('of one that is over has what is owed, and the clock of the postmortem (004-28)', async () => {
    const done = [...RESOLVED, [50, { kind: 'complete', by: 'ben', item: 'report', note: 'wiki page 12' }]] as const;
    const { account } = await shopAccount(shopIncident(done));
    after(60);
    const { output } = await incident(account, 'show', 'web-1');
    expect(output).toMatch(/^ {2}Resolved: {2}2026-03-08T03:50:00Z \(Sun 04:50\), 20m ago, by ana: rolled back$/m);
    expect(output).toMatch(/Owed afterwards, 5 missing to close it:\n {2}\[x\] report: wiki page 12 \(ben\)\n {2}\[ \] telemetry-snapshot\n/);
    expect(output).toMatch(/\[ \] postmortem: due at 2026-03-11T03:50:00Z \(Wed 04:50\), in 2d23h40m/);
    expect(output).not.toMatch(/Has it|Take it|From the console/);
    after(40 + 73 * 60);
    expect((await incident(account, 'show', 'web-1')).output).toMatch(/due at 2026-03-11T03:50:00Z \(Wed 04:50\), 1h overdue/);
  });

  test('has who is paged again, once every tier was reached', async () => {
    const { account } = await shopAccount(shopIncident([[60, { kind: 'tick' }]]));
    expect((await incident(account, 'show', 'web-1')).output).toMatch(/all tiers again at 2026-03-08T04:25:00Z \(Sun 05:25\), as nobody has it/);
  });

  test('has what is left of the budget its alarm is about, or why that cannot be determined', async () => {
    const { account, table } = await shopAccount(shopIncident());
    const text = printBudgetRecord(exampleBudgetRecord({ objective: 'web/availability', scheduledAt: '2026-03-08T03:20:00Z', state: 'caution' }));
    const stored: AccountClient = {
      ...account,
      parameters: async () => ({ send: async ({ input: { Names } }) => ({ $metadata: {}, Parameters: Names!.map((Name) => ({ Name, Value: text })) }) }),
    };
    expect((await incident(stored, 'show', 'web-1')).output).toMatch(
      /Error budget:\n {2}web\/availability: caution, 80 % left, burning at 0\.5× in the last hour/,
    );
    const denied = new AccessDeniedException({ $metadata: {}, message: 'not authorized', Message: 'not authorized' });
    const refused = accountOfOnly({ table: async () => table.port, parameters: async () => ({ send: () => Promise.reject(denied) }) });
    expect(await incident(refused, 'show', 'web-1')).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining('not known: the account refuses the call (AWS002 AccessDeniedException: not authorized)'),
    });
  });

  test('shows texts of others on one line, whatever is in them', async () => {
    const { account } = await shopAccount(shopIncident([[5, { kind: 'update', by: 'ana', text: 'all\u001b[2J well\n  Has it:    eva' }]]));
    const { output } = await incident(account, 'show', 'web-1');
    expect(output).toMatch(/Last word: ana, 2026-03-08T03:15:00Z \(Sun 04:15\), 7m ago: all \[2J well Has it: eva/);
    expect(output).not.toContain('\u001b');
  });

  test('--json has the record and what follows from it', async () => {
    const { account } = await shopAccount(shopIncident());
    const shown = JSON.parse((await incident(account, 'show', 'web-1', '--json')).output);
    expect(Object.keys(shown)).toEqual(['at', 'status', 'tiers', 'missingForClosing', 'budgets', 'incident']);
    expect([shown.status.id, shown.incident.id, shown.tiers[1].status, shown.missingForClosing.length]).toEqual(['web-1', 'web-1', 'due', 6]);
  });

  test.each([
    ['web-11', 'there is no incident web-11: did you mean web-1?\n'],
    ['billing-7', 'there is no incident billing-7: allowed are web-1\n'],
    ['web', 'there is no incident web: allowed are web-1\n'],
  ])('of %s, which does not exist, exits with 1 and names those that do', async (id, errors) => {
    const { account } = await shopAccount(shopIncident());
    expect(await incident(account, 'show', id)).toMatchObject({ exitCode: 1, output: '', errors });
  });
});

describe('an account that cannot be asked is one problem', () => {
  const failing = (error: unknown) => accountOfOnly({ table: async () => ({ send: () => Promise.reject(error) }) });
  const named = (name: string, more: object = {}) => Object.assign(new Error(name), { name, ...more });

  test.each([
    ['no credentials', named('CredentialsProviderError'), 'AWS001'],
    ['a refusal', named('AccessDeniedException'), 'AWS002'],
    ['no network', named('Error', { code: 'ECONNREFUSED' }), 'AWS003'],
    ['an answer that does not come', named('TimeoutError'), 'AWS003'],
    ['throttling', named('ProvisionedThroughputExceededException'), 'AWS004'],
    ['another account', named('ResourceNotFoundException'), 'INC001'],
  ])('%s', async (_, error, code) => {
    for (const commandLine of [['list'], ['ack', 'web-1', '--by', 'ana']]) {
      const { exitCode, output, errors } = await incident(failing(error), ...commandLine);
      expect([exitCode, output, stackTraceIn(errors)]).toEqual([1, '', []]);
      expect(errors).toMatch(new RegExp(`^error ${code} dynamodb:(?:Query|GetItem) in eu-central-1: `));
    }
  });
});

describe('usage', () => {
  let scratch: string;
  beforeEach(() => (scratch = mkdtempSync(join(tmpdir(), 'day2-incident-'))));
  afterEach(() => rmSync(scratch, { recursive: true, force: true }));

  test('incident alone shows what it can do', async () => {
    const { exitCode, errors } = await runCommand(['incident']);
    expect(exitCode).toBe(2);
    expect(errors).toMatch(/list[^]*show[^]*ack[^]*update[^]*resolve[^]*checklist[^]*postmortem[^]*actions[^]*close[^]*declare/);
    expect((await runCommand(['incident', 'checklist'])).errors).toMatch(/\bdone\b/);
    expect((await runCommand(['incident', 'postmortem'])).errors).toMatch(/file[^]*waive/);
  });

  test('the environment comes from --env or DAY2_ENVIRONMENT, and is prod otherwise, so that what a page says to type works as it stands', async () => {
    const { account } = await shopAccount(shopIncident());
    const list = (environmentVariables: Record<string, string>) => runCommand(['incident', 'list', '--config', SHOP_CONFIG], { environmentVariables }, account);
    expect(await list({ DAY2_ENVIRONMENT: 'prod' })).toMatchObject({ exitCode: 0, output: expect.stringContaining('web-1') });
    expect(await list({})).toMatchObject({ exitCode: 0, output: expect.stringContaining('web-1') });
    expect(await list({ DAY2_ENVIRONMENT: 'staging' })).toMatchObject({ exitCode: 2, errors: 'there is no environment staging: allowed are dev, prod\n' });
  });

  test('without an on-call.yaml nobody is on call', async () => {
    cpSync(SHOP_CONFIG, scratch, { recursive: true });
    rmSync(join(scratch, 'on-call.yaml'));
    for (const commandLine of [['incident', 'list'], ['oncall']]) {
      const { exitCode, output, errors } = await runCommand([...commandLine, '--config', scratch, '--env', 'prod']);
      expect([exitCode, output]).toEqual([1, '']);
      expect(errors).toContain('nobody is on call: there is no on-call.yaml');
    }
  });

  test.each([[['ack', 'web-1']], [['close', 'web-1']], [['declare', '--service', 'web', '--severity', 'S1', '--title', 'a', '--impact', 'b']]])(
    '%j does not write into the account of a scenario',
    async (commandLine) => {
      const { account, table } = await shopAccount(shopIncident());
      const { exitCode, errors } = await incident(account, ...commandLine, '--by', 'ana', '--scenario', 'scenarios/portal-blip.yaml');
      expect([exitCode, table.calls]).toEqual([2, []]);
      expect(errors).toMatch(/only list, show and report ask the account of a scenario/);
    },
  );
});
