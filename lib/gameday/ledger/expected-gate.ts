import type { GatePolicy, GateState } from '../../slo/budget/gate-state';
import { MINUTE_MS, type Instant } from '../../time/time';

/** The states that are a figure's, mildest first. */
const LADDER = ['healthy', 'caution', 'restricted', 'frozen'] as const;
const FROZEN = 3;

/**
 * The gate of one objective as its policy describes it, run by run: the independent side of the comparison, which
 * shares nothing with the ledger. A worse state is entered at once; a better one is reached a step at a time, each
 * step by its own level, and the one out of `frozen` only after the time that has to be stable.
 */
export class ExpectedGate {
  #state: GateState | undefined;
  /** Rank of the last state that was a figure's. */
  #rank: number | undefined;
  #stableSince: Instant | undefined;

  constructor(private readonly policy: GatePolicy) {}

  /** The state now; undefined before the first run. */
  get state(): GateState | undefined {
    return this.#state;
  }

  /** A run of which nothing can be determined: what remains is not known, or not to be trusted. */
  loseSight(): GateState {
    this.#stableSince = undefined;
    return (this.#state = 'unknown');
  }

  /** Nobody looked for a while: whether the budget was stable in that time is not known. */
  passUnseen(): void {
    this.#stableSince = undefined;
  }

  /** A run of a window too young to judge by: nothing is entered or left, but a budget can be stable meanwhile. */
  seeYoung(remaining: number, scheduledAt: Instant): GateState {
    if (this.#rank !== FROZEN || remaining < this.policy.leaveFrozen) this.#stableSince = undefined;
    else this.#stableSince ??= scheduledAt;
    return (this.#state = 'unknown');
  }

  /** A run in which this share of the budget remains. */
  see(remaining: number, scheduledAt: Instant): GateState {
    const { cautionBelow, leaveCaution, restrictedBelow, leaveRestricted, frozenAt, leaveFrozen, stableMinutes } = this.policy;
    if (remaining < leaveFrozen) this.#stableSince = undefined;
    else this.#stableSince ??= scheduledAt;
    const isStable = this.#stableSince !== undefined && scheduledAt - this.#stableSince >= stableMinutes * MINUTE_MS;

    const entered = Number(remaining < cautionBelow) + Number(remaining < restrictedBelow) + Number(remaining <= frozenAt);
    const mayLeave = [true, remaining >= leaveCaution, remaining >= leaveRestricted, remaining >= leaveFrozen && isStable];
    let rank = Math.max(entered, this.#rank ?? entered);
    while (rank > entered && mayLeave[rank]!) rank -= 1;
    if (rank !== FROZEN) this.#stableSince = undefined;
    this.#rank = rank;
    return (this.#state = LADDER[rank]!);
  }
}
