import { AccessDeniedException } from '@aws-sdk/client-ssm';
import type { AccountClient } from '../../../lib/cli/account/account-client';
import { printCategories } from '../../../lib/cli/commands/slo-status-text';
import type { BudgetFigures, BudgetRecord } from '../../../lib/slo/budget/budget-record';
import type { GateState } from '../../../lib/slo/budget/gate-state';
import { printBudgetRecord } from '../../../lib/slo/budget/stored-record';
import { OBJECTIVE_CATEGORIES, type ObjectiveCategory } from '../../../lib/slo/objective';
import { accountOfOnly } from '../../helpers/accounts';
import { exampleBudgetRecord } from '../../helpers/budget-records';
import { runCommand, stackTraceIn, type CommandResult } from '../../helpers/recording-terminal';

const CONFIG = 'test/config/base';
const AT = '2026-03-02T08:10:00Z';
const NAME = (objective: string) => `/shop/prod/error-budget/${objective}`;

/** What one GetParameters asked for. */
interface Asked {
  readonly region: string;
  readonly names: readonly string[];
}

/** Parameter Store with these parameters in every region; remembers what it was asked. */
function accountWith(parameters: Readonly<Record<string, string>>, asked: Asked[] = []): AccountClient {
  return accountOfOnly({
    parameters: async (region) => ({
      send: async ({ input: { Names: names = [] } }) => {
        if (names.length > 10) throw new Error('too many names');
        asked.push({ region, names });
        return {
          $metadata: {},
          Parameters: names.filter((name) => name in parameters).map((name) => ({ Name: name, Value: parameters[name] })),
          InvalidParameters: names.filter((name) => !(name in parameters)),
        };
      },
    }),
  });
}

const FIGURES = exampleBudgetRecord().figures!;

/** All three objectives of the base configuration; each healthy unless said otherwise. */
function stored(overrides: Readonly<Record<string, Partial<BudgetRecord>>> = {}): Record<string, string> {
  const objectives = ['orders/freshness', 'web/availability', 'web/latency'];
  return Object.fromEntries(objectives.map((objective) => [NAME(objective), printBudgetRecord(exampleBudgetRecord({ objective, ...overrides[objective] }))]));
}

const withRemaining = (remaining: number, figures: Partial<BudgetFigures> = {}): Partial<BudgetRecord> => ({ figures: { ...FIGURES, remaining, ...figures } });
const status = (account: AccountClient, ...options: string[]): Promise<CommandResult> =>
  runCommand(['slo', 'status', '--config', CONFIG, '--env', 'prod', '--at', AT, ...options], {}, account);

describe('the budgets of an environment', () => {
  test('are a line each, in columns, worst first, with the reason of what is not healthy', async () => {
    const parameters = stored({
      'web/availability': {
        state: 'frozen',
        since: '2026-03-01T22:05:00Z',
        reasons: ['-12.5 % of the budget remains, not more than 0 %'],
        ...withRemaining(-0.125, { attainedPercent: 99.8875, exhaustedBy: undefined, burnRates: { '1h': 0, '1d': 14.4 } }),
      },
      'web/latency': { ...withRemaining(0.9, { attainedPercent: 99.999999, exhaustedBy: undefined, burnRates: { '1d': 0.25 } }) },
    });
    const { exitCode, output, errors } = await status(accountWith(parameters));
    expect([exitCode, errors]).toEqual([1, '']);
    expect(output).toBe(
      [
        'shop prod, 2026-03-02T08:10:00Z (Mon 09:10)',
        'in brackets: local time in Europe/Berlin',
        '  OBJECTIVE         STATE    SINCE               TARGET  ATTAINED   REMAINING  BURN 1h  BURN 1d  EXHAUSTED',
        '  web/availability  frozen   22:05Z (Sun 23:05)  99.9 %  99.8875 %  -12.5 %    0×       14.4×    yes',
        '  orders/freshness  healthy  2026-02-20          99 %    99.98 %    80 %       0.5×     2×       2026-03-14',
        '  web/latency       healthy  2026-02-20          95 %    99.9999 %  90 %       -        0.25×    not at this rate',
        '',
        '  web/availability is frozen: -12.5 % of the budget remains, not more than 0 %',
        '',
        'by category: quality 3 (1 not healthy); no objective is for excellence, cost, compliance',
        '3 budgets: 1 frozen, 2 healthy',
        '',
      ].join('\n'),
    );
  });

  test.each([
    ['healthy', 0],
    ['caution', 0],
    ['restricted', 1],
    ['frozen', 1],
    ['unknown', 1],
  ] as const)('one that is %s: exit code %d', async (state, exitCode) => {
    expect((await status(accountWith(stored({ 'web/latency': { state } })))).exitCode).toBe(exitCode);
  });

  test.each([
    [undefined, 0, 'web/latency is unknown (young): 3h of the window exist, a budget is judged from 1d on'],
    ['healthy', 0, 'web/latency is unknown (young) (last known: healthy): 3h'],
    ['restricted', 1, 'web/latency is unknown (young) (last known: restricted): 3h'],
    ['frozen', 1, 'web/latency is unknown (young) (last known: frozen): 3h'],
  ] as const)('one whose window is young, %s before: exit code %d', async (lastKnown, exitCode, text) => {
    const young = { state: 'unknown', isYoung: true, lastKnown, reasons: ['3h of the window exist, a budget is judged from 1d on'] } as const;
    const found = await status(accountWith(stored({ 'web/latency': young })));
    expect([found.exitCode, found.output]).toEqual([exitCode, expect.stringContaining(text)]);
    expect(found.output).toContain('3 budgets: 1 unknown (young), 2 healthy');
    // A ledger that stopped leaves nothing that is merely young.
    const old = await status(accountWith(stored({ 'web/latency': { ...young, scheduledAt: '2026-03-02T06:05:00Z' } })));
    expect([old.exitCode, old.output]).toEqual([1, expect.not.stringContaining('(young)')]);
  });

  test('are ordered by what they ask of a reader, then by what is left', async () => {
    const parameters = stored({
      'orders/freshness': { state: 'caution', ...withRemaining(0.4) },
      'web/availability': { state: 'caution', ...withRemaining(0.3) },
      'web/latency': { state: 'unknown' },
    });
    const { output } = await status(accountWith(parameters));
    expect(output).toMatch(/web\/latency[^]*web\/availability[^]*orders\/freshness[^]*\n\n/);
  });

  test('are counted by category (002-57), and a category without an objective is named', () => {
    const statusOf = (category: ObjectiveCategory, state: GateState) => ({
      objective: 'web/x',
      region: 'eu-central-1',
      targetPercent: 99,
      category,
      state,
      reason: '',
    });
    expect(printCategories([statusOf('cost', 'healthy'), statusOf('compliance', 'unknown'), statusOf('cost', 'frozen')])).toBe(
      'by category: cost 2 (1 not healthy), compliance 1 (1 not healthy); no objective is for excellence, quality',
    );
    expect(printCategories(OBJECTIVE_CATEGORIES.map((category) => statusOf(category, 'healthy')))).toBe(
      'by category: excellence 1, quality 1, cost 1, compliance 1',
    );
  });

  test('can be one of them', async () => {
    const asked: Asked[] = [];
    const { exitCode, output } = await status(accountWith(stored({ 'web/latency': { state: 'frozen' } }), asked), '--objective', 'web/availability');
    expect([exitCode, asked]).toEqual([0, [{ region: 'eu-central-1', names: [NAME('web/availability')] }]]);
    expect(output).toMatch(/\n1 budget: 1 healthy\n$/);
  });

  test('--json has them all, the figures as they were stored', async () => {
    const { output } = await status(accountWith(stored({ 'web/latency': { state: 'unknown', lastKnown: 'frozen' } })), '--json');
    const { application, environment, at, objectives } = JSON.parse(output);
    expect([application, environment, at]).toEqual(['shop', 'prod', AT]);
    expect(objectives[0]).toMatchObject({ objective: 'web/latency', state: 'unknown', lastKnown: 'frozen', since: '2026-02-20T10:05:00Z' });
    expect(objectives[0]).not.toHaveProperty('figures');
    expect(objectives[1]).toEqual({
      objective: 'orders/freshness',
      region: 'eu-central-1',
      targetPercent: 99,
      category: 'quality',
      state: 'healthy',
      since: '2026-02-20T10:05:00Z',
      reason: '80 % of the budget remains',
      scheduledAt: '2026-03-02T08:05:00Z',
      figures: FIGURES,
    });
  });

  test('are asked for ten at a time, each in its own region', async () => {
    const asked: Asked[] = [];
    const { exitCode } = await runCommand(['slo', 'status', '--env', 'prod', '--at', AT], {}, accountWith({}, asked));
    expect(exitCode).toBe(1);
    expect(asked.map(({ region, names }) => [region, names.length])).toEqual([
      ['eu-central-1', 10],
      ['eu-central-1', 4],
      ['us-east-1', 1],
    ]);
    expect(asked[2]!.names).toEqual(['/edi/prod/error-budget/partner-portal/edge-availability']);
  });

  test('without an instant are those of now, so old records are unknown', async () => {
    const { exitCode, output } = await runCommand(['slo', 'status', '--config', CONFIG, '--env', 'prod'], {}, accountWith(stored()));
    expect(exitCode).toBe(1);
    expect(output).toMatch(/\n3 budgets: 3 unknown\n$/);
  });
});

describe('what is no state is unknown, with the reason, and exits with 1', () => {
  const cases: readonly [string, string | undefined, RegExp][] = [
    ['no parameter', undefined, /there is no parameter \/shop\/prod\/error-budget\/web\/availability: the ledger has not run yet/],
    ['half a record', printBudgetRecord(exampleBudgetRecord()).slice(0, 200), /holds something that is not a record/],
    ['an encrypted value', 'AQICAHh0ZXN0', /holds something that is not a record/],
    ['the record of another objective', printBudgetRecord(exampleBudgetRecord({ objective: 'web/latency' })), /holds the record of web\/latency/],
    [
      'a record that is too old',
      printBudgetRecord(exampleBudgetRecord({ scheduledAt: '2026-03-02T07:39:59Z' })),
      /\(last known: healthy\): the state was stored for 2026-03-02T07:39:59Z \(Mon 08:39\), more than 30m ago/,
    ],
    [
      'a frozen record that is too old',
      printBudgetRecord(exampleBudgetRecord({ scheduledAt: '2026-03-01T08:05:00Z', state: 'frozen' })),
      /\(last known: frozen\): .*the last known state was frozen/,
    ],
    ['a record of the future', printBudgetRecord(exampleBudgetRecord({ scheduledAt: '2026-03-02T09:05:00Z' })), /later than 2026-03-02T08:10:00Z/],
    [
      'a record that says so',
      printBudgetRecord(exampleBudgetRecord({ state: 'unknown', reasons: ['no data for more than 15m'] })),
      /is unknown: no data for more than 15m/,
    ],
  ];

  test.each(cases)('%s', async (_, text, reason) => {
    const { [NAME('web/availability')]: __, ...others } = stored();
    const { exitCode, output, errors } = await status(accountWith({ ...others, ...(text !== undefined && { [NAME('web/availability')]: text }) }));
    expect([exitCode, errors]).toEqual([1, '']);
    expect(output).toMatch(/^ {2}web\/availability {2}unknown .* -$/m);
    expect(output).toMatch(reason);
    expect(output).toMatch(/\n3 budgets: 1 unknown, 2 healthy\n$/);
  });

  test('since when is known when the ledger said so, also when it has stopped since', async () => {
    const since = '2026-03-02T06:05:00Z';
    const parameters = stored({
      'orders/freshness': { scheduledAt: '2026-03-02T07:05:00Z', state: 'unknown', since },
      'web/latency': { scheduledAt: '2026-03-02T07:05:00Z', since },
    });
    const { output } = await status(accountWith(parameters));
    expect(output).toMatch(/^ {2}orders\/freshness +unknown +06:05Z \(Mon 07:05\) /m);
    expect(output).toMatch(/^ {2}web\/latency +unknown +- /m);
  });

  test('a record exactly two periods old is still a state', async () => {
    const { exitCode } = await status(accountWith(stored({ 'web/latency': { scheduledAt: '2026-03-02T07:40:00Z' } })));
    expect(exitCode).toBe(0);
  });

  test('an answer that leaves the parameter out', async () => {
    const silent = accountOfOnly({ parameters: async () => ({ send: async () => ({ $metadata: {} }) }) });
    expect((await status(silent)).output).toMatch(/Parameter Store answered without \/shop\/prod/);
  });
});

describe('an account that cannot be asked is one problem, and no state is made up', () => {
  const failing = (error: unknown) => accountOfOnly({ parameters: async () => ({ send: () => Promise.reject(error) }) });
  const named = (name: string, message: string, more: object = {}) => Object.assign(new Error(message), { name, ...more });

  test.each([
    ['no credentials', named('CredentialsProviderError', 'Could not load credentials from any providers'), 'AWS001'],
    ['credentials that have expired', named('ExpiredTokenException', 'The security token included in the request is expired'), 'AWS001'],
    ['a refusal', new AccessDeniedException({ $metadata: {}, message: 'not authorized to perform ssm:GetParameters', Message: 'not authorized' }), 'AWS002'],
    ['no network', named('Error', 'connect ECONNREFUSED 127.0.0.1:9', { code: 'ECONNREFUSED' }), 'AWS003'],
    [
      'several addresses, none of which answers',
      Object.assign(new AggregateError([new Error('connect ECONNREFUSED ::1:9')]), { code: 'ECONNREFUSED' }),
      'AWS003',
    ],
    ['an endpoint that is no address', named('TypeError', 'Invalid URL', { code: 'ERR_INVALID_URL' }), 'AWS003'],
    ['a time-out', named('TimeoutError', 'socket hang up'), 'AWS003'],
    ['an error of the service', named('ThrottlingException', 'Rate exceeded'), 'AWS004'],
    ['something that is no error', 'out of order', 'AWS004'],
  ])('%s', async (_, error, code) => {
    const { exitCode, output, errors } = await status(failing(error));
    expect([exitCode, output, stackTraceIn(errors)]).toEqual([1, '', []]);
    expect(errors).toMatch(new RegExp(`^error ${code} ssm:GetParameters in eu-central-1: .*\n {4}received: .*\\w`));
    expect(errors).toMatch(/\n1 error, 0 warnings\n$/);
  });

  test('also when only the second region cannot', async () => {
    const account = accountWith({});
    const half = accountOfOnly({ parameters: (region) => (region === 'us-east-1' ? failing(named('TimeoutError', 'late')) : account).parameters(region) });
    const { exitCode, output, errors } = await runCommand(['slo', 'status', '--env', 'prod', '--at', AT], {}, half);
    expect([exitCode, output]).toEqual([1, '']);
    expect(errors).toMatch(/error AWS003 ssm:GetParameters in us-east-1/);
  });

  test('a mistake of ours is not taken for one of the account', async () => {
    const { exitCode, errors } = await status(accountOfOnly({ parameters: () => Promise.reject(new Error('we are wrong')) }));
    expect([exitCode, errors]).toEqual([3, expect.stringMatching(/^internal error: we are wrong/)]);
  });
});

describe('usage', () => {
  test.each([
    [['--objective', 'web/availabilty'], /there is no objective web\/availabilty: did you mean web\/availability\?/],
    [['--objective', 'billing/invoices'], /allowed are orders\/freshness, web\/availability, web\/latency/],
    [['--env', 'staging'], /there is no environment staging/],
    [['--at', '2026-02-30T00:00:00Z'], /write an instant in UTC/],
  ])('%j is a usage error, and the account is not asked', async (options, message) => {
    const asked: Asked[] = [];
    const { exitCode, output, errors } = await status(accountWith({}, asked), ...options);
    expect([exitCode, output, stackTraceIn(errors), asked]).toEqual([2, '', [], []]);
    expect(errors).toMatch(message);
  });

  test('slo alone shows what it can do', async () => {
    const { exitCode, errors } = await runCommand(['slo']);
    expect(exitCode).toBe(2);
    expect(errors).toMatch(/status[^]*check/);
  });
});
