import type { ObservabilityStatus, StatusPart } from '../../conformance/verify/observability-status';
import type { Outcome } from '../../problems/problem';

/** A gap of a deployed account, as the evidence has it. */
export type VerifiedGap = ObservabilityStatus['gaps'][number];

/** What verifying the account of an environment brought. */
export interface VerificationRecord {
  readonly environment: string;
  /** ISO. */
  readonly at: string;
  readonly outcome: Outcome;
  readonly observability: ObservabilityStatus;
  /** Id of the evidence. */
  readonly evidence: string;
  /** Local date. */
  readonly on: string;
}

/** Parts of an observability status that count what was planned. */
export const STATUS_PARTS = ['kpiCoverage', 'dashboards', 'alertHealth'] as const satisfies readonly (keyof ObservabilityStatus)[];

/** How far one part is well: `60 of 63`. */
export function shareOf({ planned, withoutFinding }: StatusPart): string {
  return `${withoutFinding} of ${planned}`;
}
