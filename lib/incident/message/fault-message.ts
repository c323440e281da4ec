import { formatInstant, type Instant } from '../../time/time';
import type { FaultCode } from '../lifecycle/effect';
import type { Incident } from '../lifecycle/incident';
import { acknowledgeLink, dashboardLink, stateLink } from './console-links';
import { emailText, externalLines, identityLines } from './incident-lines';
import { markDrill, type Message } from './message';
import { momentText } from './moments';
import { incidentCommand, shortPlaceText, tierOf, type IncidentFacts, type MessagePolicy } from './page-facts';
import { payloadIncident, type PagePayload } from './page-payload';
import { sentence, subjectText } from './plain-text';
import { recordPointer, shownIncident, shownLine, shownPolicy } from './shown-facts';
import { smsText } from './sms-text';

/** Something that is wrong with paging itself. */
export interface FaultFacts {
  readonly code: FaultCode;
  /** What is wrong, in words. */
  readonly text: string;
  readonly policy: MessagePolicy;
  readonly now: Instant;
  /** Absent when it is about none. */
  readonly incident?: Incident;
}

/** What the watchdog's people do about a fault, a short sentence. */
export const FAULT_ACTIONS: Readonly<Record<FaultCode, string>> = {
  'page failed': 'call who is on duty yourself, then read the log of the engine',
  'tier empty': 'call the next tier yourself, then fill the role in the roster',
  'person unreachable': 'call the person yourself, then correct the stored contact',
  'escalation exhausted': 'nobody answers: call everybody of the last tier yourself',
  'escalation unreachable': 'no tier could be reached: call who is on duty yourself',
  'alarm deleted': 'find out who deleted the alarm, and deploy it again',
  'finding left out': 'call who has the incident, and look at the finding where it was reported',
  'table unavailable': 'pages go out undeduplicated and nothing is recorded: bring the table back',
};

/** What the watchdog's people read. Nobody of the roster needs to be reached for it. */
export function faultMessage(given: FaultFacts): Message {
  const facts = shownFault(given);
  const { code, policy, now, incident } = facts;
  const drill = incident?.drill ?? false;
  const location = `${policy.application}-${policy.environment}`;
  const text = sentence(facts.text || code);
  const about = incident === undefined ? 'no incident' : incident.id;
  const summary = markDrill(`Paging fault in ${location}: ${code}: ${text} ${momentText(now)}, ${about}. To do: ${FAULT_ACTIONS[code]}`, drill);
  const opened =
    incident === undefined ? momentText(now) : `${incident.id} open since ${momentText(incident.openedAt)} ${shortPlaceText(incidentFactsOf(facts, incident))}`;
  return {
    subject: subjectText(markDrill(`Paging fault ${location} ${about}: ${code}: ${text}`, drill)),
    email: emailText([[summary], incidentLines(facts), externalLines(policy)], incident === undefined ? dashboardLink(policy) : recordPointer(incident.id)),
    sms: smsText({ beginning: markDrill(`Paging fault ${location}: ${code}:`, drill), what: `${text} To do: ${FAULT_ACTIONS[code]}`, end: opened }),
    https: JSON.stringify(payloadOf(facts, summary)),
  };
}

function shownFault({ incident, policy, text, ...facts }: FaultFacts): FaultFacts {
  return { ...facts, policy: shownPolicy(policy), text: shownLine(text), ...(incident !== undefined && { incident: shownIncident(incident) }) };
}

function incidentFactsOf({ policy, now }: FaultFacts, incident: Incident): IncidentFacts {
  return { incident, policy, severity: incident.severity, round: incident.round, now, paged: [], budgets: [] };
}

function incidentLines(facts: FaultFacts): string[] {
  const { policy, incident, now } = facts;
  if (incident === undefined) return ['Incident: none; tier none, escalation round none', `State now: ${dashboardLink(policy)}`];
  return [
    ...identityLines(incidentFactsOf(facts, incident), now),
    `Acknowledge in their place: ${incidentCommand('ack', incident.id, policy)}`,
    `From the console: ${acknowledgeLink(policy, incident.id)}`,
  ];
}

function payloadOf({ code, policy, now, incident, ...facts }: FaultFacts, summary: string): PagePayload {
  const about = incident && incidentFactsOf({ code, policy, now, ...facts }, incident);
  return {
    schema: 'day2.page/1',
    kind: 'fault',
    drill: incident?.drill ?? false,
    summary,
    application: policy.application,
    environment: policy.environment,
    region: policy.region,
    at: formatInstant(now),
    reason: code,
    severity: incident?.severity,
    tier: about && tierOf(about),
    round: incident?.round,
    incident: about && payloadIncident(about),
    acknowledge: incident && { command: incidentCommand('ack', incident.id, policy), link: acknowledgeLink(policy, incident.id) },
    links: { state: incident === undefined ? dashboardLink(policy) : stateLink(policy, incident), dashboard: dashboardLink(policy) },
    budgets: [],
    paged: [],
    externalContacts: policy.externalContacts,
  };
}
