import { MetricMathSyntaxError } from '../../aws/metric-math/tokenize';
import { messageOf } from '../../problems/error-message';
import { RecordTooLargeError } from '../../slo/budget/stored-record';
import { ImpossibleDataError } from './measure-objective';
import { NotMeasurableError } from './metric-queries';

/** What came of an objective, or why nothing did. */
export type Determined<T> = T | Undetermined;

/** Why an objective could not be determined. */
export interface Undetermined {
  readonly why: string;
}

/** True for what could not be determined. */
export function isUndetermined(value: object): value is Undetermined {
  return 'why' in value;
}

/** Carries a reason that is a sentence of its own. */
export class UndeterminedError extends Error {}

/** The errors by which an objective is reported as undetermined; any other is a mistake of ours and ends the run. */
const UNDETERMINED = [UndeterminedError, NotMeasurableError, MetricMathSyntaxError, ImpossibleDataError, RecordTooLargeError];

/** What a piece of work comes to, or why an objective cannot be determined. */
export function attempt<T extends object>(work: () => T): Determined<T> {
  try {
    return work();
  } catch (error) {
    if (!UNDETERMINED.some((kind) => error instanceof kind)) throw error;
    return { why: error instanceof UndeterminedError ? error.message : messageOf(error) };
  }
}
