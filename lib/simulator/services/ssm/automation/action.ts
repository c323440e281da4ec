import type { JsonObject, JsonValue } from '../../../../aws/cloudformation/template';
import type { RunbookStep } from '../../../../runbook/document/document';
import type { Instant } from '../../../../time/time';
import type { Assumptions } from '../../../core/assumptions';
import type { Execution, LoopPass } from './execution';
import type { ScriptRunner } from './scripts';
import type { SignalHandler } from './signals';

/** How an attempt of a step, or a list of steps, ended. */
export interface Outcome {
  readonly status: 'Success' | 'Failed' | 'TimedOut' | 'Cancelled';
  /** Why it did not succeed. */
  readonly failure?: string;
}

/** How an attempt of a step ended. */
export interface StepOutcome extends Outcome {
  /** What the outputs of the step select on. Absent for actions whose outputs cannot be declared. */
  readonly result?: JsonValue;
  /** Outputs the action has without declaring them. */
  readonly outputs?: JsonObject;
  /** Where a branch goes. */
  readonly next?: string;
}

/** What an action has of the attempt it makes. */
export interface StepAttempt {
  readonly step: RunbookStep;
  /** With references filled in. */
  readonly inputs: JsonObject;
  readonly execution: Execution;
  readonly assumptions: Assumptions;
  readonly now: Instant;
  /** Undefined where nothing can run scripts. */
  readonly runScript: ScriptRunner | undefined;
  /** A value with its references filled in. */
  fill(value: JsonValue): JsonValue;
  /**
   * Calls a service with the role of the run, and returns its answer as JSON.
   *
   * @param service as boto3 names it: `application-autoscaling`, `stepfunctions`
   */
  call(service: string, operation: string, input: JsonObject): JsonObject;
  /** Goes on after seconds; not when the attempt has ended by then. */
  after(seconds: number, run: () => StepOutcome | undefined): void;
  /** Goes on with a signal somebody sends; until then step and run are waiting. */
  onSignal(handler: SignalHandler): void;
  /** Called when the attempt is cut short, by a timeout or because the run is stopped. */
  onCut(run: () => void): void;
  /** Runs the steps of a pass of a loop. */
  runPass(pass: Omit<LoopPass, 'loop'>, onEnd: (outcome: Outcome) => void): void;
  /** Starts another document as a child of this run, and goes on when it has ended. */
  startChild(input: JsonObject, onEnd: (child: Execution) => void): string;
  /** Ends the attempt, when `run` did not. */
  end(outcome: StepOutcome): void;
}

/** What `aws:` actions do. */
export interface Action {
  /** Inputs that are handed over as written. */
  readonly verbatim?: readonly string[];
  /**
   * Makes one attempt.
   *
   * @returns how it ended; undefined when it goes on, until `end` is called
   * @throws ServiceError of a call: the attempt fails
   * @throws NotSimulatedError when nobody can tell how it ends: the run stops there
   */
  run(attempt: StepAttempt): StepOutcome | undefined;
}
