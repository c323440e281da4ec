import { ACTIONS } from '../../../../../lib/runbook/document/actions';
import type { RunbookStep } from '../../../../../lib/runbook/document/document';
import { actionOf } from '../../../../../lib/simulator/services/ssm/automation/actions';
import { documentOf, RunbookAccount, step } from '../../../../helpers/runbook-account';
import { ACCOUNT_ID, REGION } from '../../../../helpers/simulated-account';

type Options = NonNullable<ConstructorParameters<typeof RunbookAccount>[1]>;
const MACHINES = {
  'ec2 instance': [{ InstanceId: 'i-1', State: { Name: 'running' } }],
  'ec2 image': [
    {
      ImageId: 'ami-1',
      Name: 'golden',
      State: 'available',
      BlockDeviceMappings: [
        { DeviceName: '/dev/xvda', Ebs: { SnapshotId: 'snap-1' } },
        { DeviceName: '/dev/sdb', VirtualName: 'ephemeral0' },
      ],
    },
  ],
  'ec2 snapshot': [{ SnapshotId: 'snap-1' }, { SnapshotId: 'snap-2' }],
  'ec2 security group': [{ GroupId: 'sg-1', GroupName: 'web' }],
};
const run = async (one: object, minutes = 5, options: Options = {}) => {
  const account = new RunbookAccount({ Runbook: documentOf([one]) }, { stated: MACHINES, ...options });
  const id = account.start('Runbook');
  const execution = await account.after(minutes, id);
  const first = execution.StepExecutions?.[0];
  return { account, execution, outputs: first?.Outputs, seconds: (Date.parse(first?.ExecutionEndTime) - Date.parse(first?.ExecutionStartTime)) / 1_000 };
};
const role = (...allowed: string[]): Options => ({ allowed });
const callsOf = (account: RunbookAccount) => [...new Set(account.calls().map((call) => call.split(' ')[1]))];

describe('images', () => {
  test('createImage waits until the image can be used', async () => {
    const { account, execution, outputs, seconds } = await run(step('make', 'createImage', { InstanceId: 'i-1', ImageName: 'copy', NoReboot: true }));
    expect(execution.AutomationExecutionStatus).toBe('Success');
    expect(outputs).toEqual({ ImageId: [expect.stringMatching(/^ami-0[0-9a-f]{16}$/)], ImageState: ['available'] });
    expect(seconds).toBe(180);
    expect(callsOf(account)).toEqual(['ec2:CreateImage', 'ec2:DescribeImages']);
  });

  test.each([
    ['createImage of an instance that is not there', step('make', 'createImage', { InstanceId: 'i-2', ImageName: 'copy' }), 'InvalidInstanceID.NotFound'],
    ['createImage under a name that is taken', step('make', 'createImage', { InstanceId: 'i-1', ImageName: 'golden' }), 'InvalidAMIName.Duplicate'],
    [
      'copyImage of an image that is not there',
      step('copy', 'copyImage', { SourceImageId: 'ami-2', SourceRegion: REGION, ImageName: 'copy' }),
      'InvalidAMIID.NotFound',
    ],
    ['deleteImage of an image that is not there', step('delete', 'deleteImage', { ImageId: 'ami-2' }), 'InvalidAMIID.NotFound'],
    ['runInstances of an image that is not there', step('launch', 'runInstances', { ImageId: 'ami-2' }), 'InvalidAMIID.NotFound'],
    ['runInstances in a group that is not there', step('launch', 'runInstances', { ImageId: 'ami-1', SecurityGroupIds: ['sg-2'] }), 'InvalidGroup.NotFound'],
  ])('%s fails', async (_what, one, why) => {
    const { execution } = await run(one);
    expect([execution.AutomationExecutionStatus, execution.FailureMessage]).toEqual(['Failed', expect.stringContaining(why)]);
  });

  test('createImage fails when the image does, and times out when it takes longer than the step', async () => {
    const failing = new RunbookAccount({ Runbook: documentOf([step('make', 'createImage', { InstanceId: 'i-1', ImageName: 'copy' })]) }, { stated: MACHINES });
    const id = failing.start('Runbook');
    await failing.after(1, id);
    const { Images: images } = failing.account.call(`arn:aws:iam::${ACCOUNT_ID}:root`, 'ec2', 'DescribeImages', {}) as {
      Images: { ImageId: string; Name: string }[];
    };
    const made = images.find(({ Name }) => Name === 'copy')!;
    failing.changeStated({ kind: 'ec2 image', members: { ...made, State: 'failed' } });
    expect(await failing.after(1, id)).toMatchObject({ AutomationExecutionStatus: 'Failed', FailureMessage: expect.stringContaining('is failed') });
    const slow = step('make', 'createImage', { InstanceId: 'i-1', ImageName: 'copy' }, { timeoutSeconds: 60 });
    expect((await run(slow)).execution.AutomationExecutionStatus).toBe('TimedOut');
  });

  test('copyImage names its source', async () => {
    const { account, execution, outputs } = await run(step('copy', 'copyImage', { SourceImageId: 'ami-1', SourceRegion: REGION, ImageName: 'copy' }));
    expect([execution.AutomationExecutionStatus, outputs.ImageState]).toEqual(['Success', ['available']]);
    const { Images: images } = account.account.call(`arn:aws:iam::${ACCOUNT_ID}:root`, 'ec2', 'DescribeImages', { ImageIds: outputs.ImageId }) as {
      Images: object[];
    };
    expect(images).toMatchObject([{ Name: 'copy', SourceImageId: 'ami-1', SourceImageRegion: REGION }]);
  });

  test('deleteImage deletes the snapshots of the image, and no other', async () => {
    const { account, execution } = await run(step('delete', 'deleteImage', { ImageId: 'ami-1' }));
    expect(execution.AutomationExecutionStatus).toBe('Success');
    expect(account.calls().map((call) => call.slice(2))).toEqual([
      'ec2:DescribeImages succeeded',
      'ec2:DeregisterImage succeeded',
      'ec2:DeleteSnapshot succeeded',
    ]);
    expect(account.stated('ec2 snapshot')).toMatchObject([{ SnapshotId: 'snap-2' }]);
    expect(account.stated('ec2 image')).toEqual([]);
  });
});

describe('runInstances', () => {
  const LAUNCH = { ImageId: 'ami-1', InstanceType: 't3.micro', MaxInstanceCount: 2, SecurityGroupIds: ['sg-1'] };

  test('waits until all instances run', async () => {
    const tags = [{ ResourceType: 'instance', Tags: [{ Key: 'of', Value: 'drill' }] }];
    const { account, execution, outputs, seconds } = await run(step('launch', 'runInstances', { ...LAUNCH, TagSpecifications: tags }));
    expect([execution.AutomationExecutionStatus, outputs.InstanceStates, seconds]).toEqual(['Success', ['running', 'running'], 40]);
    expect(outputs.InstanceIds).toHaveLength(2);
    const made = account.stated('ec2 instance').filter(({ ImageId }) => ImageId === 'ami-1');
    expect(made).toMatchObject(
      Array(2).fill({ InstanceType: 't3.micro', SecurityGroups: [{ GroupId: 'sg-1', GroupName: 'web' }], Tags: [{ Key: 'of', Value: 'drill' }] }),
    );
  });

  test('hands on the role of an instance profile, of which only a right for all roles tells whether that is allowed', async () => {
    const one = step('launch', 'runInstances', { ...LAUNCH, IamInstanceProfileName: 'web' });
    expect((await run(one)).execution.AutomationExecutionStatus).toBe('Success');
    expect((await run(one, 5, role('ec2:*'))).execution).toMatchObject({ thing: expect.stringContaining('role of an instance profile') });
  });
});

describe('executeStateMachine', () => {
  const ARN = `arn:aws:states:${REGION}:${ACCOUNT_ID}:stateMachine:deliver`;
  const machine = (more: object = {}): Options => ({ stated: { 'states state machine': [{ stateMachineArn: ARN, ...more }] } });
  const EXECUTE = step('deliver', 'executeStateMachine', { stateMachineArn: ARN, name: 'again', input: { file: 'a' } });

  test('waits for the end, and shows the execution as the API does', async () => {
    const { execution, outputs, seconds } = await run(EXECUTE, 5, machine({ secondsOfExecution: 90, ends: { output: '{"sent":1}' } }));
    expect([execution.AutomationExecutionStatus, seconds]).toEqual(['Success', 90]);
    expect(outputs).toEqual({
      executionArn: [`arn:aws:states:${REGION}:${ACCOUNT_ID}:execution:deliver:again`],
      input: ['{"file":"a"}'],
      name: ['again'],
      output: ['{"sent":1}'],
      startDate: ['2026-03-02T08:00:00.000Z'],
      stateMachineArn: [ARN],
      status: ['SUCCEEDED'],
      stopDate: ['2026-03-02T08:01:30.000Z'],
    });
  });

  test.each([
    ['an execution that fails', machine({ ends: { status: 'FAILED', error: 'Partner', cause: 'refused' } }), 'the execution is FAILED: Partner: refused'],
    ['a machine that is not there', { stated: { 'states state machine': [] } }, 'StateMachineDoesNotExist'],
    ['a role that may not start it', { ...machine(), ...role('states:DescribeExecution') }, 'AccessDeniedException'],
  ])('%s fails it', async (_what, options, why) => {
    const { execution } = await run(EXECUTE, 5, options);
    expect([execution.AutomationExecutionStatus, execution.FailureMessage]).toEqual(['Failed', expect.stringContaining(why)]);
  });

  test('the same start is the same execution while it runs, and refused afterwards', () => {
    const account = new RunbookAccount({}, machine());
    const start = (input = '{}') => {
      try {
        return account.account.call(`arn:aws:iam::${ACCOUNT_ID}:root`, 'states', 'StartExecution', { stateMachineArn: ARN, name: 'one', input });
      } catch (error) {
        return (error as Error).name;
      }
    };
    const first = start();
    expect(start()).toEqual(first);
    expect(start('{"other":1}')).toBe('ExecutionAlreadyExists');
    account.account.run(account.account.now + 60_000);
    expect(start()).toBe('ExecutionAlreadyExists');
  });
});

test('every action that AWS has is simulated, but the one whose answer comes from outside of AWS', () => {
  const refused = Object.keys(ACTIONS).filter((action) => {
    try {
      return actionOf({ name: 'a', action } as RunbookStep) === undefined;
    } catch {
      return true;
    }
  });
  expect(refused).toEqual(['aws:invokeWebhook']);
});
