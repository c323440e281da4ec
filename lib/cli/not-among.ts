import { didYouMean } from '../problems/did-you-mean';

/** `there is no service edi-x: did you mean edi-y?`, or all that are allowed. */
export function notAmong(what: string, received: string, allowed: readonly string[]): string {
  const meant = didYouMean(received, allowed);
  return `there is no ${what} ${received}: ${meant === undefined ? `allowed are ${allowed.join(', ')}` : `did you mean ${meant}?`}`;
}
