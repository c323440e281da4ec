import { lastPartOfArn } from '../aws/arn';
import type { Severity } from '../incident/severity';
import type { CompositeAlarmPlan, ObjectiveAlarmsPlan, OperationsPlan } from '../plan/alarm-plan';
import { ledgerAlarmsOf, type BudgetAlarmPlan } from '../plan/budget-plan';
import { plannedObjectives } from '../plan/build-plan';
import type { PagingAlarmPlan } from '../plan/incident-plan';
import { thresholdPath, type ThresholdAlarmPlan } from '../plan/threshold-plan';
import type { Scenario } from '../scenario/scenario';
import type { LogEntry } from '../simulator/core/log';
import type { GateState } from '../slo/budget/gate-state';
import { MINUTE_MS, type Instant } from '../time/time';
import { deletedAlarms } from './deleted-alarms';
import type { IncidentBudgets } from './incident-budgets';
import { LedgerRuns, type StoredState } from './ledger/ledger-runs';
import { disturbanceBoundaries } from './paging/disturbance-boundaries';
import { PagerPosts } from './paging/pager-posts';
import { PagingTimeline, type PersonAnswer } from './paging/paging-timeline';
import type { Signal } from './report-fields';
import type { TimelineEvent } from './timeline-events';

/** What alarms come to when they are new: nobody wants to see it. */
const OF_FIRST_STATES: readonly TimelineEvent['code'][] = ['metric-alarm-changed', 'pager-asked'];

/** Somebody was notified. */
export interface Notification {
  readonly at: Instant;
  readonly alarmName: string;
  readonly topicName: string;
  /** Of the topic, when it is one of the planned ones. */
  readonly severity?: Severity;
  /** `service/objective`, when the alarm is planned and about one. */
  readonly objective?: string;
  /** What a planned alarm on a budget, a ledger, a threshold or a part of paging is about. */
  readonly signal?: Signal;
  readonly region: string;
}

/** The stored state of an objective changed. */
export interface StateChange {
  readonly at: Instant;
  readonly objective: string;
  readonly from: GateState | 'none';
  readonly to: GateState;
}

/** An alarm went into ALARM or out of it. */
export interface FiringChange {
  readonly at: Instant;
  readonly firing: boolean;
}

/** Turns the log of an account into what people, expectations and comparisons read. */
export class Timeline {
  readonly events: TimelineEvent[] = [];
  readonly notifications: Notification[] = [];
  readonly unknown: string[] = [];
  /** Topics that accepted a notification and have nobody to pass it on to. */
  readonly topicsWithoutSubscription = new Set<string>();
  /** By name of the alarm, for alarms that burn rates or silence set off. */
  readonly changes = new Map<string, FiringChange[]>();
  readonly stateChanges: StateChange[] = [];
  /** When alarms were deleted, by region and name. */
  readonly #deleted = new Map<string, Instant>();
  readonly ledgerRuns: LedgerRuns;
  /** Absent where nobody is on call. */
  readonly paging?: PagingTimeline;
  readonly #budgetAlarms = new Map<string, { readonly alarm: BudgetAlarmPlan; readonly objective?: string }>();
  readonly #pagingAlarms = new Map<string, PagingAlarmPlan>();
  readonly #thresholds = new Map<string, ThresholdAlarmPlan>();
  readonly #changesByRegion = new Map<string, FiringChange[]>();
  readonly #states = new Map<string, GateState>();
  readonly #composites = new Map<string, { objective: ObjectiveAlarmsPlan; composite: CompositeAlarmPlan }>();
  readonly #severities = new Map<string, Severity>();
  readonly #pagers: PagerPosts;
  readonly #start: Instant;
  readonly #boundaries: TimelineEvent[];

  constructor(
    plan: OperationsPlan,
    scenario: Scenario,
    private readonly budgets: Pick<IncidentBudgets, 'spentAt'>,
    private readonly onEntry: (entry: TimelineEvent) => void = () => {},
  ) {
    this.#start = scenario.start;
    this.#boundaries = boundariesOf(scenario, plan.regions[0]!.region);
    for (const objective of plannedObjectives(plan)) {
      for (const composite of objective.compositeAlarms) this.#composites.set(composite.name, { objective, composite });
    }
    this.ledgerRuns = new LedgerRuns(plan);
    if (plan.incidents !== undefined) this.paging = new PagingTimeline(plan.incidents);
    this.#pagers = new PagerPosts(plan);
    const { pagerWatches = [] } = plan;
    for (const alarm of [...(plan.incidents?.pagingAlarms ?? []), ...pagerWatches.map((watch) => watch.alarm)])
      this.#pagingAlarms.set(`${alarm.region} ${alarm.name}`, alarm);
    for (const { region, errorBudget, thresholds = [] } of plan.regions) {
      for (const alarm of thresholds) this.#thresholds.set(`${region} ${alarm.name}`, alarm);
      for (const { name, alarms } of errorBudget?.objectives ?? []) {
        for (const alarm of alarms) this.#budgetAlarms.set(`${region} ${alarm.name}`, { alarm, objective: name });
      }
      for (const alarm of errorBudget === undefined ? [] : ledgerAlarmsOf(errorBudget)) this.#budgetAlarms.set(`${region} ${alarm.name}`, { alarm });
    }
    for (const topic of plan.regions.flatMap((region) => region.topics)) this.#severities.set(topic.name, topic.severity);
    for (const { alarm } of pagerWatches) this.#severities.set(alarm.topicName, alarm.severity);
  }

  /** When an alarm was deleted; undefined for one that is there. */
  deletedAt(region: string, name: string): Instant | undefined {
    return this.#deleted.get(`${region} ${name}`);
  }

  #addChange({ region, name }: { readonly region: string; readonly name: string }, change: FiringChange): void {
    const changes = this.changes.get(name) ?? [];
    changes.push(change);
    this.changes.set(name, changes);
    const key = `${region} ${name}`;
    this.#changesByRegion.set(key, [...(this.#changesByRegion.get(key) ?? []), change]);
  }

  /**
   * Says what happened next. Before the scenario starts alarms find their first state, of which only what nobody
   * wants to see is notified: a composite alarm that fires on a good day.
   */
  add(entry: LogEntry): void {
    if (entry.kind === 'alarm state changed') this.#addChange(entry.alarm, { at: entry.at, firing: entry.to === 'ALARM' });
    for (const alarm of deletedAlarms(entry)) {
      this.#deleted.set(`${alarm.region} ${alarm.name}`, entry.at);
      this.#addChange(alarm, { at: entry.at, firing: false });
    }
    if (entry.kind === 'action executed' && entry.state === 'ALARM' && !this.#isOfPaging(entry.action)) {
      const notification = this.#notification(entry);
      this.notifications.push(notification);
      if (entry.subscriptions === 0) this.topicsWithoutSubscription.add(notification.topicName);
    }
    if (entry.kind === 'action not simulated' || entry.kind === 'target not simulated') this.unknown.push(unknownText(entry));
    // Of what a function calls, the end of the function says so.
    if (entry.kind === 'call' && entry.operation === 'InvokeFunctionUrl' && entry.outcome === 'not simulated')
      this.unknown.push(`whether a request is taken: ${firstLine(entry.error?.message)}`);
    if (entry.kind === 'function ended' && entry.outcome === 'not simulated') {
      this.unknown.push(`what ${entry.function.logicalId} does: ${firstLine(entry.error?.message)}`);
    }
    if (entry.kind === 'invocation given up')
      this.unknown.push(...(entry.unknown ?? []).map((target) => `what of ${entry.source.logicalId} reaches ${target}`));
    // What was published before is notified first: its deliveries stand before this entry.
    for (const notified of this.paging?.add(entry) ?? []) this.#put(notified);
    const notified = this.#tell(entry);
    if (notified !== undefined && (entry.at >= this.#start || !OF_FIRST_STATES.includes(notified.code))) this.#put(notified);
  }

  /** Says what a person did. */
  addAnswer(answer: PersonAnswer): void {
    this.paging?.answers.push(answer);
    this.#put({ at: answer.at, code: 'responder-acted', person: answer.person, action: answer.action, isAccepted: answer.isAccepted, answer: answer.text });
  }

  /** The log is over. */
  finish(): void {
    for (const notified of this.paging?.finish() ?? []) this.#put(notified);
  }

  /** Pages of CloudWatch itself, and the watchdog: what comes of them is notified with the people they reach. */
  #isOfPaging(action: string): boolean {
    return this.paging?.isTopic(action) === true;
  }

  /** Changes of an alarm in one region: the alarms of ledgers have the same names in all. */
  changesIn(region: string, name: string): readonly FiringChange[] {
    return this.#changesByRegion.get(`${region} ${name}`) ?? [];
  }

  /** Reports the incidents that begin or end up to an instant. */
  passIncidents(until: Instant): void {
    while (this.#boundaries[0] !== undefined && this.#boundaries[0].at <= until) this.#append(this.#boundaries.shift()!);
  }

  #put(entry: TimelineEvent): void {
    this.passIncidents(entry.at);
    this.#append(entry);
  }

  #append(entry: TimelineEvent): void {
    this.events.push(entry);
    this.onEntry(entry);
  }

  #notification(entry: Extract<LogEntry, { kind: 'action executed' }>): Notification {
    const topicName = lastPartOfArn(entry.action);
    const severity = this.#severities.get(topicName);
    const { region } = entry.alarm;
    const budget = this.#budgetAlarms.get(`${region} ${entry.alarm.name}`);
    const paging = this.#pagingAlarms.get(`${region} ${entry.alarm.name}`);
    const threshold = this.#thresholds.get(`${region} ${entry.alarm.name}`);
    const objective = this.#composites.get(entry.alarm.name)?.objective.name ?? budget?.objective;
    return {
      at: entry.at,
      region,
      alarmName: entry.alarm.name,
      topicName,
      ...(severity !== undefined && { severity }),
      ...(objective !== undefined && { objective }),
      ...(budget !== undefined && { signal: signalOf(budget.alarm) }),
      ...(paging !== undefined && { signal: { of: 'paging' as const, what: paging.watches } }),
      ...(threshold !== undefined && { signal: { of: 'threshold' as const, what: thresholdPath(threshold) } }),
    };
  }

  #tell(entry: LogEntry): TimelineEvent | undefined {
    switch (entry.kind) {
      case 'alarm state changed': {
        if (entry.from === 'INSUFFICIENT_DATA' && entry.to === 'OK') return undefined;
        const change = { at: entry.at, alarmName: entry.alarm.name, region: entry.alarm.region, from: entry.from, to: entry.to };
        return entry.alarm.type === 'metric'
          ? { ...change, code: 'metric-alarm-changed', reason: entry.reason }
          : { ...change, code: 'composite-alarm-changed' };
      }
      case 'action executed':
        return entry.state === 'ALARM' && !this.#isOfPaging(entry.action) ? this.#tellNotification(this.#notification(entry)) : undefined;
      case 'action suppressed': {
        const suppressor = this.#composites.get(entry.alarm.name)?.composite.suppressor?.alarmName;
        return {
          at: entry.at,
          code: 'notification-suppressed',
          alarmName: entry.alarm.name,
          suppressedBy: entry.by,
          ...(suppressor !== undefined && { suppressor }),
          reason: entry.reason,
        };
      }
      case 'action dropped':
        return {
          at: entry.at,
          code: 'notification-lost',
          alarmName: entry.alarm.name,
          topicName: lastPartOfArn(entry.action),
          link: entry.link,
          reason: entry.reason,
        };
      case 'action not simulated':
        return { at: entry.at, code: 'action-not-simulated', alarmName: entry.alarm.name, action: entry.action, reason: entry.reason };
      case 'target not simulated':
        return { at: entry.at, code: 'target-not-simulated', rule: entry.rule.name, targetArn: entry.targetArn };
      case 'call':
        return this.#recordStored(this.ledgerRuns.add(entry));
      case 'request sent':
        return this.#pagers.tell(entry);
      case 'function ended':
        if (this.paging?.isOfEngine(entry.function) === true || this.#pagers.isOfSender(entry.function)) return undefined;
        // What becomes of further attempts shows when the run is given up.
        return entry.outcome === 'succeeded' || entry.attempt > 1
          ? undefined
          : { at: entry.at, code: 'ledger-run-failed', region: entry.function.region, result: entry.outcome, reason: firstLine(entry.error?.message) };
      case 'invocation given up':
        if (this.paging?.isOfEngine(entry.source) === true) return undefined;
        if (this.#pagers.isOfSender(entry.source)) return this.#pagers.tellGivenUp(entry);
        return { at: entry.at, code: 'ledger-run-given-up', region: entry.source.region, reason: firstLine(entry.reason) };
      default:
        return undefined;
    }
  }

  #recordStored(stored: StoredState | undefined): TimelineEvent | undefined {
    if (stored === undefined) return undefined;
    const { at, objective, record } = stored;
    const to = record?.state ?? 'unknown';
    const from = this.#states.get(objective) ?? 'none';
    if (from === to) return undefined;
    this.#states.set(objective, to);
    this.stateChanges.push({ at, objective, from, to });
    if (from === 'none' && to === 'healthy') return undefined;
    const isKnown = record?.figures !== undefined && to !== 'unknown';
    const detail = isKnown ? { remaining: record.figures.remaining } : { reason: record?.reasons[0] ?? 'what is stored is no record' };
    return { at, code: 'budget-state-changed', objective, from, to, ...detail };
  }

  #tellNotification(notification: Notification): TimelineEvent | undefined {
    const { at, severity, topicName, objective, signal, alarmName } = notification;
    // Every account goes through this once, before its ledger's first run; should it last, it is judged.
    if (at < this.#start && signal?.of === 'ledger' && signal.what === 'stopped') return undefined;
    const spent = objective === undefined || at < this.#start ? undefined : this.budgets.spentAt(objective, at);
    return {
      at,
      code: 'notified',
      topicName,
      alarmName,
      ...(severity !== undefined && { severity }),
      ...(objective !== undefined && { objective }),
      ...(signal !== undefined && { signal }),
      ...(spent !== undefined && { budgetSpent: spent }),
    };
  }
}

function unknownText(entry: Extract<LogEntry, { kind: 'action not simulated' | 'target not simulated' }>): string {
  return entry.kind === 'action not simulated'
    ? `action ${entry.action} of ${entry.alarm.name}: ${entry.reason}`
    : `target ${entry.targetArn} of rule ${entry.rule.name}`;
}

function boundariesOf(scenario: Scenario, home: string): TimelineEvent[] {
  const at = (minutes: number) => scenario.start + minutes * MINUTE_MS;
  const workload = scenario.workload.flatMap((change): TimelineEvent[] => [
    { at: at(change.at), code: 'workload-began', workload: change },
    { at: at(change.at + change.for), code: 'workload-ended', id: change.id },
  ]);
  const redeployments = scenario.redeploy.map(({ at: minutes, id, roles, tiers, severities, remove }): TimelineEvent => {
    const changed = { roles: Object.keys(roles), tiers: tiers.map(({ severity, tier }) => `${severity} tier ${tier}`), severities: Object.keys(severities) };
    return { at: at(minutes), code: 'redeployed', ...(id !== undefined && { id }), ...changed, removed: remove };
  });
  const reports = scenario.events.map(({ at: minutes, id, detailType, region = home }): TimelineEvent => {
    return { at: at(minutes), code: 'service-reported', id, detailType, region };
  });
  const requests = scenario.requests.map(({ at: minutes, id, title, blocking }): TimelineEvent => ({
    at: at(minutes),
    code: 'request-sent',
    id,
    title,
    blocking,
  }));
  return [...workload, ...reports, ...requests, ...redeployments, ...disturbanceBoundaries(scenario)].sort((a, b) => a.at - b.at);
}

function signalOf({ role }: BudgetAlarmPlan): Signal {
  return role.kind === 'budget' ? { of: 'budget', what: role.level } : { of: 'ledger', what: role.signal };
}

/** Errors of the ledger name every objective, one a line. */
function firstLine(text: string | undefined): string {
  return text?.split('\n', 1)[0] ?? 'without a reason';
}
