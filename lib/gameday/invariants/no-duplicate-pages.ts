import type { PageReason } from '../../incident/lifecycle/effect';
import { MINUTE_MS, SECOND_MS, type Instant } from '../../time/time';
import { hearersOf, type Publication } from '../paging/publications';
import type { Invariant, PagingHistory } from './invariant';
import type { Violation } from './violations';

/** Reasons for which everybody is paged again and again, each time by a decision that the record has. */
const REPEATED: readonly string[] = ['nobody acknowledged', 'exhausted'] satisfies PageReason[];

/** When somebody was paged, and when that was decided. */
interface Page {
  readonly at: Instant;
  readonly decidedAt: Instant;
}

/**
 * I3. Nobody is paged twice for the same thing: two publications that reach the same person with the same page key, which
 * is incident, escalation round, tier and reason. Pages that are repeated on purpose (nobody acknowledged, exhausted) may have the
 * same key when the time between repeats has passed from one decision to the next, a tick more or less: a page that could only be
 * published late does not move the next one. A relapse may when the alarms were over in between for as long as it takes to believe it.
 *
 * Nor is anybody paged twice at one instant for one incident, whatever tiers and reasons say.
 *
 * A page is sent at least once, so a second one is allowed when the log shows that the first could not be noted: between
 * the two, a write to the table failed, the function died or failed, or the answer to the first publication was lost. One
 * message over several channels is one publication.
 */
export const NO_DUPLICATE_PAGES: Invariant = {
  id: 'I3',
  rule: 'nobody is paged twice for the same incident, escalation round, tier and reason',
  violations: (history) => {
    const last = new Map<string, Page>();
    const found: Violation[] = [];
    for (const page of history.publications) {
      if (page.message?.kind !== 'page') continue;
      const paged = { at: page.at, decidedAt: decidedAt(page, history) };
      for (const person of hearersOf(page)) {
        const key = `${pageKey(page)} ${person}`;
        // Without tier, reason and round: one instant has one page for a person.
        const instantKey = `${page.message.incidentId} at ${page.at} ${person}`;
        const before = last.get(instantKey) ?? last.get(key);
        if (before !== undefined && isTooSoon(page, paged, before, history) && !couldNotBeNoted(history, before.at, page.at)) {
          const { incidentId, round, tier, reason } = page.message;
          found.push({
            code: 'paged-twice',
            at: page.at,
            person,
            ...(incidentId !== undefined && { incidentId }),
            ...(round !== undefined && { round }),
            ...(tier !== undefined && { tier }),
            reason,
            firstAt: before.at,
          });
        }
        last.set(key, paged);
        last.set(instantKey, paged);
      }
    }
    return found;
  },
};

function pageKey({ message }: Publication): string {
  return `${message?.incidentId} escalation round ${message?.round} tier ${message?.tier} (${message?.reason})`;
}

/** When a repeat was decided, as the record says; any other page is as old as it is. */
function decidedAt({ message, at }: Publication, { records }: PagingHistory): Instant {
  if (message === undefined || !REPEATED.includes(message.reason)) return at;
  const record = records.written.findLast((each) => each.at <= at && each.incident.id === message.incidentId);
  return record?.incident.escalation.lastRepeatAt ?? at;
}

function isTooSoon({ message }: Publication, page: Page, before: Page, { plan, records }: PagingHistory): boolean {
  if (page.at === before.at || message === undefined) return true;
  const { severities, exhaustedEverySeconds } =
    records.written.find(({ incident }) => incident.id === message.incidentId)?.incident.policy ?? plan.policy.escalation;
  const severity = severities[message.severity ?? 'S0'];
  if (message.reason === 'relapsed') return page.at - before.at < severity.holdDownSeconds * SECOND_MS;
  if (!REPEATED.includes(message.reason)) return true;
  const every = message.reason === 'exhausted' ? exhaustedEverySeconds : (severity.repeatEverySeconds ?? exhaustedEverySeconds);
  return page.decidedAt - before.decidedAt < every * SECOND_MS - MINUTE_MS;
}

function couldNotBeNoted({ log, plan }: PagingHistory, first: Instant, second: Instant): boolean {
  return log.some((entry) => {
    if (entry.at < first || entry.at > second) return false;
    if (entry.kind === 'call')
      return entry.outcome === 'failed' && (entry.service === 'dynamodb' || (entry.service === 'sns' && entry.operation === 'Publish'));
    return entry.kind === 'function ended' && entry.function.name === plan.names.engine && entry.outcome !== 'succeeded';
  });
}
