import { formatDurationSeconds, type Instant } from '../../time/time';
import type { Audience, InformReason } from '../lifecycle/effect';
import { isActive } from '../lifecycle/incident';
import { postmortemDeadline } from '../lifecycle/postmortem-clock';
import { latestRun } from '../lifecycle/self-healing';
import { healingText } from './healing-lines';
import { clockText, elapsedText } from './moments';
import { incidentCommand, type InformFacts } from './page-facts';
import { listText, oneLine } from './plain-text';

/** What has happened, one sentence without a full stop; the beginning of every form of the message. */
export function informSentence(facts: InformFacts): string {
  const { incident, severity, now } = facts;
  const { acknowledgement, openedAt, resolution, updateClock } = incident;
  const clock = (at: Instant): string => clockText(at, openedAt);
  const holder = acknowledgement === undefined ? 'somebody' : `${oneLine(acknowledgement.by)} at ${clock(acknowledgement.at)}`;
  const postmortemDue = postmortemDeadline(incident);
  const run = latestRun(incident);
  // The clock runs on to the next one as soon as one is missed: what is asked for is the one that was.
  const updateDue = updateClock?.missedAt ?? updateClock?.dueAt;
  const sentences: Readonly<Record<InformReason, string>> = {
    opened: 'incident opened',
    acknowledged: `acknowledged by ${holder}`,
    'already acknowledged': `already acknowledged by ${holder}`,
    mitigated: `mitigated by ${oneLine(facts.incident.mitigation?.by ?? 'whoever has it')}, no tier is called while nothing burns`,
    'burning again': 'not mitigated after all, it burns again and the escalation goes on',
    'shift over': `the shift of ${oneLine(acknowledgement?.by ?? 'whoever has it')} is over, ${listText(acknowledgement?.offeredTo ?? [])} can take it`,
    recovered: 'alarms are over, it is watched whether they stay so',
    relapsed: 'not over after all, an alarm is on again',
    update: 'status update',
    'update due': `a status update is due${updateDue === undefined ? '' : ` at ${clock(updateDue)}`}`,
    'update overdue': `the status update is overdue${updateDue === undefined ? '' : ` since ${clock(updateDue)}`}`,
    'severity changed': `severity is now ${severity}`,
    blind: 'monitoring is blind, what the alarms would say is not known',
    'gave way': 'the drill is over, something real goes on',
    healing: run === undefined ? 'a runbook was started by itself' : `a ${run.isLive ? 'live' : 'dry'} run of ${run.runbook} was started by itself`,
    healed: `healed by itself${run === undefined ? '' : `, by ${run.runbook}`}, it is watched whether it stays so`,
    'not healed': `not healed by itself${run === undefined ? '' : `: ${healingText(run)}`}`,
    resolved:
      resolution === undefined
        ? 'resolved'
        : `resolved by ${oneLine(resolution.by)} at ${clock(resolution.at)}, ${elapsedText(openedAt, resolution.at)} after it was opened`,
    reopened: `back again at ${clock(now)}`,
    'postmortem due': `the postmortem is due${postmortemDue === undefined ? '' : ` at ${clock(postmortemDue)}`}`,
    'postmortem overdue': `the postmortem is overdue${postmortemDue === undefined ? '' : ` since ${clock(postmortemDue)}`}`,
    closed: 'closed, what was owed is done',
  };
  return sentences[facts.reason];
}

/** What the reader is to do, and how; most are asked for nothing. */
export function informAction({ reason, incident, policy }: Pick<InformFacts, 'reason' | 'incident' | 'policy'>): string {
  switch (reason) {
    case 'update due':
    case 'update overdue':
      return `Post it: ${incidentCommand('update', incident.id, policy)}`;
    case 'postmortem due':
    case 'postmortem overdue':
      return `File it: ${incidentCommand('postmortem file', incident.id, policy)}`;
    case 'shift over':
      return `Talk to each other; whoever takes it: ${incidentCommand('ack', incident.id, policy)}`;
    case 'acknowledged':
    case 'already acknowledged':
      return 'Everybody else can stand down';
    case 'blind':
      return 'Look at the service yourself';
    default:
      return 'You are not asked to act';
  }
}

/** Why the reader is notified. */
export function audienceText(audience: Audience, severity: string): string {
  switch (audience.kind) {
    case 'informed':
      return `your role is notified of ${severity}`;
    case 'paged':
      return 'you were paged for it';
    case 'everybody':
      return `you were paged for it, or your role is notified of ${severity}`;
    case 'roles':
      return `your role is one of ${listText(audience.roles)}`;
    case 'people':
      return `it is meant for ${listText(audience.people)}`;
  }
}

/** When more will be heard. */
export function nextUpdateText({ incident, severity }: Pick<InformFacts, 'incident' | 'severity'>): string {
  const { updateClock, openedAt, policy, state } = incident;
  if (!isActive({ state })) return 'none, it is over';
  if (updateClock !== undefined) return clockText(updateClock.dueAt, openedAt);
  const every = policy.severities[severity].updateEverySeconds;
  return every === undefined ? 'when something changes' : `within ${formatDurationSeconds(every)} of the acknowledgement`;
}

/** What is being done: what this message says, what resolved it, or what the last update said. Never empty. */
export function doingText({ incident, reason, text }: Pick<InformFacts, 'incident' | 'reason' | 'text'>): string {
  const said = [reason === 'update' ? text : undefined, incident.resolution?.text, incident.lastUpdate?.text].map((each) => oneLine(each ?? ''));
  const holder = incident.acknowledgement === undefined ? 'nobody has it yet' : `${oneLine(incident.acknowledgement.by)} is on it`;
  return said.find((each) => each !== '') ?? holder;
}
