import { resourceArn } from '../../../aws/arn';
import type { LoadedResource, LoadedStack } from '../../../aws/assembly/loaded-stack';
import { objectIn, optionalText } from '../../../aws/assembly/property';
import type { JsonObject } from '../../../aws/cloudformation/template';
import { ServiceError } from '../../../aws/errors';
import { authorizeIdentity } from '../../core/authorize-identity';
import { deployedOfType, findDeployed } from '../../core/deployed-resource';
import { takePage, type PageRules } from '../../core/page';
import { optionalInput, requiredInput, type CallContext, type CallInput, type CallOutput, type OperationRuns } from '../../core/service';
import type { SCHEDULER_OPERATIONS } from './operations';

/** https://docs.aws.amazon.com/scheduler/latest/APIReference/API_ListSchedules.html */
const PAGES: PageRules = { sizeKey: 'MaxResults', most: 100, usual: 100, sizeError: 'ValidationException', tokenError: 'ValidationException' };

/** The schedules of the templates as EventBridge Scheduler describes them; those that are switched off as well. */
export class ScheduleOperations {
  readonly runs: OperationRuns<typeof SCHEDULER_OPERATIONS> = {
    GetSchedule: (input, call) => this.#get(input, call),
    ListSchedules: (input, call) => this.#list(input, call),
  };

  constructor(
    private readonly accountId: string,
    private readonly stacks: readonly LoadedStack[],
  ) {}

  /** https://docs.aws.amazon.com/scheduler/latest/APIReference/API_GetSchedule.html */
  #get(input: CallInput, call: CallContext): CallOutput {
    const name = requiredInput(input, 'Name');
    const group = optionalInput(input, 'GroupName') ?? 'default';
    authorizeIdentity('scheduler:GetSchedule', this.#arn(`schedule/${group}/${name}`, call), call);
    const found = findDeployed(this.#schedulesIn(call.region), (resource) => nameOf(resource) === name && groupOf(resource) === group);
    if (found === undefined) throw new ServiceError('ResourceNotFoundException', `Schedule ${name} does not exist.`);
    const { Name: _name, ...properties } = found.properties;
    const defaults = { State: 'ENABLED', GroupName: 'default', ScheduleExpressionTimezone: 'UTC' };
    return { ...defaults, ...properties, Name: name, Arn: this.#arn(`schedule/${group}/${name}`, call) };
  }

  #list(input: CallInput, call: CallContext): CallOutput {
    authorizeIdentity('scheduler:ListSchedules', this.#arn('schedule/*/*', call), call);
    const [group, prefix = '', state] = [optionalInput(input, 'GroupName'), optionalInput(input, 'NamePrefix'), optionalInput(input, 'State')];
    const all = this.#schedulesIn(call.region).filter(
      (resource) =>
        nameOf(resource).startsWith(prefix) && (group === undefined || groupOf(resource) === group) && (state === undefined || stateOf(resource) === state),
    );
    const { items, rest } = takePage(all, input.MaxResults, input.NextToken, PAGES);
    return { ...rest, Schedules: items.map((resource) => this.#summary(resource, call)) };
  }

  #summary(resource: LoadedResource, call: CallContext): JsonObject {
    const [Name, GroupName] = [nameOf(resource), groupOf(resource)];
    const Target = { Arn: objectIn(resource.properties, 'Target').Arn ?? '' };
    return { Arn: this.#arn(`schedule/${GroupName}/${Name}`, call), Name, GroupName, State: stateOf(resource), Target };
  }

  #schedulesIn(region: string): LoadedResource[] {
    return deployedOfType(this.stacks, 'AWS::Scheduler::Schedule', region);
  }

  #arn(resource: string, { region }: CallContext): string {
    return resourceArn('scheduler', region, this.accountId, resource);
  }
}

function nameOf(resource: LoadedResource): string {
  return optionalText(resource.properties, 'Name') ?? resource.ref;
}

function groupOf({ properties }: LoadedResource): string {
  return optionalText(properties, 'GroupName') ?? 'default';
}

function stateOf({ properties }: LoadedResource): string {
  return optionalText(properties, 'State') ?? 'ENABLED';
}
