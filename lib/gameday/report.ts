/** What came of a game day, for terminals, machines and people alike. */

import type { PlanDifference } from '../conformance/plan-difference';
import type { Outcome } from '../problems/problem';
import type { Instant } from '../time/time';
import type { Measurement } from './measurements';
import type { TimelineEvent } from './timeline-events';

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
  readonly timeline: readonly TimelineEvent[];
  readonly measurements: readonly Measurement[];
  /** Where the template, or what it did, is not what was planned. Any of them fails the game day. */
  readonly differences: readonly PlanDifference[];
  /** What could not be determined, and why. */
  readonly unknown: readonly string[];
  /** What a reader has to know and does not change the outcome. */
  readonly notes: readonly string[];
}
