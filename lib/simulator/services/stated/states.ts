import { ServiceError } from '../../../aws/errors';
import { SECOND_MS } from '../../../time/time';
import type { CallInput } from '../../core/service';
import type { Stated } from './stated-resources';
import { inputMembers, membersOf, statedService, withoutMembers, type StatedCall } from './stated-service';

const KIND = 'states execution';
const MACHINE = 'states state machine';
/** Seconds an execution runs, when it is not stated. */
const SECONDS_OF_EXECUTION = 60;
/** Members of a machine for how its executions go. */
const OF_EXECUTIONS = ['secondsOfExecution', 'ends'];
/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ExecutionListItem.html */
const LISTED = ['executionArn', 'stateMachineArn', 'name', 'status', 'startDate', 'stopDate', 'mapRunArn', 'itemCount', 'redriveCount', 'redriveDate'];

/**
 * Runs of state machines, the latest first as they are stated. How an execution of a machine ends is stated of the machine: `ends:
 * { status: SUCCEEDED, output: … }`, after `secondsOfExecution`. https://docs.aws.amazon.com/step-functions/latest/apireference/API_Operations.html
 */
export const STATED_STATES = statedService(
  { name: 'states', title: 'Step Functions', invalid: 'ValidationException' },
  {
    [KIND]: { key: ['executionArn'], like: 'states:DescribeExecution $', besides: ['mapRunArn', 'itemCount'] },
    [MACHINE]: { key: ['stateMachineArn'], like: 'states:DescribeStateMachine $', besides: OF_EXECUTIONS },
  },
  {
    ListExecutions: {
      effect: 'read',
      input: ['stateMachineArn', 'statusFilter', 'maxResults'],
      resource: ({ stateMachineArn: arn }) => String(arn),
      run: ({ stateMachineArn: arn, statusFilter: status, maxResults: most = 100 }, call) => ({
        executions: call.store
          .list(KIND, call.region)
          .filter((execution) => execution.stateMachineArn === arn && (status === undefined || execution.status === status))
          .slice(0, Number(most))
          .map((execution) => membersOf(execution, ...LISTED)),
      }),
    },
    DescribeExecution: {
      effect: 'read',
      input: ['executionArn'],
      resource: ({ executionArn: arn }) => String(arn),
      run: ({ executionArn: arn }, call) => {
        const missing = new ServiceError('ExecutionDoesNotExist', `Execution Does Not Exist: '${String(arn)}'`);
        return withoutMembers(call.existing(KIND, String(arn), missing), 'itemCount');
      },
    },
    StartExecution: {
      effect: 'write',
      input: ['stateMachineArn', 'name', 'input'],
      resource: ({ stateMachineArn: arn }) => String(arn),
      run: startExecution,
    },
  },
);

/**
 * The same start of a running execution is that execution; a name that was used otherwise is refused.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
 */
function startExecution(input: CallInput, call: StatedCall): Stated {
  const arn = String(input.stateMachineArn);
  const missing = new ServiceError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
  const { secondsOfExecution = SECONDS_OF_EXECUTION, ends } = call.existing(MACHINE, arn, missing);
  const name = input.name === undefined ? call.nextId() : String(input.name);
  const executionArn = `${arn.replace(':stateMachine:', ':execution:')}:${name}`;
  const written = String(input.input ?? '{}');
  const before = call.store.isStated(KIND, call.region) ? call.store.find(KIND, call.region, executionArn) : undefined;
  if (before !== undefined) {
    if (before.status === 'RUNNING' && before.input === written) return membersOf(before, 'executionArn', 'startDate');
    throw new ServiceError('ExecutionAlreadyExists', `Execution Already Exists: '${executionArn}'`);
  }
  const execution = call.store.put(KIND, call.region, {
    executionArn,
    ...inputMembers(input, 'stateMachineArn'),
    name,
    input: written,
    status: 'RUNNING',
    startDate: call.now.toISOString(),
  });
  const seconds = Number(secondsOfExecution);
  const stopDate = new Date(call.now.getTime() + seconds * SECOND_MS).toISOString();
  call.after(seconds, () => {
    if (execution.status === 'RUNNING') Object.assign(execution, { status: 'SUCCEEDED', output: '{}' }, ends, { stopDate });
  });
  return membersOf(execution, 'executionArn', 'startDate');
}
