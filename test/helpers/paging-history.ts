/** Entries of a log, as an account with an incident engine writes them, for tests of what is read from it. */

import { endpointsOf } from '../../lib/conformance/stored-contacts';
import type { PagingHistory } from '../../lib/gameday/invariants/invariant';
import { PagingTimeline } from '../../lib/gameday/paging/paging-timeline';
import { ENGINE_NAMESPACE, HEARTBEAT_METRIC, personTopicName, RESPONDER_ATTRIBUTE } from '../../lib/incident/lifecycle/engine-policy';
import type { Incident } from '../../lib/incident/lifecycle/incident';
import { buildPlan } from '../../lib/plan/build-plan';
import { timelineText } from '../../lib/report/timeline-text';
import type { LogEntry } from '../../lib/simulator/core/log';
import { MINUTE_MS, SECOND_MS, type Instant } from '../../lib/time/time';
import { SCENARIO_START } from './game-days';
import { anIncident } from './incidents';
import { exampleModelOnCall } from './on-call';
import { ACCOUNT_ID, REGION } from './simulated-account';

export const ON_CALL_MODEL = exampleModelOnCall();
export const ON_CALL_PLAN = buildPlan(ON_CALL_MODEL).plan;
export const PAGING_PLAN = ON_CALL_PLAN.incidents!;
/** The page of checkout, S1. */
export const PAGE_ALARM = PAGING_PLAN.policy.alarms.find(({ severity }) => severity === 'S1')!.name;

const ENGINE_ROLE = `arn:aws:iam::${ACCOUNT_ID}:role/${PAGING_PLAN.names.engine}`;

/** An instant, minutes from the start. */
export const minute = (minutes: number): Instant => SCENARIO_START + Math.round(minutes * 60) * SECOND_MS;

/** An incident of checkout, opened with its alarm. */
export function checkoutIncident(changes: Partial<Incident> = {}): Incident {
  const { escalation } = PAGING_PLAN.policy;
  const alarm = PAGING_PLAN.policy.alarms.find(({ name }) => name === PAGE_ALARM)!;
  return anIncident({
    id: 'checkout-1',
    group: 'checkout',
    sequence: 1,
    severity: 'S1',
    peakSeverity: 'S1',
    policy: escalation,
    openedAt: minute(0),
    alarms: [{ ...alarm, state: 'ALARM', transitionAt: minute(0) }],
    escalation: { startedAt: minute(0), reached: [{ tier: 1, at: minute(0), skipped: false }], repeats: 0 },
    timeline: [{ at: minute(0), code: 'detected', what: 'detected: the alarm' }],
    ...changes,
  });
}

export function calls(at: Instant, service: string, operation: string, input: object, changes: object = {}): LogEntry {
  return { kind: 'call', at, principal: ENGINE_ROLE, region: REGION, service, operation, input, checks: [], outcome: 'succeeded', ...changes } as LogEntry;
}

export function writes(at: Instant, incident: Incident): LogEntry {
  return calls(at, 'dynamodb', 'PutItem', { TableName: PAGING_PLAN.tableName, Item: { record: { S: JSON.stringify(incident) } } });
}

export function beats(at: Instant): LogEntry {
  return calls(at, 'cloudwatch', 'PutMetricData', { Namespace: ENGINE_NAMESPACE, MetricData: [{ MetricName: HEARTBEAT_METRIC, Value: 1 }] });
}

export function alarmTurns(at: Instant, to: 'ALARM' | 'OK', changes: object = {}): LogEntry {
  return {
    kind: 'alarm state changed',
    at,
    alarm: { name: PAGE_ALARM, region: REGION, type: 'composite' },
    from: 'OK',
    to,
    reason: 'a test',
    cause: 'evaluation',
    ...changes,
  } as LogEntry;
}

/** What a page says to machines. */
export interface PageOf {
  readonly tier?: number;
  readonly round?: number;
  readonly reason?: string;
  readonly kind?: string;
  readonly incidentId?: string;
  readonly drill?: boolean;
}

/** A page of a tier of S1 that reaches people by e-mail. */
export function pages(
  at: Instant,
  people: readonly string[],
  { tier = 1, round = 1, reason = 'tier due', kind = 'page', incidentId = 'checkout-1', drill = false }: PageOf = {},
): LogEntry[] {
  const payload = {
    schema: 'day2.page/1',
    kind,
    reason,
    drill,
    severity: 'S1',
    tier,
    round,
    summary: 'a page',
    incident: { id: incidentId, group: 'checkout' },
  };
  return publishes(at, `shop-prod-s1-tier-${tier}`, people, payload);
}

/** A message to a topic that reaches people by e-mail. */
export function publishes(at: Instant, topic: string, people: readonly string[], payload: object, changes: object = {}): LogEntry[] {
  const region = topic === PAGING_PLAN.watchdog.topicName ? PAGING_PLAN.watchdog.region : REGION;
  const TopicArn = `arn:aws:sns:${region}:${ACCOUNT_ID}:${topic}`;
  const input = {
    TopicArn,
    Message: JSON.stringify({ default: 'text', https: JSON.stringify(payload) }),
    MessageAttributes: { [RESPONDER_ATTRIBUTE]: { DataType: 'String.Array', StringValue: JSON.stringify(people) } },
  };
  const deliveries = people.map((person) => {
    const [endpoint] = endpointsOf(PAGING_PLAN, person);
    if (endpoint === undefined) throw new Error(`${person} has no contact`);
    return {
      kind: 'message delivered',
      at,
      topicArn: TopicArn,
      messageId: 'm',
      subscriptionArn: 's',
      protocol: 'email',
      endpoint,
      text: 'text',
      attributes: {},
    } as LogEntry;
  });
  if (!isOfSeverity(topic)) return [calls(at, 'sns', 'Publish', input, { region, ...changes }), ...deliveries];
  const own = people.flatMap((person, index) => {
    const arn = `arn:aws:sns:${region}:${ACCOUNT_ID}:${personTopicName(PAGING_PLAN.policy, person)}`;
    return [
      calls(at, 'sns', 'Publish', { TopicArn: arn, Message: input.Message }, { region, ...changes }),
      { ...deliveries[index]!, topicArn: arn } as LogEntry,
    ];
  });
  return [...own, calls(at, 'sns', 'Publish', input, { region, ...changes })];
}

function isOfSeverity(topic: string): boolean {
  return [...PAGING_PLAN.tierTopics, ...PAGING_PLAN.informedTopics].some(({ name }) => name === topic);
}

/** A log as it is notified. */
export function storyOf(log: readonly LogEntry[]): { readonly timeline: PagingTimeline; readonly lines: readonly string[] } {
  const timeline = new PagingTimeline(PAGING_PLAN);
  const notified = [...log.flatMap((entry) => timeline.add(entry)), ...timeline.finish()];
  return { timeline, lines: notified.map((event) => `${(event.at - SCENARIO_START) / MINUTE_MS} ${timelineText(event)}`) };
}

/** A log as it is judged. */
export function historyOf(log: readonly LogEntry[], until = minute(60)): PagingHistory {
  const { timeline } = storyOf(log);
  return {
    plan: PAGING_PLAN,
    plans: () => PAGING_PLAN,
    alarms: PAGING_PLAN.policy.alarms,
    log,
    publications: timeline.publications,
    records: timeline.records,
    from: SCENARIO_START,
    until,
  };
}
