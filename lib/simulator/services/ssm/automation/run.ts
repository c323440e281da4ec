import { NotSimulatedError, ServiceError } from '../../../../aws/errors';
import type { RunbookStep } from '../../../../runbook/document/document';
import { MINUTE_MS } from '../../../../time/time';
import { FUNCTION_ORDER } from '../../../core/instant-order';
import type { Outcome } from './action';
import { hasEnded, type Execution, type LoopPass, type StepRecord } from './execution';
import type { AutomationHost } from './run-context';
import type { Signal, SignalHandler } from './signals';
import { StepSequence, type SequenceContext } from './step-sequence';

/** How long the steps of a cancel path may take. https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html */
const CANCEL_PATH_MS = 2 * MINUTE_MS;

/** A run while it goes on. */
export class Run implements SequenceContext {
  readonly host: AutomationHost;
  readonly execution: Execution;
  signalHandler: SignalHandler | undefined;
  isCancelling = false;
  isCompleting = false;
  readonly #onEnd: () => void;
  #sequence: StepSequence | undefined;
  #isOutOfTime = false;

  /** @param onEnd called once, when the run is over */
  constructor(host: AutomationHost, execution: Execution, onEnd: () => void) {
    this.host = host;
    this.execution = execution;
    this.#onEnd = onEnd;
  }

  /** Begins with the first step, at the present instant. */
  begin(): void {
    this.#sequence = new StepSequence(this, this.execution.steps.slice(), undefined, (outcome) => this.#end(outcome));
    this.#sequence.begin();
  }

  /** Cuts the current step short; the steps of its cancel path follow, for two minutes at most. */
  cancel(): void {
    if (hasEnded(this.execution) || this.isCancelling) return;
    this.isCancelling = true;
    this.execution.status = 'Cancelling';
    const { clock } = this.host;
    clock.schedule(clock.now + CANCEL_PATH_MS, () => this.attempt(() => this.#cutCancelPath()), FUNCTION_ORDER);
    this.attempt(() => this.#sequence!.cancel());
  }

  #cutCancelPath(): void {
    this.#isOutOfTime = true;
    this.#sequence!.cancel();
  }

  /** No step begins any more; the current one goes on to its end. */
  complete(): void {
    this.isCompleting = true;
  }

  /** @throws ServiceError InvalidAutomationSignalException when no step waits for a signal, or this one does not fit it */
  signal(signal: Signal): void {
    if (this.signalHandler === undefined) throw new ServiceError('InvalidAutomationSignalException', `no step of ${this.execution.id} waits for a signal`);
    this.signalHandler(signal);
  }

  onCancelled({ onCancel }: RunbookStep, isInLoop: boolean): string | undefined {
    return onCancel.kind === 'step' && !isInLoop && !this.#isOutOfTime ? onCancel.step : undefined;
  }

  runSteps(steps: readonly RunbookStep[], pass: LoopPass, onEnd: (outcome: Outcome) => void): { cancel(): void } {
    const records = steps.map((step) => pendingStep(step, this.host.nextStepId(), pass));
    for (const record of records) this.execution.steps.push(record);
    const sequence = new StepSequence(this, records, pass, onEnd);
    sequence.begin();
    return sequence;
  }

  attempt(run: () => void): void {
    if (hasEnded(this.execution)) return;
    try {
      run();
    } catch (error) {
      if (!(error instanceof NotSimulatedError)) throw error;
      this.execution.doubt = error;
      this.#end({ status: 'Failed', failure: `${error.name}: ${error.message}` });
    }
  }

  #end({ status, failure }: Outcome): void {
    const { execution, host } = this;
    if (hasEnded(execution)) return;
    execution.status = status;
    execution.failure = failure;
    execution.endedAt = host.clock.now;
    this.#onEnd();
  }
}

/** A step that has not begun. */
export function pendingStep(step: RunbookStep, id: string, pass?: LoopPass): StepRecord {
  return { id, step, pass, status: 'Pending', inputs: {}, outputs: {} };
}
