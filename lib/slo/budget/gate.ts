import { formatDurationMinutes, formatInstant, MINUTE_MS, parseInstant, type Instant } from '../../time/time';
import { formatPercent } from '../burn-rate';
import { YOUNG_BELOW_MINUTES } from './budget-figures';
import type { BudgetRecord, GateChange } from './budget-record';
import { lastKnownState, type GatePolicy, type GateState, type KnownGateState } from './gate-state';

/**
 * The state machine of the deployment gate.
 *
 * - Getting worse is immediate and may skip levels: what remains says which state it is.
 * - Getting better needs the higher levels of leaving, and ends at the mildest state whose level is reached.
 * - `frozen` is left when what remains has been high enough for `stableMinutes`, the actions of its incidents are
 *   filed, and no incident waits for its postmortem.
 * - A figure that cannot be had, too little measured time, or data that stopped is `unknown`. What the state was
 *   before is kept, and decides with the same hysteresis when the figure is back; stability starts again.
 * - A window of which too little exists is `unknown (young)`: a month that has just begun, a service in its first hours.
 *   What it says was measured, so stability goes on, but nothing is entered by it and nothing left.
 */

/** What the gate is judged by in one run. */
export interface GateObservation {
  /** Share of the budget that remains; absent when it cannot be determined. */
  readonly remaining?: number;
  /** Measured share of the time that should have been. */
  readonly coverage: number;
  /** What else makes the figure worthless, one sentence each: data that stopped, a record that was no record. */
  readonly doubts: readonly string[];
  /** Minutes of the window that exist, when they are too few to judge by; see {@link YOUNG_BELOW_MINUTES}. */
  readonly youngMinutes?: number;
  /** Are the actions of all incidents that froze this budget filed? */
  readonly actionsFiled: boolean;
  /** Share of the budget the worst incident without a postmortem spent; absent when there is none. */
  readonly incidentWithoutPostmortem?: number;
}

/** What the state machine keeps of a record. */
export type GateStanding = Pick<BudgetRecord, 'state' | 'since' | 'reasons' | 'lastKnown' | 'isYoung' | 'stableSince' | 'history'>;

/** Changes of state that are kept. */
export const KEPT_CHANGES = 20;

const SEVERITY: readonly KnownGateState[] = ['healthy', 'caution', 'restricted', 'frozen'];

/**
 * The next standing of the gate.
 *
 * @param previous undefined when nothing was ever stored
 * @param scheduledAt the run of the observation, later than the previous one's
 */
export function nextGate(previous: GateStanding | undefined, observation: GateObservation, policy: GatePolicy, scheduledAt: Instant): GateStanding {
  const last = lastKnownState(previous);
  const doubts = doubtsOf(observation, policy);
  if (observation.remaining === undefined || doubts.length > 0) {
    return standing(previous, 'unknown', doubts, scheduledAt, last === undefined ? {} : { lastKnown: last });
  }
  const { remaining } = observation;
  const stableSince = stableSinceOf(previous, remaining, policy, scheduledAt);
  if (observation.youngMinutes !== undefined) {
    const reason = `${formatDurationMinutes(observation.youngMinutes)} of the window exist, a budget is judged from ${formatDurationMinutes(YOUNG_BELOW_MINUTES)} on`;
    const further = {
      ...(last !== undefined && { lastKnown: last }),
      isYoung: true,
      ...(last === 'frozen' && stableSince !== undefined && { stableSince }),
    } as const;
    return standing(previous, 'unknown', [reason], scheduledAt, further);
  }
  const held = last === 'frozen' ? holdsOfFrozen(observation, policy, stableSince, scheduledAt) : [];
  const state = held.length > 0 ? 'frozen' : levelOf(last, observation, remaining, policy);
  return standing(
    previous,
    state,
    [...reasonsOf(state, observation, remaining, policy), ...held],
    scheduledAt,
    state === 'frozen' && stableSince !== undefined ? { stableSince } : {},
  );
}

function doubtsOf({ remaining, coverage, doubts }: GateObservation, { coverageLimit }: GatePolicy): string[] {
  const all = [...doubts];
  if (coverage < coverageLimit) all.push(`${formatPercent(coverage)} of the time was measured, less than ${formatPercent(coverageLimit)}`);
  if (remaining === undefined && all.length === 0) all.push('what remains of the budget cannot be determined');
  return all;
}

/** The state the levels give: at least what is entered, at most what can be left to. */
function levelOf(last: KnownGateState | undefined, observation: GateObservation, remaining: number, policy: GatePolicy): KnownGateState {
  const entered = rank(enteredState(observation, remaining, policy));
  if (last === undefined) return SEVERITY[entered]!;
  const left = rank(leftState(remaining, policy));
  return SEVERITY[Math.max(entered, Math.min(left, rank(last)))]!;
}

function enteredState(observation: GateObservation, remaining: number, policy: GatePolicy): KnownGateState {
  if (remaining <= policy.frozenAt || waitsForPostmortem(observation, policy)) return 'frozen';
  if (remaining < policy.restrictedBelow) return 'restricted';
  return remaining < policy.cautionBelow ? 'caution' : 'healthy';
}

/** The mildest state whose level of leaving the worse one is reached. */
function leftState(remaining: number, policy: GatePolicy): KnownGateState {
  if (remaining >= policy.leaveCaution) return 'healthy';
  if (remaining >= policy.leaveRestricted) return 'caution';
  return remaining >= policy.leaveFrozen ? 'restricted' : 'frozen';
}

function waitsForPostmortem({ incidentWithoutPostmortem }: GateObservation, { incidentShare }: GatePolicy): boolean {
  return incidentWithoutPostmortem !== undefined && incidentWithoutPostmortem > incidentShare;
}

/** Since when what remains has been high enough to leave `frozen`; a run that could not be determined starts it again. */
function stableSinceOf(previous: GateStanding | undefined, remaining: number, policy: GatePolicy, scheduledAt: Instant): string | undefined {
  if (remaining < policy.leaveFrozen) return undefined;
  return previous?.stableSince ?? formatInstant(scheduledAt);
}

/** What still holds a frozen gate; nothing when it may be left. */
function holdsOfFrozen(observation: GateObservation, policy: GatePolicy, stableSince: string | undefined, scheduledAt: Instant): string[] {
  const holds: string[] = [];
  if (stableSince === undefined) holds.push(`frozen until ${formatPercent(policy.leaveFrozen)} remains`);
  else if (scheduledAt - parseInstant(stableSince)! < policy.stableMinutes * MINUTE_MS) {
    holds.push(`frozen until it has been stable for ${formatDurationMinutes(policy.stableMinutes)}, since ${stableSince}`);
  }
  if (!observation.actionsFiled) holds.push('frozen until the actions of its incidents are filed');
  return holds;
}

function reasonsOf(state: KnownGateState, observation: GateObservation, remaining: number, policy: GatePolicy): string[] {
  const amount = `${formatPercent(remaining)} of the budget remains`;
  const incident = waitsForPostmortem(observation, policy)
    ? [
        `an incident spent ${formatPercent(observation.incidentWithoutPostmortem!)} of the budget, more than ${formatPercent(policy.incidentShare)}, and has no postmortem`,
      ]
    : [];
  const entered = enteredState({ ...observation, incidentWithoutPostmortem: undefined }, remaining, policy);
  if (state === 'healthy') return [amount];
  if (entered === state) return [...incident, `${amount}, ${ENTERED_AT[state](policy)}`];
  // Beyond its level of entering, a state is kept by its level of leaving.
  if (state !== 'frozen') return [`${amount}, ${state} is left at ${formatPercent(LEFT_AT[state](policy))}`];
  return [...incident, amount];
}

const ENTERED_AT: Readonly<Record<Exclude<KnownGateState, 'healthy'>, (policy: GatePolicy) => string>> = {
  caution: ({ cautionBelow }) => `less than ${formatPercent(cautionBelow)}`,
  restricted: ({ restrictedBelow }) => `less than ${formatPercent(restrictedBelow)}`,
  frozen: ({ frozenAt }) => `not more than ${formatPercent(frozenAt)}`,
};

const LEFT_AT: Readonly<Record<'caution' | 'restricted', (policy: GatePolicy) => number>> = {
  caution: ({ leaveCaution }) => leaveCaution,
  restricted: ({ leaveRestricted }) => leaveRestricted,
};

function standing(
  previous: GateStanding | undefined,
  state: GateState,
  reasons: readonly string[],
  scheduledAt: Instant,
  further: Pick<GateStanding, 'lastKnown' | 'isYoung' | 'stableSince'>,
): GateStanding {
  const history = previous?.history ?? [];
  if (previous?.state === state) return { state, since: previous.since, reasons, ...further, history };
  const change: GateChange = { at: formatInstant(scheduledAt), from: previous?.state ?? 'none', to: state, why: reasons[0]! };
  return { state, since: change.at, reasons, ...further, history: [change, ...history].slice(0, KEPT_CHANGES) };
}

function rank(state: KnownGateState): number {
  return SEVERITY.indexOf(state);
}
