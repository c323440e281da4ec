import { formatDurationSeconds, formatInstant, SECOND_MS, type Instant } from '../time/time';
import { plannedObjectives } from '../plan/build-plan';
import type { OperationsPlan } from '../plan/alarm-plan';
import type { IncidentBudgets } from './incident-budgets';
import { matchNotifications, type Awaited } from './match-notifications';
import type { Measurement } from './report';
import type { Expectation, Scenario } from '../scenario/scenario';
import { timesOf } from '../scenario/scenario-times';
import type { FiringChange, Notification, Story } from './story';

/** What of a story is judged. */
export type JudgedStory = Pick<Story, 'notifications' | 'changes' | 'changesIn'>;

/** An expectation with its times on the clock. */
interface TimedExpectation extends Awaited {
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
  story: JudgedStory,
  budgets: Pick<IncidentBudgets, 'spentBetween' | 'spentAt'>,
): Measurement[] {
  const expected = scenario.expect.map((expectation) => timed(scenario, expectation));
  const { answers, unexpected } = matchNotifications(expected, story.notifications.filter((each) => !isOfFirstDeployment(each, scenario, story)));
  const measurements: Measurement[] = [];
  for (const each of expected) {
    const found = answers.get(each);
    const spent = found === undefined || each.objective === undefined ? undefined : budgets.spentBetween(each.objective, each.began, found.at);
    measurements.push({ ...judgeNotification(each, found), ...(spent !== undefined && { budgetSpent: spent }) });
    if (each.expectation.clearsWithin !== undefined) {
      const changes = each.signal === undefined ? compositeChanges(plan, story, each) : changesOf(found, story);
      measurements.push(judgeClearing(each, each.expectation.clearsWithin, changes, found));
    }
  }
  for (const notification of unexpected) measurements.push(judgeUnexpected(notification, scenario, budgets));
  if (measurements.length === 0) {
    measurements.push({ what: 'notifications', expected: 'none', measured: 'none', outcome: 'passed' });
  }
  return measurements;
}

function timed(scenario: Scenario, expectation: Expectation): TimedExpectation {
  const { objective, severity, notBefore, within } = expectation;
  const { began, ended } = timesOf(scenario, expectation.after);
  const signal = signalOf(expectation);
  return {
    expectation,
    ...(objective !== undefined && { objective }),
    ...(signal !== undefined && { signal }),
    severity,
    began,
    ended,
    earliest: began + notBefore * SECOND_MS,
    latest: began + within * SECOND_MS,
  };
}

function judgeNotification({ expectation, began, earliest, latest }: TimedExpectation, found: Notification | undefined): Measurement {
  const { severity, after, within, notBefore } = expectation;
  const what = `${severity} ${subjectOf(expectation)} told after ${after} began`;
  const limit = formatDurationSeconds(within);
  const expected = notBefore === 0 ? `within ${limit}` : `${formatDurationSeconds(notBefore)} to ${limit}`;
  if (found === undefined) return { what, expected, measured: 'never', outcome: 'failed' };
  const isInTime = found.at >= earliest && found.at <= latest;
  return { what, expected, measured: formatDurationMs(found.at - began), outcome: isInTime ? 'passed' : 'failed' };
}

function judgeClearing(
  { expectation, ended }: TimedExpectation,
  clearsWithin: number,
  changes: readonly FiringChange[],
  told: Notification | undefined,
): Measurement {
  const what = `${expectation.severity} ${subjectOf(expectation)} over after ${expectation.after} ended`;
  const shared = { what, expected: `within ${formatDurationSeconds(clearsWithin)}` };
  if (told === undefined) return { ...shared, measured: 'never began', outcome: 'failed' };
  // An alarm may begin only after its incident is over, and is over later still.
  const from = Math.max(ended, told.at);
  if (changes.findLast((change) => change.at <= from)?.firing !== true) {
    return { ...shared, measured: 'before it ended', outcome: 'passed' };
  }
  const cleared = changes.find((change) => change.at > from && !change.firing);
  if (cleared === undefined) return { ...shared, measured: 'not in this scenario', outcome: 'failed' };
  const elapsed = cleared.at - ended;
  return { ...shared, measured: formatDurationMs(elapsed), outcome: elapsed <= clearsWithin * SECOND_MS ? 'passed' : 'failed' };
}

function judgeUnexpected(
  { at, severity, topicName, objective, signal, alarmName }: Notification,
  scenario: Scenario,
  budgets: Pick<IncidentBudgets, 'spentAt'>,
): Measurement {
  const isBefore = at < scenario.start;
  const spent = objective === undefined || isBefore ? undefined : budgets.spentAt(objective, at);
  return {
    what: `${severity ?? topicName} ${objective === undefined ? alarmName : words(objective, signal)} told`,
    expected: 'nobody is told',
    measured: `at ${formatInstant(at)}${isBefore ? ', before anything happened' : ''}`,
    outcome: 'failed',
    ...(spent !== undefined && { budgetSpent: spent }),
  };
}

function changesOf(told: Notification | undefined, story: JudgedStory): readonly FiringChange[] {
  return told === undefined ? [] : story.changesIn(told.region, told.alarmName);
}

/**
 * Before its first slot a ledger cannot be told from one that has stopped, and its alarm says so. An account that
 * begins with the game day goes through that once; nobody waits for it, unless it lasts.
 */
export function isOfFirstDeployment({ at, signal, region, alarmName }: Notification, { start }: Scenario, story: JudgedStory): boolean {
  if (signal !== 'ledger stopped' || at >= start) return false;
  return story.changesIn(region, alarmName).findLast((change) => change.at < start)?.firing === false;
}

function compositeChanges(plan: OperationsPlan, story: JudgedStory, { objective, severity }: Awaited): readonly FiringChange[] {
  const planned = plannedObjectives(plan).find(({ name }) => name === objective);
  const composite = planned?.compositeAlarms.find((candidate) => candidate.severity === severity);
  return composite === undefined ? [] : (story.changes.get(composite.name) ?? []);
}

function subjectOf(expectation: Expectation): string {
  return words(expectation.objective, signalOf(expectation));
}

/** What tells when it is not the burn rate or the silence of an objective. */
function signalOf({ budget, ledger, paging }: Expectation): string | undefined {
  if (budget !== undefined) return `budget ${budget}`;
  return ledger === undefined ? paging && `paging ${paging}` : `ledger ${ledger}`;
}

function words(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(' ');
}

function formatDurationMs(milliseconds: number): string {
  return formatDurationSeconds(milliseconds / SECOND_MS);
}
