import { NotSimulatedError } from '../../../../lib/aws/errors';
import { accountRoot, type Principal } from '../../../../lib/aws/iam/principal';
import type { Account } from '../../../../lib/simulator/account';
import { ACCOUNT_ID, REGION, START, type Resources } from '../../../helpers/simulated-account';
import { accountWith, functionOf, role, runMinutes, WORKER_ROLE } from '../../../helpers/simulated-function';

const ROOT = accountRoot(ACCOUNT_ID);
const RUNBOOK_ROLE = `arn:aws:iam::${ACCOUNT_ID}:role/runbook`;
const STEP = {
  name: 'tell',
  action: 'aws:invokeLambdaFunction',
  inputs: {
    FunctionName: '{{ Function }}',
    InvocationType: 'Event',
    InputPayload: { incident: '{{ Incident }}', dryRun: '{{DryRun}}', text: 'is {{ Incident }} in {{ global:REGION }}', tags: '{{ Tags }}' },
  },
};
const CONTENT = {
  schemaVersion: '0.3',
  description: 'notifies the function',
  assumeRole: RUNBOOK_ROLE,
  parameters: {
    Function: { type: 'String', default: 'worker' },
    Incident: { type: 'String', allowedPattern: 'inc-[0-9]+', description: '(Required)' },
    DryRun: { type: 'Boolean', default: true, allowedValues: [true, false] },
    Tags: { type: 'StringList', default: [] },
    Count: { type: 'Integer', default: 1 },
  },
  mainSteps: [STEP],
};
const PRINTS = 'exports.handler = async (event) => console.log(JSON.stringify(event));';

function accountOfDocument(content: unknown = CONTENT, more: Resources = {}): Account {
  return accountWith({
    ...functionOf(PRINTS),
    Document: { Type: 'AWS::SSM::Document', Properties: { Name: 'Runbook', DocumentType: 'Automation', UpdateMethod: 'NewVersion', Content: content } },
    Runbook: role('runbook', 'ssm.amazonaws.com', ['lambda:InvokeFunction']),
    ...more,
  });
}

function attempt(account: Account, operation: string, input: object, principal: Principal = ROOT): Record<string, any> {
  try {
    return account.call(principal, 'ssm', operation, input as Record<string, unknown>) as Record<string, any>;
  } catch (error) {
    return error as Record<string, any>;
  }
}
const start = (account: Account, parameters: object = {}, more: object = {}, principal: Principal = ROOT) =>
  attempt(account, 'StartAutomationExecution', { DocumentName: 'Runbook', Parameters: { Incident: ['inc-1'], ...parameters }, ...more }, principal);
const executionOf = (account: Account, { AutomationExecutionId }: Record<string, any>) =>
  attempt(account, 'GetAutomationExecution', { AutomationExecutionId }).AutomationExecution as Record<string, any>;
const payloads = (lines: string[]) => lines.filter((line) => line.includes('log: ')).map((line) => JSON.parse(line.split('log: ')[1]!) as object);

describe('a run of a document', () => {
  test('hands its values to the function with the role of the document', async () => {
    const account = accountOfDocument();
    const started = start(account, { DryRun: ['false'], Tags: ['a', 'b'] });
    expect(executionOf(account, started)).toMatchObject({
      AutomationExecutionStatus: 'InProgress',
      StepExecutions: [{ StepName: 'tell', StepStatus: 'Pending' }],
    });
    expect(payloads(await runMinutes(account, 1))).toEqual([{ incident: 'inc-1', dryRun: false, text: `is inc-1 in ${REGION}`, tags: ['a', 'b'] }]);
    expect(executionOf(account, started)).toMatchObject({
      AutomationExecutionStatus: 'Success',
      DocumentName: 'Runbook',
      AssumeRole: RUNBOOK_ROLE,
      ExecutionEndTime: new Date(START),
      StepExecutions: [{ StepStatus: 'Success' }],
    });
    const calls = account.log.flatMap((entry) => (entry.kind === 'call' && entry.service !== 'ssm' ? [[entry.operation, entry.principal]] : []));
    expect(calls.slice(0, 2)).toEqual([
      [
        'AssumeRole',
        {
          service: 'ssm.amazonaws.com',
          sourceArn: `arn:aws:ssm:${REGION}:${ACCOUNT_ID}:automation-execution/${started.AutomationExecutionId}`,
          sourceAccount: ACCOUNT_ID,
        },
      ],
      ['Invoke', RUNBOOK_ROLE],
    ]);
  });

  test.each([
    ['JSON', JSON.stringify(CONTENT)],
    [
      'YAML',
      `schemaVersion: '0.3'\nassumeRole: '${RUNBOOK_ROLE}'\nparameters:\n  Incident: {type: String}\nmainSteps:\n- name: tell\n  action: aws:invokeLambdaFunction\n  inputs: {FunctionName: worker, InvocationType: Event, Payload: '{"incident":"{{ Incident }}"}'}\n`,
    ],
  ])('reads its content as %s text', async (_format, content) => {
    const account = accountOfDocument(content);
    start(account);
    expect(payloads(await runMinutes(account, 1))).toMatchObject([{ incident: 'inc-1' }]);
  });

  test('takes its role from a parameter, and does steps up to the last', async () => {
    const content = {
      ...CONTENT,
      assumeRole: '{{ AutomationAssumeRole }}',
      parameters: { ...CONTENT.parameters, AutomationAssumeRole: { type: 'AWS::IAM::Role::Arn' } },
      mainSteps: [STEP, { ...STEP, name: 'again', isEnd: true }, { ...STEP, name: 'never' }],
    };
    const account = accountOfDocument(content);
    start(account, { AutomationAssumeRole: [RUNBOOK_ROLE] });
    expect(payloads(await runMinutes(account, 1))).toHaveLength(2);
  });

  test('fails at the step that fails, and the log says so', async () => {
    const account = accountOfDocument({ ...CONTENT, mainSteps: [STEP, { ...STEP, name: 'again' }] });
    account.failCalls({ service: 'lambda', from: START, until: START + 60_000, errorName: 'ResourceNotFoundException' });
    const started = start(account);
    await runMinutes(account, 1);
    expect(executionOf(account, started)).toMatchObject({
      AutomationExecutionStatus: 'Failed',
      FailureMessage: expect.stringContaining('ResourceNotFoundException'),
      StepExecutions: [{ StepStatus: 'Failed' }, { StepStatus: 'Pending' }],
    });
    expect(account.log.at(-2)).toMatchObject({ kind: 'invocation given up', source: { name: 'Runbook', logicalId: 'Document' }, keptIn: [] });
  });

  test('of a role that may not invoke fails', async () => {
    const account = accountOfDocument(CONTENT, { Runbook: role('runbook', 'ssm.amazonaws.com', []) });
    const started = start(account);
    await runMinutes(account, 1);
    expect(executionOf(account, started).FailureMessage).toContain('AccessDeniedException');
  });

  test('that needs what is not simulated has no outcome', async () => {
    const account = accountOfDocument({ ...CONTENT, mainSteps: [{ ...STEP, inputs: { ...STEP.inputs, InputPayload: '{{ other.Output }}' } }] });
    const started = start(account);
    await runMinutes(account, 1);
    expect(attempt(account, 'GetAutomationExecution', started)).toMatchObject({ thing: 'reference {{ other.Output }} of an Automation document' });
  });
});

describe('a start is refused', () => {
  test.each([
    ['a name the document does not have', { Other: ['x'] }],
    ['a missing value', { Incident: undefined }],
    ['a value that does not match', { Incident: ['incident'] }],
    ['a value that is not listed', { DryRun: ['yes'] }],
    ['a number that is none', { Count: ['1.5'] }],
    ['two values for one', { Incident: ['inc-1', 'inc-2'] }],
  ])('for %s', (_what, parameters) => {
    const given = Object.fromEntries(Object.entries({ Incident: ['inc-1'], ...parameters }).filter(([, value]) => value !== undefined));
    const account = accountOfDocument();
    expect(attempt(account, 'StartAutomationExecution', { DocumentName: 'Runbook', Parameters: given })).toMatchObject({
      name: 'InvalidAutomationExecutionParametersException',
    });
  });

  test.each([
    ['an empty value', { Incident: [''] }],
    ['a value that is too long', { Function: ['x'.repeat(513)] }],
    ['a value that is no list', { Incident: 'inc-1' }],
  ])('for %s, before anything is compared', (_what, parameters) => {
    expect(start(accountOfDocument(), parameters)).toMatchObject({ name: 'ValidationException' });
  });

  test('for a document or a version that is not there', () => {
    const account = accountOfDocument();
    expect(start(account, {}, { DocumentName: 'Gone' })).toMatchObject({ name: 'NotSimulatedError' });
    expect(start(account, {}, { DocumentVersion: '2' })).toMatchObject({ name: 'AutomationDefinitionVersionNotFoundException' });
    expect(start(account, {}, { DocumentVersion: '$DEFAULT' }).AutomationExecutionId).toBeDefined();
    expect(attempt(account, 'GetAutomationExecution', { AutomationExecutionId: 'x' })).toMatchObject({ name: 'AutomationExecutionNotFoundException' });
  });

  test('for a role that does not trust Systems Manager', () => {
    const account = accountOfDocument(CONTENT, { Runbook: role('runbook', 'lambda.amazonaws.com', ['lambda:InvokeFunction']) });
    expect(start(account)).toMatchObject({ name: 'InvalidAutomationExecutionParametersException', message: expect.stringContaining('unable to be assumed') });
  });

  test('for a caller who may not start it: the document and the execution are asked for', () => {
    const answer = (...resources: string[]) => {
      const policies = resources.map((Resource) => ({ Action: 'ssm:StartAutomationExecution', Resource: `arn:aws:ssm:${REGION}:${ACCOUNT_ID}:${Resource}` }));
      const passing = { Action: 'iam:PassRole', Resource: RUNBOOK_ROLE };
      return start(accountOfDocument(CONTENT, { WorkerRole: role('worker', 'lambda.amazonaws.com', [...policies, passing]) }), {}, {}, WORKER_ROLE);
    };
    expect(answer('document/Runbook', 'automation-execution/*').AutomationExecutionId).toBeDefined();
    expect(answer('document/Runbook')).toMatchObject({ name: 'AccessDeniedException' });
    expect(answer('automation-execution/*')).toMatchObject({ name: 'AccessDeniedException' });
    expect(answer('automation-definition/Runbook:*')).toMatchObject({ name: 'AccessDeniedException' });
  });
});

test('a start with the token of another one is that one, and needs the same parameters', async () => {
  const account = accountOfDocument();
  const first = start(account, {}, { ClientToken: 't' });
  expect(start(account, {}, { ClientToken: 't' })).toEqual(first);
  expect(start(account, { DryRun: ['false'] }, { ClientToken: 't' })).toMatchObject({ name: 'IdempotentParameterMismatch' });
  expect(payloads(await runMinutes(account, 1))).toHaveLength(1);
});

test.each([
  ['an action that there is not', { mainSteps: [{ name: 'x', action: 'aws:doSomething', inputs: {} }] }, 'action aws:doSomething of an Automation document'],
  ['a key that no step has', { mainSteps: [{ ...STEP, retries: 2 }] }, 'retries of step tell'],
  ['an older schema', { schemaVersion: '0.1' }, 'schemaVersion 0.1 of an Automation document'],
  [
    'a default that refers to a parameter',
    { parameters: { X: { type: 'String', default: '{{ Y }}' } } },
    'default "{{ Y }}" of parameter X of an Automation document',
  ],
  [
    'a default with more than Parameter Store',
    { parameters: { X: { type: 'String', default: 'a{{ssm:x}}' } } },
    'default "a{{ssm:x}}" of parameter X of an Automation document',
  ],
])('a document with %s says so when it is started, not before', (_what, change, thing) => {
  const account = accountOfDocument({ ...CONTENT, ...change });
  expect(account.notSimulated).toEqual([]);
  const error = start(account);
  expect(error).toBeInstanceOf(NotSimulatedError);
  expect(error.thing).toBe(thing);
});

test('a step that waits for the function is not simulated', async () => {
  const account = accountOfDocument({ ...CONTENT, mainSteps: [{ ...STEP, inputs: { FunctionName: 'worker' } }] });
  const started = start(account);
  await runMinutes(account, 1);
  expect(attempt(account, 'GetAutomationExecution', started)).toMatchObject({ thing: 'InvocationType RequestResponse of lambda:Invoke' });
});
