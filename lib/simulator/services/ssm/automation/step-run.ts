import type { JsonObject, JsonValue } from '../../../../aws/cloudformation/template';
import { ServiceError } from '../../../../aws/errors';
import { ACTIONS } from '../../../../runbook/document/actions';
import type { RunbookStep } from '../../../../runbook/document/document';
import { SECOND_MS } from '../../../../time/time';
import type { Scheduled } from '../../../core/clock';
import { FUNCTION_ORDER } from '../../../core/instant-order';
import type { Action, Outcome, StepAttempt, StepOutcome } from './action';
import { actionOf } from './actions';
import { callApi } from './api-call';
import type { Execution, LoopPass, StepRecord } from './execution';
import { fillReferences } from './references';
import type { RunContext } from './run-context';
import type { SignalHandler } from './signals';
import { declaredOutputs } from './step-outputs';

/**
 * One step of a run: attempts until one succeeds or there are no more. Each has the time of `timeoutSeconds`, and the step has
 * timed out when its last attempt has. The next attempt begins at once.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-handling-timeouts.html
 */
export class StepRun {
  readonly record: StepRecord;
  readonly #context: RunContext;
  readonly #onEnd: (outcome: StepOutcome) => void;
  #attempts = 0;
  #current: Attempt | undefined;

  constructor(context: RunContext, record: StepRecord, onEnd: (outcome: StepOutcome) => void) {
    this.#context = context;
    this.record = record;
    this.#onEnd = onEnd;
  }

  /** Begins the first attempt. */
  begin(): void {
    this.record.status = 'InProgress';
    this.record.startedAt = this.#context.host.clock.now;
    this.#context.host.onStep(this.#context.execution, this.record);
    this.#attempt();
  }

  /** Ends the step as cancelled, also between two attempts. */
  cancel(): void {
    const outcome: StepOutcome = { status: 'Cancelled', failure: 'the run was cancelled' };
    if (this.#current === undefined) this.#end(outcome);
    else this.#current.cut(outcome);
  }

  #attempt(): void {
    if (this.record.endedAt !== undefined) return;
    this.#attempts += 1;
    this.#current = new Attempt(this.#context, this.record, (outcome) => this.#attemptEnded(outcome));
    this.#current.begin();
  }

  #attemptEnded(outcome: StepOutcome): void {
    this.#current = undefined;
    const isRepeated = (outcome.status === 'Failed' || outcome.status === 'TimedOut') && this.#attempts < this.record.step.maxAttempts;
    if (!isRepeated) return this.#end(outcome);
    const { clock } = this.#context.host;
    clock.schedule(clock.now, () => this.#context.attempt(() => this.#attempt()), FUNCTION_ORDER);
  }

  #end(outcome: StepOutcome): void {
    const { record } = this;
    record.status = outcome.status;
    record.endedAt = this.#context.host.clock.now;
    record.failure = outcome.failure;
    this.#context.host.onStep(this.#context.execution, record);
    this.#onEnd(outcome);
  }
}

/** One attempt of a step. */
class Attempt implements StepAttempt {
  readonly step: RunbookStep;
  readonly execution: Execution;
  inputs: JsonObject = {};
  readonly #context: RunContext;
  readonly #record: StepRecord;
  readonly #onEnd: (outcome: StepOutcome) => void;
  readonly #scheduled: Scheduled[] = [];
  readonly #cuts: (() => void)[] = [];
  #hasEnded = false;

  constructor(context: RunContext, record: StepRecord, onEnd: (outcome: StepOutcome) => void) {
    this.#context = context;
    this.#record = record;
    this.#onEnd = onEnd;
    this.step = record.step;
    this.execution = context.execution;
  }

  get assumptions() {
    return this.#context.host.assumptions;
  }

  get now() {
    return this.#context.host.clock.now;
  }

  get runScript() {
    return this.#context.host.runScript;
  }

  begin(): void {
    const { step } = this;
    if (this.#context.isCancelling && ACTIONS[step.action]?.afterCancel !== true) {
      return this.end({ status: 'Failed', failure: `${step.action} may not follow a cancellation` });
    }
    const action = actionOf(step);
    this.inputs = this.#filledInputs(action);
    this.#record.inputs = this.inputs;
    const seconds = timeoutOf(step);
    if (seconds !== undefined) this.#schedule(seconds, () => this.cut({ status: 'TimedOut', failure: `timed out after ${seconds} seconds` }));
    this.#go(() => action.run(this));
  }

  #filledInputs({ verbatim = [] }: Action): JsonObject {
    const entries = Object.entries(this.step.inputs);
    return Object.fromEntries(entries.map(([key, value]) => [key, verbatim.includes(key) ? value : this.fill(value)]));
  }

  fill(value: JsonValue): JsonValue {
    const { execution, host } = this.#context;
    return fillReferences(value, { execution, accountId: host.accountId, now: host.clock.now, pass: this.#record.pass }, host.assumptions);
  }

  call(service: string, operation: string, input: JsonObject): JsonObject {
    const { execution, host } = this.#context;
    return callApi(host.call, execution.principal, { service, operation, input }, execution.document.identity.region);
  }

  after(seconds: number, run: () => StepOutcome | undefined): void {
    this.#schedule(seconds, () => this.#go(run));
  }

  onSignal(handler: SignalHandler): void {
    this.#setWaiting(true);
    this.#context.signalHandler = handler;
  }

  onCut(run: () => void): void {
    this.#cuts.push(run);
  }

  runPass(pass: Omit<LoopPass, 'loop'>, onEnd: (outcome: Outcome) => void): void {
    const steps = this.#context.runSteps(this.step.steps, { ...pass, loop: this.#record }, (outcome) => {
      if (!this.#hasEnded) onEnd(outcome);
    });
    this.onCut(() => steps.cancel());
  }

  startChild(input: JsonObject, onEnd: (child: Execution) => void): string {
    const { host, execution } = this.#context;
    const id = host.startChild(execution, input, (child) => {
      if (!this.#hasEnded) this.#context.attempt(() => onEnd(child));
    });
    this.onCut(() => host.stop(id));
    return id;
  }

  /** Ends the attempt before it is done. */
  cut(outcome: StepOutcome): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    for (const run of this.#cuts) run();
    this.#finish(outcome);
  }

  end(outcome: StepOutcome): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#finish(this.#withOutputs(outcome));
  }

  #finish(outcome: StepOutcome): void {
    for (const scheduled of this.#scheduled) scheduled.cancel();
    this.#setWaiting(false);
    this.#onEnd(outcome);
  }

  #setWaiting(isWaiting: boolean): void {
    const { execution } = this.#context;
    if (!isWaiting) this.#context.signalHandler = undefined;
    const [from, to] = isWaiting ? (['InProgress', 'Waiting'] as const) : (['Waiting', 'InProgress'] as const);
    if (this.#record.status === from) this.#record.status = to;
    if (execution.status === from) execution.status = to;
  }

  #withOutputs(outcome: StepOutcome): StepOutcome {
    const own = outcome.outputs ?? {};
    const declared =
      outcome.status === 'Success' && outcome.result !== undefined ? declaredOutputs(this.step, outcome.result, this.assumptions) : { outputs: {} };
    this.#record.outputs = { ...own, ...declared.outputs };
    for (const [name, value] of Object.entries(this.#record.outputs)) this.execution.outputs.set(`${this.step.name}.${name}`, value);
    return 'failure' in declared && declared.failure !== undefined ? { status: 'Failed', failure: declared.failure } : outcome;
  }

  #go(run: () => StepOutcome | undefined): void {
    const outcome = outcomeOf(run);
    if (outcome !== undefined) this.end(outcome);
  }

  #schedule(seconds: number, run: () => void): void {
    const { clock } = this.#context.host;
    this.#scheduled.push(clock.schedule(clock.now + seconds * SECOND_MS, () => this.#context.attempt(run), FUNCTION_ORDER));
  }
}

/** What an action does, its errors of services as failures of the step. */
function outcomeOf(run: () => StepOutcome | undefined): StepOutcome | undefined {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { status: 'Failed', failure: `${error.name}: ${error.message}` };
  }
}

/** Seconds an attempt has; undefined when nothing limits it. */
function timeoutOf({ action, timeoutSeconds }: RunbookStep): number | undefined {
  const { defaultTimeoutSeconds, maxSeconds } = ACTIONS[action]!;
  // A sleep is limited by its duration, which it checks itself.
  if (action === 'aws:sleep') return timeoutSeconds;
  const asked = timeoutSeconds ?? defaultTimeoutSeconds;
  if (asked === undefined || maxSeconds === undefined) return asked ?? maxSeconds;
  return Math.min(asked, maxSeconds);
}
