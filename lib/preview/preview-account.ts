import type { Instant } from '../time/time';

/** Whose metrics a preview shows: a simulated account that was played up to an instant. */
export interface PreviewAccount {
  readonly now: Instant;
  /**
   * Answers an operation of CloudWatch.
   *
   * @throws NotSimulatedError, ServiceError
   */
  call(region: string, operation: 'DescribeAlarms' | 'GetMetricData' | 'ListMetrics', input: object): Readonly<Record<string, unknown>>;
}
