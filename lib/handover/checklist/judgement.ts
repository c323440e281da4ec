import type { Outcome } from '../../problems/problem';

/** What came of looking at something, and why. */
export interface Judgement {
  readonly outcome: Outcome;
  /** One sentence. */
  readonly why: string;
}

export const passed = (why: string): Judgement => ({ outcome: 'passed', why });
export const failed = (why: string): Judgement => ({ outcome: 'failed', why });
export const couldNotTell = (why: string): Judgement => ({ outcome: 'could not tell', why });

/** Failed with what is wrong, or passed. */
export function unlessAny(wrong: readonly string[], otherwise: string): Judgement {
  return wrong.length === 0 ? passed(otherwise) : failed(wrong.join('; '));
}
