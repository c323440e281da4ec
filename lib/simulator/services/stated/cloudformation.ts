import { NotSimulatedError, ServiceError } from '../../../aws/errors';
import type { CallInput } from '../../core/service';
import type { Stated } from './stated-resources';
import { inputMembers, statedService, withoutMembers, type StatedCall } from './stated-service';

/** Seconds an operation on a stack takes, when it is not stated. */
const SECONDS_OF_OPERATION = 120;

/** Stacks and their events. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Operations.html */
export const STATED_CLOUDFORMATION = statedService(
  { name: 'cloudformation', title: 'CloudFormation', denied: 'AccessDenied', invalid: 'ValidationError' },
  {
    'cloudformation stack': { key: ['StackName'], like: 'cloudformation:DescribeStacks $.Stacks[0]', besides: ['secondsOfOperation', 'operationFails'] },
    'cloudformation stack event': { key: ['StackName', 'EventId'], like: 'cloudformation:DescribeStackEvents $.StackEvents[0]' },
  },
  {
    DescribeStacks: {
      effect: 'read',
      input: ['StackName'],
      resource: stackArn,
      run: (input, call) => {
        if (input.StackName !== undefined) return { Stacks: [describe(stackOf(input, call))] };
        return { Stacks: call.store.list('cloudformation stack', call.region).map(describe) };
      },
    },
    DescribeStackEvents: {
      effect: 'read',
      input: ['StackName'],
      resource: stackArn,
      run: (input, call) => {
        const { StackName: name } = stackOf(input, call);
        return { StackEvents: call.store.list('cloudformation stack event', call.region).filter(({ StackName }) => StackName === name) };
      },
    },
    RollbackStack: {
      effect: 'write',
      input: ['StackName', 'RoleARN', 'ClientRequestToken', 'RetainExceptOnCreate'],
      resource: stackArn,
      run: (input, call) => change(input, call, ['CREATE_FAILED', 'UPDATE_FAILED'], (status) => (status === 'CREATE_FAILED' ? 'ROLLBACK' : 'UPDATE_ROLLBACK')),
    },
    ContinueUpdateRollback: {
      effect: 'write',
      input: ['StackName', 'RoleARN', 'ClientRequestToken', 'ResourcesToSkip'],
      resource: stackArn,
      run: (input, call) =>
        withoutMembers(
          change(input, call, ['UPDATE_ROLLBACK_FAILED'], () => 'UPDATE_ROLLBACK'),
          'StackId',
        ),
    },
    CancelUpdateStack: {
      effect: 'write',
      input: ['StackName', 'ClientRequestToken'],
      resource: stackArn,
      run: (input, call) =>
        withoutMembers(
          change(input, call, ['UPDATE_IN_PROGRESS'], () => 'UPDATE_ROLLBACK'),
          'StackId',
        ),
    },
    CreateStack: {
      effect: 'write',
      input: ['StackName', 'TemplateBody', 'TemplateURL', 'Parameters', 'Capabilities', 'RoleARN', 'OnFailure', 'DisableRollback', 'Tags', 'TimeoutInMinutes'],
      resource: stackArn,
      run: (input, call) => {
        const name = String(input.StackName);
        if (call.store.find('cloudformation stack', call.region, name) !== undefined) {
          throw new ServiceError('AlreadyExistsException', `Stack [${name}] already exists`);
        }
        const members = inputMembers(input, 'StackName', 'Parameters', 'Capabilities', 'RoleARN', 'DisableRollback', 'Tags', 'TimeoutInMinutes');
        const stack = call.store.put('cloudformation stack', call.region, { ...members, StackId: `${stackArn(input, call)}/${call.nextId()}` });
        proceed(stack, 'CREATE', call);
        return { StackId: stack.StackId };
      },
    },
    DeleteStack: {
      effect: 'write',
      input: ['StackName', 'RoleARN', 'ClientRequestToken', 'RetainResources'],
      resource: stackArn,
      run: (input, call) => {
        const name = String(input.StackName);
        const stack = call.store.find('cloudformation stack', call.region, name);
        // There is no error for a stack that is not there.
        if (stack !== undefined) proceed(stack, 'DELETE', call, () => call.store.remove('cloudformation stack', call.region, name));
        return {};
      },
    },
  },
);

function stackOf({ StackName: written }: CallInput, call: StatedCall): Stated {
  const text = String(written);
  const name = text.startsWith('arn:') ? text.split('/')[1]! : text;
  return call.existing('cloudformation stack', name, new ServiceError('ValidationError', `Stack with id ${name} does not exist`));
}

/** Begins an operation that a stack in some states can have. */
function change(input: CallInput, call: StatedCall, from: readonly string[], operation: (status: string) => string): Stated {
  const stack = stackOf(input, call);
  const status = String(stack.StackStatus);
  if (!from.includes(status)) {
    throw new ServiceError('ValidationError', `Stack:${String(stack.StackName)} is in ${status} state and can not be rolled back from that state.`);
  }
  proceed(stack, operation(status), call);
  return { StackId: describe(stack).StackId! };
}

/** An operation takes its time, and fails when the stack says so. */
function proceed(stack: Stated, operation: string, call: StatedCall, onDone: () => void = () => {}): void {
  stack.StackStatus = `${operation}_IN_PROGRESS`;
  call.after(Number(stack.secondsOfOperation ?? SECONDS_OF_OPERATION), () => {
    const hasFailed = stack.operationFails === true;
    stack.StackStatus = `${operation}_${hasFailed ? 'FAILED' : 'COMPLETE'}`;
    if (!hasFailed) onDone();
  });
}

function describe(stack: Stated): Stated {
  if (stack.StackStatus === undefined) throw new NotSimulatedError(`stack ${String(stack.StackName)} stated without StackStatus`);
  return withoutMembers(stack, 'secondsOfOperation', 'operationFails');
}

function stackArn({ StackName: name = '*' }: CallInput, call: StatedCall): string {
  return String(name).startsWith('arn:') ? String(name) : call.arn(`stack/${String(name)}/*`);
}
