import type { JsonObject, JsonValue } from '../../../../aws/cloudformation/template';
import type { Detour } from '../../../../runbook/document/document';
import type { Instant } from '../../../../time/time';
import type { CallOutput } from '../../../core/service';
import { hasEnded, type Execution, type StepRecord } from './execution';

/** A run as GetAutomationExecution has it. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_AutomationExecution.html */
export function describeExecution(execution: Execution): CallOutput {
  const current = hasEnded(execution) ? undefined : execution.steps.findLast(({ status }) => status === 'InProgress' || status === 'Waiting');
  return {
    ...describeInShort(execution),
    Parameters: execution.given,
    StepExecutions: execution.steps.map(describeStep),
    StepExecutionsTruncated: false,
    CurrentStepName: current?.step.name,
    CurrentAction: current?.step.action,
  };
}

/** A run as DescribeAutomationExecutions lists it. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_AutomationExecutionMetadata.html */
export function describeInShort(execution: Execution): CallOutput {
  const { id, document, roleArn, startedBy, startedAt, endedAt, status, failure, parent } = execution;
  return {
    AutomationExecutionId: id,
    AutomationExecutionStatus: status,
    DocumentName: document.identity.name,
    DocumentVersion: String(document.version),
    ExecutionStartTime: new Date(startedAt),
    ExecutionEndTime: dateOf(endedAt),
    ExecutedBy: startedBy,
    AssumeRole: roleArn,
    Mode: 'Auto',
    Outputs: executionOutputs(execution),
    FailureMessage: failure,
    ParentAutomationExecutionId: parent?.id,
  };
}

/** A step as the API has it. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_StepExecution.html */
export function describeStep({ id, step, pass, status, startedAt, endedAt, inputs, outputs, failure }: StepRecord): CallOutput {
  return {
    StepName: step.name,
    Action: step.action,
    StepExecutionId: id,
    StepStatus: status,
    ExecutionStartTime: dateOf(startedAt),
    ExecutionEndTime: dateOf(endedAt),
    Inputs: Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, JSON.stringify(value)])),
    Outputs: Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, texts(value)])),
    FailureMessage: failure,
    FailureDetails: failure === undefined ? undefined : { FailureStage: 'Execution', FailureType: status },
    MaxAttempts: step.maxAttempts,
    TimeoutSeconds: step.timeoutSeconds,
    OnFailure: detourText(step.onFailure),
    IsCritical: step.isCritical,
    IsEnd: step.isEnd,
    NextStep: step.nextStep,
    ParentStepDetails:
      pass === undefined
        ? undefined
        : {
            Action: pass.loop.step.action,
            Iteration: pass.iteration,
            IteratorValue: pass.value === undefined ? undefined : JSON.stringify(pass.value),
            StepExecutionId: pass.loop.id,
            StepName: pass.loop.step.name,
          },
  };
}

/** Outputs that the document names, those of steps that did not run left out. */
export function executionOutputs({ document, outputs }: Execution): JsonObject {
  const found = document.body.outputs.flatMap((name) => {
    const value = outputs.get(name);
    return value === undefined ? [] : [[name, texts(value)] as const];
  });
  return Object.fromEntries(found);
}

function detourText(detour: Detour): string {
  if (detour.kind === 'step') return `step:${detour.step}`;
  return detour.kind === 'abort' ? 'Abort' : 'Continue';
}

/** Values are lists of texts in the API. */
function texts(value: JsonValue): readonly string[] {
  const items: readonly JsonValue[] = Array.isArray(value) ? value : [value];
  return items.map((item) => (typeof item === 'object' ? JSON.stringify(item) : String(item)));
}

function dateOf(instant: Instant | undefined): Date | undefined {
  return instant === undefined ? undefined : new Date(instant);
}
