import type { Instant } from '../../time/time';
import { DAY_MS } from '../../time/zoned-time';

/** Group of the records of what was collected. No service is called so: an id has no space. */
export const INFORMATION_GROUP = 'collected information';

/** Most events of a day that are kept one by one; more are counted. Our choice: a record stays below a tenth of what an item of DynamoDB holds. */
export const MOST_OF_A_DAY = 200;

/** Something that happened, of which nobody is paged. */
export interface CollectedInformation {
  /** Of the event: what is delivered twice is kept once. */
  readonly id: string;
  readonly at: Instant;
  /** When it was collected: a digest has what came since the one before. */
  readonly collectedAt: Instant;
  readonly text: string;
}

/** What was collected on one day of UTC: one record, so that a year has 365 of them and not one for each event. */
export interface InformationDay {
  readonly group: typeof INFORMATION_GROUP;
  /** Day of UTC, counted from 1970. */
  readonly sequence: number;
  readonly version: number;
  readonly events: readonly CollectedInformation[];
  /** How many more there were. */
  readonly omitted: number;
}

/** The day of an instant, by its number. */
export function dayOf(instant: Instant): number {
  return Math.floor(instant / DAY_MS);
}

/** A day with one event more; undefined when it has it. */
export function withInformation(day: InformationDay | undefined, event: CollectedInformation): InformationDay | undefined {
  const { events, omitted, version } = day ?? { events: [], omitted: 0, version: 0 };
  if (events.some(({ id }) => id === event.id)) return undefined;
  const isKept = events.length < MOST_OF_A_DAY;
  return {
    group: INFORMATION_GROUP,
    sequence: dayOf(event.collectedAt),
    version,
    events: isKept ? [...events, event] : events,
    omitted: isKept ? omitted : omitted + 1,
  };
}

/** What was collected in a time, its beginning excluded and its end included, in the order in which it happened. */
export function collectedIn(days: readonly InformationDay[], from: Instant, until: Instant): readonly CollectedInformation[] {
  return days
    .flatMap(({ events }) => events)
    .filter(({ collectedAt }) => from < collectedAt && collectedAt <= until)
    .toSorted((a, b) => a.at - b.at);
}
