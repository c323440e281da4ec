import { formatInstant, MINUTE_MS, type Instant } from '../time/time';
import { limitName, type CapacityLimit } from './capacity-limit';
import { judgeCapacity, type CapacityJudgement } from './judge-capacity';
import type { UsagePoint } from './usage';

/** A limit of a service, and who answers for it. */
export interface OwnedLimit extends CapacityLimit {
  readonly service: string;
  readonly owner: string;
}

/** What was read of the use of a limit, or why nothing was. */
export type ReadUsage = { readonly points: readonly UsagePoint[] } | { readonly fault: string };

/** How near one limit is. */
export interface CapacityStatus extends CapacityJudgement {
  readonly limit: OwnedLimit;
}

/** Judges what was read of a limit. What could not be read, nobody can tell. */
export function capacityStatus(limit: OwnedLimit, usage: ReadUsage, now: Instant): CapacityStatus {
  if ('fault' in usage) return { limit, outcome: 'could not tell', why: usage.fault };
  return { limit, ...judgeCapacity({ limit: limit.limit, leadTimeMinutes: limit.leadTimeMinutes, usage: usage.points }, now) };
}

/** What somebody has to do about a limit, before users notice. */
export interface ProactiveItem {
  readonly limit: string;
  readonly owner: string;
  /** The day by which it has to be decided. */
  readonly by: string;
  readonly what: string;
}

/**
 * What follows from how near limits are, first what is due first: more of what runs short, decided so early that it is there when it is
 * needed, and a look at what nobody could tell. Requirement 002-67.
 */
export function proactiveItems(statuses: readonly CapacityStatus[], now: Instant): readonly ProactiveItem[] {
  const items = statuses.flatMap(({ limit, outcome, why, forecast }): ProactiveItem[] => {
    const earliest = forecast?.earliest;
    const due = outcome === 'passed' ? earliest : now;
    if (due === undefined) return [];
    const decided = outcome === 'passed' ? due - limit.leadTimeMinutes * MINUTE_MS : now;
    const what = outcome === 'could not tell' ? `find out: ${why}` : `more is needed: ${why ?? `the limit may be reached on ${day(due)}`}`;
    return [{ limit: limitName(limit), owner: limit.owner, by: day(Math.max(decided, now)), what }];
  });
  return items.sort((a, b) => (a.by < b.by ? -1 : a.by > b.by ? 1 : 0));
}

/** The day of an instant, UTC. */
export function day(instant: Instant): string {
  return formatInstant(instant).slice(0, 10);
}
