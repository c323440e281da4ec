import type { JsonObject, JsonValue } from '../../aws/cloudformation/template';
import { MINUTE_MS, type Instant } from '../../time/time';
import type { RunbookDocument } from '../document/document';
import type { Locate } from '../document/read-document';

/** What a wrong run can do: nothing, something that is undone at once, or an outage or loss. */
export const RISKS = ['low', 'medium', 'high'] as const;
/** One of {@link RISKS}. */
export type Risk = (typeof RISKS)[number];

/**
 * What a runbook is for. `recovery` gets a service back and asks no calendar; `routine` can wait and asks the change calendar;
 * `diagnosis` changes nothing of a service.
 */
export const PURPOSES = ['recovery', 'routine', 'diagnosis'] as const;
/** One of {@link PURPOSES}. */
export type Purpose = (typeof PURPOSES)[number];

/** What starts a runbook: somebody reading a page, a schedule, another runbook, somebody who wants to, or an alarm by itself. */
export const TRIGGERS = ['page', 'schedule', 'runbook', 'operator', 'alarm'] as const;
/** One of {@link TRIGGERS}. */
export type Trigger = (typeof TRIGGERS)[number];

/** What is known of a runbook beside its document. */
export interface RunbookFacts {
  readonly title: string;
  /** Role of the roster that keeps it. */
  readonly owner: string;
  readonly triggers: readonly Trigger[];
  readonly risk: Risk;
  readonly purpose: Purpose;
  /** How long a run takes when all goes well, minutes. */
  readonly expectedMinutes: number;
  /** How what it did is taken back, one sentence. */
  readonly undo: string;
  /** Roles of the roster whose people approve it; an environment says which IAM roles and users these are. Absent: it needs nobody. */
  readonly approvers?: readonly string[];
  /** Parameters that an environment binds, so that nobody gives them at a start, each with the value that the cases have. Absent: none. */
  readonly bound?: Readonly<Record<string, JsonValue>>;
  /** How long after a finding that asks for it it has to be done, minutes; absent: nothing says so. */
  readonly dueWithinMinutes?: number;
}

/** When a runbook has to be done at the latest; undefined for one of which nothing says so. */
export function dueAt({ dueWithinMinutes: minutes }: Pick<RunbookFacts, 'dueWithinMinutes'>, found: Instant): Instant | undefined {
  return minutes === undefined ? undefined : found + minutes * MINUTE_MS;
}

/** A runbook: the document that is deployed, and what is known of it. */
export interface Runbook {
  /** Name of its folder; the document is deployed as `<application>-<environment>-<name>`. */
  readonly name: string;
  readonly facts: RunbookFacts;
  /** As it is written. */
  readonly content: JsonObject;
  readonly document: RunbookDocument;
  /** Bytes of its text. */
  readonly bytes: number;
  readonly locate: Locate;
}

/** Name of the role of a deployed runbook: not that of its document, which a function may have, as the incident engine does. */
export function runbookRoleName(documentName: string): string {
  return `${documentName}-runbook`;
}

/**
 * A document with the defaults of parameters that are known only where it is deployed: its role, the prefix of names. Parameters it
 * does not have are left out.
 *
 * @param defaults by parameter
 */
export function withDefaults(content: JsonObject, defaults: Readonly<Record<string, JsonValue>>): JsonObject {
  const parameters = (content.parameters ?? {}) as Readonly<Record<string, JsonObject>>;
  const bound = Object.entries(parameters).map(([name, parameter]) =>
    Object.hasOwn(defaults, name) ? [name, { ...parameter, default: defaults[name]! }] : [name, parameter],
  );
  return { ...content, parameters: Object.fromEntries(bound) as JsonObject };
}
