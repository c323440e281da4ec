import type { Problem } from '../../problems/problem';
import type { Check } from '../check';
import { onCallError, type OnCallScope } from './on-call-scope';

/** A text that says something: `none` alone gives no reason. */
const says = (text: string) => !/^\s*(?:none:?)?\s*$/i.test(text);

export const severityIsDescribed: Check<OnCallScope> = {
  code: 'SEV001',
  requirement: 'every severity has an example, and says what is communicated inside and outside',
  why: 'nobody could tell it from others',
  check: findings,
};

/** Finds severities nobody can tell from others, or of which it is open who hears what. Requirements 000-03 and 000-19. */
function findings(scope: OnCallScope): Problem[] {
  return scope.severities.flatMap(({ severity, examples, communication }) => {
    const missing = [
      ...(examples.some(says) ? [] : ['examples']),
      ...(says(communication.internal) ? [] : ['communication.internal']),
      ...(says(communication.external) ? [] : ['communication.external']),
    ];
    return missing.map((key) =>
      onCallError(scope, 'SEV001', severity, {
        what: `${severity} says nothing under ${key}`,
        allowed: key === 'examples' ? 'at least one situation' : 'a sentence, or none: with the reason',
        change: `add ${key} to ${severity}`,
      }),
    );
  });
}
