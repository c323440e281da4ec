import { ANA, BEN, documentOf, readAlias, ALIASES, RunbookAccount, statusesOf, step } from '../../../../helpers/runbook-account';

type Options = ConstructorParameters<typeof RunbookAccount>[1];
const accountOf = (steps: readonly object[], options: Options = {}, more: object = {}) =>
  new RunbookAccount({ Runbook: documentOf(steps, more) }, { stated: ALIASES, ...options });
const run = async (steps: readonly object[], minutes = 1, options: Options = {}, more: object = {}) => {
  const account = accountOf(steps, options, more);
  return account.after(minutes, account.start('Runbook'));
};
const ALIAS_CALL = { Service: 'lambda', Api: 'GetAlias', FunctionName: 'worker', Name: 'live' };

describe('executeAwsApi', () => {
  test('calls with the values of the run, and its outputs are values of the steps behind it', async () => {
    const steps = [
      readAlias('read'),
      step('write', 'executeAwsApi', { Service: 'Lambda', Api: 'update-alias', FunctionName: 'worker', Name: 'live', FunctionVersion: '{{ To }}' }),
      step('report', 'executeAwsApi', { ...ALIAS_CALL, Description: undefined }, { outputs: [{ Name: 'All', Selector: '$', Type: 'StringMap' }] }),
    ];
    const more = { parameters: { To: { type: 'String', default: '7' } }, outputs: ['read.Version', 'report.All'] };
    const { Outputs: outputs, StepExecutions: traced } = await run(steps, 1, {}, more);
    expect(outputs['read.Version']).toEqual(['8']);
    expect(JSON.parse(outputs['report.All'][0])).toMatchObject({ FunctionVersion: '7' });
    expect(traced[1]).toMatchObject({ StepName: 'write', Action: 'aws:executeAwsApi', Inputs: { FunctionVersion: '"7"' }, StepStatus: 'Success' });
  });

  test.each([
    ['of another type than it has', { Type: 'Integer', Selector: '$.FunctionVersion' }, 'is declared as Integer'],
    ['that selects nothing', { Type: 'String', Selector: '$.Gone' }, 'matches nothing'],
  ])('with an output %s fails', async (_what, output, why) => {
    const { AutomationExecutionStatus: status, FailureMessage: failure } = await run([
      step('a', 'executeAwsApi', ALIAS_CALL, { outputs: [{ Name: 'X', ...output }] }),
    ]);
    expect([status, failure]).toEqual(['Failed', expect.stringContaining(why)]);
  });

  test('of what nothing states, and of an operation that there is not, has no outcome', async () => {
    expect(await run([readAlias('a')], 1, { stated: {} })).toMatchObject({ thing: 'lambda alias worker live, which nothing states' });
    expect(await run([step('a', 'executeAwsApi', { Service: 'athena', Api: 'ListWorkGroups' })])).toMatchObject({ thing: 'athena:ListWorkGroups' });
    const inText = step('a', 'executeAwsApi', { ...ALIAS_CALL, Name: 'x{{ List }}' });
    const list = { parameters: { List: { type: 'StringList', default: ['a'] } } };
    expect(await run([inText], 1, {}, list)).toMatchObject({ thing: expect.stringContaining('inside a longer text') });
  });
});

describe('assert and wait', () => {
  const property = (action: string, values: readonly unknown[], more: object = {}) =>
    step('a', action, { ...ALIAS_CALL, PropertySelector: '$.FunctionVersion', DesiredValues: values }, more);
  const toSeven = { FunctionName: 'worker', Name: 'live', FunctionVersion: '7' };

  test('assert compares once', async () => {
    expect(await run([property('assertAwsResourceProperty', ['7', '8'])])).toMatchObject({ AutomationExecutionStatus: 'Success' });
    expect(await run([property('assertAwsResourceProperty', ['7'])])).toMatchObject({ FailureMessage: expect.stringContaining('is 8, and not 7') });
  });

  test('a boolean is True or False', async () => {
    const secret = { 'secretsmanager secret': [{ Name: 's', RotationEnabled: true }] };
    const assert = (value: unknown) =>
      run(
        [
          step('a', 'assertAwsResourceProperty', {
            Service: 'secretsmanager',
            Api: 'DescribeSecret',
            SecretId: 's',
            PropertySelector: '$.RotationEnabled',
            DesiredValues: [value],
          }),
        ],
        1,
        { stated: secret },
      );
    expect((await assert('True')).AutomationExecutionStatus).toBe('Success');
    expect((await assert('true')).AutomationExecutionStatus).toBe('Failed');
  });

  test('wait looks again until it is so', async () => {
    const account = accountOf([property('waitForAwsResourceProperty', ['7'])]);
    account.at(25, () => account.account.call(`arn:aws:iam::111122223333:root`, 'lambda', 'UpdateAlias', toSeven));
    const { StepExecutions: steps } = await account.after(1, account.start('Runbook'));
    expect(steps[0].ExecutionEndTime - steps[0].ExecutionStartTime).toBe(30_000);
    expect(account.calls()).toHaveLength(4);
  });

  test('wait gives up when its time is over', async () => {
    expect(await run([property('waitForAwsResourceProperty', ['7'], { timeoutSeconds: 60 })], 2)).toMatchObject({ AutomationExecutionStatus: 'TimedOut' });
    expect(await run([property('waitForAwsResourceProperty', ['7'])], 60)).toMatchObject({ AutomationExecutionStatus: 'TimedOut' });
  });
});

describe('branch', () => {
  const branch = (inputs: object, more: object = {}) => step('b', 'branch', inputs, more);
  const rest = [readAlias('change', { isEnd: true }), readAlias('report')];
  const dryRun = (value: unknown) => ({ parameters: { DryRun: { type: 'Boolean', default: value } } });
  const choice = { NextStep: 'change', Variable: '{{ DryRun }}', BooleanEquals: false };

  test.each([
    [false, 'b Success, change Success, report Pending'],
    [true, 'b Success, change Pending, report Success'],
  ])('with the dry run at %s', async (value, statuses) => {
    expect(statusesOf(await run([branch({ Choices: [choice], Default: 'report' }), ...rest], 1, {}, dryRun(value)))).toBe(statuses);
  });

  test('without Default goes on in the list, and nowhere when it is the end', async () => {
    expect(statusesOf(await run([branch({ Choices: [choice] }), ...rest], 1, {}, dryRun(true)))).toBe('b Success, change Success, report Pending');
    expect(statusesOf(await run([branch({ Choices: [choice] }, { isEnd: true }), ...rest], 1, {}, dryRun(true)))).toBe(
      'b Success, change Pending, report Pending',
    );
  });

  test('that compares another type has no outcome', async () => {
    const text = branch({ Choices: [{ NextStep: 'change', Variable: '{{ DryRun }}', StringEquals: 'false' }], Default: 'report' });
    expect(await run([text, ...rest], 1, {}, dryRun(false))).toMatchObject({ thing: expect.stringContaining('which is no string') });
  });
});

describe('sleep', () => {
  test.each([
    [{ Duration: 'PT1M30S' }, 90],
    [{ Timestamp: '2026-03-02T08:02:00Z' }, 120],
    [{ Timestamp: '2026-03-01T08:00:00Z' }, 0],
  ])('%j', async (inputs, seconds) => {
    const { StepExecutions: steps } = await run([step('a', 'sleep', inputs)], 5);
    expect((steps[0].ExecutionEndTime - steps[0].ExecutionStartTime) / 1_000).toBe(seconds);
  });

  test.each([{ Duration: '10 minutes' }, { Duration: 'PT' }, { Duration: 'P8D' }, {}])('%j fails', async (inputs) => {
    expect((await run([step('a', 'sleep', inputs)])).AutomationExecutionStatus).toBe('Failed');
  });
});

describe('approve', () => {
  const approve = (inputs: object = {}, more: object = {}) => [
    step('ask', 'approve', { Approvers: ['ana', 'arn:aws:iam::111122223333:role/incident-manager'], ...inputs }, more),
    readAlias('change'),
  ];

  test('waits, and goes on when somebody who may approves', async () => {
    const account = accountOf(approve());
    const id = account.start('Runbook');
    expect(await account.after(1, id)).toMatchObject({ AutomationExecutionStatus: 'Waiting', CurrentStepName: 'ask' });
    account.signal(id, 'Approve', ANA, { Comment: ['go'] });
    const { StepExecutions: steps } = await account.after(1, id);
    expect(steps[0].Outputs).toMatchObject({ ApprovalStatus: ['Approved'], ApproverDecisions: [expect.stringContaining('"Approver":"ana"')] });
    expect(steps[1].StepStatus).toBe('Success');
  });

  test('takes as many as are needed, each once', async () => {
    const account = accountOf(approve({ MinRequiredApprovals: 2 }));
    const id = account.start('Runbook');
    await account.after(1, id);
    expect(account.signal(id, 'Approve')).toEqual({});
    expect(account.signal(id, 'Approve')).toMatchObject({ name: 'InvalidAutomationSignalException' });
    expect(account.get(id).AutomationExecutionStatus).toBe('Waiting');
    expect(account.signal(id, 'Approve', BEN)).toEqual({});
    expect((await account.after(1, id)).AutomationExecutionStatus).toBe('Success');
  });

  test('fails when one rejects: nothing behind it runs', async () => {
    const account = accountOf(approve());
    const id = account.start('Runbook');
    await account.after(1, id);
    account.signal(id, 'Reject', BEN);
    const execution = await account.after(1, id);
    expect(execution).toMatchObject({ AutomationExecutionStatus: 'Failed', FailureMessage: expect.stringContaining('rejected by') });
    expect(statusesOf(execution)).toBe('ask Failed, change Pending');
    expect(account.calls()).toEqual([]);
  });

  test('times out when nobody says anything, after seven days unless it says so', async () => {
    const soon = accountOf(approve({}, { timeoutSeconds: 300 }));
    expect(statusesOf(await soon.after(6, soon.start('Runbook')))).toBe('ask TimedOut, change Pending');
    const late = accountOf(approve());
    const id = late.start('Runbook');
    expect((await late.after(7 * 1_440 - 1, id)).AutomationExecutionStatus).toBe('Waiting');
    expect((await late.after(1, id)).AutomationExecutionStatus).toBe('TimedOut');
  });

  test('takes nothing of somebody else, and nothing when it does not wait', async () => {
    const account = accountOf(approve({ Approvers: ['ben'] }));
    const id = account.start('Runbook');
    expect(account.signal(id, 'Approve')).toMatchObject({ name: 'InvalidAutomationSignalException' });
    await account.after(1, id);
    expect(account.signal(id, 'Approve')).toMatchObject({ message: `${ANA} is not one of the approvers` });
    expect(account.signal(id, 'Resume')).toMatchObject({ name: 'InvalidAutomationSignalException' });
  });
});

test('pause waits until it is resumed', async () => {
  const account = accountOf([step('stop', 'pause'), readAlias('b')]);
  const id = account.start('Runbook');
  expect((await account.after(600, id)).AutomationExecutionStatus).toBe('Waiting');
  expect(account.signal(id, 'Approve')).toMatchObject({ name: 'InvalidAutomationSignalException' });
  account.signal(id, 'Resume', ANA, { StepName: ['stop'] });
  expect(statusesOf(await account.after(1, id))).toBe('stop Success, b Success');
});

describe('executeAutomation', () => {
  const child = (name: string, more: object = {}) => step('child', 'executeAutomation', { DocumentName: name, ...more });
  const takes = { parameters: { Name: { type: 'String' } }, outputs: ['a.Version'] };

  test('starts a child with the role of the run, and waits for its outputs', async () => {
    const account = new RunbookAccount(
      {
        Parent: documentOf([child('Child', { RuntimeParameters: { Name: 'live' } })], { outputs: ['child.Output'] }),
        Child: documentOf([readAlias('a', {}, '{{ Name }}')], takes),
      },
      { stated: ALIASES },
    );
    const execution = await account.after(1, account.start('Parent'));
    expect(execution.Outputs).toEqual({ 'child.Output': ['8'] });
    const { AutomationExecutionMetadataList: list } = account.attempt('DescribeAutomationExecutions', {
      Filters: [{ Key: 'ParentExecutionId', Values: [execution.AutomationExecutionId] }],
    });
    expect(list).toMatchObject([{ DocumentName: 'Child', AutomationExecutionStatus: 'Success', ParentAutomationExecutionId: execution.AutomationExecutionId }]);
  });

  test('fails when the child does, and when it cannot be started', async () => {
    const account = new RunbookAccount({ Parent: documentOf([child('Child')]), Child: documentOf([readAlias('a', {}, 'gone')]) }, { stated: ALIASES });
    expect((await account.after(1, account.start('Parent'))).FailureMessage).toContain('Child ended as Failed');
    const needing = new RunbookAccount({ Parent: documentOf([child('Child')]), Child: documentOf([readAlias('a')], takes) }, { stated: ALIASES });
    expect((await needing.after(1, needing.start('Parent'))).FailureMessage).toContain('Parameter Name is required');
  });

  test('goes five levels deep', async () => {
    const levels = (count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_item, index) => [`L${index + 1}`, documentOf([index + 1 === count ? readAlias('a') : child(`L${index + 2}`)])]),
      );
    const five = new RunbookAccount(levels(5), { stated: ALIASES });
    expect((await five.after(1, five.start('L1'))).AutomationExecutionStatus).toBe('Success');
    const six = new RunbookAccount(levels(6), { stated: ALIASES });
    expect((await six.after(1, six.start('L1'))).FailureMessage).toContain('more than 5 levels');
  });

  test('is stopped with its parent', async () => {
    const account = new RunbookAccount({ Parent: documentOf([child('Child')]), Child: documentOf([step('wait', 'pause')]) });
    const id = account.start('Parent');
    await account.after(1, id);
    account.attempt('StopAutomationExecution', { AutomationExecutionId: id });
    await account.after(1, id);
    const { AutomationExecutionMetadataList: list } = account.attempt('DescribeAutomationExecutions', {});
    expect(list.map(({ DocumentName, AutomationExecutionStatus }: any) => `${DocumentName} ${AutomationExecutionStatus}`)).toEqual([
      'Child Cancelled',
      'Parent Cancelled',
    ]);
  });
});

describe('loops and variables', () => {
  const variables = { variables: { Count: { type: 'Integer', default: 0 } } };

  test('a loop over values runs its steps for each', async () => {
    const loop = step('each', 'loop', {
      Iterators: ['live', 'gone'],
      Steps: [readAlias('read', { onFailure: 'Continue' }, '{{ loop.CurrentIteratorValue }}')],
    });
    const execution = await run([loop, readAlias('after')]);
    expect(statusesOf(execution)).toBe('each Success, after Success, read Success, read Failed');
    expect(execution.StepExecutions[3].ParentStepDetails).toMatchObject({ StepName: 'each', Iteration: 2, IteratorValue: '"gone"' });
  });

  test('a loop ends with the step of a pass that fails', async () => {
    const loop = step('each', 'loop', { Iterators: ['gone', 'live'], Steps: [readAlias('read', {}, '{{ loop.CurrentIteratorValue }}')] });
    expect(statusesOf(await run([loop]))).toBe('each Failed, read Failed');
  });

  test('a loop with a condition looks at it after each pass', async () => {
    const set = step('set', 'updateVariable', { Name: 'variable:Count', Value: '{{ loop.CurrentIteration }}' });
    const loop = step('each', 'loop', { LoopCondition: { Variable: '{{ variable:Count }}', NumericLesser: 3 }, MaxIterations: 10, Steps: [set] });
    expect(statusesOf(await run([loop], 1, {}, variables))).toBe('each Success, set Success, set Success, set Success');
  });

  test('a variable keeps its type', async () => {
    const set = step('set', 'updateVariable', { Name: 'variable:Count', Value: 'three' });
    expect((await run([set], 1, {}, variables)).FailureMessage).toContain('is a Integer');
  });
});

describe('instances, stacks and commands', () => {
  const instance = { InstanceId: 'i-1', State: { Name: 'running' } };

  test('changeInstanceState waits until the instance is there', async () => {
    const steps = [step('stop', 'changeInstanceState', { InstanceIds: ['i-1'], DesiredState: 'stopped' })];
    const { StepExecutions: traced } = await run(steps, 2, { stated: { 'ec2 instance': [instance] } });
    expect(traced[0]).toMatchObject({ StepStatus: 'Success' });
    expect(traced[0].ExecutionEndTime - traced[0].ExecutionStartTime).toBe(40_000);
  });

  test('createTags and runCommand', async () => {
    const command = { DocumentName: 'AWS-RunPatchBaseline', InstanceId: 'i-1', StandardOutputContent: 'patched' };
    const stated = { 'ec2 instance': [instance], 'ssm command': [command] };
    const steps = [
      step('tag', 'createTags', { ResourceIds: ['i-1'], Tags: [{ Key: 'isolated', Value: 'yes' }] }),
      step('patch', 'runCommand', { DocumentName: 'AWS-RunPatchBaseline', InstanceIds: ['i-1'], Parameters: { Operation: ['Scan'] } }),
    ];
    const { StepExecutions: traced } = await run(steps, 2, { stated });
    expect(traced[1].Outputs).toMatchObject({ Status: ['Success'], Output: ['patched'] });
    const failing = { ...stated, 'ssm command': [{ ...command, Status: 'Failed', ResponseCode: 1 }] };
    expect((await run(steps, 2, { stated: failing })).FailureMessage).toContain('Failed on i-1');
  });

  test('createStack and deleteStack wait for the stack', async () => {
    const steps = [step('make', 'createStack', { StackName: 'scratch', TemplateBody: '{}' }), step('drop', 'deleteStack', { StackName: 'scratch' })];
    const { StepExecutions: traced } = await run(steps, 10, { stated: { 'cloudformation stack': [] } });
    expect(traced.map(({ StepStatus }: any) => StepStatus)).toEqual(['Success', 'Success']);
    expect(traced[0].Outputs.StackStatus).toEqual(['CREATE_COMPLETE']);
  });
});

test('a step with an action that AWS has and the simulator has not is named', async () => {
  expect(await run([step('a', 'invokeWebhook', { IntegrationName: 'x' })])).toMatchObject({
    thing: 'aws:invokeWebhook, which posts to a web address outside of AWS',
  });
  expect(await run([step('a', 'executeScript', { Runtime: 'python3.11', Handler: 'f', Script: '' })])).toMatchObject({
    thing: 'python3.11 of aws:executeScript',
  });
});
