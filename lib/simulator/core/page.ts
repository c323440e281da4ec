import { ServiceError } from '../../aws/errors';

/** How an operation hands out a list in pages. */
export interface PageRules {
  /** Input key of the size, for messages. */
  readonly sizeKey: 'MaxResults' | 'MaxRecords';
  /** Largest page. */
  readonly most: number;
  /** Size when none is asked. */
  readonly usual: number;
  /** Error codes for a size that is not allowed and a token that is none. */
  readonly sizeError: string;
  readonly tokenError: string;
}

/** A part of a list, and the token of the next part when there is one. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly rest: { readonly NextToken?: string };
}

/**
 * The page of a list that an input asks for. The token is the position of the next item: callers must not look into it.
 *
 * @param size the MaxResults or MaxRecords of the input
 * @throws ServiceError for a size or a token that is not allowed, with the codes of the rules
 */
export function takePage<T>(all: readonly T[], size: unknown, token: unknown, rules: PageRules): Page<T> {
  const { sizeKey, most, usual, sizeError, tokenError } = rules;
  const count = size ?? usual;
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 1 || count > most) {
    throw new ServiceError(sizeError, `${sizeKey} must be 1 to ${most}`);
  }
  const position = token ?? '0';
  const from = typeof position === 'string' && /^\d+$/.test(position) ? Number(position) : NaN;
  if (!(from <= all.length)) throw new ServiceError(tokenError, 'The specified token is not valid.');
  const to = from + count;
  return { items: all.slice(from, to), rest: to < all.length ? { NextToken: String(to) } : {} };
}
