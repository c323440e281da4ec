import { isJsonObject, type JsonObject, type JsonValue } from '../domain/cloudformation/template';
import { formatInstant, type Instant } from '../domain/time';
import { resourceArn } from './arn';
import { NotSimulatedError, ServiceError } from './errors';
import { compileEventPattern, type EventMatcher } from './event-pattern';
import { principalName } from './iam/principal';
import type { LoadedResource, LoadedStack } from './loaded-stack';
import type { LogEntry } from './log';
import type { NotSimulatedParts } from './not-simulated';
import { listOf, optionalText, requiredText } from './property';
import { denialReason, type CallContext, type CallInput, type CallOutput, type Operation, type SimulatedService } from './service';

/** What a producer says; the bus adds the rest of the envelope. */
export interface EventContent {
  readonly source: string;
  readonly detailType: string;
  readonly resources: readonly string[];
  readonly detail: JsonObject;
}

interface Rule {
  readonly resource: LoadedResource;
  readonly name: string;
  readonly region: string;
  readonly bus: string;
  readonly matches: EventMatcher;
  readonly targetArns: readonly string[];
}

/**
 * EventBridge: events arrive on a bus and are matched against the rules of the templates. Targets are not carried
 * out: the log says which ones would have been. Rules with a schedule do not run.
 */
export class EventBridge implements SimulatedService {
  readonly name = 'events';
  readonly operations: Readonly<Record<string, Operation>> = {
    PutEvents: { inputKeys: ['Entries'], run: (input, call) => this.#putEvents(input, call) },
  };
  readonly #accountId: string;
  readonly #rules: Rule[] = [];
  readonly #log: (entry: LogEntry) => void;
  readonly #nextId: () => string;

  constructor(
    accountId: string,
    stacks: readonly LoadedStack[],
    log: (entry: LogEntry) => void,
    nextId: () => string,
    notSimulated: NotSimulatedParts,
  ) {
    this.#accountId = accountId;
    this.#log = log;
    this.#nextId = nextId;
    for (const resource of stacks.flatMap((stack) => stack.resources)) {
      if (resource.type !== 'AWS::Events::Rule') continue;
      const rule = notSimulated.attempt(resource, () => readRule(resource));
      if (rule !== undefined) this.#rules.push(rule);
    }
  }

  /** Puts an event on a bus of a region at an instant, and returns its id. */
  emit(content: EventContent, region: string, at: Instant, bus = 'default'): string {
    const id = this.#nextId();
    const event: JsonObject = {
      version: '0',
      id,
      'detail-type': content.detailType,
      source: content.source,
      account: this.#accountId,
      time: formatInstant(at),
      region,
      resources: content.resources,
      detail: content.detail,
    };
    this.#log({ kind: 'event emitted', at, bus, event });
    for (const rule of this.#rules) {
      if (rule.region !== region || rule.bus !== bus || !rule.matches(event)) continue;
      const { stackName, logicalId, constructPath } = rule.resource;
      for (const targetArn of rule.targetArns) {
        const source = { name: rule.name, stackName, logicalId, constructPath };
        this.#log({ kind: 'target not simulated', at, rule: source, targetArn, eventId: id });
      }
    }
    return id;
  }

  #putEvents(input: CallInput, call: CallContext): CallOutput {
    const entries = Array.isArray(input.Entries) ? (input.Entries as readonly Readonly<Record<string, unknown>>[]) : [];
    const contents = entries.map((entry) => readEntry(entry));
    for (const bus of new Set(contents.map((entry) => entry.bus))) {
      const resource = resourceArn('events', call.region, this.#accountId, `event-bus/${bus}`);
      const decision = call.authorize('identity policy', { action: 'events:PutEvents', resource });
      if (decision.outcome !== 'allowed') {
        const reason = denialReason(decision, 'identity policy');
        throw new ServiceError('AccessDeniedException', `${principalName(call.principal)} may not events:PutEvents: ${reason}`);
      }
    }
    const ids = contents.map(({ bus, content }) => this.emit(content, call.region, call.now, bus));
    return { FailedEntryCount: 0, Entries: ids.map((id) => ({ EventId: id })) };
  }
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
const ENABLED_STATES: ReadonlySet<string> = new Set(['ENABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS']);

/** A rule that can match; undefined for one that is switched off or runs on a schedule. */
function readRule(resource: LoadedResource): Rule | undefined {
  const { properties } = resource;
  const { EventPattern: pattern } = properties;
  const state = optionalText(properties, 'State') ?? 'ENABLED';
  if (pattern === undefined || state === 'DISABLED') return undefined;
  if (!ENABLED_STATES.has(state)) throw new NotSimulatedError(`State ${state}`);
  const where = `${resource.stackName}/${resource.logicalId}`;
  return {
    resource,
    name: resource.attribute('Arn').split('/').at(-1)!,
    region: resource.region,
    bus: busName(optionalText(properties, 'EventBusName') ?? 'default'),
    matches: compileEventPattern(typeof pattern === 'string' ? parsePattern(pattern) : pattern, where),
    targetArns: listOf(properties, 'Targets').map((target) => requiredText(isJsonObject(target) ? target : {}, 'Arn')),
  };
}

function parsePattern(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

/** A bus may be given by name or by ARN. */
function busName(bus: string): string {
  return bus.split('/').at(-1)!;
}

const ENTRY_KEYS: ReadonlySet<string> = new Set(['Source', 'DetailType', 'Detail', 'Resources', 'EventBusName']);

function readEntry(entry: Readonly<Record<string, unknown>>): { bus: string; content: EventContent } {
  const unknown = Object.keys(entry).find((key) => !ENTRY_KEYS.has(key));
  if (unknown !== undefined) throw new NotSimulatedError(`entry key ${unknown} of events:PutEvents`);
  const { Source: source, DetailType: detailType, Detail: detail = '{}', Resources: resources = [], EventBusName: bus = 'default' } = entry;
  const parsed = typeof detail === 'string' ? parsePattern(detail) : undefined;
  if (typeof source !== 'string' || typeof detailType !== 'string' || !isJsonObject(parsed)) {
    throw new ServiceError('ValidationException', 'an entry needs Source, DetailType and Detail, a JSON object as text');
  }
  return { bus: busName(String(bus)), content: { source, detailType, resources: resources as readonly string[], detail: parsed } };
}
