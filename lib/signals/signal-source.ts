import type { JsonObject, JsonValue } from '../aws/cloudformation/template';
import type { Recovery } from '../incident/lifecycle/incident-event';
import type { Instant } from '../time/time';

/** An event of EventBridge, as a reader of findings needs it. */
export interface SignalEvent {
  readonly detailType: string;
  readonly region: string;
  readonly detail: JsonObject;
}

/** What a security service found, in the words of incidents. */
interface Finding {
  /** Its own, and the same whenever it is reported again. */
  readonly key: string;
  /** How bad its source says it is: a key of its severities in the configuration. */
  readonly level: string;
  readonly title: string;
  /** What and where. */
  readonly facts: readonly string[];
  /** The page that shows it. */
  readonly link: string;
  /** Orders what is said of one finding. */
  readonly at: Instant;
  /** Its source says that it is over. */
  readonly isOver: boolean;
  readonly recovers: Extract<Recovery, 'by source' | 'by people'>;
  /** Set for what has to be patched: when it was found. */
  readonly unpatchedSince?: Instant;
}

/** A rule of EventBridge that brings findings. */
export interface SignalRule {
  /** Part of the name of the rule: `guard-duty-findings`. */
  readonly id: string;
  readonly pattern: JsonObject;
}

/** A service that reports findings: what it is asked for, and how its events are read. */
export interface SignalSource {
  /** Its key in the configuration. */
  readonly id: string;
  readonly title: string;
  /** The keys of its severities; absent where they are names that people gave. */
  readonly levels?: Readonly<Record<string, string>>;
  /** Rules for the levels that have a severity, when these other sources are asked as well. */
  rules(levels: readonly string[], others: readonly string[]): readonly SignalRule[];
  /** What an event reports; undefined for one of another source. Throws {@link UnreadableSignalError}. */
  read(event: SignalEvent): Finding | undefined;
}

/** Thrown for an event of a source that does not have the form its service documents: somebody has to look at it. */
export class UnreadableSignalError extends Error {
  override readonly name = 'UnreadableSignalError';
}

/** The text at a path of an event; undefined where there is none. */
export function textAt(value: JsonValue | undefined, ...path: string[]): string | undefined {
  const found = path.reduce<JsonValue | undefined>((above, key) => (isObject(above) ? above[key] : undefined), value);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

/** The text at a path of an event. Throws {@link UnreadableSignalError} where there is none. */
export function requiredText(value: JsonValue | undefined, ...path: string[]): string {
  const found = textAt(value, ...path);
  if (found === undefined) throw new UnreadableSignalError(`the event has no ${path.join('.')}, a text`);
  return found;
}

/** The instant at a path of an event. Throws {@link UnreadableSignalError} where there is none. */
export function requiredInstant(value: JsonValue | undefined, ...path: string[]): Instant {
  const written = requiredText(value, ...path);
  const at = Date.parse(written);
  if (Number.isNaN(at)) throw new UnreadableSignalError(`${path.join('.')} is ${written}, which is no instant`);
  return at;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
