import fc from 'fast-check';
import type { AlarmRule } from '../../lib/aws/alarm-rule/alarm-rule';
import { evaluateAlarmRule } from '../../lib/aws/alarm-rule/evaluate-alarm-rule';
import { parseAlarmRule } from '../../lib/aws/alarm-rule/parse-alarm-rule';
import { printAlarmRule } from '../../lib/aws/alarm-rule/print-alarm-rule';
import { alarmNameOf } from '../../lib/aws/arn';
import { compareRule } from '../../lib/conformance/compare-rule';

const isSame = (planned: string[][], rule: string) => compareRule(planned, rule) === undefined;
const PAIRS = [
  ['a-long', 'a-short'],
  ['b-long', 'b-short'],
];
const AS_PLANNED = '(ALARM("a-long") AND ALARM("a-short")) OR (ALARM("b-long") AND ALARM("b-short"))';

test.each([
  ['the rule as planned', AS_PLANNED],
  ['another order', '(ALARM(b-short) AND ALARM(b-long)) OR (ALARM(a-short) AND ALARM(a-long))'],
  ['ARNs', AS_PLANNED.replaceAll('("', '("arn:aws:cloudwatch:eu-central-1:111122223333:alarm:')],
  ['a part that changes nothing', `${AS_PLANNED} OR (ALARM(a-long) AND ALARM(a-short) AND ALARM(b-long))`],
  [
    'the product instead of the sum',
    '(ALARM(a-long) OR ALARM(b-long)) AND (ALARM(a-long) OR ALARM(b-short)) AND (ALARM(a-short) OR ALARM(b-long)) AND (ALARM(a-short) OR ALARM(b-short))',
  ],
  ['TRUE and FALSE where they do nothing', `((${AS_PLANNED}) AND TRUE) OR FALSE`],
  ['a double NOT', `NOT (NOT (${AS_PLANNED}))`],
])('%s means the same', (_, rule) => {
  expect(isSame(PAIRS, rule)).toBe(true);
});

test.each([
  ['OR instead of AND', AS_PLANNED.replace('AND', 'OR')],
  ['AND between the groups', AS_PLANNED.replace(') OR (', ') AND (')],
  ['a group less', 'ALARM(a-long) AND ALARM(a-short)'],
  ['a child less', 'ALARM(a-long) OR (ALARM(b-long) AND ALARM(b-short))'],
  ['a wrong child', AS_PLANNED.replace('b-short', 'a-short')],
  ['a child more', `${AS_PLANNED} OR ALARM(other)`],
  ['always', 'TRUE'],
  ['never', 'FALSE'],
  ['NOT OK, which is also true without data', '(NOT OK(a-long) AND NOT OK(a-short)) OR (ALARM(b-long) AND ALARM(b-short))'],
  ['the state OK', AS_PLANNED.replace('ALARM("b-short")', 'OK("b-short")')],
  ['not a rule', 'ALARM('],
  ['no text', ''],
])('%s is a difference', (_, rule) => {
  expect(isSame(PAIRS, rule)).toBe(false);
});

test('AT_LEAST is understood with few children', () => {
  expect(isSame([['a'], ['b']], 'AT_LEAST(1, ALARM, (a, b))')).toBe(true);
  expect(isSame([['a', 'b']], 'AT_LEAST(1, ALARM, (a, b))')).toBe(false);
});

test('the difference shows both rules without the noise of ARNs', () => {
  expect(compareRule(PAIRS, 'ALARM("arn:aws:cloudwatch:eu-central-1:111122223333:alarm:a-long")')).toEqual({
    planned: 'a-long AND a-short, or b-long AND b-short',
    found: 'ALARM("a-long")',
  });
  expect(compareRule(PAIRS, undefined)?.found).toBe('nothing');
  expect(compareRule(PAIRS, { Ref: 'x' })?.found).toBe('{"Ref":"x"}');
});

test('an alarm is called by its name or its ARN', () => {
  expect(alarmNameOf('arn:aws:cloudwatch:eu-central-1:111122223333:alarm:shop:alarm:x')).toBe('shop:alarm:x');
  expect(alarmNameOf('shop')).toBe('shop');
});

describe('many children', () => {
  const groups = Array.from({ length: 49 }, (_, index) => [`row-${index}-long`, `row-${index}-short`]);
  const ruleOf = (sets: string[][]) => sets.map((names) => `(${names.map((name) => `ALARM(${name})`).join(' AND ')})`).join(' OR ');

  test('a policy with 49 rows and silence, 99 children, is compared exactly and at once', () => {
    const planned = [...groups, ['silence']];
    expect(isSame(planned, ruleOf([...planned].reverse()))).toBe(true);
    expect(isSame(planned, ruleOf([...groups.slice(0, -1), ['row-48-long'], ['silence']]))).toBe(false);
  });

  test('a rule that says more than ALARM and has many children is taken for different', () => {
    expect(isSame(groups, `NOT (NOT (${ruleOf(groups)}))`)).toBe(false);
  });

  test('a product of so many sums that it cannot be multiplied out is taken for different', () => {
    const product = groups
      .slice(0, 20)
      .map(([long, short]) => `(ALARM(${long}) OR ALARM(${short}))`)
      .join(' AND ');
    expect(isSame(groups, product)).toBe(false);
  });
});

test('two rules are the same exactly when they agree in every combination of states', () => {
  const names = ['a', 'b', 'c', 'd'];
  const child: fc.Arbitrary<AlarmRule> = fc.constantFrom(...names).map((alarm) => ({ kind: 'state', state: 'ALARM', alarm }));
  const rules = fc.letrec<{ rule: AlarmRule }>((tie) => ({
    rule: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      child,
      fc.constantFrom<AlarmRule>({ kind: 'constant', value: true }, { kind: 'constant', value: false }),
      fc.record({ kind: fc.constantFrom('and' as const, 'or' as const), operands: fc.array(tie('rule'), { minLength: 2, maxLength: 3 }) }),
      tie('rule').map((operand) => ({ kind: 'not' as const, operand })),
    ),
  })).rule;
  const groups = fc.array(fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(groups, rules, (planned, rule) => {
      const text = printAlarmRule(rule);
      const parsed = parseAlarmRule(text);
      let agrees = true;
      for (let combination = 0; combination < 81; combination++) {
        const state = (name: string) => (['OK', 'ALARM', 'INSUFFICIENT_DATA'] as const)[Math.floor(combination / 3 ** names.indexOf(name)) % 3]!;
        agrees &&= planned.some((group) => group.every((name) => state(name) === 'ALARM')) === evaluateAlarmRule(parsed, state);
      }
      expect(isSame(planned, text)).toBe(agrees);
    }),
    { numRuns: 500 },
  );
});
