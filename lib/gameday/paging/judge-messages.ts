import { REQUESTS_GROUP } from '../../incident/requests/request-policy';
import { onCall } from '../../incident/roster/on-call';
import type { IncidentPlan } from '../../plan/incident-plan';
import type { Scenario } from '../../scenario/scenario';
import { timesOf } from '../../scenario/scenario-times';
import { MINUTE_MS, SECOND_MS, type Instant } from '../../time/time';
import type { IncidentBudgets } from '../incident-budgets';
import { timeRange } from '../judge-expectations';
import { matchNotifications, type Awaited } from '../match-notifications';
import type { Measurement, MessageSubject } from '../measurements';
import type { PagingPlans } from '../redeploy/deployments';
import { notifiedBy, type Publication } from './publications';

/** What messages are judged with. */
export interface JudgedMessages {
  readonly scenario: Scenario;
  readonly plans: PagingPlans;
  readonly publications: readonly Publication[];
  /** Budget of what burns, for pages: the most that an objective of the service has spent. */
  readonly spentOf: (service: string, from: Instant, until: Instant) => ReturnType<IncidentBudgets['spentBetween']> | undefined;
}

type Times = { readonly after: string; readonly within: number; readonly notBefore: number; readonly count: number };
type Addressed = { readonly who?: readonly string[]; readonly role?: readonly string[] };

/** One message that is waited for. */
interface AwaitedMessage extends Awaited<MessageSubject> {
  readonly began: Instant;
  readonly times: Times;
  readonly addressed: Addressed;
}

/** A message that reached somebody. */
interface ReceivedMessage {
  readonly at: Instant;
  readonly subject: MessageSubject;
  readonly publication: Publication;
}

/**
 * Puts every message that people must get beside one that reached somebody, and what nobody expected beside nothing. A
 * message that reached nobody is none.
 */
export function judgeMessages(judged: JudgedMessages): Measurement[] {
  const { scenario, publications } = judged;
  const received = publications.filter((each) => each.at >= scenario.start && !each.isOver && notifiedBy(each).length > 0).map(receivedMessage);
  const expected = expectedMessages(scenario);
  const { answers, unexpected } = matchNotifications(expected, received);
  return [
    ...expected.map((each) => judgeOne(each, answers.get(each)?.publication, judged)),
    ...unexpected.filter((each) => mustBeExpected(each.publication, scenario)).map(judgeSurprise),
    ...scenario.noPages.map((quiet) => judgeQuiet(quiet, scenario, publications)),
  ];
}

/** True for a scenario that says what it expects of people: then the watchdog may not be notified of anything else. */
function expectsOfPeople({ expectPages, expectNotices, expectFaults, expectFallback, expectIncidents, noPages }: Scenario): boolean {
  return [expectPages, expectNotices, expectFaults, expectFallback, expectIncidents, noPages].some((each) => each.length > 0);
}

function expectedMessages(scenario: Scenario): AwaitedMessage[] {
  const awaited = (times: Times, subject: MessageSubject, addressed: Addressed = {}): AwaitedMessage[] => {
    const { began } = timesOf(scenario, times.after);
    const one = { subject, began, times, addressed, earliest: began + times.notBefore * SECOND_MS, latest: began + times.within * SECOND_MS };
    return Array.from({ length: times.count }, () => ({ ...one }));
  };
  return [
    ...scenario.expectPages.flatMap((each) => awaited(each, { kind: 'page', service: each.service, severity: each.severity, tier: each.tier }, each)),
    ...scenario.expectNotices.flatMap((each) => awaited(each, { kind: 'notice', service: each.service, reason: each.reason }, each)),
    ...scenario.expectFallback.flatMap((each) => awaited(each, { kind: 'fallback page', severity: each.severity })),
    ...scenario.expectFaults.flatMap((each) => awaited(each, { kind: 'fault', reason: each.code })),
  ];
}

function receivedMessage(publication: Publication): ReceivedMessage {
  return { at: publication.at, subject: subjectOf(publication), publication };
}

function subjectOf({ purpose, message, alarmSeverity, watchdogAlarm = 'engine silent' }: Publication): MessageSubject {
  const service = message?.group ?? 'unknown';
  switch (purpose.kind) {
    case 'tier':
      return { kind: 'page', service, severity: purpose.severity, tier: purpose.tier };
    case 'informed':
      return { kind: 'notice', service, reason: message?.reason ?? 'unknown' };
    case 'fallback':
      // Alarms on the engine itself publish here too, with a severity of their own: they count as S1.
      return { kind: 'fallback page', severity: alarmSeverity ?? 'S1' };
    case 'watchdog':
      return { kind: 'fault', reason: message?.reason ?? watchdogAlarm };
  }
}

/** Whom a page without a record is about is not known: it counts for the service that is waited for. */
function judgeOne(expected: AwaitedMessage, found: Publication | undefined, { plans, spentOf }: JudgedMessages): Measurement {
  const { subject, began, times, addressed, earliest, latest } = expected;
  const shared = { code: 'message-time', subject, after: times.after, expected: timeRange(times) } as const;
  if (found === undefined) return { ...shared, measured: { kind: 'never' }, outcome: 'failed' };
  const expectedPeople = peopleOf(addressed, plans(found.at), found.at);
  const reached = [...notifiedBy(found)].sort();
  const areRight = expectedPeople === undefined || reached.join() === expectedPeople.join();
  const isInTime = found.at >= earliest && found.at <= latest;
  const spent = subject.kind === 'page' ? spentOf(subject.service, began, found.at) : undefined;
  return {
    ...shared,
    ...(expectedPeople !== undefined && { expectedPeople }),
    measured: { kind: 'elapsed', seconds: (found.at - began) / SECOND_MS },
    reached,
    outcome: areRight && isInTime ? 'passed' : 'failed',
    ...(spent !== undefined && { budgetSpent: spent }),
  };
}

/** Exactly the people who have to be reached; undefined where anybody will do. */
function peopleOf({ who, role }: Addressed, { policy }: IncidentPlan, at: Instant): readonly string[] | undefined {
  if (who === undefined && role === undefined) return undefined;
  return [...new Set([...(who ?? []), ...(role ?? []).flatMap((each) => onCall(policy.roster, each, at))])].sort();
}

function mustBeExpected({ purpose, message }: Publication, scenario: Scenario): boolean {
  switch (purpose.kind) {
    case 'tier': {
      const named = new Set([...scenario.expectPages, ...scenario.noPages].map(({ service }) => service));
      return named.has(message?.group ?? 'unknown') || (message?.group === undefined && named.size > 0);
    }
    case 'informed':
      // What is late would be noticed by nobody else.
      return message?.group === REQUESTS_GROUP;
    case 'fallback':
      return true;
    case 'watchdog':
      return expectsOfPeople(scenario);
  }
}

const KINDS = { tier: 'page', informed: 'notice', fallback: 'fallback page', watchdog: 'fault' } as const;

function judgeSurprise({ at, publication }: ReceivedMessage): Measurement {
  const { purpose, message, alarmName } = publication;
  return {
    code: 'unexpected-message',
    subject: {
      kind: KINDS[purpose.kind],
      ...(purpose.kind === 'tier' && { severity: purpose.severity, tier: purpose.tier }),
      ...(message?.incidentId !== undefined && { incidentId: message.incidentId }),
      ...(alarmName !== undefined && { alarmName }),
      ...(message !== undefined && { reason: message.reason }),
    },
    expected: { kind: 'none' },
    measured: { kind: 'at', at, beforeScenario: false },
    reached: notifiedBy(publication),
    outcome: 'failed',
  };
}

function judgeQuiet({ service, from, for: minutes }: Scenario['noPages'][number], { start }: Scenario, publications: readonly Publication[]): Measurement {
  const [begin, end] = [start + from * MINUTE_MS, start + (from + minutes) * MINUTE_MS];
  const paged = publications.filter(
    ({ at, purpose, message, ...rest }) => purpose.kind === 'tier' && message?.group === service && at >= begin && at < end && notifiedBy(rest).length > 0,
  );
  return {
    code: 'no-pages',
    subject: { service, from: begin, until: end },
    expected: { kind: 'none' },
    measured: { kind: 'count', count: paged.length, ...(paged[0] !== undefined && { firstAt: paged[0].at }) },
    outcome: paged.length === 0 ? 'passed' : 'failed',
  };
}
