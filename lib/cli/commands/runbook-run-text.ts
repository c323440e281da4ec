import type { AutomationExecution, StepExecution } from '@aws-sdk/client-ssm';
import { oneLine } from '../../incident/message/plain-text';

/** The variable in which runbooks say what they did, or would do. */
const REPORT = 'variable:Report';

/** Prints each step of a run once it has come to an end or waits for somebody, in the order of the run. */
export class RunPrinter {
  readonly #print: (line: string) => void;
  readonly #link: string;
  /** Status that was printed last, by step. */
  readonly #printed = new Map<string | undefined, string | undefined>();

  /** @param link page of the run, where people decide */
  constructor(print: (line: string) => void, link: string) {
    this.#print = print;
    this.#link = link;
  }

  /** Prints what is new. */
  look({ StepExecutions: steps = [] }: AutomationExecution): void {
    for (const step of steps) {
      const { StepExecutionId: id, StepStatus: status } = step;
      if (status === 'Pending' || status === 'InProgress' || this.#printed.get(id) === status) continue;
      this.#printed.set(id, status);
      this.#print(`  ${step.StepName} ${step.Action} ${status}${status === 'Waiting' ? `: somebody has to decide, at ${this.#link}` : ''}`);
      if (step.FailureMessage !== undefined) this.#print(`    ${oneLine(step.FailureMessage)}`);
      const report = status === 'Success' ? reportOf(step) : undefined;
      if (report !== undefined) this.#print(`    ${oneLine(report)}`);
    }
  }

  /** Prints how it ended, and what it leaves for the next. */
  end({ AutomationExecutionStatus: status, FailureMessage: failure, Outputs: outputs = {}, StepExecutionsTruncated: isCut }: AutomationExecution): void {
    if (isCut === true) this.#print(`  and further steps, at ${this.#link}`);
    for (const [name, values] of Object.entries(outputs)) this.#print(`  ${name} = ${oneLine(values.join(', '))}`);
    this.#print(failure === undefined ? `${status}` : `${status}: ${oneLine(failure)}`);
  }
}

/** A run for machines. */
export function runAsJson({
  AutomationExecutionStatus: status,
  FailureMessage: failure,
  Outputs: outputs = {},
  StepExecutions: steps = [],
  StepExecutionsTruncated: isCut,
}: AutomationExecution): object {
  return {
    status,
    failure,
    outputs,
    steps: steps.map((step) => ({
      name: step.StepName,
      action: step.Action,
      status: step.StepStatus,
      failure: step.FailureMessage,
      report: reportOf(step),
      outputs: step.Outputs,
    })),
    furtherSteps: isCut === true,
  };
}

/**
 * What a step says in the report; undefined for any other. Inputs of a step are its values with references filled in, as JSON.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_StepExecution.html
 */
function reportOf({ Action: action, Inputs: inputs = {} }: StepExecution): string | undefined {
  if (action !== 'aws:updateVariable' || textOf(inputs.Name) !== REPORT) return undefined;
  return textOf(inputs.Value);
}

function textOf(input: string | undefined): string | undefined {
  try {
    const value: unknown = JSON.parse(input ?? '""');
    return typeof value === 'string' ? value : input;
  } catch {
    return input;
  }
}
