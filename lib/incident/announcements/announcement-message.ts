import { formatInstant, type Instant } from '../../time/time';
import type { Incident } from '../lifecycle/incident';
import { chatLines, chatTitle, contextTexts, type ChatNotification } from '../message/chat-notification';
import { budgetLine, emailText } from '../message/incident-lines';
import type { Message } from '../message/message';
import { momentText } from '../message/moments';
import type { BudgetFact } from '../message/page-facts';
import { listText, oneLine, subjectText } from '../message/plain-text';
import { smsText } from '../message/sms-text';
import { runningClocks } from '../requests/request-clocks';
import type { SupportRequest } from '../requests/support-request';
import { onCall } from '../roster/on-call';
import { roleOf, type Roster } from '../roster/roster';
import { shiftEndOf } from '../roster/shift-end-of';
import { takenInTurns } from './due-announcements';
import type { CollectedInformation } from './information-day';

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

/** What a digest says. */
export interface DigestFacts {
  /** Of S3 and S4, opened since yesterday or still open. */
  readonly incidents: readonly Incident[];
  /** Those that wait. */
  readonly requests: readonly SupportRequest[];
  /** How the objectives do, by what is left of their budgets. */
  readonly budgets: readonly BudgetFact[];
  /** What was collected since the digest before; absent where nothing is. */
  readonly information?: { readonly events: readonly CollectedInformation[]; readonly omitted: number };
}

/** What is not urgent: what waits, what was deployed and scaled, and how the objectives do. Requirement 002-27. */
export function digestMessage(scope: AnnouncementScope, { incidents, requests, budgets, information }: DigestFacts): Message {
  const ofIncidents = incidents.map(
    ({ id, severity, state, title, openedAt }) => `${severity} ${id}: ${oneLine(title)}, ${state}, since ${momentText(openedAt)}`,
  );
  const ofRequests = requests.map((request) => {
    const [next] = [...runningClocks(request)].sort((a, b) => a.at - b.at);
    const due = next === undefined ? '' : `, ${next.clock} by ${momentText(next.at)}`;
    return `${request.id}: ${oneLine(request.title)}, ${request.state}${due}`;
  });
  const waiting = [...ofIncidents, ...ofRequests];
  const happened = information === undefined ? [] : informationLines(information);
  return announcement(scope, {
    kind: 'digest',
    what: `${ofIncidents.length} incidents of S3 and S4, ${ofRequests.length} requests${information === undefined ? '' : `, ${information.events.length + information.omitted} deployments and scalings`}`,
    lines: [...(waiting.length === 0 ? ['Nothing waits.'] : waiting), ...happened, ...budgets.map((budget) => `Budget of ${budgetLine(budget)}`)],
  });
}

/** What happened, each thing once: how often, and when last. */
function informationLines({ events, omitted }: NonNullable<DigestFacts['information']>): readonly string[] {
  const times = new Map<string, Instant[]>();
  for (const { text, at } of events) times.set(text, [...(times.get(text) ?? []), at]);
  const lines = [...times].map(([text, all]) => `${oneLine(text)}${all.length === 1 ? ' at' : `, ${all.length} times, last at`} ${momentText(all.at(-1)!)}`);
  return omitted === 0 ? lines : [...lines, `${omitted} more deployments and scalings are not listed`];
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
