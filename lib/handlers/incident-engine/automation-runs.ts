import {
  GetAutomationExecutionCommand,
  GetParameterCommand,
  PutParameterCommand,
  StartAutomationExecutionCommand,
  StopAutomationExecutionCommand,
  type AutomationExecution,
  type StepExecution,
} from '@aws-sdk/client-ssm';
import type { AutomationRun, AutomationRuns, OverrideParameter } from '../../incident/use-cases/ports';
import type { SystemsManagerPort } from './clients';

/** Statuses of a run that nothing follows. https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-statuses.html */
const ENDED_BADLY = ['Failed', 'TimedOut', 'Cancelled', 'CompletedWithFailure', 'Rejected', 'Exited', 'ChangeCalendarOverrideRejected'];
const ENDED_WELL = ['Success', 'CompletedWithSuccess'];
/** What a run ends with that was started by an alarm: it waits until the alarm is over, and changes nothing any more. */
const VERIFYING_ACTION = 'aws:waitForAwsResourceProperty';

/** Runs of documents in Systems Manager Automation. */
export function automationRuns(systemsManager: SystemsManagerPort): AutomationRuns {
  return {
    start: async ({ document, parameters, token }) => {
      const { AutomationExecutionId: id } = await systemsManager.send(
        new StartAutomationExecutionCommand({ DocumentName: document, Parameters: copied(parameters), ClientToken: token }),
      );
      if (id === undefined) throw new Error('StartAutomationExecution answered without an id');
      return id;
    },
    read: async (id) => runOf(await executionOf(systemsManager, id)),
    parametersOf: async (id) => (await executionOf(systemsManager, id)).Parameters ?? {},
    // With its cancel path: what a step has to put back, it puts back.
    stop: async (id) => void (await systemsManager.send(new StopAutomationExecutionCommand({ AutomationExecutionId: id, Type: 'Cancel' }))),
  };
}

async function executionOf(systemsManager: SystemsManagerPort, id: string): Promise<AutomationExecution> {
  const { AutomationExecution: run } = await systemsManager.send(new GetAutomationExecutionCommand({ AutomationExecutionId: id }));
  if (run === undefined) throw new Error(`GetAutomationExecution knows nothing of ${id}`);
  return run;
}

function runOf({ AutomationExecutionStatus: status = 'Pending', FailureMessage, StepExecutions: steps = [] }: AutomationExecution): AutomationRun {
  if (ENDED_WELL.includes(status)) {
    const changedAt = beganToVerify(steps);
    return { state: 'succeeded', ...(changedAt !== undefined && { changedAt }) };
  }
  if (!ENDED_BADLY.includes(status)) return { state: 'going on' };
  const failed = steps.find(({ StepStatus }) => StepStatus === 'Failed' || StepStatus === 'TimedOut');
  const step = failed === undefined ? '' : `, step ${failed.StepName}`;
  return { state: 'failed', why: `it ended as ${status}${step}: ${failed?.FailureMessage ?? FailureMessage ?? 'no reason is given'}` };
}

function beganToVerify(steps: readonly StepExecution[]): number | undefined {
  return steps.findLast(({ Action: action, StepStatus }) => action === VERIFYING_ACTION && StepStatus === 'Success')?.ExecutionStartTime?.getTime();
}

function copied(parameters: Readonly<Record<string, readonly string[]>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(parameters).map(([name, values]) => [name, [...values]]));
}

/** The parameter by which people take over from everything that runs by itself. */
export function overrideParameter(systemsManager: SystemsManagerPort): OverrideParameter {
  return {
    read: async (name) => {
      const { Parameter } = await systemsManager.send(new GetParameterCommand({ Name: name }));
      if (Parameter?.Value === undefined) throw new Error(`${name} has no value`);
      return Parameter.Value;
    },
    write: async (name, value) => void (await systemsManager.send(new PutParameterCommand({ Name: name, Value: value, Type: 'String', Overwrite: true }))),
  };
}
