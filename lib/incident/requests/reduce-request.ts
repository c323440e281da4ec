import { SECOND_MS } from '../../time/time';
import { cutText } from '../bounded-text';
import type { Answer, TransitionContext } from '../lifecycle/incident-transition';
import { TEXT_LIMITS } from '../lifecycle/record-bounds';
import { wakesSomebody, type Severity } from '../severity';
import { channelMinutesAfter, runningClocks } from './request-clocks';
import type { RequestEvent } from './request-event';
import { ANSWER_MINUTES, REQUESTS_GROUP, type RequestPolicy } from './request-policy';
import {
  isOpenRequest,
  type ReceivedRequest,
  type RequestClock,
  type RequestEffect,
  type RequestReason,
  type RequestState,
  type SupportRequest,
} from './support-request';

/** What a transition made of a request. What it has to bring about stands in the outbox of the record. */
export interface ReducedRequest {
  readonly request: SupportRequest;
  /** For who asked for it; absent for what nobody asked for. */
  readonly answer?: Answer;
}

const LATE: Readonly<Record<RequestClock, RequestReason>> = {
  acknowledge: 'request not acknowledged',
  triage: 'request not triaged',
  answer: 'request not answered',
};

/** A new request, with its clocks. One that is blocking is to become an incident at once. */
export function openRequest(received: ReceivedRequest, sequence: number, policy: RequestPolicy, context: TransitionContext): SupportRequest {
  const { now } = context;
  const { acknowledgeMinutes, triageMinutes, blockingSeverity } = policy;
  const request: SupportRequest = {
    ...received,
    title: cutText(received.title, TEXT_LIMITS.title),
    ...(received.text !== undefined && { text: cutText(received.text, TEXT_LIMITS.impact) }),
    id: `${REQUESTS_GROUP}-${sequence}`,
    group: REQUESTS_GROUP,
    sequence,
    version: 0,
    state: 'received',
    receivedAt: now,
    dueAt: { acknowledge: channelMinutesAfter(policy, now, acknowledgeMinutes), triage: channelMinutesAfter(policy, now, triageMinutes) },
    late: [],
    outbox: [],
  };
  if (received.blocking) return escalated(request, blockingSeverity, context);
  return withEffects(request, [notify('request received'), opsItem(request.state)], context);
}

/** The next step of a request: what happens is answered, recorded, and what has to be brought about is written beside it. */
export function reduceRequest(request: SupportRequest, event: RequestEvent, policy: RequestPolicy, context: TransitionContext): ReducedRequest {
  switch (event.kind) {
    case 'time':
      return { request: whenLate(request, context) };
    case 'done':
      return { request: afterEffect(request, event) };
    default:
      if (!isOpenRequest(request))
        return refused(request, `${request.id} is ${request.state}${request.incidentId === undefined ? '' : ` as ${request.incidentId}`}`);
  }
  switch (event.kind) {
    case 'acknowledge':
      return acknowledge(request, event.by, context);
    case 'set severity':
      return setSeverity(request, event, policy, context);
    case 'answer': {
      const answered = { by: event.by, at: context.now, text: cutText(event.text, TEXT_LIMITS.resolution) };
      return accepted(withState({ ...acknowledgedBy(request, event.by, context), answered }, 'answered', context), `${request.id} is answered`);
    }
  }
}

function acknowledge(request: SupportRequest, by: string, context: TransitionContext): ReducedRequest {
  if (request.acknowledged !== undefined) return refused(request, `${request.acknowledged.by} has ${request.id} already`);
  return accepted(withState(acknowledgedBy(request, by, context), 'acknowledged', context), `${by} has ${request.id}`);
}

/** Who sets the severity has looked at the request: it is acknowledged with it. */
function setSeverity(
  request: SupportRequest,
  { by, severity }: { readonly by: string; readonly severity: Severity },
  policy: RequestPolicy,
  context: TransitionContext,
): ReducedRequest {
  const triaged = { ...acknowledgedBy(request, by, context), triaged: { by, at: context.now, severity } };
  if (wakesSomebody(severity)) {
    return accepted(escalated(triaged, severity, context), `${request.id} is ${severity} and becomes an incident`);
  }
  const minutes = ANSWER_MINUTES[severity];
  const { answer: _answer, ...clocks } = triaged.dueAt;
  const dueAt = { ...clocks, ...(minutes !== undefined && { answer: channelMinutesAfter(policy, request.receivedAt, minutes) }) };
  return accepted(withState({ ...triaged, dueAt }, 'triaged', context), `${request.id} is ${severity}`);
}

function acknowledgedBy(request: SupportRequest, by: string, { now }: TransitionContext): SupportRequest {
  return request.acknowledged === undefined ? { ...request, acknowledged: { by, at: now } } : request;
}

/** Its people are paged as for any incident; the clocks of the request stop. */
function escalated(request: SupportRequest, severity: Severity, context: TransitionContext): SupportRequest {
  const next = { ...request, state: 'escalated' as const };
  return withEffects(next, [{ kind: 'declare', key: 'declare', severity }, notify('request escalated'), opsItem('escalated')], context);
}

function whenLate(request: SupportRequest, context: TransitionContext): SupportRequest {
  const late = runningClocks(request).flatMap(({ clock, at }) => (at <= context.now ? [clock] : []));
  if (late.length === 0) return request;
  return withEffects(
    { ...request, late: [...request.late, ...late] },
    late.map((clock) => notify(LATE[clock])),
    context,
  );
}

function afterEffect(request: SupportRequest, { key, opsItemId, incidentId }: Extract<RequestEvent, { kind: 'done' }>): SupportRequest {
  return {
    ...request,
    outbox: request.outbox.filter(({ effect }) => effect.key !== key),
    ...(opsItemId !== undefined && { opsItemId }),
    ...(incidentId !== undefined && { incidentId }),
  };
}

function withState(request: SupportRequest, state: RequestState, context: TransitionContext): SupportRequest {
  return withEffects({ ...request, state }, [opsItem(state)], context);
}

function withEffects(request: SupportRequest, effects: readonly RequestEffect[], { now, leaseSeconds = 0 }: TransitionContext): SupportRequest {
  const notBefore = now + leaseSeconds * SECOND_MS;
  return { ...request, outbox: [...request.outbox, ...effects.map((effect) => ({ effect, notBefore }))] };
}

function notify(reason: RequestReason): RequestEffect {
  return { kind: 'notify', key: reason, reason };
}

function opsItem(state: RequestState): RequestEffect {
  return { kind: 'ops item', key: `ops item ${state}` };
}

const accepted = (request: SupportRequest, text: string): ReducedRequest => ({ request, answer: { accepted: true, text } });
const refused = (request: SupportRequest, text: string): ReducedRequest => ({ request, answer: { accepted: false, text } });
