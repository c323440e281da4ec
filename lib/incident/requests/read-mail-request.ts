import { listOf, propertyOf, textOf } from '../../problems/untyped';
import { oneLine } from '../message/plain-text';
import type { ReceivedRequest } from './support-request';

/** A request that came by mail, or why a mail is none. */
export type ReadMail = { readonly request: ReceivedRequest } | { readonly ignored: string };

/** Longest sender and subject that are kept, characters. A header has no limit. */
const LONGEST = { from: 320, title: 300 } as const;

/** True for what SES starts a function with. */
export function isMailEvent(event: unknown): boolean {
  return textOf(listOf(event, 'Records')[0], 'eventSource') === 'aws:ses';
}

/**
 * Reads a mail that a receipt rule hands over: sender and subject, for the body is not in it. Anybody can write a mail, so none is blocking:
 * people say how severe it is. What SES takes for spam or a virus is none.
 * https://docs.aws.amazon.com/ses/latest/dg/receiving-email-action-lambda-event.html
 *
 * @throws Error for an event that SES does not document
 */
export function readMailRequest(event: unknown): ReadMail {
  const { mail, receipt } = { mail: undefined, receipt: undefined, ...(propertyOf(listOf(event, 'Records')[0], 'ses') as object | undefined) };
  const messageId = textOf(mail, 'messageId');
  if (messageId === undefined) throw new Error('the mail has no messageId');
  const failed = ['spamVerdict', 'virusVerdict'].find((verdict) => textOf(propertyOf(receipt, verdict), 'status') === 'FAIL');
  if (failed !== undefined) return { ignored: `${messageId}: its ${failed} is FAIL` };
  const headers = propertyOf(mail, 'commonHeaders');
  const [written] = listOf(headers, 'from');
  const from = oneLine(typeof written === 'string' ? written : (textOf(mail, 'source') ?? '')).slice(0, LONGEST.from) || 'somebody';
  const title = oneLine(textOf(headers, 'subject') ?? '').slice(0, LONGEST.title) || 'a mail without a subject';
  return { request: { key: `mail ${messageId}`, via: 'mail', from, title, blocking: false } };
}
