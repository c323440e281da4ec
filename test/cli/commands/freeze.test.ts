import { accountRoot } from '../../../lib/aws/iam/principal';
import { accountClientOf } from '../../../lib/cli/account/scenario-account';
import { loadOperations } from '../../../lib/cli/files/operations';
import { parseOverride } from '../../../lib/maintenance/calendar/freeze-override';
import { planFreezes } from '../../../lib/plan/plan-freezes';
import { Account } from '../../../lib/simulator/account';
import { MetricStore } from '../../../lib/simulator/services/cloudwatch/metric-store';
import { MINUTE_MS } from '../../../lib/time/time';
import { withDeclaredCalls } from '../../helpers/declared-calls';
import { runCommand } from '../../helpers/recording-terminal';
import { SHOP_CONFIG } from '../../helpers/shop-incidents';
import { ACCOUNT_ID, stacksOf } from '../../helpers/simulated-account';

const { model } = loadOperations(SHOP_CONFIG, {}).environments.find(({ plan }) => plan.environment === 'prod')!;
const freezes = planFreezes(model).freezes!;
/** A Saturday: changes are frozen until Monday. */
const SATURDAY = Date.UTC(2026, 2, 7, 12);

let now = SATURDAY;
beforeEach(() => {
  now = SATURDAY;
  jest.spyOn(Date, 'now').mockImplementation(() => now);
});
afterEach(() => void jest.restoreAllMocks());

/** The account with the calendar of the plan. */
function deployed(name = freezes.name): Account {
  const Properties = { Name: name, DocumentType: 'ChangeCalendar', DocumentFormat: 'TEXT', Content: freezes.content };
  const template = { Resources: { Freeze: { Type: 'AWS::SSM::Document', Properties } } };
  return withDeclaredCalls(new Account({ stacks: stacksOf({ region: freezes.region, template }), store: new MetricStore(), start: SATURDAY }));
}

const freeze = (account: Account, ...options: readonly string[]) =>
  runCommand(['freeze', ...options, '--config', SHOP_CONFIG, '--env', 'prod'], {}, accountClientOf(account));
const override = (account: Account, until: string, ...more: readonly string[]) =>
  freeze(account, 'override', '--until', until, '--reason', 'hotfix of the checkout', '--by', 'ana', ...more);
const stateIn = (account: Account, AtTime: string) =>
  account.call(accountRoot(ACCOUNT_ID), 'ssm', 'GetCalendarState', { CalendarNames: [freezes.name], AtTime }, freezes.region).State;
const writes = (account: Account) =>
  account.log.flatMap((entry) => (entry.kind === 'call' && /^(?:Put|Update)/.test(entry.operation) ? [entry.operation] : []));

function failing(operation: string, errorName: string): Account {
  const account = deployed();
  account.failCalls({ service: 'ssm', operation, from: SATURDAY, until: SATURDAY + MINUTE_MS, errorName });
  return account;
}

describe('day2 freeze status', () => {
  test('says what stands still, until when, and what comes, on the clock of who is on call and on that of the rule (000-06)', async () => {
    const { exitCode, output, errors } = await freeze(deployed(), 'status');
    expect([exitCode, errors]).toEqual([0, '']);
    expect(output).toBe(
      [
        'shop prod: shop-prod-freeze is CLOSED until 2026-03-09T12:00:00Z (Mon 13:00)',
        '  in brackets: local time in Europe/Berlin',
        '  routine work is not allowed: the change calendar is closed',
        '  recovery is allowed: recovery goes on while the change calendar is closed',
        '  FROM                              UNTIL                             ON THE CLOCK OF ITS RULE                 WHY',
        '  2026-03-06T15:00:00Z (Fri 16:00)  2026-03-09T07:00:00Z (Mon 08:00)                                           no release before a weekend (operations)',
        '  2026-03-09T07:00:00Z (Mon 08:00)  2026-03-09T12:00:00Z (Mon 13:00)  Mon 03:00 to Mon 08:00 America/New_York  changes are made while people are there (operations)',
        '  2026-03-09T22:00:00Z (Mon 23:00)  2026-03-10T12:00:00Z (Tue 13:00)  Mon 18:00 to Tue 08:00 America/New_York  changes are made while people are there (operations)',
        '  2026-03-10T22:00:00Z (Tue 23:00)  2026-03-11T12:00:00Z (Wed 13:00)  Tue 18:00 to Wed 08:00 America/New_York  changes are made while people are there (operations)',
        '  2026-03-11T22:00:00Z (Wed 23:00)  2026-03-12T12:00:00Z (Thu 13:00)  Wed 18:00 to Thu 08:00 America/New_York  changes are made while people are there (operations)',
        '  as planned; the plan ends 2026-05-30T00:00:00Z (Sat 02:00)',
        '',
      ].join('\n'),
    );
  });

  test('a calendar that is not there, or that may not be read, counts as closed for what can wait and goes on for recovery', async () => {
    for (const [account, code] of [
      [deployed('other-freeze'), 'SCN'],
      [failing('GetDocument', 'InvalidDocument'), 'FRZ007'],
      [failing('GetDocument', 'AccessDeniedException'), 'AWS002'],
    ] as const) {
      const { exitCode, output, errors } = await freeze(account, 'status');
      if (code === 'SCN') {
        // Beside the templates nobody can tell what there is.
        expect([exitCode === 0, errors]).toEqual([false, expect.stringContaining('not simulated')]);
        continue;
      }
      expect([exitCode, errors]).toEqual([1, expect.stringContaining(`error ${code}`)]);
      expect(output).toContain('shop-prod-freeze is could not tell');
      expect(output).toContain('routine work is not allowed: the change calendar cannot be read, which counts as closed');
      expect(output).toContain('recovery is allowed: recovery goes on although the change calendar cannot be read');
    }
  });

  test('what AWS answers otherwise is a finding, and so is a calendar that has run out', async () => {
    const other = await freeze(Object.assign(deployed(), { call: answeringOpen(deployed()) }), 'status');
    expect([other.exitCode, other.errors]).toEqual([1, expect.stringContaining('error FRZ008')]);
    now = Date.UTC(2026, 5, 1);
    const over = await freeze(deployed(), 'status', '--json');
    expect(JSON.parse(over.output)).toMatchObject({ state: 'OPEN', isAsPlanned: true, next: [], problems: [{ code: 'FRZ008' }, { code: 'FRZ006' }] });
  });
});

function answeringOpen(account: Account): Account['call'] {
  return (principal, service, operation, input, region) =>
    operation === 'GetCalendarState' ? { State: 'OPEN' } : account.call(principal, service, operation, input, region);
}

describe('day2 freeze override', () => {
  test('opens the calendar for a time and no longer, records who, why and until when, and is shown (000-06)', async () => {
    const account = deployed();
    const { exitCode, output, errors } = await override(account, '2026-03-07T16:00:00Z');
    expect([exitCode, errors]).toEqual([0, '']);
    expect(output).toContain('shop-prod-freeze is open until 2026-03-07T16:00:00Z (Sat 17:00); freezes apply again after it');
    expect(writes(account)).toEqual(['PutParameter', 'UpdateDocument', 'UpdateDocumentDefaultVersion']);
    expect(['2026-03-07T11:59:59Z', '2026-03-07T12:00:00Z', '2026-03-07T15:59:59Z', '2026-03-07T16:00:00Z'].map((at) => stateIn(account, at))).toEqual([
      'CLOSED',
      'OPEN',
      'OPEN',
      'CLOSED',
    ]);
    const stored = account.call(accountRoot(ACCOUNT_ID), 'ssm', 'GetParameter', { Name: '/shop/prod/freeze/override' }, freezes.region) as any;
    expect(parseOverride(stored.Parameter.Value)).toEqual({ by: 'ana', reason: 'hotfix of the checkout', from: SATURDAY, until: SATURDAY + 240 * MINUTE_MS });

    const during = await freeze(account, 'status');
    expect(during.output).toContain('is OPEN until 2026-03-07T16:00:00Z (Sat 17:00)\n  in brackets: local time in Europe/Berlin\n  routine work is allowed');
    expect(during.output).toContain('  opened until 2026-03-07T16:00:00Z (Sat 17:00) by ana: hotfix of the checkout');
    expect(during.output).toContain('not as planned');
    now = SATURDAY + 240 * MINUTE_MS;
    account.run(now);
    expect((await freeze(account, 'status')).output).toMatch(/is CLOSED until 2026-03-09T12:00:00Z \(Mon 13:00\)\n.*\n.*\n.*\n {2}FROM/);
  });

  test.each([
    ['an end that is over', '2026-03-07T12:00:00Z', [], 'FRZ005'],
    ['more than three days', '2026-03-10T12:00:01Z', [], 'FRZ005'],
    ['a reason that says nothing', '2026-03-07T16:00:00Z', ['--reason', 'hotfix'], 'FRZ005'],
    ['somebody who is not in the roster', '2026-03-07T16:00:00Z', ['--by', 'mallory'], 'there is no person mallory'],
  ])('%s is refused, and nothing is done', async (_, until, more, error) => {
    const account = deployed();
    const { exitCode, errors } = await override(account, until, ...more);
    expect([exitCode, errors]).toEqual([1, expect.stringContaining(error)]);
    expect(writes(account)).toEqual([]);
  });

  test('a calendar that is open anyway is left alone', async () => {
    now = Date.UTC(2026, 2, 9, 13);
    const account = deployed();
    account.run(now);
    const { exitCode, output } = await override(account, '2026-03-09T15:00:00Z');
    expect([exitCode, output, writes(account)]).toEqual([0, 'shop-prod-freeze is open until then; nothing was done\n', []]);
  });

  test('without a record nothing is opened, and a calendar that cannot be read is not written', async () => {
    const unrecorded = failing('PutParameter', 'AccessDeniedException');
    expect(await override(unrecorded, '2026-03-07T16:00:00Z')).toMatchObject({ exitCode: 1, errors: expect.stringContaining('error AWS002') });
    expect(writes(unrecorded)).toEqual(['PutParameter']);
    expect(stateIn(unrecorded, '2026-03-07T13:00:00Z')).toBe('CLOSED');
    const unread = failing('GetDocument', 'InternalServerError');
    expect(await override(unread, '2026-03-07T16:00:00Z')).toMatchObject({ exitCode: 1, errors: expect.stringContaining('nothing was done') });
    expect(writes(unread)).toEqual([]);
  });
});
