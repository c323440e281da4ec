import type { StepId } from '../activation/step-ids';

/** A step of an activation that was taken, as the evidence has it. */
export interface ActivationRecord {
  readonly step: StepId;
  /** Person of the roster who took it. */
  readonly by: string;
  /** Local date. */
  readonly on: string;
  /** Id of the evidence. */
  readonly evidence: string;
}
