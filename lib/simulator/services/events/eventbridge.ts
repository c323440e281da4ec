import { resourceArn } from '../../../aws/arn';
import type { LoadedResource, LoadedStack } from '../../../aws/assembly/loaded-stack';
import { parseJsonText } from '../../../aws/cloudformation/json-text';
import { isJsonObject, type JsonObject } from '../../../aws/cloudformation/template';
import { NotSimulatedError, orDoubt, ServiceError } from '../../../aws/errors';
import { principalName } from '../../../aws/iam/principal';
import { SECOND_MS, formatInstant, type Instant } from '../../../time/time';
import type { Assumptions } from '../../core/assumptions';
import type { VirtualClock } from '../../core/clock';
import { FUNCTION_ORDER } from '../../core/instant-order';
import type { LogEntry } from '../../core/log';
import { outsideTemplates, type NotSimulatedParts } from '../../core/not-simulated';
import { denialReason, type CallContext, type Caller, type CallInput, type CallOutput, type OperationRuns } from '../../core/service';
import type { MetricIdentity } from '../cloudwatch/metric-store';
import { TargetDelivery } from './delivery';
import { EventDisturbances, type EventDisturbance } from './event-disturbance';
import type { EVENTS_OPERATIONS } from './operations';
import type { EventContent } from './ports';
import { busName, readRule, type Rule } from './rule';
import { RuleOperations } from './rule-operations';

/** What EventBridge needs of the account it runs in. */
export interface EventBridgeOptions {
  readonly accountId: string;
  readonly stacks: readonly LoadedStack[];
  readonly clock: VirtualClock;
  readonly log: (entry: LogEntry) => void;
  readonly nextId: () => string;
  readonly call: Caller;
  /** Publishes a datapoint of a metric at the present instant. */
  readonly count: (metric: MetricIdentity, value: number) => void;
  readonly notSimulated: NotSimulatedParts;
  readonly assumptions: Assumptions;
  /** Why it cannot be determined what a function does, undefined when it can. */
  readonly doubtAbout: (functionArn: string) => NotSimulatedError | undefined;
}

/** An event on a bus of a region. */
interface Arrival {
  readonly event: JsonObject;
  readonly region: string;
  readonly bus: string;
  /** True when it came from a bus of another region. */
  readonly isForwarded: boolean;
  /** The rule whose schedule emitted it: it is for nobody else. Absent for an event that rules match. */
  readonly dueRules?: readonly Rule[];
}

/**
 * EventBridge: events arrive on a bus and are matched against the rules of the templates. Functions, queues and topics
 * of the rule's region and buses of other regions get them; of other targets the log says which ones would have been
 * reached. A rule with a schedule emits an event for its own targets. Archives and input transformers are not simulated.
 */
export class EventBridge {
  readonly operations: OperationRuns<typeof EVENTS_OPERATIONS>;
  readonly #options: EventBridgeOptions;
  readonly #rules: Rule[] = [];
  readonly #scheduled: { readonly resource: LoadedResource; readonly rule: Rule }[] = [];
  /** Buses of the templates, by region and name. */
  readonly #buses = new Set<string>();
  readonly #delivery: TargetDelivery;
  readonly #disturbances = new EventDisturbances();
  /** Events of other regions, by the input of the call that brings them: the API has no field for their envelope. */
  readonly #forwarded = new WeakMap<CallInput, JsonObject>();

  constructor(options: EventBridgeOptions) {
    this.#options = options;
    this.operations = { PutEvents: (input, call) => this.#putEvents(input, call), ...new RuleOperations(options.stacks).runs };
    this.#delivery = new TargetDelivery({ ...options, forward: (input, event) => void this.#forwarded.set(input, event) });
    for (const resource of options.stacks.flatMap((stack) => stack.resources)) {
      if (resource.type === 'AWS::Events::EventBus') {
        options.notSimulated.attempt(resource, () => this.#buses.add(`${resource.region} ${resource.ref}`));
      }
      if (resource.type !== 'AWS::Events::Rule') continue;
      const rule = options.notSimulated.attempt(resource, () => readRule(resource, options.clock.now, options.assumptions));
      if (rule === undefined) continue;
      this.#rules.push(rule);
      if (rule.schedule !== undefined) this.#scheduled.push({ resource, rule });
    }
  }

  /** Puts every rule with a schedule on the clock; notes the targets of which it cannot be determined what they do. */
  start(): void {
    const { clock, notSimulated, doubtAbout } = this.#options;
    for (const { resource, rule } of this.#scheduled) {
      const targets = rule.targets.filter((target) => {
        const doubt = target.kind === 'unknown' ? target.reason : target.kind === 'function' ? doubtAbout(target.arn)?.message : undefined;
        if (doubt !== undefined) notSimulated.add(resource, doubt);
        return doubt === undefined;
      });
      // One that is due at the instant of its creation is run.
      if (targets.length > 0) this.#plan({ ...rule, targets }, clock.now - 1);
    }
  }

  #plan(rule: Rule, after: Instant): void {
    const due = rule.schedule?.nextAfter(after);
    if (due === undefined) return;
    const run = () => {
      const { arn, region } = rule.identity;
      this.#emit(scheduledEvent(arn), region, due, 'default', [rule]);
      this.#plan(rule, due);
    };
    this.#options.clock.schedule(due, run, FUNCTION_ORDER);
  }

  /**
   * Loses, doubles or delays events between their bus and the targets of its rules.
   *
   * @throws RangeError for a delay without seconds
   */
  disturb(disturbance: EventDisturbance): void {
    this.#disturbances.add(disturbance);
  }

  /** Puts an event on a bus of a region at an instant, and returns its id. */
  emit(content: EventContent, region: string, at: Instant, bus = 'default'): string {
    return this.#emit(content, region, at, bus);
  }

  #emit(content: EventContent, region: string, at: Instant, bus: string, dueRules?: readonly Rule[]): string {
    const id = this.#options.nextId();
    const event: JsonObject = {
      version: '0',
      id,
      'detail-type': content.detailType,
      source: content.source,
      account: this.#options.accountId,
      time: formatInstant(at),
      region,
      resources: content.resources,
      detail: content.detail,
    };
    this.#arrive({ event, region, bus, isForwarded: false, dueRules }, at);
    return id;
  }

  /** A scenario disturbs an event where it arrives first, not once more where it is handed on to. */
  #arrive(arrival: Arrival, at: Instant): void {
    const { event, region, bus, isForwarded } = arrival;
    this.#options.log({ kind: 'event emitted', at, bus, event, ...(isForwarded && { forwardedTo: region }) });
    const detailType = String(event['detail-type']);
    const disturbances = isForwarded ? [] : this.#disturbances.of(detailType, at);
    let [due, times] = [at, 1];
    for (const { kind, delaySeconds = 0 } of disturbances) {
      this.#options.log({ kind: 'event disturbed', at, bus, eventId: String(event.id), detailType, disturbance: kind });
      if (kind === 'lose') return;
      if (kind === 'duplicate') times = 2;
      due += delaySeconds * SECOND_MS;
    }
    for (let time = 0; time < times; time += 1) this.#match(arrival, at, due);
  }

  #match({ event, region, bus, isForwarded, dueRules }: Arrival, at: Instant, due: Instant): void {
    for (const rule of dueRules ?? this.#rules.filter((each) => each.identity.region === region && each.bus === bus)) {
      const isMatch = dueRules !== undefined || orDoubt(() => rule.matches(event));
      if (isMatch === false) continue;
      for (const target of rule.targets) {
        const notSimulated = (reason: string) =>
          this.#options.log({ kind: 'target not simulated', at, rule: rule.identity, targetArn: target.arn, eventId: String(event.id), reason });
        if (isMatch instanceof NotSimulatedError) notSimulated(isMatch.message);
        else if (target.kind === 'unknown') notSimulated(target.reason);
        else this.#delivery.start({ rule, target, event, isForwarded, acceptedAt: due, attempts: 0 }, due);
      }
    }
  }

  /** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
  #putEvents(input: CallInput, call: CallContext): CallOutput {
    const entries = Array.isArray(input.Entries) ? (input.Entries as readonly Readonly<Record<string, unknown>>[]) : [];
    const contents = entries.map((entry) => readEntry(entry));
    for (const bus of new Set(contents.map((entry) => entry.bus))) {
      const resource = resourceArn('events', call.region, this.#options.accountId, `event-bus/${bus}`);
      const decision = call.authorize('identity policy', { action: 'events:PutEvents', resource });
      if (decision.outcome !== 'allowed') {
        const reason = denialReason(decision, 'identity policy');
        throw new ServiceError('AccessDeniedException', `${principalName(call.principal)} may not events:PutEvents: ${reason}`);
      }
    }
    for (const { bus } of contents) {
      if (bus !== 'default' && !this.#buses.has(`${call.region} ${bus}`)) throw outsideTemplates('event bus', `${bus} in ${call.region}`);
    }
    const forwarded = this.#forwarded.get(input);
    if (forwarded !== undefined) return this.#accept(forwarded, contents[0]!.bus, call);
    const ids = contents.map(({ bus, content }) => this.emit(content, call.region, call.now, bus));
    return { FailedEntryCount: 0, Entries: ids.map((id) => ({ EventId: id })) };
  }

  /** An event of another region arrives as it is: with its id, and with the region and the account it came from. */
  #accept(event: JsonObject, bus: string, { region, now }: CallContext): CallOutput {
    this.#arrive({ event, region, bus, isForwarded: true }, now);
    return { FailedEntryCount: 0, Entries: [{ EventId: event.id }] };
  }
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-run-lambda-schedule.html */
function scheduledEvent(ruleArn: string): EventContent {
  return { source: 'aws.events', detailType: 'Scheduled Event', resources: [ruleArn], detail: {} };
}

const ENTRY_KEYS: ReadonlySet<string> = new Set(['Source', 'DetailType', 'Detail', 'Resources', 'EventBusName']);

function readEntry(entry: Readonly<Record<string, unknown>>): { bus: string; content: EventContent } {
  const unknown = Object.keys(entry).find((key) => !ENTRY_KEYS.has(key));
  if (unknown !== undefined) throw new NotSimulatedError(`entry key ${unknown} of events:PutEvents`);
  const { Source: source, DetailType: detailType, Detail: detail = '{}', Resources: resources = [], EventBusName: bus = 'default' } = entry;
  const parsed = typeof detail === 'string' ? parseJsonText(detail) : undefined;
  if (typeof source !== 'string' || typeof detailType !== 'string' || !isJsonObject(parsed)) {
    throw new ServiceError('ValidationException', 'an entry needs Source, DetailType and Detail, a JSON object as text');
  }
  return { bus: busName(String(bus)), content: { source, detailType, resources: resources as readonly string[], detail: parsed } };
}
