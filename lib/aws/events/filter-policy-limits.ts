import { isJsonObject, type JsonObject, type JsonValue } from '../cloudformation/template';

/** What a filter policy looks at. */
export type FilterScope = 'MessageAttributes' | 'MessageBody';

/** https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html */
const MOST_KEYS = 5;
const MOST_COMBINATIONS = 150;
const MOST_BYTES = 262_144;
const LARGEST_NUMBER = 1e9;

/** One list of values in a policy. */
interface Leaf {
  readonly values: readonly JsonValue[];
  /** 1 for a field of the policy itself. */
  readonly depth: number;
}

/**
 * Why SNS would refuse a filter policy; undefined when it would not. Keys are counted where values stand. The number of
 * combinations is the product of the numbers of values; below other keys each counts as often as it is deep.
 */
export function whyFilterRefused(policy: JsonObject, scope: FilterScope): string | undefined {
  const leaves = leavesOf(policy, 1);
  if (scope === 'MessageAttributes' && leaves.some(({ depth }) => depth > 1)) return 'a nested filter policy on attributes, which are not nested';
  if (leaves.length > MOST_KEYS) return `a filter policy of ${leaves.length} keys, where SNS takes ${MOST_KEYS}`;
  const combinations = leaves.reduce((product, { values, depth }) => product * values.length * depth, 1);
  if (combinations > MOST_COMBINATIONS) return `a filter policy of ${combinations} combinations of values, where SNS takes ${MOST_COMBINATIONS}`;
  if (Buffer.byteLength(JSON.stringify(policy)) > MOST_BYTES) return 'a filter policy of more than 256 KB';
  const number = numbersIn(policy).find((each) => Math.abs(each) > LARGEST_NUMBER);
  return number === undefined ? undefined : `a filter policy with the number ${number}, where SNS compares numbers from -10^9 to 10^9`;
}

function leavesOf(policy: JsonObject, depth: number): Leaf[] {
  return Object.values(policy).flatMap((expected): Leaf[] => {
    if (isJsonObject(expected)) return leavesOf(expected, depth + 1);
    return [{ values: Array.isArray(expected) ? expected : [expected], depth }];
  });
}

function numbersIn(value: JsonValue): number[] {
  if (typeof value === 'number') return [value];
  if (Array.isArray(value)) return (value as readonly JsonValue[]).flatMap(numbersIn);
  return isJsonObject(value) ? Object.values(value).flatMap(numbersIn) : [];
}
