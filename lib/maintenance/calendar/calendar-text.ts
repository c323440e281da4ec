import type { Instant } from '../../time/time';
import type { ChangeCalendar } from './change-calendar';

/** As AWS writes it: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-document.html */
export const AWS_PRODID = '-//AWS//Change Calendar 1.0//EN';

/**
 * Most bytes of a document of Systems Manager.
 * Source: https://docs.aws.amazon.com/general/latest/gr/ssm.html
 */
export const MAX_CALENDAR_BYTES = 65_536;

/** Octets of a line before it is folded. https://datatracker.ietf.org/doc/html/rfc5545#section-3.1 */
const LINE_OCTETS = 75;

/** What a calendar says besides its events. */
export interface CalendarHead {
  /** What it is, one line. */
  readonly description: string;
  /** Stands as the time at which each event was written: stated, so that the same calendar is the same text. */
  readonly stamp: Instant;
}

/**
 * A change calendar as the content of a document, byte for byte the same for the same calendar: the properties of AWS before the
 * events, single events in UTC with an end. Without an event it has the to-do that AWS puts into an empty calendar.
 */
export function calendarText({ type, events }: ChangeCalendar, { description, stamp }: CalendarHead): string {
  const lines = [
    'BEGIN:VCALENDAR',
    `PRODID:${AWS_PRODID}`,
    'VERSION:2.0',
    `X-CALENDAR-TYPE:${type}`,
    `X-WR-CALDESC:${escaped(description)}`,
    ...(events.length === 0 ? placeholder(stamp) : []),
    ...events.flatMap(({ uid, from, until, summary }) => [
      'BEGIN:VEVENT',
      `DTSTAMP:${basicInstant(stamp)}`,
      `UID:${escaped(uid)}`,
      `DTSTART:${basicInstant(from)}`,
      `DTEND:${basicInstant(until)}`,
      `SUMMARY:${escaped(summary)}`,
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

/** `20260302T080000Z`. */
export function basicInstant(instant: Instant): string {
  return new Date(instant)
    .toISOString()
    .replace(/\.\d{3}Z$/, 'Z')
    .replaceAll(/[-:]/g, '');
}

function placeholder(stamp: Instant): string[] {
  return ['BEGIN:VTODO', `DTSTAMP:${basicInstant(stamp)}`, 'UID:no-freeze', 'SUMMARY:No freeze', 'END:VTODO'];
}

/** https://datatracker.ietf.org/doc/html/rfc5545#section-3.3.11 */
function escaped(text: string): string {
  return text.replaceAll(/[\\,;]/g, '\\$&').replaceAll('\n', '\\n');
}

/** A line in pieces of 75 octets, none of which ends within a character. */
function folded(line: string): string {
  let text = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > LINE_OCTETS) {
      text += '\r\n ';
      octets = 1;
    }
    text += character;
    octets += size;
  }
  return text;
}
