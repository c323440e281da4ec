import { isArn } from '../../../aws/arn';
import type { JsonObject } from '../../../aws/cloudformation/template';
import { NotSimulatedError, ServiceError } from '../../../aws/errors';
import type { CallInput } from '../../core/service';
import type { Stated } from './stated-resources';
import { membersOf, statedService, textsIn, withoutMembers, type StatedCall } from './stated-service';

/** Seconds a command runs, when it is not stated. */
const SECONDS_OF_COMMAND = 30;

/**
 * Change calendars, patch states, and what commands do on machines: a `ssm command` states it for a document and a machine.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Operations.html
 */
export const STATED_SSM = statedService(
  { name: 'ssm', title: 'Systems Manager' },
  {
    'ssm calendar': { key: ['Name'], like: 'ssm:GetCalendarState $' },
    'ssm patch state': { key: ['InstanceId'], like: 'ssm:DescribeInstancePatchStates $.InstancePatchStates[0]' },
    'ssm command': { key: ['DocumentName', 'InstanceId'], like: 'ssm:GetCommandInvocation $', besides: ['secondsOfCommand', 'makes'] },
    'ssm command invocation': { key: ['CommandId', 'InstanceId'], like: 'ssm:GetCommandInvocation $' },
  },
  {
    GetCalendarState: {
      effect: 'read',
      input: ['CalendarNames', 'AtTime'],
      resource: (input, call) => documentArn(textsIn(input, 'CalendarNames')?.[0] ?? '', call),
      run: (input, call) => {
        if (input.AtTime !== undefined) throw new NotSimulatedError('AtTime of ssm:GetCalendarState');
        const calendars = (textsIn(input, 'CalendarNames') ?? []).map((name) => {
          const missing = new ServiceError('InvalidDocument', `Document with name ${name} does not exist.`);
          return call.existing('ssm calendar', isArn(name) ? name.split('/').at(-1)! : name, missing);
        });
        return { State: calendars.every(({ State = 'OPEN' }) => State === 'OPEN') ? 'OPEN' : 'CLOSED', AtTime: call.now.toISOString() };
      },
    },
    DescribeInstancePatchStates: {
      effect: 'read',
      input: ['InstanceIds'],
      resource: (input, call) => call.arn(`instance/${textsIn(input, 'InstanceIds')?.[0] ?? ''}`, 'ec2'),
      run: (input, call) => {
        const ids = textsIn(input, 'InstanceIds') ?? [];
        return { InstancePatchStates: call.store.list('ssm patch state', call.region).filter(({ InstanceId }) => ids.includes(String(InstanceId))) };
      },
    },
    SendCommand: {
      effect: 'write',
      input: ['DocumentName', 'DocumentVersion', 'InstanceIds', 'Parameters', 'Comment', 'TimeoutSeconds', 'ServiceRoleArn', 'CloudWatchOutputConfig'],
      resource: (input, call) => documentArn(String(input.DocumentName), call),
      run: (input, call) => {
        const ids = textsIn(input, 'InstanceIds') ?? [];
        const id = call.nextId();
        for (const instance of ids) runCommand(id, instance, input, call);
        return { Command: { CommandId: id, DocumentName: input.DocumentName, InstanceIds: ids, Status: 'Pending', RequestedDateTime: call.now.toISOString() } };
      },
    },
    ListCommandInvocations: {
      effect: 'read',
      input: ['CommandId', 'Details'],
      run: ({ CommandId: id }, call) => {
        const found = call.store.list('ssm command invocation', call.region).filter(({ CommandId }) => CommandId === id);
        return { CommandInvocations: found.map(listed) };
      },
    },
    GetCommandInvocation: {
      effect: 'read',
      input: ['CommandId', 'InstanceId', 'PluginName'],
      run: ({ CommandId: id, InstanceId: instance }, call) =>
        call.existing(
          'ssm command invocation',
          [String(id), String(instance)],
          new ServiceError('InvocationDoesNotExist', 'The command ID and managed node ID you specified did not match any invocations.'),
        ),
    },
  },
);

/** A list shows what a plugin answered below the plugin. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CommandInvocation.html */
function listed(invocation: Stated): Stated {
  const { ResponseCode = -1, StandardOutputContent: Output = '', Status = 'Pending', DocumentName: Name = '' } = invocation;
  const plugin: Stated = { Name, Status, ResponseCode, Output };
  return { ...membersOf(invocation, 'CommandId', 'InstanceId', 'DocumentName', 'Status', 'StatusDetails'), CommandPlugins: [plugin] };
}

/** What a command does on a machine is stated: how it ends, what it prints, and the patch state it leaves behind. */
function runCommand(id: string, instance: string, { DocumentName: document }: CallInput, call: StatedCall): void {
  const missing = new ServiceError('InvalidInstanceId', `Instance ${instance} is not in a valid state, or runs no ${String(document)}`);
  const stated: Stated = call.existing('ssm command', [String(document), instance], missing);
  const { secondsOfCommand = SECONDS_OF_COMMAND, makes } = stated;
  const invocation = call.store.put('ssm command invocation', call.region, {
    CommandId: id,
    InstanceId: instance,
    DocumentName: String(document),
    Status: 'InProgress',
    StatusDetails: 'InProgress',
  });
  call.after(Number(secondsOfCommand), () => {
    Object.assign(invocation, { Status: 'Success', StatusDetails: 'Success', ResponseCode: 0 }, withoutMembers(stated, 'secondsOfCommand', 'makes'), {
      CommandId: id,
    });
    if (makes !== undefined) call.store.put('ssm patch state', call.region, { InstanceId: instance, ...(makes as JsonObject) });
  });
}

/** Documents of AWS itself belong to no account. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html */
function documentArn(name: string, call: StatedCall): string {
  if (isArn(name)) return name;
  const arn = call.arn(`document/${name}`);
  return /^AWS[A-Za-z]*-/.test(name) ? arn.replace(`:${call.accountId}:`, '::') : arn;
}
