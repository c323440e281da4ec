import type { JsonObject, JsonValue } from '../../../../aws/cloudformation/template';
import type { NotSimulatedError } from '../../../../aws/errors';
import type { Principal } from '../../../../aws/iam/principal';
import type { RunbookStep } from '../../../../runbook/document/document';
import type { Instant } from '../../../../time/time';
import type { AutomationDocument } from './documents';

/** Status of a run or of a step. https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-statuses.html */
type AutomationStatus = 'Pending' | 'InProgress' | 'Waiting' | 'Cancelling' | 'Success' | 'Failed' | 'TimedOut' | 'Cancelled';

/** Statuses that nothing follows. */
const FINAL_STATUSES: readonly AutomationStatus[] = ['Success', 'Failed', 'TimedOut', 'Cancelled'];

/** One pass of a loop, for the steps inside of it. */
export interface LoopPass {
  /** From 1 up. */
  readonly iteration: number;
  /** Absent for a loop with a condition. */
  readonly value?: JsonValue;
  readonly loop: StepRecord;
}

/** What is known of one step of one run; a step of a loop has one for each pass. */
export interface StepRecord {
  readonly id: string;
  readonly step: RunbookStep;
  readonly pass?: LoopPass;
  status: AutomationStatus;
  startedAt?: Instant;
  endedAt?: Instant;
  /** With its references filled in, as of the last attempt. */
  inputs: JsonObject;
  outputs: JsonObject;
  failure?: string;
}

/** One run of a document. */
export interface Execution {
  readonly id: string;
  readonly document: AutomationDocument;
  /** Parameters of the start, as they were given. */
  readonly given: JsonObject;
  readonly values: ReadonlyMap<string, JsonValue>;
  /** Who its calls are made as: the role of the document, or whoever started it. */
  readonly principal: Principal;
  /** Absent: it runs with the rights of whoever started it. */
  readonly roleArn?: string;
  readonly startedBy: string;
  readonly startedAt: Instant;
  readonly tags: readonly JsonObject[];
  /** The run whose step started it. */
  readonly parent?: Execution;
  /** Those of the document first, in its order, then those of passes of loops as they began. */
  readonly steps: StepRecord[];
  /** By `step.Output`. */
  readonly outputs: Map<string, JsonValue>;
  readonly variables: Map<string, JsonValue>;
  status: AutomationStatus;
  endedAt?: Instant;
  failure?: string;
  /** Set when the run met something that is not simulated: nobody can tell how it would have ended. */
  doubt?: NotSimulatedError;
}

/** True when a run is over. */
export function hasEnded({ status }: Execution): boolean {
  return FINAL_STATUSES.includes(status);
}

/** Levels of runs above a run that no step started: 0. */
export function depthOf(execution: Execution): number {
  return execution.parent === undefined ? 0 : depthOf(execution.parent) + 1;
}
