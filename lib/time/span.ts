import type { Instant } from './time';

/** From an instant up to, and without, another. */
export interface Span {
  readonly from: Instant;
  readonly until: Instant;
}

/**
 * The times common to two lists, with what the first list says about them. Each list is ascending and without
 * overlap, and so is the result.
 */
export function intersect<T extends Span, U extends Span>(
  spans: readonly T[],
  others: readonly U[],
): { readonly span: Span; readonly one: T; readonly other: U }[] {
  const common: { span: Span; one: T; other: U }[] = [];
  for (let i = 0, k = 0; i < spans.length && k < others.length;) {
    const [one, other] = [spans[i]!, others[k]!];
    const span = { from: Math.max(one.from, other.from), until: Math.min(one.until, other.until) };
    if (span.from < span.until) common.push({ span, one, other });
    if (one.until <= other.until) i += 1;
    else k += 1;
  }
  return common;
}
