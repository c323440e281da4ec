import { isUnverified, type Incident } from '../lifecycle/incident';
import { affectedLines } from './affected-services';
import { healingLines } from './healing-lines';
import { alarmLines, budgetLines, emailText, externalLines, identityLines, linkLines, peopleLines, takeLines, triedLines } from './incident-lines';
import { markPage, type Message } from './message';
import { clockText, momentText } from './moments';
import { incidentCommand, serviceTitle, severityText, shortPlaceText, shortWhatText, tierOf, whatText, type PageFacts } from './page-facts';
import { pagePayload } from './page-payload';
import { holderText, PAGE_REASON_WORDS, pageReasonSentence } from './page-reasons';
import { oneLine, sentence, subjectText } from './plain-text';
import { recordPointer, shownFacts } from './shown-facts';
import { smsText } from './sms-text';

/**
 * What somebody reads who is paged: the first line of the e-mail and the SMS are enough to act, the rest is what the
 * next minutes need. Outside help is named in pages of S0. Requirement 002-46, fault T21: a page may arrive hours late.
 */
export function pageMessage(given: PageFacts): Message {
  const facts = shownFacts(given);
  const { incident, policy, severity } = facts;
  const summary = summaryOf(facts);
  return {
    subject: subjectOf(facts),
    email: emailText(
      [
        [summary],
        [
          `Why now: ${pageReasonSentence(facts)}`,
          ...(isUnverified(incident) ? ['Unverified: the alarm went on long ago, and CloudWatch could not be asked whether it still is on: look first'] : []),
          `What: ${oneLine(incident.title) || incident.id}`,
          `Impact: ${whatText(incident)}`,
          ...affectedLines(facts),
          ...deadlineLines(facts),
          `Who has it: ${holderText(facts)}`,
          ...healingLines(facts),
        ],
        [...linkLines(facts), ...takeLines(facts)],
        budgetLines(facts.budgets),
        triedLines(facts),
        alarmLines(facts),
        peopleLines(facts),
        severity === 'S0' ? externalLines(policy) : [],
        identityLines(facts),
      ],
      recordPointer(incident.id),
    ),
    sms: smsOf(facts),
    https: JSON.stringify(pagePayload(facts, facts.reason, summary)),
  };
}

function summaryOf(facts: PageFacts): string {
  const { incident, policy, severity } = facts;
  const beginning = `${severityText(severity, incident)}: ${serviceTitle(policy, incident.group)}: ${shortWhatText(incident)}`;
  return markPage(
    `${sentence(beginning)} Since ${momentText(incident.openedAt)}. Acknowledge: ${incidentCommand('ack', incident.id, policy)}`,
    marksOf(incident),
  );
}

function subjectOf(facts: PageFacts): string {
  const { incident, policy, severity, reason } = facts;
  const words = PAGE_REASON_WORDS[reason];
  const location = `${severity} ${incident.id} tier ${tierOf(facts) ?? 'none'}${words === '' ? '' : ` (${words})`}`;
  return subjectText(markPage(`${location}: ${serviceTitle(policy, incident.group)}: ${whatText(incident)}`, marksOf(incident)));
}

function smsOf(facts: PageFacts): string {
  const { incident, policy, severity, reason } = facts;
  const words = PAGE_REASON_WORDS[reason];
  return smsText({
    beginning: markPage(`${severity} ${serviceTitle(policy, incident.group)}${words === '' ? '' : ` (${words})`}:`, marksOf(incident)),
    what: whatText(incident),
    end: `since ${momentText(incident.openedAt)} ${shortPlaceText(facts)}. ${incidentCommand('ack', incident.id, policy)}`,
  });
}

const marksOf = (incident: Incident) => ({ drill: incident.drill, unverified: isUnverified(incident) });

function deadlineLines({ incident, acknowledgeBy }: PageFacts): string[] {
  return acknowledgeBy === undefined ? [] : [`Acknowledge by: ${clockText(acknowledgeBy, incident.openedAt)}`];
}
