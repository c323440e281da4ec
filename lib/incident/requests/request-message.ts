import { formatInstant } from '../../time/time';
import { chatLines, chatTitle, contextTexts, type ChatNotification } from '../message/chat-notification';
import { emailText } from '../message/incident-lines';
import type { Message } from '../message/message';
import { momentText } from '../message/moments';
import { oneLine, subjectText } from '../message/plain-text';
import { smsText } from '../message/sms-text';
import { runningClocks } from './request-clocks';
import { REQUESTS_GROUP } from './request-policy';
import type { RequestClock, RequestReason, SupportRequest } from './support-request';

/** What a message about a request is made of. */
export interface RequestFacts {
  readonly application: string;
  readonly environment: string;
  readonly region: string;
  readonly request: SupportRequest;
  readonly reason: RequestReason;
  /** Roles whose holders read it. */
  readonly roles: readonly string[];
}

const SAID: Readonly<Record<RequestReason, string>> = {
  'request received': 'was received',
  'request not acknowledged': 'is not acknowledged',
  'request not triaged': 'has no severity yet',
  'request not answered': 'is not answered',
  'request escalated': 'is an incident',
};

const WANTED: Readonly<Record<RequestClock, string>> = { acknowledge: 'Acknowledge it', triage: 'Set its severity', answer: 'Answer it' };

/** What whoever answers requests reads of one. */
export function requestMessage(facts: RequestFacts): Message {
  const { application, environment, request, reason, roles } = facts;
  const scope = `${application} ${environment}`;
  const title = oneLine(request.title);
  const summary = `${scope}: request ${request.id} ${SAID[reason]}: ${title}`;
  const lines = linesOf(facts);
  return {
    subject: subjectText(summary),
    email: emailText([[`${summary}.`], lines, [`You are notified because you have the role ${roles.join(' or ')}.`]], `day2 request list --env ${environment}`),
    sms: smsText({ beginning: `${scope}: ${request.id} ${SAID[reason]}:`, what: title, end: `${request.via}, ${momentText(request.receivedAt)}` }),
    https: JSON.stringify(notificationOf(facts, summary, lines)),
  };
}

function linesOf({ environment, request }: RequestFacts): string[] {
  const { id, from, via, service, text, receivedAt, incidentId, blocking } = request;
  return [
    `From: ${oneLine(from)}, by ${via}, ${momentText(receivedAt)}`,
    ...(service === undefined ? [] : [`About: ${service}`]),
    ...(blocking ? ['Whoever sent it cannot go on working.'] : []),
    ...(text === undefined ? [] : [`Says: ${oneLine(text)}`]),
    ...(incidentId === undefined ? [] : [`Incident: ${incidentId}`]),
    ...runningClocks(request).map(({ clock, at }) => `${WANTED[clock]} by ${momentText(at)}: ${commandOf(clock, id, environment)}`),
  ];
}

function commandOf(clock: RequestClock, id: string, environment: string): string {
  switch (clock) {
    case 'acknowledge':
      return `day2 request ack ${id} --env ${environment}`;
    case 'triage':
      return `day2 request severity ${id} S2 --env ${environment}`;
    case 'answer':
      return `day2 request answer ${id} TEXT --env ${environment}`;
  }
}

function notificationOf({ application, environment, region, request, reason }: RequestFacts, summary: string, lines: readonly string[]): ChatNotification {
  const { id, from, via, service, state, receivedAt, triaged, incidentId } = request;
  return {
    version: '1.0',
    source: 'custom',
    id: `${id}/${reason.replaceAll(' ', '-')}`,
    content: { textType: 'client-markdown', title: chatTitle(summary), description: chatLines(lines), nextSteps: [], keywords: [id, environment] },
    metadata: {
      threadId: id,
      summary: chatTitle(`${id}: ${oneLine(request.title)}`),
      eventType: `day2.${reason.replaceAll(' ', '-')}`,
      additionalContext: contextTexts({
        schema: 'day2.request/1',
        reason,
        application,
        environment,
        region,
        request: id,
        group: REQUESTS_GROUP,
        via,
        from: oneLine(from),
        title: oneLine(request.title),
        service,
        state,
        severity: triaged?.severity,
        incident: incidentId,
        receivedAt: formatInstant(receivedAt),
      }),
    },
  };
}
