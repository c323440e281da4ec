import type { JsonValue } from '../aws/cloudformation/template';
import type { Assumptions } from '../simulator/core/assumptions';
import type { StatedResource } from '../simulator/services/stated/stated-resources';

/** What a case shows. Every runbook has at least one of the first four that it can have. */
export const CASE_KINDS = ['dry run', 'success', 'failure', 'refusal', 'approval timeout', 'cancelled', 'double start'] as const;
/** One of {@link CASE_KINDS}. */
export type CaseKind = (typeof CASE_KINDS)[number];

/** Something a person does while a run waits. */
export interface PersonsAct {
  /** Seconds after the start. */
  readonly atSeconds: number;
  /** Last part of a user's ARN. */
  readonly by: string;
  readonly does: 'approve' | 'reject' | 'resume' | 'cancel';
}

/** Calls that fail for a while. */
export interface FailingCall {
  /** `lambda`, as the simulator names it. */
  readonly service: string;
  readonly operation: string;
  readonly error: string;
  /** Seconds after the start. */
  readonly fromSeconds: number;
  readonly forSeconds: number;
}

/** What others change of the account while a runbook runs. */
export interface Meanwhile {
  /** Seconds after the start. */
  readonly atSeconds: number;
  /** Resources as they are from then on; without members: there is none of the kind any more. */
  readonly account: readonly StatedResource[];
}

/** A function that exists, and what it answers whatever it is asked. */
export interface StatedFunction {
  readonly name: string;
  readonly answer: JsonValue;
}

/** What is expected of a run. */
export interface ExpectedRun {
  /** As Automation names it; `refused` when it does not start. */
  readonly status: 'Success' | 'Failed' | 'TimedOut' | 'Cancelled' | 'refused';
  /** Operations that read, `lambda:GetAlias`, without repetition, in the order of their first call. Absent: any. */
  readonly reads?: readonly string[];
  /** Operations that change something, in order, repetitions included. */
  readonly writes: readonly string[];
  /** Texts that the steps of the run show, each somewhere. */
  readonly says: readonly string[];
  /** Outputs of the run. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Resources as they are afterwards: each member that is named. */
  readonly after: readonly StatedResource[];
}

/** A case of a runbook. */
export interface RunbookCase {
  readonly id: string;
  readonly kind: CaseKind;
  /** As StartAutomationExecution takes them. */
  readonly parameters: Readonly<Record<string, readonly string[]>>;
  readonly account: readonly StatedResource[];
  readonly functions: readonly StatedFunction[];
  readonly failing: readonly FailingCall[];
  readonly people: readonly PersonsAct[];
  readonly meanwhile: readonly Meanwhile[];
  /** Seconds after the start at which it is started again, with the same parameters. */
  readonly startAgainAtSeconds: readonly number[];
  /** How long is looked at, seconds. */
  readonly forSeconds: number;
  readonly assume: Assumptions;
  readonly expect: ExpectedRun;
}
