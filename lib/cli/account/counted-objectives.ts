import type { Incident } from '../../incident/lifecycle/incident';
import type { OperationsPlan } from '../../plan/alarm-plan';
import { plannedObjectives } from '../../plan/build-plan';
import { ProblemsError } from '../../problems/problem';
import type { Span } from '../../time/span';
import { formatInstant, MINUTE_MS, type Instant } from '../../time/time';
import type { AccountClient } from './account-client';
import { COUNTED_MINUTES, readCounts } from './read-counts';

/** What was counted of an objective during an incident, or why that cannot be determined. */
export interface CountedObjective {
  /** `partner-portal/availability`. */
  readonly objective: string;
  readonly region: string;
  /** Bad and all events, or slices. Absent: it could not be determined. */
  readonly counted?: { readonly bad: number; readonly total: number };
  /** Why not; absent with {@link counted}. */
  readonly why?: string;
}

/** What was counted during an incident, and when. */
export interface CountedTelemetry {
  /** ISO. */
  readonly from: string;
  readonly until: string;
  readonly objectives: readonly CountedObjective[];
}

const COUNTED_MS = COUNTED_MINUTES * MINUTE_MS;

/**
 * Bad and all events of each objective of the service that an incident is about, over the whole periods of {@link COUNTED_MINUTES} that touch it. An account
 * that does not answer is a reason, never a failure: the report of an incident is written all the same.
 *
 * @param now end of one that has no resolution
 */
export async function countedObjectives(incident: Incident, plan: OperationsPlan, account: AccountClient, now: Instant): Promise<CountedTelemetry> {
  const { group, startedAt, openedAt, resolution } = incident;
  const until = resolution?.at ?? now;
  const span: Span = {
    from: Math.floor(Math.min(startedAt, openedAt) / COUNTED_MS) * COUNTED_MS,
    until: Math.ceil(until / COUNTED_MS) * COUNTED_MS,
  };
  const objectives: CountedObjective[] = [];
  for (const { name: objective, region, serviceId, objective: promised } of plannedObjectives(plan)) {
    if (serviceId === group) objectives.push({ objective, region, ...(await countedOrWhy(account, region, promised.sli, span)) });
  }
  return { from: formatInstant(span.from), until: formatInstant(span.until), objectives };
}

async function countedOrWhy(...asked: Parameters<typeof readCounts>): Promise<Pick<CountedObjective, 'counted' | 'why'>> {
  try {
    const counted = await readCounts(...asked);
    return counted === undefined ? { why: 'nothing was measured in that time, or CloudWatch has no such minutes any more' } : { counted };
  } catch (error) {
    if (!(error instanceof ProblemsError)) throw error;
    const [{ code, what, received }] = error.problems as readonly [ProblemsError['problems'][number]];
    return { why: `${what} (${code} ${received})` };
  }
}
