import { budgetFigures, existingMinutes, measuredCoverage, YOUNG_BELOW_MINUTES, type BudgetMeasurement } from '../../slo/budget/budget-figures';
import type { BudgetRecord } from '../../slo/budget/budget-record';
import { isOutdated } from '../../slo/budget/decide-gate';
import { nextGate, type GateStanding } from '../../slo/budget/gate';
import { encodeHours } from '../../slo/budget/hourly-record';
import type { LedgerInput, LedgerTask } from '../../slo/budget/ledger-input';
import { formatDurationMinutes, formatInstant, parseInstant, type Instant } from '../../time/time';
import type { Measured } from './measure-objective';
import { measuredEnd } from './measuring-plan';
import type { Stored } from './stored-records';

/** A record to be written, and the coverage it was measured with. */
export interface NextRecord {
  readonly record: BudgetRecord;
  readonly coverage: number;
}

/** Characters kept of what stood in a parameter that held no record. */
const KEPT_CHARACTERS = 1_000;
/** Characters kept of a reason: errors of services can be long. */
const REASON_CHARACTERS = 300;

/**
 * The record of a run that was measured.
 *
 * What stood in the parameter when it held no record is not written over silently: this run is `unknown` and says so,
 * the text is kept beside it (and whole in the parameter's own history, for a hundred writes), and the next run starts
 * from its figures.
 */
export function recordOfRun(input: LedgerInput, task: LedgerTask, stored: Stored, { cells, hours, silentMinutes }: Measured): NextRecord {
  const scheduledAt = parseInstant(input.scheduledAt)!;
  const previous = stored.kind === 'record' ? stored.record : undefined;
  const measurement: BudgetMeasurement = { ...task, end: measuredEnd(input, task, scheduledAt), cells };
  const figures = budgetFigures(measurement);
  const coverage = measuredCoverage(measurement);
  const exists = existingMinutes(measurement);
  const gate = nextGate(
    previous !== undefined && isOutdated(previous, scheduledAt) ? withoutStability(previous) : previous,
    {
      remaining: figures?.remaining,
      coverage,
      ...(exists < YOUNG_BELOW_MINUTES && { youngMinutes: exists }),
      doubts: doubtsOf(task, stored, cells.length > 0, silentMinutes),
      // Incidents are not the ledger's to know: until the incident engine says otherwise, none is open and nothing is owed.
      actionsFiled: true,
    },
    task.policy,
    scheduledAt,
  );
  const unreadable = stored.kind === 'unreadable' ? stored.text.slice(0, KEPT_CHARACTERS) : previous?.unreadable;
  return {
    record: {
      ...identity(input, task, scheduledAt),
      ...gate,
      ...(figures === undefined ? {} : { figures }),
      hours: encodeHours(hours),
      ...(unreadable === undefined ? {} : { unreadable }),
    },
    coverage,
  };
}

/**
 * The record of a run that could not be determined, or undefined when what is stored may stand: it is still young enough to
 * be a state, or says `unknown` already. The run stays the one that was measured last, so that the same run may be
 * tried again; history, the last known state and the hours stay.
 */
export function recordOfUndeterminedRun(input: LedgerInput, task: LedgerTask, stored: Stored, why: string): BudgetRecord | undefined {
  if (stored.kind !== 'record') return undefined;
  const { record } = stored;
  const scheduledAt = parseInstant(input.scheduledAt)!;
  if (record.state === 'unknown' || !isOutdated(record, scheduledAt)) return undefined;
  const gate: GateStanding = nextGate(record, { coverage: 1, doubts: [why.slice(0, REASON_CHARACTERS)], actionsFiled: true }, task.policy, scheduledAt);
  const { hours, unreadable } = record;
  return { ...identity(input, task, parseInstant(record.scheduledAt)!), ...gate, hours, ...(unreadable === undefined ? {} : { unreadable }) };
}

/** True when a run has nothing to add: the stored one, or what was last said of it, is not earlier. */
export function isLaterStored({ scheduledAt, since }: BudgetRecord, at: Instant): boolean {
  return parseInstant(scheduledAt)! >= at || parseInstant(since)! > at;
}

/** Of the time in which nobody ran the ledger nobody can say that the budget was stable. */
function withoutStability(record: BudgetRecord): GateStanding {
  return { ...record, stableSince: undefined };
}

function identity(
  { everyMinutes }: LedgerInput,
  { objective }: LedgerTask,
  scheduledAt: Instant,
): Pick<BudgetRecord, 'version' | 'objective' | 'scheduledAt' | 'everyMinutes'> {
  return { version: 1, objective, scheduledAt: formatInstant(scheduledAt), everyMinutes };
}

function doubtsOf({ quietMinutes }: LedgerTask, stored: Stored, isMeasured: boolean, silentMinutes: number): string[] {
  const doubts: string[] = [];
  if (stored.kind === 'unreadable') doubts.push('the parameter held something that is not a record, so what was before is not known');
  if (!isMeasured) doubts.push('nothing was ever measured');
  else if (quietMinutes !== undefined && silentMinutes > quietMinutes) doubts.push(`no data for more than ${formatDurationMinutes(quietMinutes)}`);
  return doubts;
}
