import { readRunbooks, type RehearsedRunbook } from '../../lib/cli/files/read-runbooks';
import { allSteps } from '../../lib/runbook/document/document';
import { effectOfStep } from '../../lib/runbook/effects/effect-of-step';
import { formatDurationMinutes } from '../../lib/time/time';

/** The page with every runbook that ships, made from their folders. */
export function runbooksPage(): string {
  const all = readRunbooks('runbooks');
  return [
    '# Runbooks',
    '',
    '<!-- Made by `npm run golden` from runbooks/*/. -->',
    '',
    'Each is deployed as `<application>-<environment>-<name>` and started from the Systems Manager console. A run changes nothing unless',
    '`DryRun` is `false`: it says in its step `report` what it would change, with the identifiers it found. How to write one, with its cases:',
    '[write a runbook](../how-to/write-a-runbook.md).',
    '',
    '| Runbook | What it does | Started by | Purpose | Risk | Takes | Kept by |',
    '|---|---|---|---|---|---|---|',
    ...all.map(({ runbook: { name, facts } }) => {
      const { title, triggers, purpose, risk, expectedMinutes, owner } = facts;
      return `| [${name}](#${name}) | ${title} | ${triggers.join(', ')} | ${purpose} | ${risk} | ${expectedMinutes} min | ${owner} |`;
    }),
    '',
    ...all.flatMap(section),
  ].join('\n');
}

function section({ runbook: { name, facts, document }, cases }: RehearsedRunbook): string[] {
  const child = () => ({ effect: 'unknown' as const, reason: '' });
  const effects = { reads: 'reads', mutates: 'changes', unknown: 'by what it starts' };
  return [
    `## ${name}`,
    '',
    ...(document.description ?? '').trim().split('\n'),
    '',
    [
      `To undo: ${facts.undo}.`,
      ...(facts.approvers === undefined ? [] : [`Approved by: ${facts.approvers.join(', ')}.`]),
      ...(facts.dueWithinMinutes === undefined ? [] : [`Due within ${formatDurationMinutes(facts.dueWithinMinutes)} of a finding that asks for it.`]),
    ].join(' '),
    '',
    '| Parameter | Default | |',
    '|---|---|---|',
    ...document.parameters.map(({ name: parameter, defaultValue, description }) => {
      const isBound = Object.hasOwn(facts.bound ?? {}, parameter);
      const byDefault = isBound ? 'bound' : defaultValue === undefined ? 'none' : `\`${JSON.stringify(defaultValue)}\``;
      return `| ${parameter} | ${byDefault} | ${escaped((description ?? '').replace(/^\((?:Required|Optional)\) /, ''))} |`;
    }),
    '',
    '| Step | Action | |  |',
    '|---|---|---|---|',
    ...allSteps(document.steps).map(
      (step) => `| ${step.name} | \`${step.action}\` | ${effects[effectOfStep(step, child).effect]} | ${escaped(step.description ?? '')} |`,
    ),
    '',
    `Cases: ${cases.map(({ id, kind }) => `${id} (${kind})`).join(', ')}.`,
    '',
  ];
}

/** Text within a cell of a table. */
function escaped(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
