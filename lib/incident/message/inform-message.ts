import { formatInstant } from '../../time/time';
import { affectedLines } from './affected-services';
import { chatLines, chatTitle, contextTexts, type ChatNotification } from './chat-notification';
import { dashboardLink, incidentRunbookLink, stateLink } from './console-links';
import { healingLines } from './healing-lines';
import { budgetLine, budgetLines, emailText, identityLines, linkLines, triedLines } from './incident-lines';
import { audienceText, doingText, informAction, informSentence, nextUpdateText } from './inform-reasons';
import { markDrill, type Message } from './message';
import { clockText, momentText } from './moments';
import { locationText, serviceTitle, severityText, shortPlaceText, shortWhatText, tierOf, whatText, type InformFacts } from './page-facts';
import { holderText } from './page-reasons';
import { oneLine, sentence, subjectText } from './plain-text';
import { recordPointer, shownFacts } from './shown-facts';
import { smsText } from './sms-text';

/**
 * What somebody reads who is notified: what, impact, since when, what is being done, when more will be heard. Over HTTPS it
 * is a notification for a chat, with the same facts as texts in `additionalContext` under the schema `day2.inform/1`.
 * Requirements 004-15 and 004-25.
 */
export function informMessage(given: InformFacts): Message {
  const facts = shownFacts(given);
  const { incident, policy, severity } = facts;
  const service = serviceTitle(policy, incident.group);
  const happened = informSentence(facts);
  return {
    subject: subjectText(markDrill(`${severity} ${incident.id}: ${happened}: ${service}: ${whatText(incident)}`, incident.drill)),
    email: emailText(
      [[summaryOf(facts)], statusLines(facts), linkLines(facts), budgetLines(facts.budgets), triedLines(facts), identityLines(facts), [whyNotified(facts)]],
      recordPointer(incident.id),
    ),
    sms: smsText({
      beginning: markDrill(`${severity} ${service}: ${happened}:`, incident.drill),
      what: facts.text ?? whatText(incident),
      end: `since ${momentText(incident.openedAt)} ${shortPlaceText(facts)}. ${shortActionOf(facts)}`,
    }),
    https: JSON.stringify(notificationOf(facts)),
  };
}

/** A command names the incident; where there is none, its id is all there is to say. */
function shortActionOf(facts: InformFacts): string {
  const [, command] = /: (day2 .*)$/.exec(informAction(facts)) ?? [];
  return command ?? facts.incident.id;
}

function summaryOf(facts: InformFacts): string {
  const { incident, policy, severity } = facts;
  const beginning = `${severityText(severity, incident)}: ${serviceTitle(policy, incident.group)}: ${informSentence(facts)}`;
  return markDrill(`${beginning}: ${sentence(shortWhatText(incident))} Since ${momentText(incident.openedAt)}. ${informAction(facts)}`, incident.drill);
}

/** The status, in the five points every update has. */
function statusLines(facts: InformFacts): string[] {
  const { incident, text, reason } = facts;
  const lines = [
    `What: ${oneLine(incident.title) || incident.id}`,
    `Impact: ${whatText(incident)}`,
    ...affectedLines(facts),
    `Since: ${clockText(incident.openedAt, incident.openedAt)}`,
    `Doing: ${doingText(facts)}`,
    `Next update at: ${nextUpdateText(facts)}`,
    `Who has it: ${holderText(facts)}`,
    ...healingLines(facts),
  ];
  return oneLine(text ?? '') === '' || reason === 'update' ? lines : [`Said: ${oneLine(text ?? '')}`, ...lines];
}

function whyNotified({ audience, severity }: InformFacts): string {
  return `You are notified because ${audienceText(audience, severity)}.`;
}

function notificationOf(facts: InformFacts): ChatNotification {
  const { incident, policy, severity, reason, now, round } = facts;
  const service = serviceTitle(policy, incident.group);
  const runbook = incidentRunbookLink(policy, incident);
  const identity = `Incident: ${incident.id}, ${locationText(facts)}, opened ${momentText(incident.openedAt)}`;
  return {
    version: '1.0',
    source: 'custom',
    id: `${incident.id}/v${incident.version}/${reason.replaceAll(' ', '-')}`,
    content: {
      textType: 'client-markdown',
      title: chatTitle(markDrill(`${severityText(severity, incident)}: ${service}: ${informSentence(facts)}`, incident.drill)),
      description: chatLines([
        ...statusLines(facts).map((line, index) => (index === 0 ? markDrill(line, incident.drill) : line)),
        ...facts.budgets.map((budget) => `Budget of ${budgetLine(budget)}`),
        identity,
      ]),
      nextSteps: [
        informAction(facts),
        `State: ${stateLink(policy, incident)}`,
        `Dashboard: ${dashboardLink(policy)}`,
        ...(runbook === undefined ? [] : [`Runbook: ${runbook}`]),
      ],
      keywords: [incident.id, severity, incident.group, policy.environment, ...(incident.drill ? ['drill'] : [])],
    },
    metadata: {
      threadId: incident.id,
      summary: chatTitle(markDrill(`${incident.id}: ${severity} ${service}`, incident.drill)),
      eventType: `day2.${reason.replaceAll(' ', '-')}`,
      additionalContext: contextOf(facts, round, formatInstant(now)),
    },
  };
}

/** Flat, because the notification only carries texts by name. */
function contextOf(facts: InformFacts, round: number, at: string): Record<string, string> {
  const { incident, policy, severity, reason, text } = facts;
  return contextTexts({
    schema: 'day2.inform/1',
    drill: String(incident.drill),
    at,
    reason,
    application: policy.application,
    environment: policy.environment,
    region: policy.region,
    incident: incident.id,
    group: incident.group,
    service: serviceTitle(policy, incident.group),
    severity,
    state: incident.state,
    tier: String(tierOf(facts) ?? 'none'),
    round: String(round),
    title: oneLine(incident.title),
    impact: whatText(incident),
    openedAt: formatInstant(incident.openedAt),
    startedAt: formatInstant(incident.startedAt),
    doing: doingText(facts),
    nextUpdate: nextUpdateText(facts),
    nextUpdateAt: incident.updateClock && formatInstant(incident.updateClock.dueAt),
    text: text === undefined ? undefined : oneLine(text),
    acknowledgedBy: incident.acknowledgement?.by,
    stateLink: stateLink(policy, incident),
    dashboardLink: dashboardLink(policy),
    runbookLink: incidentRunbookLink(policy, incident),
  });
}
