import type { BudgetFigures, BudgetRecord } from '../../slo/budget/budget-record';
import { decideGate } from '../../slo/budget/decide-gate';
import { lastKnownState, type GateState, type KnownGateState } from '../../slo/budget/gate-state';
import { parseBudgetRecord } from '../../slo/budget/stored-record';
import type { ObjectiveCategory } from '../../slo/objective';
import type { Instant } from '../../time/time';

/** The budget of one objective at an instant, as far as it can be determined. */
export interface BudgetStatus {
  /** `partner-portal/availability`. */
  readonly objective: string;
  readonly region: string;
  readonly targetPercent: number;
  readonly category: ObjectiveCategory;
  readonly state: GateState;
  /** When the state began, ISO; absent when that is not known. */
  readonly since?: string;
  readonly reason: string;
  /** Run the figures are of, ISO; absent without a record. */
  readonly scheduledAt?: string;
  /** Absent when the state is `unknown`: old figures, and figures of too little time, are none. */
  readonly figures?: BudgetFigures;
  /** The last state that was a figure's, while the state is `unknown`. */
  readonly lastKnown?: KnownGateState;
  /** True when the state is `unknown` only because too little of the window exists to judge by. */
  readonly isYoung?: true;
}

/** The budgets an incident burns, or why they cannot be determined. */
export type IncidentBudgets = { readonly statuses: readonly BudgetStatus[] } | { readonly why: string };

/** What Parameter Store has for an objective. */
export type StoredText = { readonly text: string } | 'nothing' | 'no answer';

/** An objective and where its record is. */
export interface BudgetLocation {
  readonly objective: string;
  readonly region: string;
  readonly parameterName: string;
  readonly targetPercent: number;
  readonly category: ObjectiveCategory;
}

/** Reads what is stored. Whatever is not a record of this objective and of about now is `unknown`, with the reason. */
export function budgetStatus({ objective, region, parameterName, targetPercent, category }: BudgetLocation, stored: StoredText, now: Instant): BudgetStatus {
  const base = { objective, region, targetPercent, category };
  const unknown = (reason: string): BudgetStatus => ({ ...base, state: 'unknown', reason });
  if (stored === 'nothing') return unknown(`there is no parameter ${parameterName}: the ledger has not run yet, or is not deployed`);
  if (stored === 'no answer') return unknown(`Parameter Store answered without ${parameterName}`);
  const record = parseBudgetRecord(stored.text);
  if (record === undefined) return unknown(`${parameterName} holds something that is not a record of a budget`);
  if (record.objective !== objective) return unknown(`${parameterName} holds the record of ${record.objective}`);
  return { ...base, ...statusOfRecord(record, now) };
}

function statusOfRecord(record: BudgetRecord, now: Instant): Omit<BudgetStatus, 'objective' | 'region' | 'targetPercent' | 'category'> {
  const { state, isYoung, reason } = decideGate(record, now);
  const { scheduledAt, figures, since } = record;
  if (state !== 'unknown') return { state, since, reason, scheduledAt, ...(figures !== undefined && { figures }) };
  const lastKnown = lastKnownState(record);
  // A ledger that stopped did not say when the state it stored last was over.
  return {
    state,
    ...(record.state === 'unknown' && { since }),
    reason,
    scheduledAt,
    ...(lastKnown !== undefined && { lastKnown }),
    ...(isYoung !== undefined && { isYoung }),
  };
}

/** Worst first: what blocks, what nobody knows, what needs an approval; then who has least left. */
const ORDER: readonly GateState[] = ['frozen', 'unknown', 'restricted', 'caution', 'healthy'];

/** Budgets in the order in which somebody should look at them. */
export function worstFirst(statuses: readonly BudgetStatus[]): BudgetStatus[] {
  return [...statuses].sort(
    (a, b) =>
      ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || (a.figures?.remaining ?? 0) - (b.figures?.remaining ?? 0) || (a.objective < b.objective ? -1 : 1),
  );
}

/**
 * True when nobody has to be asked before a change: every state is a figure's, and at most `caution`. A young window
 * says nothing against a change unless the state before it did.
 */
export function isWell(statuses: readonly BudgetStatus[]): boolean {
  const isMild = (state: GateState) => state === 'healthy' || state === 'caution';
  return statuses.length > 0 && statuses.every(({ state, isYoung, lastKnown = 'healthy' }) => isMild(isYoung === true ? lastKnown : state));
}
