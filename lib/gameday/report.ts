/** What came of a game day, for terminals, machines and people alike. */

import type { Outcome } from '../problems/problem';
import type { Severity } from '../incident/severity';
import type { Instant } from '../time/time';
import type { PlanDifference } from '../conformance/plan-difference';

/** One line of the story, in the order things happened. */
export interface TimelineEntry {
  readonly at: Instant;
  readonly kind: 'incident' | 'metric alarm' | 'composite alarm' | 'notification' | 'held' | 'dropped' | 'gate' | 'ledger' | 'page' | 'inform' | 'fault' | 'record' | 'person' | 'engine' | 'unknown';
  readonly text: string;
  /** Severity of a notification. */
  readonly severity?: Severity;
  /** Of a notification, as in {@link Measurement}. */
  readonly budgetSpent?: number | null;
}

/** One figure of the rehearsal beside what was expected of it. */
export interface Measurement {
  readonly what: string;
  readonly expected: string;
  readonly measured: string;
  readonly outcome: Outcome;
  /**
   * Share of the objective's error budget that its incident had spent when somebody was told, a fraction. Null when
   * metrics were lost, so that nobody can tell; left out where nobody was told.
   */
  readonly budgetSpent?: number | null;
}

/** The result of one scenario. */
export interface GameDayReport {
  readonly scenario: {
    readonly id: string;
    readonly title: string;
    readonly environment: string;
    readonly start: Instant;
    readonly durationMinutes: number;
    readonly proves: readonly string[];
  };
  readonly outcome: Outcome;
  readonly timeline: readonly TimelineEntry[];
  readonly measurements: readonly Measurement[];
  /** Where the template, or what it did, is not what was planned. Any of them fails the game day. */
  readonly differences: readonly PlanDifference[];
  /** What could not be told, and why. */
  readonly unknown: readonly string[];
  /** What a reader has to know and does not change the outcome. */
  readonly notes: readonly string[];
}
