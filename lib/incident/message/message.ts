/** One thing to say, in the form each way of delivery needs: the members of an SNS message with a structure. */
export interface Message {
  /** At most {@link MAX_SUBJECT_LENGTH} printable ASCII characters, no line breaks. */
  readonly subject: string;
  /** Plain text; its first line is enough to act. */
  readonly email: string;
  /** At most {@link MAX_SMS_SEPTETS} characters of the GSM alphabet: one part. */
  readonly sms: string;
  /** JSON, for pagers and chats. */
  readonly https: string;
}

/**
 * Longest subject: it has to have fewer than 100 characters, no line breaks and no control characters. A longer one
 * fails the call, and with it the page.
 * https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export const MAX_SUBJECT_LENGTH = 99;

/**
 * Room of one SMS, in characters of the GSM alphabet; what is longer is sent in parts, which arrive when they arrive.
 * https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export const MAX_SMS_SEPTETS = 160;

/**
 * Most that SNS takes of a message, with all its renderings, the escapes in them, and its attributes. A longer one fails
 * the call, and with it the page.
 * https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export const MOST_MESSAGE_BYTES = 262_144;

/** Longest e-mail. It is in the message twice, as the rendering of a protocol that has none of its own is the same. */
export const MOST_EMAIL_BYTES = 24_000;

/** What the texts of a drill begin with. */
const DRILL_MARK = 'DRILL';

/** What pages begin with of which nobody knows whether their alarm is still on. */
const UNVERIFIED_MARK = 'UNVERIFIED';

/** The text, with its marks first: a drill, or an alarm that nobody could verify. */
export function markPage(text: string, { drill, unverified }: { readonly drill: boolean; readonly unverified: boolean }): string {
  return markDrill(unverified ? `${UNVERIFIED_MARK} ${text}` : text, drill);
}

/** The text, with {@link DRILL_MARK} first when it belongs to a drill. */
export function markDrill(text: string, drill: boolean): string {
  return drill ? `${DRILL_MARK} ${text}` : text;
}
