import { MAX_RULE_CHARACTERS, MAX_RULE_CHILDREN } from '../aws/alarm-rule/alarm-rule';

/** `ALARM("…")`, ` OR ` and the ARN around the name, with the longest partition and account that exist. */
const RULE_CHARACTERS_PER_CHILD = 'ALARM("") OR arn:aws-us-gov:cloudwatch::111122223333:alarm:'.length;
/** Longest code of a region, for stacks whose region is not known yet, is `ap-southeast-1`. */
const LONGEST_REGION = 'ap-southeast-1'.length;

/**
 * Names of alarms in groups that each fit into one rule of a composite alarm; parentheses are far from their limit.
 *
 * @param region where the alarms are
 */
export function cutIntoRules(names: readonly string[], region: string): string[][] {
  const perChild = RULE_CHARACTERS_PER_CHILD + Math.max(region.length, LONGEST_REGION);
  const groups: string[][] = [];
  let characters = Infinity;
  for (const name of names) {
    characters += perChild + name.length;
    const group = groups.at(-1);
    if (group !== undefined && characters <= MAX_RULE_CHARACTERS && group.length < MAX_RULE_CHILDREN) group.push(name);
    else {
      groups.push([name]);
      characters = perChild + name.length;
    }
  }
  return groups;
}
