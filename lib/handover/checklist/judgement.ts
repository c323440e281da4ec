import { worstOutcome, type Outcome } from '../../problems/problem';

/** What came of looking at something, and why. */
export interface Judgement {
  readonly outcome: Outcome;
  /** One sentence. */
  readonly why: string;
  /** Ids of the evidence it rests on; absent: it rests on none. */
  readonly evidence?: readonly string[];
  /** Local date, the last on which it holds by what somebody attested; absent: nothing was. */
  readonly until?: string;
}

/** What a judgement rests on. */
type Basis = Pick<Judgement, 'evidence' | 'until'>;

export const passed = (why: string, basis: Basis = {}): Judgement => ({ outcome: 'passed', why, ...basis });
export const failed = (why: string, basis: Basis = {}): Judgement => ({ outcome: 'failed', why, ...basis });
export const couldNotTell = (why: string): Judgement => ({ outcome: 'could not tell', why });

/** Failed with what is wrong, or passed. */
export function unlessAny(wrong: readonly string[], otherwise: string, basis: Basis = {}): Judgement {
  return wrong.length === 0 ? passed(otherwise, basis) : failed(wrong.join('; '), basis);
}

/** Several judgements as one: the worst of them, with what each says and rests on; it holds as long as all of them do. */
export function together(judgements: readonly Judgement[]): Judgement {
  const evidence = [...new Set(judgements.flatMap((each) => each.evidence ?? []))];
  const [until] = judgements.flatMap((each) => each.until ?? []).sort();
  return {
    outcome: worstOutcome(judgements.map(({ outcome }) => outcome)),
    why: [...new Set(judgements.map(({ why }) => why))].join('; '),
    ...(evidence.length > 0 && { evidence }),
    ...(until !== undefined && { until }),
  };
}
