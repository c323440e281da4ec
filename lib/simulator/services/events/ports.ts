import type { JsonObject } from '../../../aws/cloudformation/template';
import type { Instant } from '../../../time/time';
import { Port } from '../../core/port';
import type { EventDisturbance } from './event-disturbance';

/** What a producer says; the bus adds the rest of the envelope. */
export interface EventContent {
  readonly source: string;
  readonly detailType: string;
  readonly resources: readonly string[];
  readonly detail: JsonObject;
}

/** The buses of the account. */
export interface EventBus {
  /** Puts an event on a bus of a region at an instant, and returns its id. */
  emit(content: EventContent, region: string, at: Instant, bus?: string): string;
  /**
   * Loses, doubles or delays events between their bus and the targets of its rules.
   *
   * @throws RangeError for a delay without seconds
   */
  disturb(disturbance: EventDisturbance): void;
}

export const EVENT_BUS = new Port<EventBus>('event bus');
