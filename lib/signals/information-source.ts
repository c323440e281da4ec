import type { JsonObject } from '../aws/cloudformation/template';
import type { SignalEvent, SignalRule } from './signal-source';

/** What somebody may want to know and nobody has to act on: a deployment that ended, a resource that grew or shrank. */
export interface InformationSource {
  /** Its key in the configuration. */
  readonly id: string;
  readonly title: string;
  /** What of it is collected, one sentence. */
  readonly collects: string;
  readonly rule: SignalRule;
  /** Whether an event is of the source. */
  reads(event: SignalEvent): boolean;
  /** What happened, in a few words. What an event does not have is `unknown`: it wakes nobody, so nothing is thrown. */
  textOf(event: InformationSignal): string;
}

/** An event of EventBridge that is information, with the resources it names. */
export interface InformationSignal extends SignalEvent {
  readonly resources: readonly string[];
}

/** A text at a path of an event, or that it is not known. */
export function known(value: unknown): string {
  return typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : 'unknown';
}

/** The pattern of a rule for events of one service. */
export function patternOf(source: string, detailTypes: readonly string[], detail?: JsonObject): JsonObject {
  return { source: [source], 'detail-type': [...detailTypes], ...(detail !== undefined && { detail }) };
}
