import type { Price } from './prices';

/** One line of a bill. */
export interface CostLine {
  readonly what: string;
  /** How many of them in a month. */
  readonly count: number;
  /** USD for each. */
  readonly rate: number;
  readonly usd: number;
  /** Where AWS publishes the rate. */
  readonly source: string;
}

/** A line of a bill. @param units how many times the price each costs; default 1 */
export function costLine(what: string, count: number, { rate, source }: Price, units = 1): CostLine {
  return { what, count, rate: rate * units, usd: count * rate * units, source };
}

/** The sum of some lines, USD. */
export function sumOf(lines: readonly Pick<CostLine, 'usd'>[]): number {
  return lines.reduce((total, { usd }) => total + usd, 0);
}
