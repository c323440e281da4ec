import { createHash } from 'node:crypto';
import { cutText } from '../incident/bounded-text';
import type { Severity } from '../incident/severity';

/** What a pager is asked to do: begin an incident of its own, show that somebody has it, or end it. */
export type PagerAction = 'trigger' | 'acknowledge' | 'resolve';

/** One page, acknowledgement or resolution, in nobody's format. */
export interface PagerEvent {
  readonly action: PagerAction;
  /** The same for everything about an incident, and for no other, whatever account and region it comes from. */
  readonly key: string;
  readonly severity: Severity;
  /** One line that is enough to act. */
  readonly title: string;
  /** What is known, in sentences. */
  readonly text: string;
  /** Where it comes from: `edi-prod`. */
  readonly source: string;
  /** The part of the application it is about: `Partner portal`. */
  readonly component: string;
  /** When it happened, ISO text in UTC. */
  readonly at: string;
  /** It is an exercise. */
  readonly isDrill: boolean;
  /** Further facts by name. */
  readonly fields: Readonly<Record<string, string>>;
  readonly links: readonly { readonly title: string; readonly url: string }[];
  /** Where the whole of it is read: what a cut text ends with. */
  readonly record: string;
}

/**
 * Most bytes of the texts of an event, our choice: with all of them at their longest, an event takes some 17,000 bytes, which the
 * smallest of the vendors, Teams with 28 KB, has room for.
 */
const MOST = { key: 1_000, title: 1_500, text: 6_000, name: 200, field: 400, fields: 12, url: 1_000, links: 4, record: 300 } as const;

/** The event with nothing in it that no vendor has room for. */
export function boundedEvent(event: PagerEvent): PagerEvent {
  const { title, text, source, component, fields, links, record } = event;
  const pointer = cutText(record, MOST.record);
  const ending = `... (cut; the whole: ${pointer})`;
  const named = Object.entries(fields).slice(0, MOST.fields);
  return {
    ...event,
    key: keyWithin(event.key, MOST.key),
    title: cutText(title, MOST.title, ending),
    text: cutText(text, MOST.text, ending),
    source: cutText(source, MOST.name),
    component: cutText(component, MOST.name),
    fields: Object.fromEntries(named.map(([name, value]) => [cutText(name, MOST.name), cutText(value, MOST.field)])),
    // Half of an address leads nowhere.
    links: links
      .filter(({ url }) => url.length <= MOST.url)
      .slice(0, MOST.links)
      .map((link) => ({ ...link, title: cutText(link.title, MOST.name) })),
    record: pointer,
  };
}

/** The beginning and what tells a cut key from others with the same: digits of a hash of the whole. */
const HASH_DIGITS = 32;

/**
 * The key in at most so many characters, the same for the same key: whoever acknowledges or resolves says what was said before. Halves of
 * pairs, which stand in no address, are replaced.
 */
export function keyWithin(key: string, most: number): string {
  const whole = key.replace(/\p{Cs}/gu, '?');
  if (whole.length <= most) return whole;
  const hash = createHash('sha256').update(whole).digest('hex').slice(0, HASH_DIGITS);
  return `${whole.slice(0, most - HASH_DIGITS - 1).replace(/[\uD800-\uDBFF]$/, '')}-${hash}`;
}
