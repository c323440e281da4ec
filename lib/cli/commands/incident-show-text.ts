import type { EnginePolicy } from '../../incident/lifecycle/engine-policy';
import { nextRepeatAt } from '../../incident/lifecycle/escalation';
import { isActive, isMitigated, type AffectedAlarm, type Incident } from '../../incident/lifecycle/incident';
import { missingForClosing, owedItems } from '../../incident/lifecycle/resolution';
import { updateDueAt } from '../../incident/lifecycle/status-updates';
import { acknowledgeLink, dashboardLink, incidentRunbookLink, leadingAlarm, stateLink } from '../../incident/message/console-links';
import { elapsedText } from '../../incident/message/moments';
import { incidentCommand, serviceTitle, severityText } from '../../incident/message/page-facts';
import { oneLine } from '../../incident/message/plain-text';
import { livedTimeZone } from '../../incident/roster/roster-time-zone';
import { formatGateState } from '../../slo/budget/gate-state';
import { formatBurnRate, formatPercent } from '../../slo/burn-rate';
import type { Instant } from '../../time/time';
import { LocalTimes } from '../local-times';
import type { BudgetStatus, IncidentBudgets } from './budget-status';
import { alignColumns } from './columns';
import { owedPostmortemDeadline, tiersOf, waitingSince, type Tier } from './incident-status';

/** What the text about an incident is written from. */
export interface ShownIncident {
  readonly incident: Incident;
  readonly policy: EnginePolicy;
  readonly budgets: IncidentBudgets;
  readonly now: Instant;
}

/** An incident as a responder reads it: what it is and who has it first, what is owed last. */
export function printIncident(shown: ShownIncident): string {
  const { incident, policy, now } = shown;
  const times = new LocalTimes(livedTimeZone(policy));
  const { id, drill, severity, state, affected = [] } = incident;
  const sections = [
    [
      `${drill ? 'DRILL ' : ''}${id}: ${severityText(severity, incident)}, ${state}, ${serviceTitle(policy, incident.group)}`,
      ...times.note.map((line) => `  ${line}`),
      ...headLines(shown, times),
    ],
    section('Tiers', tierLines(incident, times)),
    ...omittedSection(incident),
    section(
      'Paged',
      incident.paged.map(({ person, tier, round, at }) => `${times.of(at)}  ${person} (tier ${tier}, escalation round ${round})`),
      'nobody so far',
    ),
    section('Alarms', alarmLines(incident, times), 'none, somebody declared it'),
    ...(affected.length === 0 ? [] : [section('Affected, paging nobody', affectedLines(affected, times))]),
    section('Error budget', budgetLines(shown.budgets, times), 'none belongs to it'),
    section(
      'So far',
      incident.timeline.map(({ at, what }) => `${times.of(at)}  ${oneLine(what)}`),
    ),
    owedSection(incident, now, times),
    section('What to do, and where', whereLines(shown)),
  ];
  return sections.map((lines) => lines.join('\n')).join('\n\n');
}

function section(title: string, lines: readonly string[], none = 'none'): string[] {
  return lines.length === 0 ? [`${title}: ${none}`] : [`${title}:`, ...lines.map((line) => `  ${line}`)];
}

/** What a very long life left no room for; nothing as a rule. */
function omittedSection({ omitted = {} }: Incident): string[][] {
  const { timeline = 0, paged = 0, alarms = 0, effects = 0 } = omitted;
  const counts = [
    [timeline, 'lines of the timeline, from its middle'],
    [paged, 'pages of earlier escalation rounds'],
    [alarms, 'alarms that were over, or less severe than those that are listed'],
    [effects, 'messages that could not be delivered for so long that later ones took their place'],
  ] as const;
  const lines = counts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return lines.length === 0 ? [] : [section('Left out of the record, which would have become too long', lines)];
}

function headLines({ incident, now }: ShownIncident, times: LocalTimes): string[] {
  const { title, impact, openedAt, startedAt, late, round, acknowledgement, lastUpdate, resolution, updateClock, exhausted } = incident;
  const ago = (instant: Instant): string => `${times.of(instant)}, ${elapsedText(instant, now)} ago`;
  const waiting = waitingSince(incident, now);
  return [
    `  What:      ${oneLine(title)}`,
    `  Impact:    ${oneLine(impact)}`,
    `  Opened:    ${ago(openedAt)}${late ? ', found by reconciliation' : ''}${round === 1 ? '' : `, escalation round ${round}`}`,
    ...(startedAt < openedAt ? [`  Began:     ${ago(startedAt)}`] : []),
    ...(isActive(incident)
      ? [
          `  Has it:    ${acknowledgement === undefined ? `nobody${exhausted ? ', and everybody was paged in vain' : ''}` : `${acknowledgement.by} since ${ago(acknowledgement.at)}, by ${acknowledgement.via}`}`,
        ]
      : []),
    ...updateLine(updateDueAt(incident), updateClock?.missed ?? 0, now, times),
    ...(lastUpdate === undefined ? [] : [`  Last word: ${lastUpdate.by}, ${ago(lastUpdate.at)}: ${oneLine(lastUpdate.text)}`]),
    ...(resolution === undefined ? [] : [`  Resolved:  ${ago(resolution.at)}, by ${resolution.by}: ${oneLine(resolution.text)}`]),
    ...(waiting === undefined ? [] : [`  WARNING:   the engine has had something to do since ${ago(waiting)}, and has not: call people yourself`]),
  ];
}

function updateLine(due: Instant | undefined, missed: number, now: Instant, times: LocalTimes): string[] {
  if (due === undefined) return [];
  const before = missed === 0 ? '' : `, ${missed} before it did not come`;
  return [`  Update:    due at ${times.of(due)}, ${due <= now ? `${elapsedText(due, now)} overdue` : `in ${elapsedText(now, due)}`}${before}`];
}

function tierLines(incident: Incident, times: LocalTimes): string[] {
  const words: Readonly<Record<Tier['status'], string>> = {
    paged: 'paged',
    skipped: 'skipped, nobody there',
    due: 'due',
    held: isMitigated(incident) ? 'held: it is mitigated, and nothing burns' : 'held: the alarms are over',
    'not needed': 'not needed',
  };
  const tiers = tiersOf(incident);
  const again = nextRepeatAt(incident);
  const rows = tiers.map(({ tier, roles, status, at }) => [`tier ${tier}`, status === 'not needed' ? '-' : times.of(at), words[status], roles.join(', ')]);
  return [...alignColumns(rows), ...(again === undefined ? [] : [`all tiers again at ${times.of(again)}, as nobody has it`])];
}

function alarmLines({ alarms }: Incident, times: LocalTimes): string[] {
  const muted = (until: Instant | undefined): string => (until === undefined ? '' : `, muted until ${times.of(until)}`);
  return alignColumns(
    alarms.map(({ severity, state, transitionAt, name, region, mutedUntil, answered }) => [
      severity,
      state,
      times.of(transitionAt),
      `${name} in ${region}${muted(mutedUntil)}${answered === true ? ', does not hold the incident' : ''}`,
    ]),
  );
}

function affectedLines(affected: readonly AffectedAlarm[], times: LocalTimes): string[] {
  return alignColumns(affected.map(({ group, severity, since, name, region }) => [group, severity, times.of(since), `${name} in ${region}`]));
}

function budgetLines(budgets: IncidentBudgets, times: LocalTimes): string[] {
  return 'why' in budgets ? [`not known: ${budgets.why}`] : budgets.statuses.map((status) => budgetLine(status, times));
}

function budgetLine({ objective, state, isYoung, figures, reason }: BudgetStatus, times: LocalTimes): string {
  if (figures === undefined) return `${objective}: ${formatGateState({ state, isYoung })}, ${reason}`;
  const rate = figures.burnRates['1h'];
  return `${objective}: ${state}, ${formatPercent(figures.remaining)} left${rate === undefined ? '' : `, burning at ${formatBurnRate(rate)} in the last hour`} (${figures.exhaustedBy === undefined ? reason : `gone at ${times.of(figures.exhaustedBy)}`})`;
}

/** What is owed after it, done or not, and by when the postmortem is due. Requirement 004-28. */
function owedSection(incident: Incident, now: Instant, times: LocalTimes): string[] {
  const { checklist, postmortem } = incident;
  const items = owedItems(incident).filter((item) => item !== 'postmortem');
  const done = new Map(checklist.map((each) => [each.item, each]));
  const lines = items.map((item) => {
    const entry = done.get(item);
    return `${entry === undefined ? '[ ]' : '[x]'} ${item}${entry === undefined ? '' : `: ${oneLine(entry.note)} (${entry.by})`}`;
  });
  if (owedItems(incident).includes('postmortem') || postmortem !== undefined) lines.push(postmortemLine(incident, now, times));
  const actions = (postmortem?.content?.actions ?? []).map(
    ({ what, owner, dueAt, status }, index) => `    action ${index + 1} is ${status}: ${oneLine(what)} (${owner}, by ${times.of(dueAt)})`,
  );
  const missing = missingForClosing(incident);
  const verdict = missing.length === 0 ? 'nothing is missing to close it' : `${missing.length} missing to close it`;
  return section(`Owed afterwards, ${verdict}`, [...lines, ...actions], 'nothing');
}

function postmortemLine(incident: Incident, now: Instant, times: LocalTimes): string {
  const { postmortem } = incident;
  const deadline = owedPostmortemDeadline(incident);
  if (deadline !== undefined)
    return `[ ] postmortem: due at ${times.of(deadline)}, ${deadline <= now ? `${elapsedText(deadline, now)} overdue` : `in ${elapsedText(now, deadline)}`}`;
  switch (postmortem?.status) {
    case 'filed':
      return `[x] postmortem: filed by ${postmortem.decidedBy}`;
    case 'waived':
      return `[x] postmortem: waived by ${postmortem.decidedBy}, ${oneLine(postmortem.reason ?? '')}`;
    case 'paused':
      return '[ ] postmortem: waits until the incident is over again';
    default:
      return '[ ] postmortem: due once it is resolved';
  }
}

function whereLines({ incident, policy }: ShownIncident): string[] {
  const runbook = incidentRunbookLink(policy, incident);
  const isFree = isActive(incident) && incident.acknowledgement === undefined;
  const contacts = incident.severity === 'S0' ? policy.externalContacts : [];
  return [
    ...(isFree ? [`Take it: ${incidentCommand('ack', incident.id, policy)}`, `From the console: ${acknowledgeLink(policy, incident.id)}`] : []),
    ...(runbook === undefined ? [] : [`Runbook ${leadingAlarm(incident)!.runbook}: ${runbook}`]),
    `State: ${stateLink(policy, incident)}`,
    `Dashboard: ${dashboardLink(policy)}`,
    ...contacts.map(({ title, reachedBy }) => `Outside help: ${oneLine(title)}: ${oneLine(reachedBy)}`),
  ];
}
