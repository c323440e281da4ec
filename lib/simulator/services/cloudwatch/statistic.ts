import { NotSimulatedError, ServiceError } from '../../../aws/errors';

/**
 * A statistic of the samples in a window. `TC` counts the samples above `above` (exclusive) up to `upTo`
 * (inclusive), `PR` is the same as a percentage of all samples; an absent bound is infinite.
 */
export type Statistic =
  | AdditiveStatistic
  | { readonly kind: 'Average' }
  | { readonly kind: 'Minimum' }
  | { readonly kind: 'Maximum' }
  | { readonly kind: 'percentile'; readonly fraction: number }
  | TrimmedStatistic;

/**
 * A statistic of the samples between two fractions of them, in order of their values: their mean (`TM`), their sum (`TS`), how many
 * they are (`TC%`), or the mean of all when each of the others counts as the nearest of these (`WM`). Fractions are 0–1.
 */
export interface TrimmedStatistic {
  readonly kind: 'TM' | 'TS' | 'TC%' | 'WM';
  readonly fromFraction: number;
  readonly toFraction: number;
}

/** The statistics that add up over parts of a window; `PR` does once it is divided by the sample count. */
export type AdditiveStatistic =
  | { readonly kind: 'SampleCount' }
  | { readonly kind: 'Sum' }
  | { readonly kind: 'TC' | 'PR'; readonly above: number; readonly upTo: number };

/** The five names the API takes in `Statistic`; everything else belongs in `ExtendedStatistic` or `Stat`. */
export const BASIC_STATISTICS = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'] as const;

const PERCENTILE = /^p(\d{1,2}(?:\.\d{1,10})?|100)$/;
const BOUNDED = /^(TC|PR)\((-?\d+(?:\.\d{1,10})?)?:(-?\d+(?:\.\d{1,10})?)?\)$/;
/** `tm99` is `TM(:99%)`, and `IQM` is `TM(25%:75%)`. */
const TRIMMED_ABOVE = /^(tm|ts|tc|wm)(\d{1,2}(?:\.\d{1,10})?)$/;
const TRIMMED = /^(TM|TS|TC|WM)\((?:(\d{1,2}(?:\.\d{1,10})?)%)?:(?:(\d{1,2}(?:\.\d{1,10})?|100)%)?\)$/;
const NOT_SIMULATED = /^(?:TM|TS|WM)\([^()%]*:[^()%]*\)$/;

/**
 * Reads a statistic as the API spells it, letter case included: `Sum`, `p99`, `p99.9`, `TC(:0.5)`, `PR(80:500)`.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
 *
 * @throws NotSimulatedError for trimmed means and sums, and winsorized means, between values
 * @throws ServiceError ValidationError for anything CloudWatch would not know either
 */
export function parseStatistic(text: string, where?: string): Statistic {
  const basic = BASIC_STATISTICS.find((name) => name === text);
  if (basic !== undefined) return { kind: basic };

  const percentile = PERCENTILE.exec(text);
  if (percentile) return { kind: 'percentile', fraction: Number(percentile[1]) / 100 };

  const bounded = BOUNDED.exec(text);
  if (bounded && (bounded[2] !== undefined || bounded[3] !== undefined)) {
    const above = bounded[2] === undefined ? -Infinity : Number(bounded[2]);
    const upTo = bounded[3] === undefined ? Infinity : Number(bounded[3]);
    if (above < upTo) return { kind: bounded[1] as 'TC' | 'PR', above, upTo };
  }
  const trimmed = trimmedStatistic(text);
  if (trimmed !== undefined) return trimmed;
  if (NOT_SIMULATED.test(text)) throw new NotSimulatedError(`statistic ${text}`, where);
  throw new ServiceError('ValidationError', `${text} is not a statistic CloudWatch knows${where === undefined ? '' : ` (in ${where})`}`);
}

function trimmedStatistic(text: string): TrimmedStatistic | undefined {
  if (text === 'IQM') return { kind: 'TM', fromFraction: 0.25, toFraction: 0.75 };
  const [, short, below] = TRIMMED_ABOVE.exec(text) ?? [];
  const [, name = short?.toUpperCase(), from, to = below] = TRIMMED.exec(text) ?? [];
  if (name === undefined || (from === undefined && to === undefined)) return undefined;
  const fractions = { fromFraction: Number(from ?? 0) / 100, toFraction: Number(to ?? 100) / 100 };
  const kind = name === 'TC' ? 'TC%' : (name as 'TM' | 'TS' | 'WM');
  return fractions.fromFraction < fractions.toFraction ? { kind, ...fractions } : undefined;
}

/** A statistic as the API spells it: what {@link parseStatistic} reads. */
export function printStatistic(statistic: Statistic): string {
  switch (statistic.kind) {
    case 'percentile':
      return `p${percentText(statistic.fraction)}`;
    case 'TM':
    case 'TS':
    case 'TC%':
    case 'WM':
      return `${statistic.kind.slice(0, 2)}(${percentText(statistic.fromFraction)}%:${percentText(statistic.toFraction)}%)`;
    case 'TC':
    case 'PR': {
      const { kind, above, upTo } = statistic;
      const bound = (value: number) => (Number.isFinite(value) ? value.toFixed(10).replace(/\.?0+$/, '') : '');
      return `${kind}(${bound(above)}:${bound(upTo)})`;
    }
    default:
      return statistic.kind;
  }
}

/** A fraction in percent, without the digits that a product of floating-point numbers adds. */
function percentText(fraction: number): string {
  return String(Number((fraction * 100).toFixed(10)));
}
