import { MAX_SMS_SEPTETS } from './message';
import { transliterate } from './plain-text';

/**
 * Text for telephones, in the GSM 7 bit alphabet. One character outside of it, and the whole message is sent in
 * another encoding that leaves room for 70.
 * https://docs.aws.amazon.com/end-user-messaging/latest/userguide/nx-features-message-part-preview.html
 * The alphabet: https://www.etsi.org/deliver/etsi_ts/123000_123099/123038/17.00.00_60/ts_123038v170000p.pdf (6.2.1)
 */

/** The basic table without line feed, carriage return and escape; the letters outside ASCII are written as escapes. */
const BASIC = new Set(
  '@$_ !"#%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz' +
    '\u00A3\u00A5\u00E8\u00E9\u00F9\u00EC\u00F2\u00C7\u00D8\u00F8\u00C5\u00E5\u0394\u03A6\u0393\u039B\u03A9\u03A0\u03A8\u03A3\u0398\u039E' +
    '\u00C6\u00E6\u00DF\u00C9\u00A4\u00A1\u00C4\u00D6\u00D1\u00DC\u00A7\u00BF\u00E4\u00F6\u00F1\u00FC\u00E0',
);

/** The extension table: each takes the room of two. */
const EXTENSION = new Set('^{}\\[~]|\u20AC');

/** Room a text takes, in characters of the basic table; undefined when it has one that is in neither table. */
export function septets(text: string): number | undefined {
  let count = 0;
  for (const character of text) {
    if (BASIC.has(character)) count += 1;
    else if (EXTENSION.has(character)) count += 2;
    else return undefined;
  }
  return count;
}

/** The text on one line, in characters of the two tables. */
export function gsmText(text: string): string {
  return transliterate(text, (character) => BASIC.has(character) || EXTENSION.has(character));
}

/** At most as much room, with three dots where something is missing; the text has to be {@link gsmText}. */
export function cutGsm(text: string, room: number): string {
  if ((septets(text) ?? Infinity) <= room) return text;
  if (room < 3) return '';
  let cut = '';
  let taken = 0;
  for (const character of text) {
    taken += EXTENSION.has(character) ? 2 : 1;
    if (taken > room - 3) break;
    cut += character;
  }
  return `${cut.trimEnd()}...`;
}

/** Fewer characters of what happened say nothing. */
const LEAST_WHAT = 8;

/**
 * One SMS. What does not fit is cut where it hurts least: of what happened first, then of the beginning. How to act is
 * at the end and stays whole, unless it does not fit by itself.
 */
export function smsText({ beginning, what, end }: { readonly beginning: string; readonly what: string; readonly end: string }): string {
  const [first, middle, last] = [gsmText(beginning), gsmText(what), gsmText(end)];
  const room = MAX_SMS_SEPTETS - (septets(last) ?? 0) - 1;
  const left = room - (septets(first) ?? 0) - 1;
  const parts = left < LEAST_WHAT || middle === '' ? [cutGsm(first.replace(/:$/, ''), Math.max(room, 0)), last] : [first, cutGsm(middle, left), last];
  return cutGsm(parts.filter((part) => part !== '').join(' '), MAX_SMS_SEPTETS);
}
