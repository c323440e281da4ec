/**
 * Whether the rule of a composite alarm means what was planned: ALARM when all alarms of any one group are in ALARM.
 *
 * Rules of ALARM(), AND and OR are compared exactly and for any number of children by their smallest sets of alarms
 * that make them fire: two such rules mean the same exactly when these sets are the same. Rules that say more (NOT,
 * OK, AT_LEAST) are tried in every combination of states when they have few children, and are taken for different
 * when they have many: a rule nobody planned is to be looked at.
 */

import { referencedAlarms, type AlarmRule, type AlarmRuleState } from '../aws/alarm-rule/alarm-rule';
import { evaluateAlarmRule } from '../aws/alarm-rule/evaluate-alarm-rule';
import { parseAlarmRule } from '../aws/alarm-rule/parse-alarm-rule';
import { alarmNameOf } from '../aws/arn';
import type { JsonValue } from '../aws/cloudformation/template';
import { textOf } from './difference';

type Groups = readonly (readonly string[])[];

/** Both rules as text, or undefined when they mean the same. */
export function compareRule(planned: Groups, rule: JsonValue | undefined): { planned: string; found: string } | undefined {
  const text = textOf(rule);
  const difference = {
    planned: planned.map((names) => names.join(' AND ')).join(', or '),
    found: text.replace(/arn:[^"()]*:alarm:/g, ''),
  };
  let parsed: AlarmRule;
  try {
    parsed = parseAlarmRule(text);
  } catch {
    return difference;
  }
  return meansTheSame(planned, parsed) ? undefined : difference;
}

function meansTheSame(planned: Groups, rule: AlarmRule): boolean {
  const found = setsThatFire(rule);
  if (found !== undefined) return textOfSets(found) === textOfSets(smallestSets(planned.map((names) => new Set(names))));
  return agreesInEveryState(planned, rule);
}

/** Of alarms; a rule fires when all of any one set are in ALARM. */
type AlarmSet = ReadonlySet<string>;

/** More than any rule of at most 100 children written as groups; a product of many ORs can exceed it. */
const MAX_SETS = 2_000;

/** The smallest sets of alarms that make a rule fire; undefined for one that says more, or has too many of them. */
function setsThatFire(rule: AlarmRule): AlarmSet[] | undefined {
  switch (rule.kind) {
    case 'constant':
      return rule.value ? [new Set()] : [];
    case 'state':
      return rule.state === 'ALARM' ? [new Set([alarmNameOf(rule.alarm)])] : undefined;
    case 'or':
    case 'and': {
      let sets: AlarmSet[] | undefined;
      for (const operand of rule.operands) {
        const more = setsThatFire(operand);
        if (more === undefined || (sets?.length ?? 1) * more.length > MAX_SETS) return undefined;
        sets = sets === undefined ? more : smallestSets(rule.kind === 'or' ? [...sets, ...more] : eachWithEach(sets, more));
      }
      return sets;
    }
    default:
      return undefined;
  }
}

function eachWithEach(some: readonly AlarmSet[], others: readonly AlarmSet[]): AlarmSet[] {
  return some.flatMap((one) => others.map((other) => new Set([...one, ...other])));
}

/** Without those that contain another: when the smaller one fires, so does the rule. */
function smallestSets(sets: readonly AlarmSet[]): AlarmSet[] {
  const smallest: AlarmSet[] = [];
  for (const set of [...sets].sort((a, b) => a.size - b.size)) {
    if (!smallest.some((smaller) => [...smaller].every((name) => set.has(name)))) smallest.push(set);
  }
  return smallest;
}

function textOfSets(sets: readonly AlarmSet[]): string {
  return JSON.stringify(sets.map((set) => JSON.stringify([...set].sort())).sort());
}

const STATES: readonly AlarmRuleState[] = ['OK', 'ALARM', 'INSUFFICIENT_DATA'];
/** Three states each: 6,561 combinations. */
const MAX_TRIED_ALARMS = 8;

function agreesInEveryState(planned: Groups, rule: AlarmRule): boolean {
  const names = [...new Set([...planned.flat(), ...referencedAlarms(rule).map(alarmNameOf)])];
  if (names.length > MAX_TRIED_ALARMS) return false;
  for (let combination = 0; combination < STATES.length ** names.length; combination++) {
    const stateOf = (name: string) => STATES[Math.floor(combination / STATES.length ** names.indexOf(name)) % STATES.length]!;
    const isPlanned = planned.some((group) => group.every((name) => stateOf(name) === 'ALARM'));
    if (isPlanned !== evaluateAlarmRule(rule, (reference) => stateOf(alarmNameOf(reference)))) return false;
  }
  return true;
}
