import type { PageReason } from '../lifecycle/effect';
import { unapprovedText } from '../lifecycle/unapproved';
import { clockText, elapsedText } from './moments';
import { tierOf, type PageFacts } from './page-facts';
import { oneLine } from './plain-text';

/** What a reason is called in a subject and in an SMS; the first page of a tier needs no name. */
export const PAGE_REASON_WORDS: Readonly<Record<PageReason, string>> = {
  'tier due': '',
  'tier skipped': 'tier before unreachable',
  'nobody acknowledged': 'nobody acknowledged',
  exhausted: 'all tiers silent',
  promoted: 'severity raised',
  reopened: 'back again',
  'acknowledgement stale': 'acknowledger silent',
  relapsed: 'back again',
  'budget spent': 'error budget',
  'not approved': 'approval not given',
  'finding joined': 'another finding',
  'remedy overdue': 'remedy overdue',
};

/** Why this page comes now and to this reader, one sentence. */
export function pageReasonSentence(facts: PageFacts): string {
  const { incident, now, severity } = facts;
  const { startedAt } = incident.escalation;
  const tier = tierOf(facts) ?? 'none';
  const waited = elapsedText(startedAt, now);
  switch (facts.reason) {
    case 'tier due':
      return tierDueSentence(facts);
    case 'tier skipped':
      return `Nobody of the tier before could be reached, so tier ${tier} is paged at once.`;
    case 'nobody acknowledged':
      return `Nobody has acknowledged for ${waited}, so everybody in the escalation policy is paged again.`;
    case 'exhausted':
      return `Everybody in the escalation policy was paged, again and again, and nobody has acknowledged for ${waited}.`;
    case 'promoted':
      return `The severity was raised to ${severity}; the escalation starts again.`;
    case 'reopened':
      return `It was resolved and is back since ${clockText(startedAt, incident.openedAt)}; the escalation starts again.`;
    case 'acknowledgement stale':
      return 'Somebody had it, but nothing was heard since; the acknowledgement counts no more.';
    case 'relapsed':
      return 'It seemed to be over, and is not: an alarm is on again.';
    case 'budget spent':
      return 'More of the error budget is spent than the severity of the incident says; you are notified of it once.';
    case 'not approved': {
      const step = incident.unapproved?.at(-1);
      return `An approval is missing${step === undefined ? '' : `: ${oneLine(unapprovedText(step))}`}. The run has ended, nothing is approved by silence, and tier ${tier} is paged at once.`;
    }
    case 'finding joined':
      return 'Somebody has the incident, and there is another finding since; nothing says that they know of it.';
    case 'remedy overdue':
      return 'What was found had to be remedied by now, and is still reported.';
  }
}

function tierDueSentence(facts: PageFacts): string {
  const { incident, severity, now } = facts;
  const tier = tierOf(facts) ?? 1;
  const escalationTier = incident.policy.severities[severity].tiers.find((each) => each.tier === tier);
  const waited = elapsedText(incident.escalation.startedAt, now);
  if (tier === 1) return 'You are the first to be notified.';
  if (escalationTier?.condition === 'not resolved') return `Tier ${tier} is due: it is not resolved after ${waited}.`;
  return escalationTier?.condition === 'not acknowledged'
    ? `Tier ${tier} is due: nobody has acknowledged for ${waited}.`
    : `Tier ${tier} is due, ${waited} after the start.`;
}

/** Who has the incident, or that nobody does. */
export function holderText({ incident }: Pick<PageFacts, 'incident'>): string {
  const { acknowledgement, openedAt } = incident;
  return acknowledgement === undefined
    ? 'nobody yet'
    : `${oneLine(acknowledgement.by)} since ${clockText(acknowledgement.at, openedAt)}, by ${oneLine(acknowledgement.via)}`;
}
