import { formatDelay } from '../../incident/lifecycle/delay';
import type { EscalationTier, SeverityPolicy } from '../../incident/lifecycle/escalation-policy';
import { SEVERITIES } from '../../incident/severity';
import { formatDurationSeconds } from '../../time/time';
import { paragraph, subheading, table, type Block, type HandoverDocument } from '../document';
import { open, type HandoverFacts } from '../facts';
import { roleTitle } from '../input';

const orNone = (seconds: number | undefined, otherwise: string) => (seconds === undefined ? otherwise : formatDurationSeconds(seconds));

/** The rules of every severity; none where nobody is on call. */
function policies({ model }: HandoverFacts): readonly SeverityPolicy[] {
  const { onCall } = model;
  return onCall === undefined ? [] : SEVERITIES.map((severity) => onCall.escalation.severities[severity]);
}

/** What each severity is, and by when somebody answers. */
function severityTable(facts: HandoverFacts): Block {
  return table(
    ['Severity', 'Meaning', 'For example', 'Acknowledged within', 'Resolved within', 'Postmortem'],
    policies(facts).map(({ severity, meaning, examples, acknowledgeWithin, resolveWithin, postmortem }) => [
      severity,
      meaning,
      examples.join('; '),
      acknowledgeWithin === undefined ? 'nobody has to' : formatDelay(acknowledgeWithin),
      resolveWithin === undefined ? 'no target' : formatDelay(resolveWithin),
      postmortem,
    ]),
  );
}

/** What is written to whom, and how often. */
function communicationTable(facts: HandoverFacts): Block {
  return table(
    ['Severity', 'Informed at the start', 'Status update every', 'Inside', 'Outside'],
    policies(facts).map(({ severity, informed, updateEverySeconds, communication }) => [
      severity,
      informed.map((role) => roleTitle(facts, role)).join(', ') || 'nobody',
      orNone(updateEverySeconds, 'when something changes'),
      communication.internal,
      communication.external,
    ]),
  );
}

/** When a tier is paged: `at once`, or `after 15m, if not acknowledged`. */
export function whenOf({ after, condition }: Pick<EscalationTier, 'after' | 'condition'>): string {
  return `${after.kind === 'elapsed' && after.seconds === 0 ? 'at once' : `after ${formatDelay(after)}`}${condition === 'always' ? '' : `, if ${condition}`}`;
}

/** Who is paged when, tier by tier. */
export function escalationTable(facts: HandoverFacts): Block {
  return table(
    ['Severity', 'Tier', 'When', 'Who is paged', 'Again, while nobody acknowledges'],
    policies(facts).flatMap(({ severity, tiers, repeatEverySeconds }) =>
      tiers.map((tier) => [
        severity,
        `${tier.tier}`,
        whenOf(tier),
        tier.roles.map((role) => roleTitle(facts, role)).join(', '),
        repeatEverySeconds === undefined ? 'no' : `every ${formatDurationSeconds(repeatEverySeconds)}`,
      ]),
    ),
  );
}

/** Severities, communication and escalation, or the question who is on call. */
export function severityBlocks(facts: HandoverFacts): readonly Block[] {
  if (facts.model.onCall === undefined) return [paragraph(['No severity has rules, because nobody is on call. ', open(facts, 'on-call')])];
  return [
    paragraph(`Nothing in ${facts.model.environment} is more severe than ${facts.model.highestSeverity}. In doubt between two, the more severe one holds.`),
    severityTable(facts),
    subheading('Communication'),
    communicationTable(facts),
    subheading('Escalation'),
    escalationTable(facts),
  ];
}

/** Severities with response and communication. Requirements 000-03, 000-19. */
export function severityMatrixDocument(facts: HandoverFacts): HandoverDocument {
  return {
    id: 'severity-matrix',
    title: 'Severity and communication matrix',
    sections: [{ heading: 'Severity and communication matrix', blocks: severityBlocks(facts) }],
  };
}
