/**
 * What the budget says about changes. `healthy` and `caution` let them pass, `restricted` asks for one approval,
 * `frozen` blocks all but fixes of the most severe level, security fixes and rollbacks. `unknown` is none of them: it
 * stands for a figure that cannot be had, and is never taken for `healthy`. Where only too little of the window exists
 * to judge by, people read `unknown (young)`.
 */
export const GATE_STATES = ['healthy', 'caution', 'restricted', 'frozen', 'unknown'] as const;
export type GateState = (typeof GATE_STATES)[number];

/** The states that are a figure's, mildest first. */
export type KnownGateState = Exclude<GateState, 'unknown'>;

/**
 * Levels at which the state changes, as shares of the budget that remain. Entering and leaving have levels of their
 * own: in a rolling window a bad hour rolls out as suddenly as it came, and one level would flap.
 */
export interface GatePolicy {
  /** Below this remaining share the state is at least `caution`; at `leaveCaution` and above it is left. */
  readonly cautionBelow: number;
  readonly leaveCaution: number;
  readonly restrictedBelow: number;
  readonly leaveRestricted: number;
  /** At this remaining share, or below, the state is `frozen`. */
  readonly frozenAt: number;
  readonly leaveFrozen: number;
  /** How long the remaining share has to stay at `leaveFrozen` or above before `frozen` is left, minutes. */
  readonly stableMinutes: number;
  /** A single incident that spent more than this share freezes as long as it has no postmortem. */
  readonly incidentShare: number;
  /** Below this share of measured time the state is `unknown`. */
  readonly coverageLimit: number;
}

/** A state as people read it. */
export function formatGateState({ state, isYoung }: { readonly state: GateState; readonly isYoung?: boolean }): string {
  return state === 'unknown' && isYoung === true ? 'unknown (young)' : state;
}

/** The last state that was a figure's: the state itself unless it is `unknown`. */
export function lastKnownState(standing: { readonly state: GateState; readonly lastKnown?: KnownGateState } | undefined): KnownGateState | undefined {
  return standing?.state === 'unknown' ? standing.lastKnown : standing?.state;
}
