import type { Disturbance, TimelineFacts } from '../gameday/timeline-events';
import { formatPercent } from '../slo/burn-rate';
import { formatDurationMinutes, formatDurationSeconds } from '../time/time';
import { responderActionText, signalText } from './measurement-text';

/** An event of the timeline in words: what happened first, in capitals. */
export function timelineText(event: TimelineFacts): string {
  switch (event.code) {
    case 'workload-began':
      return `BEGIN ${event.workload.id}: ${workloadText(event.workload)}`;
    case 'workload-ended':
      return `END   ${event.id}`;
    case 'disturbance-began':
      return `BEGIN ${namedText(event)} for ${formatDurationMinutes(event.forMinutes)}`;
    case 'disturbance-ended':
      return `END   ${namedText(event)}`;
    case 'metric-alarm-changed':
      return `${event.to.padEnd(5)} ${event.alarmName}  ${event.reason}`;
    case 'composite-alarm-changed':
      return `${event.to.padEnd(5)} ${event.alarmName}`;
    case 'notified': {
      const about = event.objective === undefined ? event.alarmName : words(event.objective, event.signal && signalText(event.signal));
      return `NOTIFIED ${event.severity ?? 'unplanned'} ${event.topicName}: ${about}`;
    }
    case 'notification-suppressed':
      return `SUPPRESSED ${event.alarmName} ${suppressionText(event)}`;
    case 'notification-lost':
      return `LOST  ${event.alarmName} to ${event.topicName} at the ${event.link}: ${event.reason}`;
    case 'action-not-simulated':
      return `????  action ${event.action} of ${event.alarmName}: ${event.reason}`;
    case 'target-not-simulated':
      return `????  target ${event.targetArn} of rule ${event.rule}`;
    case 'budget-state-changed':
      return `GATE  ${event.objective} ${event.from} -> ${event.to}, ${event.remaining === undefined ? event.reason : `${formatPercent(event.remaining)} left`}`;
    case 'ledger-run-failed':
      return `LEDGER ${event.region} run ${event.result}: ${event.reason}`;
    case 'ledger-run-given-up':
      return `LEDGER ${event.region} run given up: ${event.reason}`;
    case 'page-published':
      return messageText('PAGED', `${event.severity} tier ${event.tier} ${event.about}${event.reason === undefined ? '' : ` (${event.reason})`}`, event);
    case 'fallback-page-published':
      return messageText(event.isOver ? 'OVER ' : 'PAGED', `by CloudWatch ${event.about}`, event);
    case 'notice-published':
      return messageText('NOTICE', words(event.severity, event.about, event.reason), event);
    case 'watchdog-notified':
      return messageText(event.isOver ? 'OVER ' : 'FAULT', words(event.reason, event.about), event);
    case 'incident-opened':
      return `OPEN  ${event.severity} ${event.incidentId}: ${event.title}${event.isSuppressed ? ', suppressed' : ''}${event.isLate ? ', found late' : ''}${event.isDrill ? ', a drill' : ''}`;
    case 'incident-unmuted':
      return `OPEN  ${event.severity} ${event.incidentId}: the mute is over`;
    case 'escalation-restarted':
      return `${event.because.toUpperCase()} ${event.incidentId}${event.from === event.to ? '' : ` ${event.from} -> ${event.to}`}, escalation round ${event.round}`;
    case 'severity-changed':
      return `CHANGED ${event.incidentId} ${event.from} -> ${event.to}`;
    case 'incident-acknowledged':
      return `ACK   ${event.incidentId} by ${event.by} (${event.via})`;
    case 'incident-updated':
      return `UPDATE ${event.incidentId} by ${event.by}: ${event.update}`;
    case 'incident-recovered':
      return `RECOVERED ${event.incidentId}`;
    case 'incident-resolved':
      return `RESOLVED ${event.incidentId} by ${event.by}: ${event.resolution}`;
    case 'postmortem-changed':
      return `POSTMORTEM ${event.incidentId} ${event.status}`;
    case 'checklist-item-done':
      return `DONE  ${event.incidentId} ${event.item} by ${event.by}`;
    case 'incident-closed':
      return `CLOSED ${event.incidentId}`;
    case 'responder-acted':
      return `${event.person.toUpperCase()} ${responderActionText(event.action)}: ${event.answer}`;
    case 'engine-reported':
      return `ENGINE ${event.report}`;
    case 'engine-run-failed':
      return `ENGINE run ${event.result}: ${event.reason}`;
    case 'engine-not-started':
      return `ENGINE not started by ${event.by}: ${event.reason}`;
    case 'engine-works-again':
      return 'ENGINE works again';
  }
}

interface Recipients {
  readonly reached: readonly { readonly person: string; readonly channels: readonly string[] }[];
  readonly unreached: readonly string[];
}

/** `PAGED S0 tier 1 partner-portal-1: ana (email, sms)`. */
function messageText(verb: string, subject: string, { reached, unreached }: Recipients): string {
  if (reached.length === 0)
    return `UNREACHED ${subject}: ${unreached.length === 0 ? 'nobody is subscribed who it is for' : `it did not reach ${unreached.join(', ')}`}`;
  const people = reached.map(({ person, channels }) => `${person} (${channels.join(', ')})`);
  return `${verb} ${subject}: ${people.join(', ')}${unreached.length === 0 ? '' : `, not ${unreached.join(', ')}`}`;
}

function workloadText(workload: TimelineFacts<'workload-began'>['workload']): string {
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

function namedText({ id, disturbance }: { readonly id?: string | undefined; readonly disturbance: Disturbance }): string {
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
    case 'unreachable':
      return `${disturbance.who} cannot be reached${disturbance.channel === undefined ? '' : ` by ${disturbance.channel}`}`;
    case 'key disabled':
      return `the key of ${disturbance.of} is disabled`;
  }
}

function suppressionText({ suppressedBy, suppressor, reason }: TimelineFacts<'notification-suppressed'>): string {
  if (suppressor === undefined || suppressedBy === 'ActionsEnabled') return `(${reason})`;
  return { Alarm: `while ${suppressor} is on`, WaitPeriod: `to see whether ${suppressor} follows`, ExtensionPeriod: `a little longer than ${suppressor}` }[
    suppressedBy
  ];
}

function words(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(' ');
}
