import { formatDurationMinutes, formatInstant, MINUTE_MS, parseInstant, type Instant } from '../../time/time';
import type { BudgetRecord } from './budget-record';
import { lastKnownState, type GateState } from './gate-state';

/** What a pipeline is answered. A rollback is never asked about: nothing here may hold it. */
export type GateVerdict = 'pass' | 'pass with notice' | 'needs approval' | 'blocked';

/** The verdict on an ordinary change, with the state it comes from and one sentence why. */
export interface GateDecision {
  readonly verdict: GateVerdict;
  readonly state: GateState;
  /** True when the state is `unknown` only because too little of the window exists to judge by. */
  readonly isYoung?: true;
  readonly reason: string;
}

/** A record older than so many periods of its ledger is no longer a state. */
const PERIODS_VALID = 2;

const VERDICTS: Readonly<Record<Exclude<GateState, 'unknown'>, GateVerdict>> = {
  healthy: 'pass',
  caution: 'pass with notice',
  restricted: 'needs approval',
  frozen: 'blocked',
};

/** True when a record is too old, at an instant, to be a state. */
export function isOutdated({ scheduledAt, everyMinutes }: Pick<BudgetRecord, 'scheduledAt' | 'everyMinutes'>, now: Instant): boolean {
  return now - parseInstant(scheduledAt)! > PERIODS_VALID * everyMinutes * MINUTE_MS;
}

/**
 * Decides by what the ledger stored. A missing record, and one that is too old or from the future, is `unknown`; an
 * `unknown` blocks when the last state that was a figure's was `frozen`, and is a notice otherwise.
 *
 * @param record undefined when there is none, or what is stored is none
 */
export function decideGate(record: BudgetRecord | undefined, now: Instant): GateDecision {
  if (record === undefined) {
    return { verdict: 'pass with notice', state: 'unknown', reason: 'no state of the budget is stored' };
  }
  if (isOutdated(record, now)) {
    return decideUnknown(record, `the state was stored for ${record.scheduledAt}, more than ${formatDurationMinutes(PERIODS_VALID * record.everyMinutes)} ago`);
  }
  if (parseInstant(record.scheduledAt)! > now + record.everyMinutes * MINUTE_MS) {
    return decideUnknown(record, `the state was stored for ${record.scheduledAt}, which is later than ${formatInstant(now)}`);
  }
  if (record.state === 'unknown') {
    return { ...decideUnknown(record, record.reasons.join('; ')), ...(record.isYoung !== undefined && { isYoung: record.isYoung }) };
  }
  return { verdict: VERDICTS[record.state], state: record.state, reason: record.reasons.join('; ') };
}

function decideUnknown(record: BudgetRecord, reason: string): GateDecision {
  const last = lastKnownState(record);
  if (last !== 'frozen') return { verdict: 'pass with notice', state: 'unknown', reason };
  return { verdict: 'blocked', state: 'unknown', reason: `${reason}; the last known state was frozen` };
}
