import type { LoadedResource, LoadedStack } from '../../../aws/assembly/loaded-stack';
import { listOf, optionalText } from '../../../aws/assembly/property';
import { ServiceError } from '../../../aws/errors';
import { authorizeIdentity } from '../../core/authorize-identity';
import { deployedOfType, findDeployed } from '../../core/deployed-resource';
import { takePage, type PageRules } from '../../core/page';
import { optionalInput, requiredInput, type CallContext, type CallInput, type CallOutput, type OperationRuns } from '../../core/service';
import type { EVENTS_OPERATIONS } from './operations';
import { busName } from './rule';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListTargetsByRule.html */
const PAGES: PageRules = { sizeKey: 'MaxResults', most: 100, usual: 100, sizeError: 'ValidationException', tokenError: 'ValidationException' };

/** The rules of the templates as EventBridge describes them; those that are switched off as well. */
export class RuleOperations {
  readonly runs: Pick<OperationRuns<typeof EVENTS_OPERATIONS>, 'DescribeRule' | 'ListTargetsByRule'> = {
    DescribeRule: (input, call) => this.#describe(input, call),
    ListTargetsByRule: (input, call) => this.#listTargets(input, call),
  };

  constructor(private readonly stacks: readonly LoadedStack[]) {}

  /** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeRule.html */
  #describe(input: CallInput, call: CallContext): CallOutput {
    const rule = this.#rule('events:DescribeRule', requiredInput(input, 'Name'), input, call);
    const { EventPattern: pattern, ScheduleExpression, State = 'ENABLED', Description } = rule.properties;
    return {
      Name: input.Name,
      Arn: rule.attribute('Arn'),
      EventBusName: busOf(rule),
      State,
      ...(pattern !== undefined && { EventPattern: typeof pattern === 'string' ? pattern : JSON.stringify(pattern) }),
      ...(ScheduleExpression !== undefined && { ScheduleExpression }),
      ...(Description !== undefined && { Description }),
    };
  }

  #listTargets(input: CallInput, call: CallContext): CallOutput {
    const { properties } = this.#rule('events:ListTargetsByRule', requiredInput(input, 'Rule'), input, call);
    const { items, rest } = takePage(listOf(properties, 'Targets'), input.Limit, input.NextToken, PAGES);
    return { ...rest, Targets: items };
  }

  #rule(action: string, name: string, input: CallInput, call: CallContext): LoadedResource {
    const bus = busName(optionalInput(input, 'EventBusName') ?? 'default');
    const rules = deployedOfType(this.stacks, 'AWS::Events::Rule', call.region);
    const found = findDeployed(rules, (rule) => nameOf(rule) === name && busOf(rule) === bus);
    authorizeIdentity(action, found?.attribute('Arn') ?? '*', call);
    if (found === undefined) throw new ServiceError('ResourceNotFoundException', `Rule ${name} does not exist on EventBus ${bus}.`);
    return found;
  }
}

function nameOf(rule: LoadedResource): string {
  return rule.attribute('Arn').split('/').at(-1)!;
}

function busOf({ properties }: LoadedResource): string {
  return busName(optionalText(properties, 'EventBusName') ?? 'default');
}
