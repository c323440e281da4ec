/** What certificates and gates ask for: lines, each decided by items of the checklist, by evidence, or by people. */

import type { HandoverInput } from '../input';
import { attested, isAttested } from './attestations';
import type { AttestableId, ItemId } from './items';
import type { JudgedItem } from './judge-handover';
import { together, type Judgement } from './judgement';

/** A handover whose checklist was judged. */
export interface JudgedHandover {
  readonly input: HandoverInput;
  /** Every item of the checklist, in order. */
  readonly items: readonly JudgedItem[];
}

/** Decides one line. */
export type Decision = (handover: JudgedHandover) => Judgement;

/** One line. */
export interface Criterion {
  /** Unique in its list. */
  readonly id: string;
  /** What is so once it passes, one sentence. */
  readonly text: string;
  readonly decide: Decision;
}

/** One line, as lists of them are written. */
export const line = (id: string, text: string, decide: Decision): Criterion => ({ id, text, decide });

/** A line, and how it stands. */
export interface JudgedCriterion extends Omit<Criterion, 'decide'>, Judgement {}

/** Items of the checklist decide it, all of them. */
export function ofItems(...ids: readonly ItemId[]): Decision {
  return ({ items }) => together(ids.map((id) => items.find((item) => item.id === id)!));
}

/** A check of its own decides it. */
export function ofCheck(check: (input: HandoverInput) => Judgement): Decision {
  return ({ input }) => check(input);
}

/** People say so: of this alone, or of everything that goes with it. */
export function ofPeople(id: AttestableId, whole: ItemId): Decision {
  return ({ input }) => attested(input, isAttested(input, id) ? id : whole);
}

/** All of several decide it. */
export function allOf(...decisions: readonly Decision[]): Decision {
  return (handover) => together(decisions.map((decide) => decide(handover)));
}

/** How each line stands, in their order. */
export function judgeCriteria(criteria: readonly Criterion[], handover: JudgedHandover): readonly JudgedCriterion[] {
  return criteria.map(({ id, text, decide }) => ({ id, text, ...decide(handover) }));
}
