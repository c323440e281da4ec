import { cutText } from '../bounded-text';
import type { DeclareEvent, IncidentEvent, OpeningEvent } from './incident-event';
import { recordedBytes, TEXT_LIMITS } from './record-bounds';

/**
 * Why an event cannot be taken in: a text of it is longer than a record has room for. Says how long it is and how long it
 * may be. Undefined when all fit.
 */
export function tooLongText(event: IncidentEvent): string | undefined {
  const limited = limitedText(event);
  if (limited === undefined) return undefined;
  const { what, value, limit } = limited;
  const received = recordedBytes(value);
  const most = TEXT_LIMITS[limit];
  return received <= most ? undefined : `${what} is ${received} bytes long, allowed are at most ${most}: shorten it, and link to the rest`;
}

interface LimitedText {
  readonly what: string;
  readonly value: unknown;
  readonly limit: keyof typeof TEXT_LIMITS;
}

function limitedText(event: IncidentEvent): LimitedText | undefined {
  switch (event.kind) {
    case 'acknowledge':
      return { what: 'where the acknowledgement comes from', value: event.via, limit: 'via' };
    case 'update':
      return { what: 'the text of the update', value: event.text, limit: 'update' };
    case 'resolve':
      return { what: 'the resolution', value: event.resolution, limit: 'resolution' };
    case 'reclassify':
    case 'waive postmortem':
      return { what: 'the reason', value: event.reason, limit: 'reason' };
    case 'complete':
      return { what: `the note on ${event.item}`, value: event.note, limit: 'note' };
    case 'file postmortem':
      return { what: 'the postmortem', value: event.postmortem, limit: 'postmortem' };
    default:
      return undefined;
  }
}

/** What an incident is called and does, as long as its record has room for: one that is too long is opened all the same. */
export function openingTexts({ title, impact }: Pick<DeclareEvent, 'title' | 'impact'>): Pick<DeclareEvent, 'title' | 'impact'> {
  return { title: cutText(title, TEXT_LIMITS.title), impact: cutText(impact, TEXT_LIMITS.impact) };
}

/** What of a declaration the record does not keep whole, a sentence each. */
export function cutWhenOpened(event: Extract<OpeningEvent, { kind: 'declare' }>): readonly string[] {
  return (['title', 'impact'] as const).flatMap((text) => {
    const received = recordedBytes(event[text]);
    return received <= TEXT_LIMITS[text] ? [] : [`the ${text} is ${received} bytes long: the record keeps the first ${TEXT_LIMITS[text]}`];
  });
}
