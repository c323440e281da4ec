import type { Severity } from '../incident/severity';
import type { OperationsPlan } from '../plan/alarm-plan';
import { plannedObjectives } from '../plan/build-plan';
import type { Expectation, Scenario } from '../scenario/scenario';
import { timesOf } from '../scenario/scenario-times';
import { SECOND_MS, type Instant } from '../time/time';
import type { IncidentBudgets } from './incident-budgets';
import { matchNotifications, type Awaited } from './match-notifications';
import type { Measurement, MeasurementOf, TimeRange } from './measurements';
import type { Signal } from './report-fields';
import type { FiringChange, Notification, Timeline } from './timeline';

/** What of a timeline is judged. */
export type JudgedTimeline = Pick<Timeline, 'notifications' | 'changes' | 'changesIn'>;

/** What a notification is about. */
interface NotificationSubject {
  readonly severity?: Severity;
  readonly objective?: string;
  readonly signal?: Signal;
}

/** An expectation with its times on the clock. */
interface TimedExpectation extends Awaited<NotificationSubject> {
  readonly expectation: Expectation;
  readonly began: Instant;
  readonly ended: Instant;
}

/**
 * Puts every expected notification beside the one that happened, and everything nobody expected beside nothing. Each
 * notification answers one expectation: a second page for the same thing is one too many.
 */
export function judgeExpectations(
  scenario: Scenario,
  plan: OperationsPlan,
  timeline: JudgedTimeline,
  budgets: Pick<IncidentBudgets, 'spentBetween' | 'spentAt'>,
): Measurement[] {
  const expected = scenario.expect.map((expectation) => timed(scenario, expectation));
  const happened = timeline.notifications
    .filter((each) => !isOfFirstDeployment(each, scenario, timeline))
    .map((each) => ({ at: each.at, subject: subjectOf(each), notification: each }));
  const { answers, unexpected } = matchNotifications(expected, happened);
  const measurements: Measurement[] = [];
  for (const each of expected) {
    const found = answers.get(each)?.notification;
    const { objective, signal } = each.subject;
    const spent = found === undefined || objective === undefined ? undefined : budgets.spentBetween(objective, each.began, found.at);
    measurements.push({ ...judgeNotification(each, found), ...(spent !== undefined && { budgetSpent: spent }) });
    if (each.expectation.clearsWithin !== undefined) {
      const changes = signal === undefined ? compositeChanges(plan, timeline, each.subject) : changesOf(found, timeline);
      measurements.push(judgeClearing(each, each.expectation.clearsWithin, { changes, notified: found, lastOn: lastWindowOn(plan, timeline, each.subject) }));
    }
  }
  for (const { notification } of unexpected) {
    measurements.push({ ...judgeUnexpected(notification, scenario, budgets), ...waitedBehind(notification, plan, timeline) });
  }
  if (measurements.length === 0) measurements.push({ code: 'no-notification', expected: { kind: 'none' }, measured: { kind: 'none' }, outcome: 'passed' });
  return measurements;
}

function timed(scenario: Scenario, expectation: Expectation): TimedExpectation {
  const { notBefore, within } = expectation;
  const { began, ended } = timesOf(scenario, expectation.after);
  const signal = signalOf(expectation);
  return {
    expectation,
    subject: subjectOf({ ...expectation, ...(signal !== undefined && { signal }) }),
    began,
    ended,
    earliest: began + notBefore * SECOND_MS,
    latest: began + within * SECOND_MS,
  };
}

function judgeNotification(
  { expectation, subject, began, earliest, latest }: TimedExpectation,
  found: Notification | undefined,
): MeasurementOf<'notification-time'> {
  const shared = { code: 'notification-time', subject, after: expectation.after, expected: timeRange(expectation) } as const;
  if (found === undefined) return { ...shared, measured: { kind: 'never' }, outcome: 'failed' };
  const isInTime = found.at >= earliest && found.at <= latest;
  return { ...shared, measured: { kind: 'elapsed', seconds: (found.at - began) / SECOND_MS }, outcome: isInTime ? 'passed' : 'failed' };
}

/** The time an expectation leaves. */
export function timeRange({ notBefore, within }: { readonly notBefore: number; readonly within: number }): TimeRange {
  return { kind: 'elapsed', notBeforeSeconds: notBefore, withinSeconds: within };
}

/** What is known of an alarm that should be over. */
interface Clearing {
  readonly changes: readonly FiringChange[];
  readonly notified: Notification | undefined;
  /** Of the alarms on windows that it looks at: the one that was over last up to an instant. */
  readonly lastOn: (until: Instant) => MeasurementOf<'alarm-end-time'>['heldBy'];
}

function judgeClearing({ expectation, subject, ended }: TimedExpectation, clearsWithin: number, { changes, notified, lastOn }: Clearing): Measurement {
  const shared = { code: 'alarm-end-time', subject, after: expectation.after, expected: timeRange({ notBefore: 0, within: clearsWithin }) } as const;
  if (notified === undefined) return { ...shared, measured: { kind: 'never began' }, outcome: 'failed' };
  // An alarm may begin only after its incident is over, and is over later still.
  const from = Math.max(ended, notified.at);
  if (changes.findLast((change) => change.at <= from)?.firing !== true) return { ...shared, measured: { kind: 'before the end' }, outcome: 'passed' };
  const cleared = changes.find((change) => change.at > from && !change.firing);
  if (cleared === undefined) return { ...shared, measured: { kind: 'not in the scenario' }, outcome: 'failed' };
  const seconds = (cleared.at - ended) / SECOND_MS;
  const measured = { kind: 'elapsed', seconds } as const;
  if (seconds <= clearsWithin) return { ...shared, measured, outcome: 'passed' };
  const heldBy = lastOn(cleared.at);
  return { ...shared, measured, outcome: 'failed', ...(heldBy !== undefined && { heldBy }) };
}

/** A burn-rate alert is over no sooner than its short window has left what set it off. */
function lastWindowOn(plan: OperationsPlan, timeline: JudgedTimeline, subject: NotificationSubject): Clearing['lastOn'] {
  const planned = plannedObjectives(plan).find(({ name }) => name === subject.objective);
  const looksAt = planned?.compositeAlarms.find(({ severity }) => severity === subject.severity)?.firesWhenAllOf.flat() ?? [];
  const windows = planned?.metricAlarms.filter(({ name, role }) => role.kind === 'burn' && role.window === 'short' && looksAt.includes(name)) ?? [];
  return (until) => {
    const over = windows.flatMap(({ name: alarmName, role: { windowMinutes } }) => {
      const last = timeline.changes.get(alarmName)?.findLast(({ at, firing }) => at <= until && !firing);
      return last === undefined ? [] : [{ at: last.at, heldBy: { alarmName, windowMinutes } }];
    });
    return over.sort((a, b) => b.at - a.at)[0]?.heldBy;
  };
}

/** A ticket is suppressed while its objective pages, and notifies when the page is over (decision 4). */
function waitedBehind({ alarmName, at }: Notification, plan: OperationsPlan, timeline: JudgedTimeline): { readonly waitedBehind?: string } {
  const { suppressor } =
    plannedObjectives(plan)
      .flatMap(({ compositeAlarms }) => compositeAlarms)
      .find(({ name }) => name === alarmName) ?? {};
  if (suppressor === undefined) return {};
  const over = timeline.changes.get(suppressor.alarmName)?.findLast((change) => change.at <= at && !change.firing);
  const began = timeline.changes.get(alarmName)?.findLast((change) => change.at <= at && change.firing);
  return over !== undefined && began !== undefined && began.at <= over.at ? { waitedBehind: suppressor.alarmName } : {};
}

function judgeUnexpected(notification: Notification, scenario: Scenario, budgets: Pick<IncidentBudgets, 'spentAt'>): MeasurementOf<'unexpected-notification'> {
  const { at, topicName, objective, alarmName } = notification;
  const beforeScenario = at < scenario.start;
  const spent = objective === undefined || beforeScenario ? undefined : budgets.spentAt(objective, at);
  return {
    code: 'unexpected-notification',
    subject: { ...subjectOf(notification), alarmName, topicName },
    expected: { kind: 'none' },
    measured: { kind: 'at', at, beforeScenario },
    outcome: 'failed',
    ...(spent !== undefined && { budgetSpent: spent }),
  };
}

function changesOf(notified: Notification | undefined, timeline: JudgedTimeline): readonly FiringChange[] {
  return notified === undefined ? [] : timeline.changesIn(notified.region, notified.alarmName);
}

/**
 * Before its first run a ledger cannot be distinguished from one that has stopped, and its alarm says so. An account that
 * begins with the game day goes through that once; nobody waits for it, unless it lasts.
 */
export function isOfFirstDeployment({ at, signal, region, alarmName }: Notification, { start }: Scenario, timeline: JudgedTimeline): boolean {
  if (signal?.of !== 'ledger' || signal.what !== 'stopped' || at >= start) return false;
  return timeline.changesIn(region, alarmName).findLast((change) => change.at < start)?.firing === false;
}

function compositeChanges(plan: OperationsPlan, timeline: JudgedTimeline, { objective, severity }: NotificationSubject): readonly FiringChange[] {
  const planned = plannedObjectives(plan).find(({ name }) => name === objective);
  const composite = planned?.compositeAlarms.find((candidate) => candidate.severity === severity);
  return composite === undefined ? [] : (timeline.changes.get(composite.name) ?? []);
}

/** Only what is there, so that subjects can be compared. */
function subjectOf({ severity, objective, signal }: NotificationSubject): NotificationSubject {
  return { ...(severity !== undefined && { severity }), ...(objective !== undefined && { objective }), ...(signal !== undefined && { signal }) };
}

/** What notifies when it is not the burn rate or the silence of an objective. */
function signalOf({ budget, ledger, paging, threshold }: Expectation): Signal | undefined {
  if (budget !== undefined) return { of: 'budget', what: budget };
  if (ledger !== undefined) return { of: 'ledger', what: ledger };
  if (threshold !== undefined) return { of: 'threshold', what: threshold };
  return paging && { of: 'paging', what: paging };
}
