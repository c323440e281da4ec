import { onCall } from '../../incident/roster/on-call';
import { formatDurationSeconds, formatInstant, MINUTE_MS, SECOND_MS, type Instant } from '../../time/time';
import type { IncidentPlan } from '../../plan/incident-plan';
import type { IncidentBudgets } from '../incident-budgets';
import { matchNotifications, type Awaited, type Subject } from '../match-notifications';
import type { Measurement } from '../report';
import type { Scenario } from '../../scenario/scenario';
import { timesOf } from '../../scenario/scenario-times';
import { hearersOf, type Publication } from './publications';

/** What messages are judged with. */
export interface JudgedMessages {
  readonly scenario: Scenario;
  readonly plan: IncidentPlan;
  readonly publications: readonly Publication[];
  /** Budget of what burns, for pages: the most that an objective of the service has spent. */
  readonly spentOf: (service: string, from: Instant, until: Instant) => ReturnType<IncidentBudgets['spentBetween']> | undefined;
}

type Times = { readonly after: string; readonly within: number; readonly notBefore: number; readonly count: number };
type Addressed = { readonly who?: readonly string[]; readonly role?: readonly string[] };

/** One message that is waited for. */
interface AwaitedMessage extends Awaited {
  readonly what: string;
  readonly began: Instant;
  readonly times: Times;
  readonly addressed: Addressed;
  readonly service?: string;
}

/** A message that came, as expectations speak of it. */
interface HeardMessage extends Subject {
  readonly at: Instant;
  readonly publication: Publication;
}

/**
 * Puts every message that people must get beside one that reached somebody, and what nobody expected beside nothing. A
 * message that reached nobody is none.
 */
export function judgeMessages(judged: JudgedMessages): Measurement[] {
  const { scenario, publications } = judged;
  const heard = publications.filter((each) => each.at >= scenario.start && !each.isOver && hearersOf(each).length > 0).map(heardMessage);
  const expected = expectedMessages(scenario);
  const { answers, unexpected } = matchNotifications(expected, heard);
  return [
    ...expected.map((each) => judgeOne(each, answers.get(each)?.publication, judged)),
    ...unexpected.filter((each) => mustBeExpected(each.publication, scenario)).map(judgeSurprise),
    ...scenario.noPages.map((quiet) => judgeQuiet(quiet, scenario, publications)),
  ];
}

/** True for a scenario that says what it expects of people: then the watchdog may not be told anything else. */
export function expectsOfPeople({ expectPages, expectNotices, expectFaults, expectFallback, expectIncidents, noPages }: Scenario): boolean {
  return [expectPages, expectNotices, expectFaults, expectFallback, expectIncidents, noPages].some((each) => each.length > 0);
}

function expectedMessages(scenario: Scenario): AwaitedMessage[] {
  const awaited = (times: Times, subject: Subject, what: string, addressed: Addressed = {}): AwaitedMessage[] => {
    const { began } = timesOf(scenario, times.after);
    const one = { ...subject, what, began, times, addressed, earliest: began + times.notBefore * SECOND_MS, latest: began + times.within * SECOND_MS };
    return Array.from({ length: times.count }, () => ({ ...one }));
  };
  return [
    ...scenario.expectPages.flatMap((each) => awaited(each, pageSubject(each), `${each.severity} tier ${each.tier} of ${each.service} paged`, each).map((one) => ({ ...one, service: each.service }))),
    ...scenario.expectNotices.flatMap((each) => awaited(each, informSubject(each), `${each.reason} of ${each.service} told`, each)),
    ...scenario.expectFallback.flatMap((each) => awaited(each, { signal: 'fallback', severity: each.severity }, `${each.severity} paged by CloudWatch`)),
    ...scenario.expectFaults.flatMap((each) => awaited(each, { signal: `fault ${each.code}` }, `watchdog told: ${each.code}`)),
  ];
}

const pageSubject = ({ service, severity, tier }: { readonly service: string; readonly severity: string; readonly tier: number }): Subject => ({
  objective: service,
  severity,
  signal: `tier ${tier}`,
});
const informSubject = ({ service, reason }: { readonly service: string; readonly reason: string }): Subject => ({ objective: service, signal: `inform ${reason}` });

function heardMessage(publication: Publication): HeardMessage {
  const { at, purpose, message, alarmName } = publication;
  const service = message?.group ?? 'unknown';
  switch (purpose.kind) {
    case 'tier':
      return { at, publication, ...pageSubject({ service, severity: purpose.severity, tier: purpose.tier }) };
    case 'informed':
      return { at, publication, ...informSubject({ service, reason: message?.reason ?? 'unknown' }) };
    case 'fallback':
      return { at, publication, signal: 'fallback', severity: /-fallback-(s\d)$/.exec(alarmName ?? '')?.[1]?.toUpperCase() ?? 'S1' };
    case 'watchdog':
      return { at, publication, signal: `fault ${message?.reason ?? 'engine silent'}` };
  }
}

/** Whom a page without a record is about is not known: it counts for the service that is waited for. */
function judgeOne(expected: AwaitedMessage, found: Publication | undefined, { plan, spentOf }: JudgedMessages): Measurement {
  const { what, began, times, addressed, earliest, latest, service } = expected;
  const limit = formatDurationSeconds(times.within);
  const when = times.notBefore === 0 ? `within ${limit}` : `${formatDurationSeconds(times.notBefore)} to ${limit}`;
  const people = found === undefined ? undefined : peopleOf(addressed, plan, found.at);
  const shared = { what: `${what} after ${times.after} began`, expected: people === undefined ? when : `${when}, ${people.join(', ')}` };
  if (found === undefined) return { ...shared, measured: 'never', outcome: 'failed' };
  const reached = [...hearersOf(found)].sort();
  const areRight = people === undefined || reached.join() === people.join();
  const isInTime = found.at >= earliest && found.at <= latest;
  const spent = service === undefined ? undefined : spentOf(service, began, found.at);
  return {
    ...shared,
    measured: `${formatDurationSeconds((found.at - began) / SECOND_MS)}${people === undefined ? '' : `, ${reached.join(', ')}`}`,
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
      return false;
    case 'fallback':
      return true;
    case 'watchdog':
      return expectsOfPeople(scenario);
  }
}

function judgeSurprise({ at, publication }: HeardMessage): Measurement {
  const { purpose, message, alarmName } = publication;
  const about = message?.incidentId ?? alarmName ?? message?.reason ?? 'something';
  const names = { tier: 'paged', fallback: 'paged by CloudWatch', informed: 'told', watchdog: 'watchdog told' };
  const tier = purpose.kind === 'tier' ? `${purpose.severity} tier ${purpose.tier} ` : '';
  return {
    what: `${tier}${names[purpose.kind]}: ${about}${purpose.kind === 'watchdog' && message !== undefined ? ` ${message.reason}` : ''}`,
    expected: 'nobody is told',
    measured: `at ${formatInstant(at)}, ${hearersOf(publication).join(', ')}`,
    outcome: 'failed',
  };
}

function judgeQuiet({ service, from, for: minutes }: Scenario['noPages'][number], { start }: Scenario, publications: readonly Publication[]): Measurement {
  const [begin, end] = [start + from * MINUTE_MS, start + (from + minutes) * MINUTE_MS];
  const paged = publications.filter(
    ({ at, purpose, message, ...rest }) => purpose.kind === 'tier' && message?.group === service && at >= begin && at < end && hearersOf(rest).length > 0,
  );
  return {
    what: `pages of ${service} from ${formatInstant(begin)} to ${formatInstant(end)}`,
    expected: 'none',
    measured: paged.length === 0 ? 'none' : `${paged.length}, first at ${formatInstant(paged[0]!.at)}`,
    outcome: paged.length === 0 ? 'passed' : 'failed',
  };
}
