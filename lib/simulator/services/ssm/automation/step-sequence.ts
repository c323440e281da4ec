import { NotSimulatedError } from '../../../../aws/errors';
import type { RunbookStep } from '../../../../runbook/document/document';
import { FUNCTION_ORDER } from '../../../core/instant-order';
import type { Outcome, StepOutcome } from './action';
import type { LoopPass, StepRecord } from './execution';
import type { RunContext } from './run-context';
import { StepRun } from './step-run';

/** What has to be known of a run to go from step to step. */
export interface SequenceContext extends RunContext {
  /** True when no further step begins: the run was asked to complete. */
  readonly isCompleting: boolean;
  /** Called when a step was cancelled: where the run goes on from it. */
  onCancelled(step: RunbookStep, isInLoop: boolean): string | undefined;
}

/**
 * Steps of a document, or of a pass of a loop, one after the other: each begins as an event of its own on the clock.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-branch-condition.html
 */
export class StepSequence {
  readonly #context: SequenceContext;
  readonly #records: readonly StepRecord[];
  readonly #positions: ReadonlyMap<string, number>;
  readonly #isInLoop: boolean;
  readonly #onEnd: (outcome: Outcome) => void;
  #current: StepRun | undefined;
  /** The first critical step that failed: what comes of the whole. */
  #verdict: Outcome | undefined;
  #hasEnded = false;

  constructor(context: SequenceContext, records: readonly StepRecord[], pass: LoopPass | undefined, onEnd: (outcome: Outcome) => void) {
    this.#context = context;
    this.#records = records;
    this.#positions = new Map(records.map(({ step }, index) => [step.name, index]));
    this.#isInLoop = pass !== undefined;
    this.#onEnd = onEnd;
  }

  /** Begins with the first step. */
  begin(): void {
    this.#goTo(this.#records[0]);
  }

  /** Cuts the current step short; the run says where it goes on. */
  cancel(): void {
    if (this.#current !== undefined) this.#current.cancel();
    else this.#end({ status: 'Cancelled' });
  }

  #goTo(record: StepRecord | undefined): void {
    if (record === undefined || this.#context.isCompleting) return this.#end(this.#verdict ?? { status: 'Success' });
    const { clock } = this.#context.host;
    clock.schedule(clock.now, () => this.#context.attempt(() => this.#begin(record)), FUNCTION_ORDER);
  }

  #begin(record: StepRecord): void {
    if (this.#hasEnded) return;
    this.#current = new StepRun(this.#context, record, (outcome) => this.#stepEnded(record, outcome));
    this.#current.begin();
  }

  #stepEnded(record: StepRecord, outcome: StepOutcome): void {
    if (this.#hasEnded) return;
    this.#current = undefined;
    const { step } = record;
    const following = step.nextStep ?? this.#after(record)?.step.name;
    switch (outcome.status) {
      case 'Success':
        return this.#goTo(this.#named(outcome.next ?? (step.isEnd ? undefined : following)));
      case 'Cancelled': {
        const detour = this.#context.onCancelled(step, this.#isInLoop);
        if (detour === undefined) return this.#end({ status: 'Cancelled' });
        this.#verdict = { status: 'Cancelled' };
        return this.#goTo(this.#named(detour));
      }
      default:
        return this.#stepFailed(record, outcome, following);
    }
  }

  #stepFailed({ step }: StepRecord, { status, failure }: StepOutcome, following: string | undefined): void {
    const { isEndAfterFailure, uncriticalAbort } = this.#context.host.assumptions;
    const ends = step.onFailure.kind === 'abort';
    if (step.isCritical || (ends && uncriticalAbort === 'failed')) this.#verdict ??= { status, failure: `step ${step.name}: ${failure}` };
    if (ends) return this.#goTo(undefined);
    if (step.isEnd && (step.onFailure.kind === 'continue' || isEndAfterFailure === 'ends')) return this.#goTo(undefined);
    return this.#goTo(this.#named(step.onFailure.kind === 'step' ? step.onFailure.step : following));
  }

  #after({ step }: StepRecord): StepRecord | undefined {
    return this.#records[this.#positions.get(step.name)! + 1];
  }

  /** AWS refuses a document with a way to a step that there is not, or in a circle. */
  #named(name: string | undefined): StepRecord | undefined {
    if (name === undefined) return undefined;
    const record = this.#records[this.#positions.get(name) ?? -1];
    if (record === undefined) throw new NotSimulatedError(`a way to step ${name}, which there is not`);
    if (record.startedAt !== undefined) throw new NotSimulatedError(`a way in a circle to step ${name}`);
    return record;
  }

  #end(outcome: Outcome): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#onEnd(outcome);
  }
}
