import { statedService } from './stated-service';

const KIND = 'states execution';

/** Runs of state machines, the latest first as they are stated. https://docs.aws.amazon.com/step-functions/latest/apireference/API_Operations.html */
export const STATED_STATES = statedService(
  { name: 'states', title: 'Step Functions', invalid: 'ValidationException' },
  { [KIND]: { key: ['executionArn'], like: 'states:ListExecutions $.executions[0]' } },
  {
    ListExecutions: {
      effect: 'read',
      input: ['stateMachineArn', 'statusFilter', 'maxResults'],
      resource: ({ stateMachineArn: arn }) => String(arn),
      run: ({ stateMachineArn: arn, statusFilter: status, maxResults: most = 100 }, call) => ({
        executions: call.store
          .list(KIND, call.region)
          .filter((execution) => execution.stateMachineArn === arn && (status === undefined || execution.status === status))
          .slice(0, Number(most)),
      }),
    },
  },
);
