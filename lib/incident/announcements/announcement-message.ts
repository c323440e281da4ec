import { formatInstant, type Instant } from '../../time/time';
import type { Incident } from '../lifecycle/incident';
import { chatLines, chatTitle, contextTexts, type ChatNotification } from '../message/chat-notification';
import { emailText } from '../message/incident-lines';
import type { Message } from '../message/message';
import { momentText } from '../message/moments';
import { listText, oneLine, subjectText } from '../message/plain-text';
import { smsText } from '../message/sms-text';
import { runningClocks } from '../requests/request-clocks';
import type { SupportRequest } from '../requests/support-request';
import { onCall } from '../roster/on-call';
import { roleOf, type Roster } from '../roster/roster';
import { shiftEndOf } from '../roster/shift-end-of';
import { takenInTurns } from './due-announcements';

/** Where a message is from. */
export interface AnnouncementScope {
  readonly application: string;
  readonly environment: string;
  readonly region: string;
  readonly now: Instant;
}

/** Who has each duty that people take turns at, until when, with the ones that were handed over first. */
export function rosterMessage(scope: AnnouncementScope, roster: Roster, handedOver: readonly string[]): Message {
  const roles = [...handedOver, ...takenInTurns(roster).filter((role) => !handedOver.includes(role))];
  const lines = roles.map((role) => {
    const people = onCall(roster, role, scope.now);
    const end = people[0] === undefined ? undefined : shiftEndOf(roster, role, people[0], scope.now);
    const until = end === undefined ? '' : ` until ${momentText(end)}`;
    return `${handedOver.includes(role) ? 'NEW ' : ''}${roleOf(roster, role).title}: ${listText(people)}${until}`;
  });
  return announcement(scope, { kind: 'roster', what: 'who is on call', lines });
}

/** What is not urgent and was opened since yesterday or is still open: incidents of S3 and S4, and requests that wait. */
export function digestMessage(scope: AnnouncementScope, incidents: readonly Incident[], requests: readonly SupportRequest[]): Message {
  const ofIncidents = incidents.map(
    ({ id, severity, state, title, openedAt }) => `${severity} ${id}: ${oneLine(title)}, ${state}, since ${momentText(openedAt)}`,
  );
  const ofRequests = requests.map((request) => {
    const [next] = [...runningClocks(request)].sort((a, b) => a.at - b.at);
    const due = next === undefined ? '' : `, ${next.clock} by ${momentText(next.at)}`;
    return `${request.id}: ${oneLine(request.title)}, ${request.state}${due}`;
  });
  const lines = [...ofIncidents, ...ofRequests];
  return announcement(scope, {
    kind: 'digest',
    what: `${ofIncidents.length} incidents of S3 and S4, ${ofRequests.length} requests`,
    lines: lines.length === 0 ? ['Nothing waits.'] : lines,
  });
}

function announcement(
  { application, environment, region, now }: AnnouncementScope,
  { kind, what, lines }: { readonly kind: 'roster' | 'digest'; readonly what: string; readonly lines: readonly string[] },
): Message {
  const title = `${application} ${environment}: ${kind}: ${what}`;
  const notification: ChatNotification = {
    version: '1.0',
    source: 'custom',
    id: `${kind}/${formatInstant(now)}`,
    content: { textType: 'client-markdown', title: chatTitle(title), description: chatLines(lines), nextSteps: [], keywords: [kind, environment] },
    metadata: {
      threadId: `${application}-${environment}-${kind}`,
      summary: chatTitle(title),
      eventType: `day2.${kind}`,
      additionalContext: contextTexts({ schema: `day2.${kind}/1`, application, environment, region, at: formatInstant(now) }),
    },
  };
  return {
    subject: subjectText(title),
    email: emailText([[`${title}.`], lines], kind === 'roster' ? `day2 oncall --env ${environment}` : `day2 incident list --env ${environment}`),
    sms: smsText({ beginning: `${application} ${environment}:`, what: `${kind}: ${what}`, end: momentText(now) }),
    https: JSON.stringify(notification),
  };
}
