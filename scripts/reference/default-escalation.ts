/** the default escalation policy as tables, each value with its source. */

import { DEFAULT_SEVERITY_POLICIES } from '../../lib/incident/lifecycle/default-escalation';
import { ESCALATION_SOURCES, PRODUCT_DEFAULT, type SourcedField } from '../../lib/incident/lifecycle/default-escalation-sources';
import type { Delay, SeverityPolicy, StaleRule } from '../../lib/incident/lifecycle/escalation-policy';
import { DEFAULT_RACI } from '../../lib/incident/lifecycle/raci';
import { SEVERITIES, type Severity } from '../../lib/incident/severity';
import { formatDurationSeconds } from '../../lib/time/time';

/** Sections of the default escalation policy and the default table of who answers for what, as Markdown. */
export function defaultEscalation(): string[] {
  const lines = [
    '',
    '## the default escalation policy',
    '',
    'What holds where `severities` of `on-call.yaml` says nothing else. Looser than what has a requirement as its source',
    "needs `acceptLooser`; a product default is anybody's to change.",
  ];
  for (const severity of SEVERITIES) {
    const policy = DEFAULT_SEVERITY_POLICIES[severity];
    lines.push('', `### ${severity}: ${policy.meaning}`, '', '| What | Default | Source |', '|---|---|---|');
    for (const [field, value] of valuesOf(policy)) lines.push(`| ${field} | ${value} | ${sourceOf(severity, field)} |`);
  }
  return [...lines, ...defaultRaci()];
}

function sourceOf(severity: Severity, field: SourcedField): string {
  const source = ESCALATION_SOURCES[severity][field];
  return source === undefined || source === PRODUCT_DEFAULT ? (source ?? '') : `${source.words} (${source.requirements.join(', ')})`;
}

function defaultRaci(): string[] {
  const roles = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');
  return [
    '',
    '## The default table of who answers for what',
    '',
    'A product default; `raci` of `on-call.yaml` replaces rows by their name and adds others.',
    '',
    '| Name | Activity | A | R | C | I |',
    '|---|---|---|---|---|---|',
    ...DEFAULT_RACI.map(
      ({ id, title, accountable, responsible, consulted, informed }) =>
        `| \`${id}\` | ${title} | ${roles(accountable)} | ${roles(responsible)} | ${roles(consulted)} | ${roles(informed)} |`,
    ),
  ];
}

function valuesOf(policy: SeverityPolicy): [SourcedField, string][] {
  const every = (seconds: number | undefined) => (seconds === undefined ? undefined : `every ${formatDurationSeconds(seconds)}`);
  const rows: [SourcedField, string | undefined][] = [
    ['examples', policy.examples.join('; ')],
    ['acknowledgeWithin', policy.acknowledgeWithin && delay(policy.acknowledgeWithin)],
    ['resolveWithin', policy.resolveWithin && delay(policy.resolveWithin)],
    ...policy.tiers.map(({ tier, after, condition, roles }): [SourcedField, string] => [
      `tier ${tier}` as SourcedField,
      `${time(after)}, ${condition}: ${roles.map((role) => `\`${role}\``).join(', ')}`,
    ]),
    ['informed', policy.informed.map((role) => `\`${role}\``).join(', ') || 'nobody'],
    ['repeatEvery', every(policy.repeatEverySeconds)],
    ['updateEvery', every(policy.updateEverySeconds)],
    ['stale', stale(policy.stale)],
    [
      'recovery',
      `${formatDurationSeconds(policy.holdDownSeconds)} of hold-down, then resolved after ${formatDurationSeconds(policy.resolveAfterRecoverySeconds)} of quiet`,
    ],
    ['reopenWithin', policy.reopenWithinSeconds === undefined ? undefined : formatDurationSeconds(policy.reopenWithinSeconds)],
    ['postmortem', policy.postmortem],
    ['opsItem', policy.opsItem && `severity ${policy.opsItem.severity}, priority ${policy.opsItem.priority}`],
    ['communication', `inside: ${policy.communication.internal}; outside: ${policy.communication.external}`],
  ];
  return rows.filter((row): row is [SourcedField, string] => row[1] !== undefined);
}

function delay(within: Delay): string {
  if (within.kind === 'elapsed') return formatDurationSeconds(within.seconds);
  return within.days === 1 ? 'by the end of the next business day' : `by the end of the business day ${within.days} days on`;
}

function time(after: Delay): string {
  if (after.kind === 'business days') return delay(after).replace(/^by/, 'at');
  return after.seconds === 0 ? 'at once' : `after ${delay(after)}`;
}

function stale(rule: StaleRule): string {
  if (rule.kind === 'never') return 'an acknowledgement holds';
  return rule.kind === 'elapsed'
    ? `an acknowledgement holds ${formatDurationSeconds(rule.seconds)}`
    : `an acknowledgement holds until ${rule.count} updates were missed`;
}
