import { INVARIANTS } from '../gameday/invariants/check-invariants';
import type { Violation } from '../gameday/invariants/violations';
import type { Measurement, MeasurementOf, TimeRange } from '../gameday/measurements';
import type { ResponderAction, Signal } from '../gameday/report-fields';
import { formatDurationMinutes, formatDurationSeconds, formatInstant } from '../time/time';

/** A measurement in words. */
export interface MeasurementText {
  readonly what: string;
  readonly expected: string;
  readonly measured: string;
}

/** Says what was measured, what was expected and what came of it. */
export function measurementText(measurement: Measurement): MeasurementText {
  switch (measurement.code) {
    case 'notification-time':
      return {
        what: `${subjectText(measurement.subject)} notified after ${measurement.after} began`,
        expected: rangeText(measurement.expected),
        measured: elapsedText(measurement.measured),
      };
    case 'alarm-end-time':
      return {
        what: `${subjectText(measurement.subject)} over after ${measurement.after} ended`,
        expected: rangeText(measurement.expected),
        measured: `${endText(measurement.measured)}${heldText(measurement.heldBy)}`,
      };
    case 'unexpected-notification': {
      const { severity, objective, signal, topicName, alarmName } = measurement.subject;
      const subject = words(severity ?? topicName, objective === undefined ? alarmName : words(objective, signal && signalText(signal)));
      const { waitedBehind } = measurement;
      const why = waitedBehind === undefined ? '' : `: a ticket that was suppressed while ${waitedBehind} paged, and is expected by a line of its own`;
      return { what: `${subject} notified`, expected: 'nobody is notified', measured: `${momentText(measurement.measured)}${why}` };
    }
    case 'no-notification':
      return { what: 'notifications', expected: 'none', measured: 'none' };
    case 'budget-state-time': {
      const { objective, state } = measurement.subject;
      return {
        what: `${objective} ${state} after ${measurement.after} began`,
        expected: rangeText(measurement.expected),
        measured: elapsedText(measurement.measured),
      };
    }
    case 'unexpected-budget-state': {
      const { objective, from, to } = measurement.subject;
      return { what: `${objective} ${from} -> ${to}`, expected: 'no such change', measured: momentText(measurement.measured) };
    }
    case 'message-time':
      return messageTimeText(measurement);
    case 'unexpected-message':
      return {
        what: unexpectedMessageText(measurement.subject),
        expected: 'nobody is notified',
        measured: `${momentText(measurement.measured)}, ${measurement.reached.join(', ')}${reasonText(measurement.subject)}`,
      };
    case 'pager-post-time':
      return {
        what: `${measurement.subject.pager} took ${measurement.subject.asked} after ${measurement.after} began`,
        expected: rangeText(measurement.expected),
        measured: elapsedText(measurement.measured),
      };
    case 'unexpected-pager-post': {
      const { pager, asked, key } = measurement.subject;
      return { what: `${pager} took ${asked} ${key}`, expected: 'nothing is posted', measured: momentText(measurement.measured) };
    }
    case 'no-pages': {
      const { subject, measured } = measurement;
      const found = measured.firstAt === undefined ? 'none' : `${measured.count}, first at ${formatInstant(measured.firstAt)}`;
      return { what: `pages of ${subject.service} from ${formatInstant(subject.from)} to ${formatInstant(subject.until)}`, expected: 'none', measured: found };
    }
    case 'incident-record': {
      const { service, sequence, at } = measurement.subject;
      const incident = sequence === undefined ? service : `${service}-${sequence}`;
      return { what: `record of ${incident} at ${formatInstant(at)}`, expected: valuesText(measurement.expected), measured: valuesText(measurement.measured) };
    }
    case 'gate-answer': {
      const { service, purpose, incident, at } = measurement.subject;
      const { verdict, why } = measurement.measured;
      const asked = incident === undefined ? purpose : `${purpose} of ${incident}`;
      return {
        what: `gate of ${service} (${asked}) at ${formatInstant(at)}`,
        expected: measurement.expected.verdict,
        measured: `${verdict}: ${why.join('; ')}`,
      };
    }
    case 'command': {
      const { person, action, at } = measurement.subject;
      return {
        what: `${person}: ${responderActionText(action)} at ${formatInstant(at)}`,
        expected: measurement.expected.kind,
        measured: `${measurement.measured.kind}: ${measurement.measured.answer}`,
      };
    }
    case 'invariant-violated': {
      const { id } = measurement.subject;
      const { first, more } = measurement.measured;
      const others = more === 0 ? '' : `, and ${more} more`;
      const rule = INVARIANTS.find((each) => each.id === id)?.rule;
      return {
        what: [id, rule].filter((part) => part !== undefined).join(': '),
        expected: 'always',
        measured: `${formatInstant(first.at)}: ${violationText(first)}${others}`,
      };
    }
    case 'invariants-hold':
      return { what: `invariants of paging ${measurement.subject.ids.join(', ')}`, expected: 'always', measured: 'always' };
    case 'deployment':
      return { what: `deployment of ${measurement.subject.target}`, expected: 'AWS accepts it', measured: measurement.measured.problem };
  }
}

/** What was found, in words. */
export function violationText(violation: Violation): string {
  switch (violation.code) {
    case 'alarm-without-incident':
      return `${violation.alarmName} has been on since ${formatInstant(violation.since)} and belongs to no incident`;
    case 'stale-acknowledgement-counts':
      return `the acknowledgement of ${violation.incidentId} is stale and still counts`;
    case 'incident-less-severe':
      return `${violation.incidentId} is less severe than ${violation.alarmName}, which has been on since ${formatInstant(violation.since)}`;
    case 'page-unreadable':
      return `a page to ${violation.topicName} says nothing that can be read`;
    case 'page-without-reason':
      return `a page of ${violation.incidentId} gives no reason`;
    case 'page-without-record-needlessly':
      return `a page to ${violation.topicName} goes out without a record although the table answers`;
    case 'page-not-recorded':
      return `${violation.incidentId} is paged and was not recorded`;
    case 'record-without-detection':
      return `the record of ${violation.incidentId} does not say what was detected`;
    case 'paged-twice': {
      const { person, incidentId, round, tier, reason, firstAt } = violation;
      return `${person} is paged again for ${incidentId} escalation round ${round} tier ${tier} (${reason}), first at ${formatInstant(firstAt)}`;
    }
    case 'paged-needlessly':
      return `tier ${violation.tier} of ${violation.incidentId} is paged (${violation.reason}) while it is ${violation.state}`;
    case 'tier-reached-twice':
      return `tier ${violation.tier} of ${violation.incidentId} is reached twice in escalation round ${violation.round}`;
    case 'tier-out-of-order':
      return `tier ${violation.tier} of ${violation.incidentId} is reached out of order in escalation round ${violation.round}`;
    case 'paged-for-what-is-over':
      return `tier ${violation.tier} of ${violation.incidentId} is paged (${violation.reason}) although its alarms have been over for minutes`;
    case 'drill-goes-on':
      return `the drill ${violation.incidentId} is paged while ${violation.realId} goes on, which is real`;
    case 'changed-while-overridden':
      return `an automatic run of ${violation.document} calls ${violation.call} although people took over at ${formatInstant(violation.since)}`;
    case 'unhealed-and-not-paged':
      return `tier 1 of ${violation.incidentId} is not paged although ${violation.runbook}, asked for at ${formatInstant(violation.since)}, is ${violation.status}`;
    case 'nobody-notified':
      return `nobody was notified of ${violation.alarmName}, on since ${formatInstant(violation.since)}`;
  }
}

/** `acknowledge partner-portal from the console`. */
export function responderActionText({ do: verb, service, via, item, severity }: ResponderAction): string {
  return words(verb.replaceAll('-', ' '), item, service, severity && `as ${severity}`, via === 'console' ? 'from the console' : undefined);
}

/** `budget caution`. */
export function signalText({ of, what }: Signal): string {
  return `${of} ${what}`;
}

function subjectText({ severity, objective, signal }: MeasurementOf<'notification-time'>['subject']): string {
  return words(severity, objective, signal && signalText(signal));
}

function messageTimeText({ subject, after, expected, expectedPeople, measured, reached = [] }: MeasurementOf<'message-time'>): MeasurementText {
  const people = (who: readonly string[]) => (expectedPeople === undefined ? '' : `, ${who.join(', ')}`);
  return {
    what: `${messageText(subject)} after ${after} began`,
    expected: `${rangeText(expected)}${people(expectedPeople ?? [])}`,
    measured: `${elapsedText(measured)}${people(reached)}`,
  };
}

function messageText(subject: MeasurementOf<'message-time'>['subject']): string {
  switch (subject.kind) {
    case 'page':
      return `${subject.severity} tier ${subject.tier} of ${subject.service} paged`;
    case 'notice':
      return `notice of ${subject.service} (${subject.reason}) sent`;
    case 'fallback page':
      return `${subject.severity} paged by CloudWatch`;
    case 'fault':
      return `watchdog notified: ${subject.reason}`;
  }
}

function unexpectedMessageText({ kind, severity, tier, incidentId, alarmName, reason }: MeasurementOf<'unexpected-message'>['subject']): string {
  const about = incidentId ?? alarmName ?? reason ?? 'something';
  switch (kind) {
    case 'page':
      return `${severity} tier ${tier} paged: ${about}`;
    case 'notice':
      return `notice sent: ${about}`;
    case 'fallback page':
      return `paged by CloudWatch: ${about}`;
    case 'fault':
      return `watchdog notified: ${about === reason ? about : words(about, reason)}`;
  }
}

function rangeText({ notBeforeSeconds, withinSeconds }: TimeRange): string {
  const limit = formatDurationSeconds(withinSeconds);
  return notBeforeSeconds === 0 ? `within ${limit}` : `${formatDurationSeconds(notBeforeSeconds)} to ${limit}`;
}

function elapsedText(measured: MeasurementOf<'notification-time'>['measured']): string {
  return measured.kind === 'never' ? 'never' : formatDurationSeconds(measured.seconds);
}

function endText(measured: MeasurementOf<'alarm-end-time'>['measured']): string {
  switch (measured.kind) {
    case 'elapsed':
      return formatDurationSeconds(measured.seconds);
    case 'never began':
      return 'never began';
    case 'before the end':
      return 'before it ended';
    case 'not in the scenario':
      return 'not in this scenario';
  }
}

function heldText(heldBy: MeasurementOf<'alarm-end-time'>['heldBy']): string {
  return heldBy === undefined ? '' : `: ${heldBy.alarmName} looks ${formatDurationMinutes(heldBy.windowMinutes)} back`;
}

/** Why somebody was paged, where the subject does not say it. */
function reasonText({ kind, reason }: MeasurementOf<'unexpected-message'>['subject']): string {
  return kind === 'page' && reason !== undefined ? ` (${reason})` : '';
}

function momentText({ at, beforeScenario }: MeasurementOf<'unexpected-notification'>['measured']): string {
  return `at ${formatInstant(at)}${beforeScenario ? ', before anything happened' : ''}`;
}

function valuesText(values: MeasurementOf<'incident-record'>['expected']): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}

function words(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(' ');
}
