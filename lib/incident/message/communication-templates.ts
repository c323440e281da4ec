import { formatDurationSeconds } from '../../time/time';
import type { EscalationPolicy, SeverityPolicy } from '../lifecycle/escalation-policy';
import { SEVERITIES, wakesSomebody, type Severity } from '../severity';

/** What is written to whom in the course of an incident. */
export type CommunicationKind = 'open' | 'update' | 'executive' | 'external' | 'resolved' | 'postmortem invite';

export const COMMUNICATION_KINDS: readonly CommunicationKind[] = ['open', 'update', 'executive', 'external', 'resolved', 'postmortem invite'];

/** A text for one severity and audience, or why there is none. */
export type CommunicationTemplate = {
  readonly severity: Severity;
  readonly kind: CommunicationKind;
  /** Who reads it. */
  readonly audience: string;
} & ({ readonly subject: string; readonly text: string } | { readonly none: string });

/** Names that templates use, and what each stands for. */
export const PLACEHOLDERS = {
  incident: 'id of the incident',
  severity: 'severity and its meaning',
  service: 'what the service is called',
  what: 'what is wrong, as the alarm or the person says',
  impact: 'what users notice',
  since: 'when it was opened, UTC',
  doing: 'what is being done, or was',
  nextUpdate: 'when more will be heard',
  holder: 'who has the incident',
  budget: 'error budget spent and left',
  duration: 'how long it took, or takes so far',
  resolution: 'what was done about it',
  postmortemDue: 'when the postmortem has to be filed',
  stateLink: 'where the present state is seen',
} as const;

export type Placeholder = keyof typeof PLACEHOLDERS;

/** The templates of every severity and kind. Requirement 001-10. */
export function communicationTemplates(policy: EscalationPolicy): readonly CommunicationTemplate[] {
  return SEVERITIES.flatMap((severity) => COMMUNICATION_KINDS.map((kind) => templateOf(policy, policy.severities[severity], kind)));
}

/** How a severity says that something is not communicated: the reason follows. */
const NONE_PREFIX = /^none: */;

const FIVE_POINTS = ['What: {what}', 'Impact: {impact}', 'Since: {since}', 'Doing: {doing}', 'Next update at: {nextUpdate}'];
const EXECUTIVE_LINES = [
  '{service}: {impact}',
  'Since {since}, for {duration} so far.',
  'Who has it: {holder}. Doing: {doing}',
  'Error budget: {budget}',
  'Next update at: {nextUpdate}',
];
const RESOLVED_LINES = [
  'What: {what}',
  'Impact: {impact}',
  'Since: {since}, for {duration}',
  'What was done: {resolution}',
  'Error budget: {budget}',
  'State: {stateLink}',
];

function templateOf(policy: EscalationPolicy, rules: SeverityPolicy, kind: CommunicationKind): CommunicationTemplate {
  const { severity } = rules;
  const written = (audience: string, subject: string, lines: readonly string[]): CommunicationTemplate => ({
    severity,
    kind,
    audience,
    subject,
    text: lines.join('\n'),
  });
  const none = (audience: string, why: string): CommunicationTemplate => ({ severity, kind, audience, none: why });
  switch (kind) {
    case 'open':
      return written('responders and informed roles', '{incident}: {severity}: {service}', [
        ...FIVE_POINTS,
        'Who has it: {holder}',
        'Error budget: {budget}',
        'State: {stateLink}',
      ]);
    case 'update':
      return written('responders and informed roles', '{incident}: {severity}: {service}: status update', [
        ...FIVE_POINTS,
        cadenceLine(rules),
        'State: {stateLink}',
      ]);
    case 'executive':
      return wakesSomebody(severity)
        ? written('executives', '{incident}: {severity}: {service}', EXECUTIVE_LINES)
        : none('executives', 'they are notified of S0 and S1');
    case 'external':
      return NONE_PREFIX.test(rules.communication.external)
        ? none('users', rules.communication.external.replace(NONE_PREFIX, '') || 'as the policy says')
        : written('users', '{service}: we are looking into a problem', [
            'What you may notice: {impact}',
            'Since: {since}',
            'What we are doing: {doing}',
            'We will write again: {nextUpdate}',
          ]);
    case 'resolved':
      return written('everybody who was notified', '{incident}: {severity}: {service}: resolved', RESOLVED_LINES);
    case 'postmortem invite':
      return rules.postmortem === 'none'
        ? none('responders and owners', `no postmortem is owed for ${severity}`)
        : written('responders and owners', '{incident}: {service}: postmortem', inviteLines(policy, rules));
  }
}

function cadenceLine({ updateEverySeconds }: SeverityPolicy): string {
  return updateEverySeconds === undefined
    ? 'More will be heard when something changes.'
    : `More will be heard at least every ${formatDurationSeconds(updateEverySeconds)}.`;
}

function inviteLines({ postmortem }: EscalationPolicy, rules: SeverityPolicy): string[] {
  const due = `{postmortemDue}, ${formatDurationSeconds(postmortem.dueSeconds)} after the resolution`;
  return [
    '{what}: {impact}',
    'Since {since}, for {duration}. What was done: {resolution}',
    rules.postmortem === 'required' ? `It has to be filed by ${due}.` : 'It was asked for; file it by {postmortemDue}.',
    'Bring: what you saw, what you did and when, what would have helped. Nobody is blamed.',
    'State: {stateLink}',
  ];
}
