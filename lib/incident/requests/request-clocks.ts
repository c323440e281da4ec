import { afterOpenTime } from '../../time/business-calendar';
import { MINUTE_MS, type Instant } from '../../time/time';
import type { RequestPolicy } from './request-policy';
import { isOpenRequest, type RequestClock, type SupportRequest } from './support-request';

/** What each clock waits for: it runs out unless a request is at least so far. */
const WAITS_FOR: Readonly<Record<RequestClock, (request: SupportRequest) => boolean>> = {
  acknowledge: ({ acknowledged }) => acknowledged === undefined,
  triage: ({ triaged }) => triaged === undefined,
  answer: () => true,
};

/** Minutes of the channel after an instant. */
export function channelMinutesAfter({ hours }: Pick<RequestPolicy, 'hours'>, at: Instant, minutes: number): Instant {
  return afterOpenTime(hours, at, minutes * MINUTE_MS);
}

/** The clocks of a request that run, with when they run out. */
export function runningClocks(request: SupportRequest): readonly { readonly clock: RequestClock; readonly at: Instant }[] {
  if (!isOpenRequest(request)) return [];
  return (Object.entries(request.dueAt) as [RequestClock, Instant][])
    .filter(([clock]) => !request.late.includes(clock) && WAITS_FOR[clock](request))
    .map(([clock, at]) => ({ clock, at }));
}

/** When something of a request is due next; undefined when it waits for people only. */
export function nextRequestDueAt(request: SupportRequest): Instant | undefined {
  const due = [...request.outbox.map(({ notBefore }) => notBefore), ...runningClocks(request).map(({ at }) => at)];
  return due.length === 0 ? undefined : Math.min(...due);
}
