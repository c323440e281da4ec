import { join } from 'node:path';
import { loadAssembly, loadTemplateFile } from '../../../lib/aws/assembly/assembly';
import { accountRoot } from '../../../lib/aws/iam/principal';
import { Account } from '../../../lib/simulator/account';
import { MetricStore } from '../../../lib/simulator/services/cloudwatch/metric-store';
import { MINUTE_MS } from '../../../lib/time/time';
import { ACCOUNT_ID, REGION, START } from '../../helpers/simulated-account';
import { runMinutes, story } from '../../helpers/simulated-function';

/**
 * A function with the code of an assembly, driven by a schedule: it reads metrics, keeps a parameter and publishes a
 * metric that an alarm watches (requirement of issue "Error budgets that decide", item 7).
 */

const ASSEMBLY = join(__dirname, 'assemblies/ledger');
const OPTIONS = { defaultAccount: ACCOUNT_ID, defaultRegion: REGION };
const ROOT = accountRoot(ACCOUNT_ID);
const PARAMETER = '/edi/bad-share';
const QUARTER_HOURS = [0, 15, 30, 45];

/** 100 events a minute from two hours before the start, of which `badFrom(minute)` are bad. */
function publish(badAt: (minuteAfterStart: number) => number): MetricStore {
  const store = new MetricStore();
  for (let minute = -120; minute < 240; minute += 1) {
    const metric = (metricName: string) => ({ region: REGION, namespace: 'Edi', metricName, dimensions: {} });
    store.putDatapoint(metric('Total'), START / MINUTE_MS + minute, 100);
    if (badAt(minute) > 0) store.putDatapoint(metric('Bad'), START / MINUTE_MS + minute, badAt(minute));
  }
  return store;
}

function load(store: MetricStore, options: { stretchMinutes?: number } = {}): Account {
  return new Account({ stacks: loadAssembly(ASSEMBLY, OPTIONS), store, start: START, ...options });
}

const shares = (account: Account): number[] => {
  const { Parameter } = account.call(ROOT, 'ssm', 'GetParameter', { Name: PARAMETER }) as { Parameter: { Value: string } };
  return JSON.parse(Parameter.Value) as number[];
};

test('the function runs at every scheduled time and leaves what it computed in the parameter and in the alarm', async () => {
  // Half of all events fail from minute 20 to minute 40: after the runs of minute 15, before those of minute 60.
  const account = load(publish((minute) => (minute >= 20 && minute < 40 ? 50 : 0)));
  expect(account.notSimulated).toEqual([]);
  const lines = await runMinutes(account, 50);
  expect(lines.filter((line) => line.includes('log'))).toHaveLength(QUARTER_HOURS.length);
  // At a run, one minute is not there yet: 59 of the 60 minutes can be read.
  expect(shares(account)).toEqual([0, 0, (9 * 50) / 5_900, (20 * 50) / 5_900]);
  expect(lines.filter((line) => line.includes('alarm bad-share'))).toEqual([
    expect.stringMatching(/^\d+ alarm bad-share OK$/),
    expect.stringMatching(/^(18\d\d|19\d\d) alarm bad-share ALARM$/),
  ]);
  const calls = account.log.flatMap((entry) => (entry.kind === 'call' && entry.at === START ? [`${entry.service}:${entry.operation}`] : []));
  expect(calls).toEqual([
    'sts:AssumeRole',
    'lambda:Invoke',
    'sts:AssumeRole',
    'cloudwatch:GetMetricData',
    'ssm:GetParameters',
    'ssm:PutParameter',
    'cloudwatch:PutMetricData',
  ]);
});

test('the log does not depend on how far alarms are looked ahead', async () => {
  const run = async (stretchMinutes: number) => {
    const account = load(
      publish((minute) => (minute % 70 < 25 ? 30 : 0)),
      { stretchMinutes },
    );
    await runMinutes(account, 180);
    return JSON.stringify(account.log);
  };
  const whole = await run(1_440);
  expect(await run(7)).toBe(whole);
  expect(await run(1)).toBe(whole);
});

test('a run cut into several is the same run', async () => {
  const run = async (pieces: readonly number[]) => {
    const account = load(publish((minute) => (minute % 70 < 25 ? 30 : 0)));
    for (const minutes of pieces) await runMinutes(account, minutes);
    return JSON.stringify(account.log);
  };
  expect(await run([15, 1, 44, 60])).toBe(await run([120]));
});

test('a throttled call is repeated by the SDK on virtual time, and the function still gets there', async () => {
  const account = load(publish(() => 1));
  account.failCalls({ service: 'cloudwatch', operation: 'GetMetricData', from: START, until: START + 2_000, errorName: 'ThrottlingException' });
  const lines = await runMinutes(account, 5);
  expect(lines.filter((line) => line.includes('ThrottlingException')).length).toBeGreaterThan(0);
  const ended = account.log.find((entry) => entry.kind === 'function ended');
  expect(ended).toMatchObject({ outcome: 'succeeded' });
  expect(ended!.at).toBeGreaterThanOrEqual(START + 2_000);
  expect(shares(account)).toHaveLength(1);
});

test('a function that goes on failing ends in the queue of the function, not of the schedule, and the alarm on the queue sees it', async () => {
  const account = load(publish(() => 1));
  account.returnPartialData({ from: START, until: START + 10 * MINUTE_MS });
  const lines = await runMinutes(account, 14);
  expect(lines).toContain(`60 failed Error partial data`);
  expect(account.queued).toHaveLength(1);
  expect(account.queued[0]!.sender).toContain('FunctionRole');
  expect(lines.filter((line) => line.includes('alarm dead-letters')).map((line) => line.replace(/^\S+ /, ''))).toEqual([
    'alarm dead-letters OK',
    'alarm dead-letters ALARM',
  ]);
});

test('an event that Lambda does not take is repeated by the schedule and ends in the queue of the schedule', async () => {
  const account = load(publish(() => 1));
  account.failCalls({ service: 'lambda', from: START, until: START + 10 * MINUTE_MS, errorName: 'TooManyRequestsException' });
  await runMinutes(account, 14);
  expect(account.queued).toMatchObject([
    {
      at: START + 7_000,
      attributes: {
        ERROR_CODE: { StringValue: 'TooManyRequestsException' },
        EXHAUSTED_RETRY_CONDITION: { StringValue: 'MaximumRetryAttempts' },
        RETRY_ATTEMPTS: { StringValue: '3' },
      },
    },
  ]);
  expect(account.queued[0]!.sender).toContain('ScheduleRole');
  expect(account.log.some(({ kind }) => kind === 'function started')).toBe(false);
});

test('a permission that is missing is an error of the function, and the policy that was asked stands in the log', async () => {
  const account = load(publish(() => 1));
  account.call(ROOT, 'lambda', 'Invoke', {
    FunctionName: 'ledger',
    InvocationType: 'Event',
    Payload: '{"scheduledAt":"2026-03-02T08:00:00Z","parameter":"/other"}',
  });
  const lines = await runMinutes(account, 1);
  expect(lines.find((line) => line.includes('failed'))).toContain('0 failed AccessDeniedException');
  const denied = account.log.find((entry) => entry.kind === 'call' && entry.error?.name === 'AccessDeniedException');
  expect(denied).toMatchObject({
    operation: 'GetParameters',
    checks: [{ link: 'identity policy', action: 'ssm:GetParameters', decision: { outcome: 'implicitly denied' } }],
  });
});

test('a role that no template has is not simulated', async () => {
  const stacks = loadAssembly(ASSEMBLY, OPTIONS).map((stack) => ({
    ...stack,
    resources: stack.resources.filter(({ logicalId }) => logicalId !== 'FunctionRole'),
  }));
  const account = new Account({ stacks, store: publish(() => 1), start: START });
  const lines = await runMinutes(account, 1);
  expect(lines).toContain(
    `0 not simulated NotSimulatedError not simulated: principal arn:aws:iam::${ACCOUNT_ID}:role/ledger-FunctionRole-SIMULATED, which no template has`,
  );
});

test('a template without its assembly has no code: the schedule is not simulated, and time passes without it', () => {
  const stacks = loadTemplateFile(join(ASSEMBLY, 'ledger.template.json'), OPTIONS);
  const account = new Account({ stacks, store: publish(() => 1), start: START });
  expect(account.notSimulated).toMatchObject([{ logicalId: 'Schedule', why: 'not simulated: the function: its code is not part of the template' }]);
  account.run(START + 60 * MINUTE_MS);
  expect(story(account).filter((line) => !line.includes('alarm'))).toEqual([]);
});
