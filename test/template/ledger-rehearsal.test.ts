import type { LoadedStack } from '../../lib/aws/assembly/loaded-stack';
import { accountRoot } from '../../lib/aws/iam/principal';
import type { GameDayReport } from '../../lib/gameday/report';
import { runGameDay } from '../../lib/gameday/run-game-day';
import { rangeOf, scenarioAccount } from '../../lib/gameday/scenario-account';
import type { Scenario } from '../../lib/scenario/scenario';
import type { Account } from '../../lib/simulator/account';
import { parseBudgetRecord } from '../../lib/slo/budget/stored-record';
import { formatInstant, MINUTE_MS } from '../../lib/time/time';
import { buildWorkload } from '../../lib/workload/build-workload';
import { SCENARIO_START, scenarioOf } from '../helpers/game-days';
import { runCommand } from '../helpers/recording-terminal';
import { sabotagedStacks, shippedAssembly, shippedEnvironment, shippedStacks, type EditableTemplate } from '../helpers/shipped-assembly';

/** The deployed ledger, its real bundle under its real role, in game days that break it. */

const ALARMS = 'edi-prod-alarms';
const PORTAL = 'partner-portal/availability';
const { model, plan } = shippedEnvironment('prod');

/** An hour with a leak in its first half. */
const LEAK: Scenario = scenarioOf({
  duration: 60,
  workload: [{ kind: 'errors', id: 'leak', on: [PORTAL], percent: 1, at: 0, for: 30 }],
});

/** What is edited or fails below is the ledger's: the incident engine need not run. */
const play = (stacks: readonly LoadedStack[], scenario: Scenario = LEAK): Promise<GameDayReport> =>
  runGameDay({ scenario, model, plan, stacks, plays: 'ledgers' });
const NOT_PLAYED = 'what people do: the incident engine was not run';

/** Logical id of the only resource of a type that mentions a text. */
function idOf(template: EditableTemplate, type: string, mentions: string): string {
  const found = Object.entries(template.Resources).filter(([, { Type, Properties }]) => Type === type && JSON.stringify(Properties).includes(mentions));
  if (found.length !== 1) throw new Error(`${found.length} resources of type ${type} mention ${mentions}`);
  return found[0]![0];
}

function withoutGrant(template: EditableTemplate, action: string): string {
  const id = idOf(template, 'AWS::IAM::Policy', action);
  const document = template.Resources[id]!.Properties.PolicyDocument;
  document.Statement = document.Statement.filter((statement: object) => !JSON.stringify(statement).includes(action));
  // Differences of permissions are those of the role.
  return id.replace(/DefaultPolicy\w+$/, '');
}

function inputWith(template: EditableTemplate, before: string, after: string): string {
  const id = idOf(template, 'AWS::Scheduler::Schedule', 'scheduled-time');
  const { Target: target } = template.Resources[id]!.Properties;
  const inText = (text: string) => JSON.stringify(text).slice(1, -1);
  const text = JSON.stringify(target.Input);
  if (!text.includes(inText(before))) throw new Error(`the input does not hold ${before}`);
  target.Input = JSON.parse(text.replace(inText(before), inText(after)));
  return id;
}

test('the ledger as synthesized notifies every run as it was', async () => {
  expect(await runGameDay({ scenario: LEAK, model, plan, stacks: shippedStacks('prod') })).toMatchObject({ outcome: 'passed', differences: [], unknown: [] });
  expect(await play(shippedStacks('prod'))).toMatchObject({ outcome: 'could not tell', differences: [], unknown: [NOT_PLAYED] });
});

describe('a ledger that was tampered with fails the game day, which names the resource and what the ledger did', () => {
  const cases: readonly [string, (template: EditableTemplate) => string, { what: RegExp; name?: string; planned?: string; found?: string }][] = [
    ['may not publish', (template) => withoutGrant(template, 'cloudwatch:PutMetricData'), { what: /^measurement of the run/, found: 'not recorded' }],
    ['may not store', (template) => withoutGrant(template, 'ssm:PutParameter'), { what: /^measurement of the run/, found: 'not recorded' }],
    [
      'runs by the hour',
      (template) => {
        const id = idOf(template, 'AWS::Scheduler::Schedule', 'scheduled-time');
        template.Resources[id]!.Properties.ScheduleExpression = 'cron(5 * * * ? *)';
        return id;
      },
      { what: /^measurement of the run/, found: 'not recorded' },
    ],
    [
      'allows ten times as much',
      (template) =>
        inputWith(
          template,
          '"objective":"partner-portal/availability","parameterName":"/edi/prod/error-budget/partner-portal/availability","allowedBadFraction":0.001',
          '"objective":"partner-portal/availability","parameterName":"/edi/prod/error-budget/partner-portal/availability","allowedBadFraction":0.01',
        ),
      { what: /^(BudgetRemaining|BurnRate 1h) of the run/, name: `budget of ${PORTAL}` },
    ],
    [
      'has another handler',
      (template) => {
        const id = idOf(template, 'AWS::Lambda::Function', 'Error budgets of edi prod');
        template.Resources[id]!.Properties.Handler = 'index.main';
        return id;
      },
      { what: /^measurement of the run/, found: 'not recorded' },
    ],
  ];

  test.each(cases)('it %s', async (_, edit, expected) => {
    let id = '';
    const report = await play(sabotagedStacks(ALARMS, (template) => (id = edit(template))));
    expect(report.outcome).toBe('failed');
    expect(report.differences).toContainEqual(expect.objectContaining({ kind: 'template', resource: expect.stringContaining(`${ALARMS}/${id}`) }));
    const { what, ...rest } = expected;
    expect(report.differences).toContainEqual(
      expect.objectContaining({ kind: 'behaviour', resource: expect.stringContaining('ErrorBudgetLedger'), what: expect.stringMatching(what), ...rest }),
    );
  });

  test('it adds up another metric', async () => {
    const stacks = sabotagedStacks(ALARMS, (template) =>
      inputWith(template, '"metricName":"HTTPCode_Target_5XX_Count"', '"metricName":"HTTPCode_Target_2XX_Count"'),
    );
    const { outcome, differences } = await play(stacks);
    expect(outcome).toBe('failed');
    expect(differences.filter(({ kind }) => kind === 'behaviour').map(({ name }) => name)).toContain(`budget of ${PORTAL}`);
  });
});

describe('a fault while the portal leaks makes up no state and loses none', () => {
  test.each<[string, Scenario['fail']]>([
    ['the records cannot be written', [{ call: 'ssm:PutParameter', from: 10, for: 20, error: 'InternalServerError' }]],
    ['the records cannot be read', [{ call: 'ssm:GetParameters', from: 10, for: 20, error: 'InternalServerError' }]],
    ['nothing can be published', [{ call: 'cloudwatch:PutMetricData', from: 10, for: 20, error: 'InternalServiceFault' }]],
    ['the function cannot be invoked at first, and Scheduler tries again', [{ call: 'lambda:Invoke', from: 20, for: 1, error: 'TooManyRequestsException' }]],
    ['a run is lost, because the function cannot be invoked at all', [{ call: 'lambda:Invoke', from: 20, for: 15, error: 'TooManyRequestsException' }]],
  ])('%s', async (_, fail) => {
    const { differences, unknown } = await play(shippedStacks('prod'), { ...LEAK, fail });
    expect([differences, unknown]).toEqual([[], [NOT_PLAYED]]);
  });
});

/** The account of the leak, and the records it stored. */
function leaking(): { readonly account: Account; readonly at: (minute: number) => number; readonly record: () => ReturnType<typeof parseBudgetRecord> } {
  const range = rangeOf(LEAK, plan);
  const account = scenarioAccount(LEAK, shippedStacks('prod'), { range, plan, workload: buildWorkload(model, LEAK, range, '111122223333') });
  return {
    account,
    at: (minute) => SCENARIO_START + minute * MINUTE_MS,
    record: () => {
      const Names = [`/edi/prod/error-budget/${PORTAL}`];
      const { Parameters: found } = account.call(accountRoot(account.accountId), 'ssm', 'GetParameters', { Names }, 'eu-central-1') as {
        Parameters: { Value: string }[];
      };
      return parseBudgetRecord(found[0]!.Value);
    },
  };
}

test('partial data is no data: the record stays, and the next run has everything', async () => {
  const { account, at, record } = leaking();
  account.returnPartialData({ from: at(15), until: at(30) });
  await account.runAsync(at(30));
  expect(record()).toMatchObject({ state: 'healthy', scheduledAt: formatInstant(at(5)) });
  await account.runAsync(at(36));
  expect(record()).toMatchObject({ state: 'healthy', scheduledAt: formatInstant(at(35)), figures: { bad: 180 } });
});

test('a run that is delivered again, or late, changes nothing', async () => {
  const { account, at, record } = leaking();
  await account.runAsync(at(21));
  const before = record();
  const runsOfLedgers = () => account.log.filter((entry) => entry.kind === 'function started').filter(({ event }) => event.includes('"scheduledAt"'));
  const started = runsOfLedgers();
  const { region, arn } = started.find(({ function: { region } }) => region === 'eu-central-1')!.function;
  for (const minute of [20, 5, -10]) {
    const again = started.find(({ function: { arn: of }, event }) => of === arn && JSON.parse(event).scheduledAt === formatInstant(at(minute)))!;
    account.call(accountRoot(account.accountId), 'lambda', 'Invoke', { FunctionName: arn, InvocationType: 'Event', Payload: again.event }, region);
  }
  await account.runAsync(at(23));
  expect(runsOfLedgers()).toHaveLength(started.length + 3);
  expect(account.log.filter((entry) => entry.kind === 'function ended' && entry.outcome !== 'succeeded')).toEqual([]);
  expect(record()).toEqual(before);
});

test('an operator may ask the account of a scenario what is left', async () => {
  const status = (...options: string[]) =>
    runCommand(['slo', 'status', '--env', 'prod', '--scenario', 'scenarios/portal-full-outage.yaml', '--assembly', shippedAssembly(), ...options]);
  const { exitCode, output } = await status('--until', '1h30m', '--objective', PORTAL, '--json');
  expect(exitCode).toBe(1);
  expect(JSON.parse(output)).toMatchObject({
    at: '2026-03-02T09:30:00Z',
    objectives: [{ objective: PORTAL, state: 'frozen', scheduledAt: '2026-03-02T09:20:00Z' }],
  });

  expect(await status('--until', '11h')).toMatchObject({ exitCode: 2, errors: expect.stringContaining('allowed are at most 10h') });
  expect(await status('--at', '2026-03-02T09:30:00Z')).toMatchObject({ exitCode: 2 });
  expect(await runCommand(['slo', 'status', '--env', 'prod', '--scenario', 'scenarios/none.yaml'])).toMatchObject({
    exitCode: 1,
    errors: expect.stringContaining('SCN001'),
  });
});
