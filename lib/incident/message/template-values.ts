import { postmortemDeadline } from '../lifecycle/postmortem-clock';
import type { Placeholder } from './communication-templates';
import { stateLink } from './console-links';
import { budgetLine } from './incident-lines';
import { doingText, nextUpdateText } from './inform-reasons';
import { elapsedText, momentText } from './moments';
import { serviceTitle, severityText, whatText, type InformFacts } from './page-facts';
import { holderText } from './page-reasons';
import { oneLine } from './plain-text';
import { shownFacts } from './shown-facts';

/** Every placeholder bound from an incident; none is empty. */
export function templateValues(given: InformFacts): Readonly<Record<Placeholder, string>> {
  const facts = shownFacts(given);
  const { incident, policy, severity, now, budgets } = facts;
  const { openedAt, resolution } = incident;
  const postmortemDue = postmortemDeadline(incident);
  return {
    incident: incident.id,
    severity: severityText(severity, incident),
    service: serviceTitle(policy, incident.group),
    what: oneLine(incident.title) || incident.id,
    impact: whatText(incident),
    since: momentText(openedAt),
    doing: doingText(facts),
    nextUpdate: nextUpdateText(facts),
    holder: holderText(facts),
    budget: budgets.map(budgetLine).join('; ') || 'none belongs to this incident',
    duration: elapsedText(openedAt, resolution?.at ?? now),
    resolution: oneLine(resolution?.text ?? '') || 'not resolved yet',
    postmortemDue: postmortemDue === undefined ? 'no date yet' : momentText(postmortemDue),
    stateLink: stateLink(policy, incident),
  };
}
