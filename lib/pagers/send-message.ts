import { SECOND_MS, type Instant } from '../time/time';
import { checkDestination, type StoredDestination } from './check-destination';
import type { PagerRequest } from './pager';
import { findPager, renderPagerEvent } from './pagers';
import { readPagerEvent, type TopicText } from './read-event';
import { retryAfterMs } from './retry-after';

/** What a sender knows from its deployment: none of it is secret. */
export interface SenderPolicy {
  /** One of `PAGERS`: `pagerduty`. */
  readonly pager: string;
  /** Name of the SecureString with its key, or token: `/shop/prod/pagers/pagerduty/key`. */
  readonly keyParameter: string;
  /** Name of the SecureString with its address: `/shop/prod/pagers/pagerduty/url`. */
  readonly urlParameter: string;
}

/** What a pager answered. */
export interface PagerAnswer {
  readonly status: number;
  /** The header of the name, as it came. */
  readonly retryAfter?: string;
}

/** What a sender works with. */
export interface SenderPorts {
  /** What is stored for the pager at this instant. */
  readonly stored: () => Promise<StoredDestination>;
  /** Posts, and follows no redirect. Rejects when no answer came. */
  readonly post: (request: PagerRequest) => Promise<PagerAnswer>;
  readonly now: () => Instant;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** A line of the log; it holds no secret. */
  readonly log: (level: 'info' | 'warn' | 'error', line: SenderLine) => void;
}

/** What a sender says of a message. */
export interface SenderLine {
  readonly code: 'sent' | 'passed over' | 'not sent' | 'refused';
  readonly pager: string;
  /** `trigger`, `acknowledge` or `resolve`; absent where the message asks for nothing of the kind. */
  readonly action?: string;
  /** The same for everything about an incident. */
  readonly key?: string;
  /** Posts that were made. */
  readonly attempts?: number;
  /** What the pager answered last; absent: nothing, or nothing was posted. */
  readonly status?: number;
  readonly why?: string;
}

/** Posts in one run. Lambda starts a run that failed twice again, so that a pager has nine chances in some four minutes. */
const MOST_POSTS = 3;
/** Longest wait between two of them, and the usual ones; what a pager asks for beyond is left to the next run. */
const LONGEST_WAIT_MS = 8 * SECOND_MS;
const WAITS_MS = [SECOND_MS, 3 * SECOND_MS] as const;
/** How long one post may take. */
export const POST_TIMEOUT_MS = 5 * SECOND_MS;

/** Nothing reached the pager. The words hold no secret: they become a dead letter. */
export class NotSentError extends Error {
  override readonly name = 'NotSentError';
}

/**
 * Posts a message of a topic to a pager, in its own format: a page, that somebody has it, that it is over; a metric alarm, a composite
 * alarm, one over metric math. What no pager has to hear of is passed over, and the log says so. The same message may come twice: its key
 * is the same, and the pager makes one incident of it.
 *
 * @throws NotSentError when the pager did not take it, or nothing is stored to reach it with: whoever started the run starts it again,
 *   and keeps the message as a dead letter in the end
 */
export async function sendMessage({ pager: id, keyParameter, urlParameter }: SenderPolicy, message: TopicText, ports: SenderPorts): Promise<void> {
  const pager = findPager(id);
  if (pager === undefined) throw new RangeError(`there is no pager ${id}`);
  const event = readPagerEvent(message);
  if (event === undefined) return ports.log('info', { code: 'passed over', pager: id, why: `nothing in this message of ${message.topicName} is for a pager` });
  const about = { pager: id, action: event.action, key: event.key };
  const give = (code: 'not sent' | 'refused', why: string, more: Pick<SenderLine, 'attempts' | 'status'> = {}): never => {
    ports.log('error', { code, ...about, ...more, why });
    throw new NotSentError(`${code}: ${event.action} ${event.key}: ${why}`);
  };
  const checked = checkDestination(pager, await ports.stored(), { key: keyParameter, url: urlParameter });
  if ('problems' in checked) return give('refused', checked.problems.join('; '));
  const request = renderPagerEvent(id, event, checked.destination);
  if (request === undefined) return ports.log('info', { code: 'passed over', ...about, why: `${pager.title} has no ${event.action}` });
  for (let attempts = 1; ; attempts += 1) {
    const answer = await answerOf(request, ports);
    const status = 'status' in answer ? { status: answer.status } : {};
    if ('status' in answer && answer.status >= 200 && answer.status < 300) return ports.log('info', { code: 'sent', ...about, attempts, ...status });
    const why = whyNotTaken(pager.title, answer);
    if (!mayPass(answer)) return give('refused', `${why}; to send it again changes nothing until somebody corrects it`, { attempts, ...status });
    const asked = 'status' in answer ? retryAfterMs(answer.retryAfter, ports.now()) : undefined;
    const wait = asked ?? WAITS_MS[attempts - 1] ?? LONGEST_WAIT_MS;
    if (attempts === MOST_POSTS || wait > LONGEST_WAIT_MS) return give('not sent', why, { attempts, ...status });
    await ports.wait(wait);
  }
}

/** No answer, with the code of what went wrong where it has one. */
interface NoAnswer {
  readonly code: string;
}

/** What a client throws may hold the address or a header: nothing of it but a code is handed on. */
async function answerOf(request: PagerRequest, ports: SenderPorts): Promise<PagerAnswer | NoAnswer> {
  try {
    return await ports.post(request);
  } catch (error) {
    const { name, cause } = error as { readonly name?: unknown; readonly cause?: { readonly code?: unknown } };
    const code = [cause?.code, name].find((each) => typeof each === 'string' && /^[A-Za-z_]{1,40}$/.test(each));
    return { code: String(code ?? 'Error') };
  }
}

function whyNotTaken(title: string, answer: PagerAnswer | NoAnswer): string {
  if (!('status' in answer)) return `${title} did not answer (${answer.code})`;
  const redirects = answer.status >= 300 && answer.status < 400;
  return `${title} answered ${answer.status}${redirects ? ', a redirect, which is not followed: the key goes to the stored address only' : ''}`;
}

/** Statuses that another post may not meet. https://www.rfc-editor.org/rfc/rfc9110#name-status-codes, https://www.rfc-editor.org/rfc/rfc6585#section-4 */
const PASSING: readonly number[] = [408, 425, 429];

function mayPass(answer: PagerAnswer | NoAnswer): boolean {
  return !('status' in answer) || answer.status >= 500 || PASSING.includes(answer.status);
}
