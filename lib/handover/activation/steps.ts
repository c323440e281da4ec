/** From a service that is ready to one that operations have taken over: steps in an order, none of which is taken before the one above it. */

import type { ActivationRecord } from '../evidence/activation-record';
import { STEPS, type StepId } from './step-ids';

/** A step, and whether it was taken. */
export interface StepState {
  readonly step: StepId;
  /** The record by which it counts as taken; absent: it was not, or not in order. */
  readonly taken?: ActivationRecord;
}

/** How far an activation has come. A record counts only where all steps above it have one: what was written out of order is as good as none. */
export function activationState(records: readonly ActivationRecord[]): readonly StepState[] {
  let isInOrder = true;
  return STEPS.map((step) => {
    const taken = isInOrder ? records.findLast((record) => record.step === step) : undefined;
    isInOrder = taken !== undefined;
    return { step, ...(taken !== undefined && { taken }) };
  });
}

/** Why a step cannot be taken now; undefined: it is the next one. */
export function whyNotNext(states: readonly StepState[], step: StepId): string | undefined {
  const { taken } = states.find((state) => state.step === step)!;
  if (taken !== undefined) return `${step} was taken on ${taken.on} by ${taken.by} (${taken.evidence})`;
  const next = states.find((state) => state.taken === undefined)!.step;
  return next === step ? undefined : `${step} comes after ${next}, which was not taken yet`;
}
