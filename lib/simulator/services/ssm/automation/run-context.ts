import type { JsonObject } from '../../../../aws/cloudformation/template';
import type { RunbookStep } from '../../../../runbook/document/document';
import type { Assumptions } from '../../../core/assumptions';
import type { VirtualClock } from '../../../core/clock';
import type { Caller } from '../../../core/service';
import type { Outcome } from './action';
import type { Execution, LoopPass, StepRecord } from './execution';
import type { ScriptRunner } from './scripts';
import type { SignalHandler } from './signals';

/** What runs of documents need of the account they run in. */
export interface AutomationHost {
  readonly accountId: string;
  readonly clock: VirtualClock;
  readonly assumptions: Assumptions;
  readonly call: Caller;
  /** Undefined where nothing can run scripts. */
  readonly runScript: ScriptRunner | undefined;
  /** The next id of a step of a run: the same in every run. */
  readonly nextStepId: () => string;
  /** Called when a step has begun or has ended. */
  readonly onStep: (execution: Execution, record: StepRecord) => void;
  /** Starts a document as a child of a run, and returns the id of its run. Throws what the start throws. */
  readonly startChild: (parent: Execution, input: JsonObject, onEnd: (child: Execution) => void) => string;
  /** Stops a run. */
  readonly stop: (executionId: string) => void;
}

/** What a step has of the run it belongs to. */
export interface RunContext {
  readonly host: AutomationHost;
  readonly execution: Execution;
  /** True from the moment the run was cancelled: steps of the cancel path. */
  readonly isCancelling: boolean;
  /** Set while a step waits for a signal. */
  signalHandler: SignalHandler | undefined;
  /** Runs a list of steps; what is returned cuts it short. */
  runSteps(steps: readonly RunbookStep[], pass: LoopPass, onEnd: (outcome: Outcome) => void): { cancel(): void };
  /** Does something as an event of the run: what is not simulated there ends the run in doubt. */
  attempt(run: () => void): void;
}
