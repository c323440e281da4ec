import { MetricMathSyntaxError } from '../../aws/metric-math/tokenize';
import { messageOf } from '../../problems/error-message';
import { RecordTooLargeError } from '../../slo/budget/stored-record';
import { ImpossibleDataError } from './measure-objective';
import { NotMeasurableError } from './metric-queries';

/** What came of an objective, or why nothing did. */
export type Told<T> = T | Untold;

/** Why an objective could not be told. */
export interface Untold {
  readonly why: string;
}

/** True for what could not be told. */
export function isUntold(value: object): value is Untold {
  return 'why' in value;
}

/** Carries a reason that is a sentence of its own. */
export class UntoldError extends Error {}

/** The errors by which an objective is told to be untold; any other is a mistake of ours and ends the run. */
const UNTOLD = [UntoldError, NotMeasurableError, MetricMathSyntaxError, ImpossibleDataError, RecordTooLargeError];

/** What a piece of work comes to, or why an objective cannot be told. */
export function attempt<T extends object>(work: () => T): Told<T> {
  try {
    return work();
  } catch (error) {
    if (!UNTOLD.some((kind) => error instanceof kind)) throw error;
    return { why: error instanceof UntoldError ? error.message : messageOf(error) };
  }
}
