import type { Disturbance, TimelineCode, TimelineFacts } from '../gameday/timeline-events';
import { formatPercent } from '../slo/burn-rate';
import { formatDurationMinutes, formatDurationSeconds } from '../time/time';
import { responderActionText, signalText } from './measurement-text';
import type { TimelineWord } from './timeline-words';

/** An event of the timeline in words: what happened first, in capitals. */
export function timelineText(event: TimelineFacts): string {
  switch (event.code) {
    case 'workload-began':
      return line('workload-began', 'BEGIN', workloadText(event.workload));
    case 'workload-ended':
      return line('workload-ended', 'END', `${event.id}`);
    case 'disturbance-began':
      return line('disturbance-began', 'BEGIN', `${namedDisturbanceText(event)} for ${formatDurationMinutes(event.forMinutes)}`);
    case 'disturbance-ended':
      return line('disturbance-ended', 'END', namedDisturbanceText(event));
    case 'service-reported':
      return line('service-reported', 'REPORTED', `${event.id}: ${event.detailType} in ${event.region}`);
    case 'request-sent':
      return line('request-sent', 'REQUEST', `${event.id}: ${event.title}${event.blocking ? ' (blocking)' : ''}`);
    case 'redeployed':
      return line('redeployed', 'DEPLOYED', redeployedText(event));
    case 'metric-alarm-changed':
      return line('metric-alarm-changed', event.to, `${event.alarmName}  ${event.reason}`);
    case 'composite-alarm-changed':
      return line('composite-alarm-changed', event.to, event.alarmName);
    case 'notified': {
      const about = event.objective === undefined ? event.alarmName : words(event.objective, event.signal && signalText(event.signal));
      return line('notified', 'NOTIFIED', `${event.severity ?? 'unplanned'} ${event.topicName}: ${about}`);
    }
    case 'notification-suppressed':
      return line('notification-suppressed', 'SUPPRESSED', `${event.alarmName} ${suppressionText(event)}`);
    case 'notification-lost':
      return line('notification-lost', 'LOST', `${event.alarmName} to ${event.topicName} at the ${event.link}: ${event.reason}`);
    case 'action-not-simulated':
      return line('action-not-simulated', '????', `action ${event.action} of ${event.alarmName}: ${event.reason}`);
    case 'target-not-simulated':
      return line('target-not-simulated', '????', `target ${event.targetArn} of rule ${event.rule}`);
    case 'budget-state-changed':
      return line(
        'budget-state-changed',
        'GATE',
        `${event.objective} ${event.from} -> ${event.to}, ${event.remaining === undefined ? event.reason : `${formatPercent(event.remaining)} left`}`,
      );
    case 'ledger-run-failed':
      return line('ledger-run-failed', 'LEDGER', `${event.region} run ${event.result}: ${event.reason}`);
    case 'ledger-run-given-up':
      return line('ledger-run-given-up', 'LEDGER', `${event.region} run given up: ${event.reason}`);
    case 'page-published':
      return messageText(
        'page-published',
        'PAGED',
        `${event.severity} tier ${event.tier} ${event.about}${event.reason === undefined ? '' : ` (${event.reason})`}`,
        event,
      );
    case 'fallback-page-published':
      return messageText('fallback-page-published', event.isOver ? 'OVER' : 'PAGED', `by CloudWatch ${event.about}`, event);
    case 'notice-published':
      return messageText('notice-published', 'NOTICE', words(event.severity, event.about, event.reason), event);
    case 'watchdog-notified':
      return messageText('watchdog-notified', event.isOver ? 'OVER' : 'FAULT', words(event.reason, event.about), event);
    case 'pager-asked': {
      const about = event.key === undefined ? 'nothing that it can read' : `${event.asked} ${event.key}`;
      return line('pager-asked', 'PAGER', `${event.pager} ${event.status === undefined ? 'did not answer' : `answered ${event.status}`}: ${about}`);
    }
    case 'pager-not-reached':
      return line('pager-not-reached', 'PAGER', `${event.pager} not reached: ${event.reason}`);
    case 'incident-opened':
      return line(
        'incident-opened',
        'OPEN',
        `${event.severity} ${event.incidentId}: ${event.title}${event.isSuppressed ? ', suppressed' : ''}${event.isLate ? ', found late' : ''}${event.isDrill ? ', a drill' : ''}`,
      );
    case 'incident-unmuted':
      return line('incident-unmuted', 'OPEN', `${event.severity} ${event.incidentId}: the mute is over`);
    case 'escalation-restarted':
      return line(
        'escalation-restarted',
        RESTARTS[event.because],
        `${event.incidentId}${event.from === event.to ? '' : ` ${event.from} -> ${event.to}`}, escalation round ${event.round}`,
      );
    case 'severity-changed':
      return line('severity-changed', 'CHANGED', `${event.incidentId} ${event.from} -> ${event.to}`);
    case 'incident-acknowledged':
      return line('incident-acknowledged', 'ACK', `${event.incidentId} by ${event.by} (${event.via})`);
    case 'incident-updated':
      return line('incident-updated', 'UPDATE', `${event.incidentId} by ${event.by}: ${event.update}`);
    case 'incident-recovered':
      return line('incident-recovered', 'RECOVERED', `${event.incidentId}`);
    case 'incident-resolved':
      return line('incident-resolved', 'RESOLVED', `${event.incidentId} by ${event.by}: ${event.resolution}`);
    case 'postmortem-changed':
      return line('postmortem-changed', 'POSTMORTEM', `${event.incidentId} ${event.status}`);
    case 'checklist-item-done':
      return line('checklist-item-done', 'DONE', `${event.incidentId} ${event.item} by ${event.by}`);
    case 'incident-closed':
      return line('incident-closed', 'CLOSED', `${event.incidentId}`);
    case 'responder-acted':
      return `${event.person.toUpperCase()} ${responderActionText(event.action)}: ${event.answer}`;
    case 'engine-reported':
      return line('engine-reported', 'ENGINE', `${event.report}`);
    case 'engine-run-failed':
      return line('engine-run-failed', 'ENGINE', `run ${event.result}: ${event.reason}`);
    case 'engine-not-started':
      return line('engine-not-started', 'ENGINE', `not started by ${event.by}: ${event.reason}`);
    case 'engine-works-again':
      return line('engine-works-again', 'ENGINE', 'works again');
  }
}

const RESTARTS = { reopened: 'REOPENED', promoted: 'PROMOTED', stale: 'STALE' } as const;

/** `roster-changed: other people as secondary-on-call; S0 tier 2 at another time; partner-portal/latency gone`. */
function redeployedText({ id, roles, tiers, severities, removed }: Extract<TimelineFacts, { code: 'redeployed' }>): string {
  const parts = [
    roles.length > 0 && `other people as ${roles.join(' and ')}`,
    tiers.length > 0 && `${tiers.join(' and ')} at another time`,
    severities.length > 0 && `another severity of ${severities.join(' and ')}`,
    removed.length > 0 && `${removed.join(' and ')} gone`,
  ].filter((part) => part !== false);
  return `${id === undefined ? '' : `${id}: `}${parts.join('; ') || 'nothing changed'}`;
}

/** A word of the event, in a column of its own where it is short. */
function line<Code extends TimelineCode>(_: Code, word: TimelineWord<Code>, details: string): string {
  return `${word.padEnd(5)} ${details}`;
}

interface Recipients {
  readonly reached: readonly { readonly person: string; readonly channels: readonly string[] }[];
  readonly unreached: readonly string[];
}

type MessageCode = 'page-published' | 'fallback-page-published' | 'notice-published' | 'watchdog-notified';

/** `PAGED S0 tier 1 partner-portal-1: ana (email, sms)`. */
function messageText<Code extends MessageCode>(code: Code, word: TimelineWord<Code>, subject: string, { reached, unreached }: Recipients): string {
  if (reached.length === 0)
    return line<MessageCode>(
      code,
      'UNREACHED',
      `${subject}: ${unreached.length === 0 ? 'nobody is subscribed who it is for' : `it did not reach ${unreached.join(', ')}`}`,
    );
  const people = reached.map(({ person, channels }) => `${person} (${channels.join(', ')})`);
  return line(code, word, `${subject}: ${people.join(', ')}${unreached.length === 0 ? '' : `, not ${unreached.join(', ')}`}`);
}

/** `night-outage: outage of partner-portal/availability for 10m`. */
export function workloadText(workload: TimelineFacts<'workload-began'>['workload']): string {
  return `${workload.id}: ${changeText(workload)}`;
}

function changeText(workload: TimelineFacts<'workload-began'>['workload']): string {
  const on = workload.on.join(', ');
  const length = formatDurationMinutes(workload.for);
  switch (workload.kind) {
    case 'errors':
      return `${workload.percent} % errors on ${on} for ${length}`;
    case 'flapping':
      return `${workload.percent} % errors on ${on} for ${length}, on for ${formatDurationMinutes(workload.onFor)} and off for ${formatDurationMinutes(workload.offFor)}`;
    case 'latency':
      return `${workload.percent} % of ${on} at about ${workload.typicalMs} ms for ${length}`;
    case 'traffic':
      return `${workload.factor} times the traffic of ${on} for ${length}`;
    case 'dead-letters':
      return `${workload.perMinute} dead letters a minute on ${on} for ${length}`;
    default:
      return `${workload.kind} of ${on} for ${length}`;
  }
}

/** `mailbox-full: bob cannot be reached by email`. */
export function namedDisturbanceText({ id, disturbance }: { readonly id?: string | undefined; readonly disturbance: Disturbance }): string {
  return `${id === undefined ? '' : `${id}: `}${disturbanceText(disturbance)}`;
}

function disturbanceText(disturbance: Disturbance): string {
  switch (disturbance.kind) {
    case 'lose':
      return 'alarm events are lost';
    case 'duplicate':
      return 'alarm events come twice';
    case 'delay':
      return `alarm events are ${formatDurationSeconds(disturbance.delaySeconds ?? 0)} late`;
    case 'muted':
      return `${disturbance.severity === undefined ? '' : `${disturbance.severity} `}alarms of ${disturbance.on} are muted`;
    case 'unreachable':
      return `${disturbance.who} cannot be reached${disturbance.channel === undefined ? '' : ` by ${disturbance.channel}`}`;
    case 'pager fails':
      return `${disturbance.pager} answers ${disturbance.answers}`;
    case 'key disabled':
      return `the key of ${disturbance.of} is disabled`;
  }
}

function suppressionText({ suppressedBy, suppressor, reason }: TimelineFacts<'notification-suppressed'>): string {
  if (suppressor === undefined || suppressedBy === 'ActionsEnabled' || suppressedBy === 'AlarmMuteRule') return `(${reason})`;
  return { Alarm: `while ${suppressor} is on`, WaitPeriod: `to see whether ${suppressor} follows`, ExtensionPeriod: `a little longer than ${suppressor}` }[
    suppressedBy
  ];
}

function words(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(' ');
}
