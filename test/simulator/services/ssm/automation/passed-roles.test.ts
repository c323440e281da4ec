import { CHILD_ROLE, documentOf, RUNBOOK_ROLE, RunbookAccount, step } from '../../../../helpers/runbook-account';
import { ACCOUNT_ID, type Resources } from '../../../../helpers/simulated-account';
import { role } from '../../../../helpers/simulated-function';

const STARTER = `arn:aws:iam::${ACCOUNT_ID}:role/starter`;
const TARGET = `arn:aws:iam::${ACCOUNT_ID}:role/target`;
type Passes = ReturnType<typeof passing>;
const SLEEP = step('wait', 'sleep', { Duration: 'PT1S' });

/** A role that may use what the steps use, and hand roles on as far as a statement says. */
const roleThatPasses = (name: string, passes: Passes | undefined): Resources => ({
  [name]: role(name, 'ssm.amazonaws.com', ['ssm:*', 'cloudformation:*', ...(passes === undefined ? [] : [passes])]),
});
const passing = (resource: string, ...services: string[]) => ({
  Action: 'iam:PassRole',
  Resource: resource,
  Condition: { StringEquals: { 'iam:PassedToService': services } },
});

describe('whoever starts a document that names a role hands it that role', () => {
  const startedBy = (passes: Passes | undefined, assumeRole = RUNBOOK_ROLE, parameters: object = {}) => {
    const document = documentOf([SLEEP], { assumeRole, parameters: { Role: { type: 'String', default: RUNBOOK_ROLE } } });
    const account = new RunbookAccount({ Runbook: document }, { resources: roleThatPasses('starter', passes) });
    return account.attempt('StartAutomationExecution', { DocumentName: 'Runbook', Parameters: parameters }, STARTER);
  };
  const denied = { name: 'AccessDeniedException', message: expect.stringContaining(`not authorized to perform: iam:PassRole on resource: ${RUNBOOK_ROLE}`) };

  test.each([
    ['without the right', undefined],
    ['with the right for another role', passing(TARGET, 'ssm.amazonaws.com')],
    ['with the right for another service', passing(RUNBOOK_ROLE, 'lambda.amazonaws.com')],
  ])('%s it is refused', (_what, passes) => {
    expect(startedBy(passes)).toMatchObject(denied);
  });

  test('with the right for that role and Systems Manager it runs', () => {
    expect(startedBy(passing(RUNBOOK_ROLE, 'ssm.amazonaws.com'))).toMatchObject({ AutomationExecutionId: expect.any(String) });
  });

  test('a role that a parameter names, too; the rights of whoever starts it are no role', () => {
    expect(startedBy(undefined, '{{ Role }}')).toMatchObject(denied);
    expect(startedBy(passing(RUNBOOK_ROLE, 'ssm.amazonaws.com'), '{{ Role }}', { Role: [TARGET] })).toMatchObject({ name: 'AccessDeniedException' });
    expect(startedBy(undefined, '')).toMatchObject({ AutomationExecutionId: expect.any(String) });
  });
});

describe('a step', () => {
  const run = async (steps: readonly object[], passes: Passes | undefined) => {
    const { runbook } = roleThatPasses('runbook', passes);
    const child = documentOf([SLEEP], { assumeRole: CHILD_ROLE });
    const account = new RunbookAccount(
      { Runbook: documentOf(steps), Child: child },
      {
        resources: { Runbook: runbook!, child: role('child', 'ssm.amazonaws.com', []) },
        stated: { 'cloudformation stack': [{ StackName: 'edi', StackStatus: 'CREATE_COMPLETE' }] },
      },
    );
    return account.after(2, account.start('Runbook'));
  };
  const CHILD = [step('child', 'executeAutomation', { DocumentName: 'Child' })];
  const STACK = [step('delete', 'deleteStack', { StackName: 'edi', RoleARN: TARGET })];

  test.each([
    ['that starts another document hands it its role', CHILD, CHILD_ROLE, 'ssm.amazonaws.com'],
    ['that sets a role of a service hands that on', STACK, TARGET, 'cloudformation.amazonaws.com'],
  ])('%s', async (_what, steps, passed, service) => {
    expect((await run(steps, passing(passed, service))).AutomationExecutionStatus).toBe('Success');
    for (const passes of [undefined, passing(passed, 'lambda.amazonaws.com'), passing(RUNBOOK_ROLE, service)]) {
      const { AutomationExecutionStatus: status, FailureMessage: failure } = await run(steps, passes);
      expect([status, failure]).toEqual(['Failed', expect.stringContaining(`not authorized to perform: iam:PassRole on resource: ${passed}`)]);
    }
  });

  test('that sets no role needs no right', async () => {
    expect((await run([step('delete', 'deleteStack', { StackName: 'edi' })], undefined)).AutomationExecutionStatus).toBe('Success');
  });
});
