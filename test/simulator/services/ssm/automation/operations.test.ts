import { accountRoot } from '../../../../../lib/aws/iam/principal';
import { DEFAULT_ASSUMPTIONS as DEFAULTS } from '../../../../../lib/simulator/core/assumptions';
import { AUTOMATION } from '../../../../../lib/simulator/services/ssm/automation/ports';
import { ALIASES, documentOf, readAlias, RUNBOOK_ROLE, RunbookAccount, statusesOf, step } from '../../../../helpers/runbook-account';
import { ACCOUNT_ID, REGION } from '../../../../helpers/simulated-account';

const ROOT = accountRoot(ACCOUNT_ID);
const accountOf = (steps: readonly object[]) => new RunbookAccount({ Runbook: documentOf(steps) }, { stated: ALIASES });
const sleeping = (name: string, more: object = {}) => step(name, 'sleep', { Duration: 'PT10M' }, more);

describe('a run that is cancelled', () => {
  const stop = (account: RunbookAccount, id: string, more: object = {}) => account.attempt('StopAutomationExecution', { AutomationExecutionId: id, ...more });

  test('ends at once', async () => {
    const account = accountOf([sleeping('a'), readAlias('b')]);
    const id = account.start('Runbook');
    await account.after(1, id);
    stop(account, id);
    const execution = account.get(id);
    expect(execution.AutomationExecutionStatus).toBe('Cancelled');
    expect(statusesOf(execution)).toBe('a Cancelled, b Pending');
    expect(stop(account, id)).toMatchObject({ name: 'InvalidAutomationStatusUpdateException' });
    expect(statusesOf(await account.after(20, id))).toBe('a Cancelled, b Pending');
  });

  test('takes the cancel path of its step, and is still cancelled', async () => {
    const account = accountOf([sleeping('a', { onCancel: 'step:undo' }), readAlias('b', { isEnd: true }), readAlias('undo'), readAlias('more')]);
    const id = account.start('Runbook');
    await account.after(1, id);
    stop(account, id);
    expect(account.get(id).AutomationExecutionStatus).toBe('Cancelling');
    const execution = await account.after(1, id);
    expect(execution.AutomationExecutionStatus).toBe('Cancelled');
    expect(statusesOf(execution)).toBe('a Cancelled, b Pending, undo Success, more Success');
  });

  test('has two minutes for that path', async () => {
    const wait = { Service: 'lambda', Api: 'GetAlias', FunctionName: 'worker', Name: 'live', PropertySelector: '$.FunctionVersion', DesiredValues: ['7'] };
    const account = accountOf([
      sleeping('a', { onCancel: 'step:undo' }),
      step('undo', 'waitForAwsResourceProperty', wait, { onCancel: 'step:more' }),
      readAlias('more'),
    ]);
    const id = account.start('Runbook');
    await account.after(1, id);
    stop(account, id);
    expect(statusesOf(await account.after(1, id))).toBe('a Cancelled, undo InProgress, more Pending');
    expect(await account.after(1, id)).toMatchObject({ AutomationExecutionStatus: 'Cancelled' });
    expect(statusesOf(account.get(id))).toBe('a Cancelled, undo Cancelled, more Pending');
  });

  test('does nothing on that path that may not stand there', async () => {
    const account = accountOf([sleeping('a', { onCancel: 'step:undo' }), sleeping('undo')]);
    const id = account.start('Runbook');
    await account.after(1, id);
    stop(account, id);
    const { StepExecutions: steps } = await account.after(1, id);
    expect(steps[1].FailureMessage).toContain('may not follow a cancellation');
  });

  test('between two attempts begins no other', async () => {
    const account = accountOf([readAlias('a', { maxAttempts: 3 }, 'gone')]);
    const id = account.start('Runbook');
    account.at(0, () => stop(account, id));
    expect((await account.after(1, id)).AutomationExecutionStatus).toBe('Cancelled');
    expect(account.calls()).toEqual([]);
  });
});

test('a run that is to complete ends with its current step', async () => {
  const account = accountOf([sleeping('a'), readAlias('b')]);
  const id = account.start('Runbook');
  await account.after(1, id);
  account.attempt('StopAutomationExecution', { AutomationExecutionId: id, Type: 'Complete' });
  expect(account.get(id).AutomationExecutionStatus).toBe('InProgress');
  const execution = await account.after(10, id);
  expect(execution.AutomationExecutionStatus).toBe('Success');
  expect(statusesOf(execution)).toBe('a Success, b Pending');
});

describe('a start', () => {
  test('that is delivered twice is one run', async () => {
    const account = accountOf([readAlias('a')]);
    const id = account.start('Runbook', {}, { ClientToken: 'one' });
    await account.after(5, id);
    expect(account.start('Runbook', {}, { ClientToken: 'one' })).toBe(id);
    await account.after(1, id);
    expect(account.calls()).toHaveLength(1);
    expect(account.attempt('StartAutomationExecution', { DocumentName: 'Runbook', DocumentVersion: '1', ClientToken: 'one' })).toMatchObject({
      name: 'IdempotentParameterMismatch',
    });
  });

  test('that fails leaves its token free', () => {
    const account = accountOf([readAlias('a')]);
    account.account.failCalls({ position: 0, errorName: 'AccessDenied' });
    expect(account.attempt('StartAutomationExecution', { DocumentName: 'Runbook', ClientToken: 'one' })).toMatchObject({
      name: expect.stringContaining('Invalid'),
    });
  });

  test('within a second of another one is throttled', () => {
    const account = accountOf([readAlias('a')]);
    account.start('Runbook');
    const throttled: string[] = [];
    const again = () => void throttled.push(account.attempt('StartAutomationExecution', { DocumentName: 'Runbook' }).name ?? 'started');
    for (const seconds of [0, 0.999, 1]) account.at(seconds, again);
    account.account.run(account.account.now + 60_000);
    expect(throttled).toEqual(['ThrottlingException', 'ThrottlingException', 'started']);
  });

  test('beside a hundred runs is refused', () => {
    const account = accountOf([step('wait', 'pause')]);
    const answers: string[] = [];
    for (let second = 0; second <= 101; second += 1) {
      account.at(second, () => void answers.push(account.attempt('StartAutomationExecution', { DocumentName: 'Runbook' }).name ?? 'started'));
    }
    account.account.run(account.account.now + 120_000);
    expect(answers.filter((answer) => answer === 'started')).toHaveLength(100);
    expect(answers.slice(100)).toEqual(Array(2).fill('AutomationExecutionLimitExceededException'));
  });

  test('takes a version: a number, the default, the latest', async () => {
    const first = documentOf([readAlias('a')]);
    const versions = (newVersionIsDefault: boolean) => {
      const account = new RunbookAccount({ Runbook: first }, { stated: ALIASES, assumptions: { ...DEFAULTS, newVersionIsDefault } });
      account.account.use(AUTOMATION).addDocument(REGION, 'Runbook', documentOf([readAlias('b')]));
      return ['1', '2', '$DEFAULT', '$LATEST'].map((version, index) => {
        let id = '';
        account.at(index, () => void (id = account.start('Runbook', {}, { DocumentVersion: version })));
        if (index === 3) account.account.run(account.account.now + 60_000);
        return () => account.get(id).DocumentVersion as string;
      });
    };
    expect(versions(true).map((version) => version())).toEqual(['1', '2', '2', '2']);
    expect(versions(false).map((version) => version())).toEqual(['1', '2', '1', '2']);
    const account = new RunbookAccount({ Runbook: first });
    for (const version of ['0', '2', 'x']) {
      expect(account.attempt('StartAutomationExecution', { DocumentName: 'Runbook', DocumentVersion: version })).toMatchObject({
        name: 'AutomationDefinitionVersionNotFoundException',
      });
    }
  });

  test('of a document without a role runs with the rights of whoever starts it', async () => {
    const account = new RunbookAccount({ Runbook: documentOf([readAlias('a')], { assumeRole: '' }) }, { stated: ALIASES });
    const { AutomationExecutionId: id } = account.attempt('StartAutomationExecution', { DocumentName: 'Runbook' }, RUNBOOK_ROLE);
    expect(await account.after(1, id as string)).toMatchObject({ AutomationExecutionStatus: 'Success', ExecutedBy: RUNBOOK_ROLE });
  });
});

test('runs and their steps are listed, the latest run first, in pages', async () => {
  const account = accountOf([readAlias('a'), readAlias('b')]);
  const ids: string[] = [];
  for (const minute of [0, 1, 2])
    account.at(minute * 60, () => void ids.push(account.start('Runbook', {}, { Tags: [{ Key: 'incident', Value: `${minute}` }] })));
  account.account.run(account.account.now + 180_000);
  const list = (input: object) => account.attempt('DescribeAutomationExecutions', input);
  const idsOf = ({ AutomationExecutionMetadataList: all }: Record<string, any>) => all.map(({ AutomationExecutionId }: any) => AutomationExecutionId);
  expect(idsOf(list({}))).toEqual(ids.toReversed());
  const page = list({ MaxResults: 2 });
  expect(idsOf(list({ NextToken: page.NextToken }))).toEqual([ids[0]]);
  expect(
    idsOf(
      list({
        Filters: [
          { Key: 'StartTimeAfter', Values: ['2026-03-02T08:00:30Z'] },
          { Key: 'ExecutionStatus', Values: ['Success'] },
        ],
      }),
    ),
  ).toHaveLength(2);
  expect(list({ Filters: [{ Key: 'AutomationType', Values: ['Local'] }] })).toMatchObject({ name: 'NotSimulatedError' });
  const { StepExecutions: steps } = account.attempt('DescribeAutomationStepExecutions', { AutomationExecutionId: ids[0], ReverseOrder: true, MaxResults: 1 });
  expect(steps).toMatchObject([{ StepName: 'b', StepStatus: 'Success' }]);
  expect(account.attempt('GetAutomationExecution', { AutomationExecutionId: ids[0] }, ROOT).AutomationExecution.Outputs).toEqual({});
});

test('status changes of runs and steps are events of the bus', async () => {
  const account = accountOf([readAlias('a'), readAlias('b', {}, 'gone')]);
  const id = account.start('Runbook');
  await account.after(1, id);
  const events = account.account.log.flatMap((entry) => (entry.kind === 'event emitted' ? [entry.event as Record<string, any>] : []));
  expect(events.map(({ detail: { StepName: name = 'run', Status: status } }) => `${name} ${status}`)).toEqual([
    'run InProgress',
    'a InProgress',
    'a Success',
    'b InProgress',
    'b Failed',
    'run Failed',
  ]);
  expect(events.at(-1)).toMatchObject({
    source: 'aws.ssm',
    'detail-type': 'EC2 Automation Execution Status-change Notification',
    resources: [`arn:aws:ssm:${REGION}:${ACCOUNT_ID}:automation-execution/${id}`, `arn:aws:ssm:${REGION}:${ACCOUNT_ID}:automation-definition/Runbook`],
    detail: { ExecutionId: id, Definition: 'Runbook', DefinitionVersion: 1, ExecutedBy: ROOT, Time: 0 },
  });
});
