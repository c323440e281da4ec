import { SECOND_MS } from '../../../time/time';
import type { Scheduled, VirtualClock } from '../../core/clock';
import { SUPPRESSION_ORDER } from '../../core/instant-order';

/** What holds back the actions of a composite alarm that has a suppressor, in CloudWatch's words. */
export type SuppressedBy = 'Alarm' | 'WaitPeriod' | 'ExtensionPeriod';

/** How a suppressor is configured, and what happens when held actions are let go. */
export interface ActionSuppressionOptions {
  readonly waitSeconds: number;
  readonly extensionSeconds: number;
  readonly clock: VirtualClock;
  /** Only the state ALARM suppresses. */
  readonly isSuppressorInAlarm: () => boolean;
  /** Called when actions were held and are now due, for the state the alarm is in by then. */
  readonly onRelease: () => void;
}

/**
 * The action suppression of one composite alarm:
 *
 *     change of state, suppressor not in ALARM → WaitPeriod → release
 *     change of state, suppressor in ALARM     → Alarm
 *     suppressor enters ALARM                  → Alarm, whatever period was running
 *     suppressor leaves ALARM                  → ExtensionPeriod → release
 *     change of state in either period         → that period is discarded, WaitPeriod starts
 *
 * A release runs actions only when a change of state was held back: actions answer changes, and a suppressor that
 * comes and goes over a quiet alarm is none. AWS shows no example of that case.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-suppression.html
 */
export class ActionSuppression {
  readonly #options: ActionSuppressionOptions;
  #phase: SuppressedBy | undefined;
  #timer: Scheduled | undefined;
  #isHolding = false;

  constructor(options: ActionSuppressionOptions) {
    this.#options = options;
  }

  /** What holds back actions at present, undefined when nothing would. */
  get phase(): SuppressedBy | undefined {
    return this.#phase;
  }

  /** True while actions of a change of state are held back. */
  get isHolding(): boolean {
    return this.#isHolding;
  }

  /**
   * The alarm changes its state.
   *
   * @returns what holds its actions back; undefined when they are due at once, which only a WaitPeriod of 0 allows
   */
  stateChanged(): SuppressedBy | undefined {
    if (this.#options.isSuppressorInAlarm()) this.#enter('Alarm');
    else if (this.#options.waitSeconds > 0) this.#enter('WaitPeriod', this.#options.waitSeconds);
    else this.#enter(undefined);
    this.#isHolding = this.#phase !== undefined;
    return this.#phase;
  }

  /** The suppressor changed its state. */
  suppressorChanged(): void {
    if (this.#options.isSuppressorInAlarm()) {
      this.#enter('Alarm');
    } else if (this.#phase === 'Alarm') {
      if (this.#options.extensionSeconds > 0) this.#enter('ExtensionPeriod', this.#options.extensionSeconds);
      else this.#release();
    }
  }

  /** The suppressor is replaced: a running period is discarded, nothing is let go any more. */
  discard(): void {
    this.#timer?.cancel();
  }

  #enter(phase: SuppressedBy | undefined, seconds?: number): void {
    const { clock } = this.#options;
    this.#timer?.cancel();
    this.#phase = phase;
    this.#timer = seconds === undefined ? undefined : clock.schedule(clock.now + seconds * SECOND_MS, () => this.#release(), SUPPRESSION_ORDER);
  }

  #release(): void {
    this.#enter(undefined);
    if (!this.#isHolding) return;
    this.#isHolding = false;
    this.#options.onRelease();
  }
}
