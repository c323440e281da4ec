import { resourceArn } from '../../../../aws/arn';
import { isJsonObject } from '../../../../aws/cloudformation/template';
import { NotSimulatedError, ServiceError } from '../../../../aws/errors';
import { authorizeIdentity } from '../../../core/authorize-identity';
import { takePage, type PageRules } from '../../../core/page';
import { optionalInput, requiredInput, type CallContext, type CallInput, type CallOutput, type OperationRuns } from '../../../core/service';
import type { AUTOMATION_OPERATIONS } from '../operations';
import { describeExecution, describeInShort, describeStep } from './describe-execution';
import { hasEnded, type Execution } from './execution';
import type { Run } from './run';

const PAGES: PageRules = { sizeKey: 'MaxResults', most: 50, usual: 50, sizeError: 'ValidationException', tokenError: 'InvalidNextToken' };

/** What executions can be filtered by. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_AutomationExecutionFilter.html */
const FILTERS: Readonly<Record<string, (execution: Execution, value: string) => boolean>> = {
  DocumentNamePrefix: ({ document }, value) => document.identity.name.startsWith(value),
  ExecutionId: ({ id }, value) => id === value,
  ExecutionStatus: ({ status }, value) => status === value,
  ParentExecutionId: ({ parent }, value) => parent?.id === value,
  StartTimeAfter: ({ startedAt }, value) => startedAt > Date.parse(value),
  StartTimeBefore: ({ startedAt }, value) => startedAt < Date.parse(value),
  TagKey: ({ tags }, value) => tags.some(({ Key }) => Key === value),
};

/** ARN of a run. */
export function executionArn(region: string, accountId: string, id: string): string {
  return resourceArn('ssm', region, accountId, `automation-execution/${id}`);
}

/** What can be done with runs there are. */
export class ExecutionOperations {
  readonly operations: OperationRuns<Omit<typeof AUTOMATION_OPERATIONS, 'StartAutomationExecution'>> = {
    GetAutomationExecution: (input, call) => this.#get(input, call),
    DescribeAutomationExecutions: (input, call) => this.#describe(input, call),
    DescribeAutomationStepExecutions: (input, call) => this.#describeSteps(input, call),
    SendAutomationSignal: (input, call) => this.#signal(input, call),
    StopAutomationExecution: (input, call) => this.#stop(input, call),
  };
  readonly #accountId: string;
  readonly #runs: ReadonlyMap<string, Run>;

  constructor(accountId: string, runs: ReadonlyMap<string, Run>) {
    this.#accountId = accountId;
    this.#runs = runs;
  }

  /** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetAutomationExecution.html */
  #get(input: CallInput, call: CallContext): CallOutput {
    return { AutomationExecution: describeExecution(withoutDoubt(this.#existing('ssm:GetAutomationExecution', input, call).execution)) };
  }

  /** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeAutomationExecutions.html */
  #describe(input: CallInput, call: CallContext): CallOutput {
    authorizeIdentity('ssm:DescribeAutomationExecutions', '*', call);
    const filters = input.Filters ?? [];
    if (!Array.isArray(filters) || !filters.every(isJsonObject)) throw new ServiceError('ValidationException', 'Filters must be a list of filters');
    const matches = (execution: Execution) =>
      filters.every(({ Key, Values }) => {
        const filter = FILTERS[String(Key)];
        if (filter === undefined) throw new NotSimulatedError(`filter ${String(Key)} of ssm:DescribeAutomationExecutions`);
        return Array.isArray(Values) && Values.some((value) => filter(execution, String(value)));
      });
    const found = [...this.#runs.values()].map(({ execution }) => execution).filter((execution) => regionOf(execution) === call.region && matches(execution));
    // The latest comes first.
    const { items, rest } = takePage(found.reverse(), input.MaxResults, input.NextToken, PAGES);
    return { AutomationExecutionMetadataList: items.map(withoutDoubt).map(describeInShort), ...rest };
  }

  /** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeAutomationStepExecutions.html */
  #describeSteps(input: CallInput, call: CallContext): CallOutput {
    const { steps } = withoutDoubt(this.#existing('ssm:DescribeAutomationStepExecutions', input, call).execution);
    const ordered = input.ReverseOrder === true ? steps.toReversed() : steps;
    const { items, rest } = takePage(ordered, input.MaxResults, input.NextToken, PAGES);
    return { StepExecutions: items.map(describeStep), ...rest };
  }

  /** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_SendAutomationSignal.html */
  #signal(input: CallInput, call: CallContext): CallOutput {
    const run = this.#existing('ssm:SendAutomationSignal', input, call);
    const type = requiredInput(input, 'SignalType');
    const payload = input.Payload ?? {};
    if (!isJsonObject(payload)) throw new ServiceError('InvalidAutomationSignalException', 'Payload must be a map of lists of texts');
    if (type !== 'Approve' && type !== 'Reject' && type !== 'Resume') throw new NotSimulatedError(`SignalType ${type} of ssm:SendAutomationSignal`);
    run.signal({ type, payload, by: call.principal });
    return {};
  }

  /** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_StopAutomationExecution.html */
  #stop(input: CallInput, call: CallContext): CallOutput {
    const run = this.#existing('ssm:StopAutomationExecution', input, call);
    const type = optionalInput(input, 'Type') ?? 'Cancel';
    if (type !== 'Cancel' && type !== 'Complete') throw new ServiceError('InvalidAutomationStatusUpdateException', `Type is Cancel or Complete, not ${type}`);
    if (hasEnded(run.execution)) {
      throw new ServiceError('InvalidAutomationStatusUpdateException', `${run.execution.id} has ended as ${run.execution.status}`);
    }
    if (type === 'Cancel') run.cancel();
    else run.complete();
    return {};
  }

  #existing(action: string, input: CallInput, call: CallContext): Run {
    const id = requiredInput(input, 'AutomationExecutionId');
    authorizeIdentity(action, executionArn(call.region, this.#accountId, id), call);
    const run = this.#runs.get(id);
    if (run !== undefined && regionOf(run.execution) === call.region) return run;
    throw new ServiceError('AutomationExecutionNotFoundException', `automation execution ${id} does not exist`);
  }
}

function regionOf({ document }: Execution): string {
  return document.identity.region;
}

/** @throws NotSimulatedError for a run of which nobody can tell how it went */
function withoutDoubt(execution: Execution): Execution {
  if (execution.doubt !== undefined) throw execution.doubt;
  return execution;
}
