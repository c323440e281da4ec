import { ALIASES, documentOf, readAlias, RunbookAccount, statusesOf, step } from '../../../../helpers/runbook-account';

/** Runs a document of steps for a while. */
async function run(steps: readonly object[], minutes = 1, options: ConstructorParameters<typeof RunbookAccount>[1] = {}) {
  const account = new RunbookAccount({ Runbook: documentOf(steps) }, { stated: ALIASES, ...options });
  return account.after(minutes, account.start('Runbook'));
}
/** A step whose call finds no alias. */
const fails = (name: string, more: object = {}) => readAlias(name, more, 'gone');

describe('from step to step', () => {
  test.each([
    ['in the order of the list', [readAlias('a'), readAlias('b')], 'Success', 'a Success, b Success'],
    ['by nextStep', [readAlias('a', { nextStep: 'c' }), readAlias('b'), readAlias('c')], 'Success', 'a Success, b Pending, c Success'],
    ['up to the step that is the end', [readAlias('a', { isEnd: true }), readAlias('b')], 'Success', 'a Success, b Pending'],
    ['up to the step that fails', [fails('a'), readAlias('b')], 'Failed', 'a Failed, b Pending'],
    ['on after a failure that may be', [fails('a', { onFailure: 'Continue' }), readAlias('b')], 'Success', 'a Failed, b Success'],
    [
      'on after a failure that may be, and yet counts',
      [fails('a', { onFailure: 'Continue', isCritical: true }), readAlias('b')],
      'Failed',
      'a Failed, b Success',
    ],
    [
      'elsewhere after a failure, which still counts',
      [fails('a', { onFailure: 'step:c' }), readAlias('b'), readAlias('c')],
      'Failed',
      'a Failed, b Pending, c Success',
    ],
    [
      'elsewhere after a failure that does not count',
      [fails('a', { onFailure: 'step:c', isCritical: false }), readAlias('b'), readAlias('c')],
      'Success',
      'a Failed, b Pending, c Success',
    ],
    ['nowhere after a failure at the end', [fails('a', { onFailure: 'Continue', isEnd: true }), readAlias('b')], 'Success', 'a Failed, b Pending'],
    [
      'nowhere after a failure at the end, as isEnd is documented',
      [fails('a', { onFailure: 'step:b', isEnd: true }), readAlias('b')],
      'Failed',
      'a Failed, b Pending',
    ],
  ])('%s', async (_how, steps, status, statuses) => {
    const execution = await run(steps);
    expect(execution.AutomationExecutionStatus).toBe(status);
    expect(statusesOf(execution)).toBe(statuses);
  });

  test('a way to a step that there is not, and one in a circle, have no outcome', async () => {
    expect(await run([readAlias('a', { nextStep: 'x' })])).toMatchObject({ thing: 'a way to step x, which there is not' });
    expect(await run([readAlias('a'), readAlias('b', { nextStep: 'a' })])).toMatchObject({ thing: 'a way in a circle to step a' });
  });
});

describe('a step that fails', () => {
  test('is repeated as often as it may', async () => {
    const account = new RunbookAccount({ Runbook: documentOf([fails('a', { maxAttempts: 3 })]) }, { stated: ALIASES });
    const execution = await account.after(1, account.start('Runbook'));
    expect(account.calls()).toEqual(Array(3).fill('0 lambda:GetAlias ResourceNotFoundException'));
    expect(execution.FailureMessage).toContain('step a: ResourceNotFoundException');
  });

  test('and then succeeds goes on', async () => {
    const account = new RunbookAccount({ Runbook: documentOf([readAlias('a', { maxAttempts: 2 }), readAlias('b')]) }, { stated: ALIASES });
    account.account.failCalls({ position: 1, errorName: 'TooManyRequestsException' });
    expect(statusesOf(await account.after(1, account.start('Runbook')))).toBe('a Success, b Success');
    expect(account.calls()).toEqual(['0 lambda:GetAlias TooManyRequestsException', '0 lambda:GetAlias succeeded', '0 lambda:GetAlias succeeded']);
  });

  test('of a role that may not call fails with what IAM says', async () => {
    const execution = await run([readAlias('a')], 1, { allowed: ['lambda:ListAliases'] });
    expect(execution.FailureMessage).toContain('AccessDeniedException');
  });
});

describe('a step that takes too long', () => {
  const waits = (more: object) => step('a', 'sleep', { Duration: 'PT10M' }, { timeoutSeconds: 60, ...more });

  test.each([
    ['ends the run as timed out', {}, 'TimedOut', 'a TimedOut, b Pending'],
    ['takes the way of a failure', { onFailure: 'step:b' }, 'TimedOut', 'a TimedOut, b Success'],
    ['does not count when it is not critical', { onFailure: 'Continue' }, 'Success', 'a TimedOut, b Success'],
  ])('%s', async (_what, more, status, statuses) => {
    const execution = await run([waits(more), readAlias('b')], 2);
    expect(execution.AutomationExecutionStatus).toBe(status);
    expect(statusesOf(execution)).toBe(statuses);
  });

  test('has the time again in each attempt', async () => {
    const account = new RunbookAccount({ Runbook: documentOf([waits({ maxAttempts: 2 })]) });
    const id = account.start('Runbook');
    expect(statusesOf(await account.after(1, id))).toBe('a InProgress');
    const { StepExecutions: steps } = await account.after(1, id);
    expect(steps[0].ExecutionEndTime - steps[0].ExecutionStartTime).toBe(120_000);
  });
});
