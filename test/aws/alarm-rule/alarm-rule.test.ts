import fc from 'fast-check';
import { referencedAlarms, type AlarmRule, type AlarmRuleState } from '../../../lib/aws/alarm-rule/alarm-rule';
import { evaluateAlarmRule } from '../../../lib/aws/alarm-rule/evaluate-alarm-rule';
import { countElements, parseAlarmRule } from '../../../lib/aws/alarm-rule/parse-alarm-rule';
import { printAlarmRule } from '../../../lib/aws/alarm-rule/print-alarm-rule';
import { AlarmRuleSyntaxError } from '../../../lib/aws/alarm-rule/tokenize-alarm-rule';

const ARN = 'arn:aws:cloudwatch:eu-central-1:111122223333:alarm:portal fast';

describe('rules that are accepted', () => {
  const accepted: readonly [rule: string, canonical: string][] = [
    ['ALARM(a)', 'ALARM("a")'],
    ['ALARM("a b")', 'ALARM("a b")'],
    ['OK( "a" )', 'OK("a")'],
    [`INSUFFICIENT_DATA("${ARN}")`, `INSUFFICIENT_DATA("${ARN}")`],
    ['ALARM(arn:aws:cloudwatch:eu-central-1:111122223333:alarm:a)', 'ALARM("arn:aws:cloudwatch:eu-central-1:111122223333:alarm:a")'],
    ['ALARM("say \\"hi\\", (now)")', 'ALARM("say \\"hi\\", (now)")'],
    ['ALARM("back\\slash")', 'ALARM("back\\slash")'],
    ['TRUE', 'TRUE'],
    ['(FALSE)', 'FALSE'],
    ['ALARM(a) AND OK(b) AND TRUE', 'ALARM("a") AND OK("b") AND TRUE'],
    ['(ALARM(a) AND ALARM(b)) OR (ALARM(c) AND ALARM(d))', '(ALARM("a") AND ALARM("b")) OR (ALARM("c") AND ALARM("d"))'],
    ['(ALARM("a") AND (NOT (OK("b"))))', 'ALARM("a") AND NOT OK("b")'],
    ['NOT ALARM(a) OR ALARM(b)', 'NOT ALARM("a") OR ALARM("b")'],
    ['NOT (ALARM(a) OR ALARM(b))', 'NOT (ALARM("a") OR ALARM("b"))'],
    ['AT_LEAST(2, ALARM, (a, b, "c d"))', 'AT_LEAST(2, ALARM, ("a", "b", "c d"))'],
    ['AT_LEAST(50%, NOT OK, (a, b))', 'AT_LEAST(50%, NOT OK, ("a", "b"))'],
    ['ALARM(ALARM)', 'ALARM("ALARM")'],
    [' ALARM(a)\n  AND\tALARM(b) ', 'ALARM("a") AND ALARM("b")'],
  ];
  test.each(accepted)('%s', (rule, canonical) => expect(printAlarmRule(parseAlarmRule(rule))).toBe(canonical));
});

describe('rules that are rejected, with the place', () => {
  const rejected: readonly [rule: string, character: number, message: RegExp][] = [
    ['', 1, /expected ALARM.*but the rule ends/],
    ['ALARM(a) AND ALARM(b) OR ALARM(c)', 23, /AND and OR are mixed without parentheses/],
    ['ALARM(a) OR ALARM(b) AND ALARM(c)', 22, /OR and AND are mixed without parentheses/],
    ['ALARM(a', 8, /closing parenthesis after the alarm, but the rule ends/],
    ['ALARM a', 7, /opening parenthesis after ALARM, but found "a"/],
    ['ALARM()', 7, /name or ARN of an alarm, but found "\)"/],
    ['ALARM("")', 7, /name or ARN of an alarm/],
    ['ALARM(a b)', 9, /closing parenthesis after the alarm, but found "b"/],
    ['ALARM("a)', 7, /quote is never closed/],
    ['ALARM("a\\")', 7, /quote is never closed/],
    ['alarm(a)', 1, /but found "alarm"/],
    ['ALARM(a) ALARM(b)', 10, /expected AND, OR or the end of the rule, but found "ALARM"/],
    ['ALARM(a) and ALARM(b)', 10, /but found "and"/],
    ['ALARM(a) AND', 13, /but the rule ends/],
    ['ALARM(a))', 9, /expected AND, OR or the end/],
    ['NOT', 4, /but the rule ends/],
    ['"ALARM"(a)', 1, /but found "ALARM"/],
    ['AT_LEAST(0, ALARM, (a))', 10, /number of alarms from 1 or a percentage/],
    ['AT_LEAST(101%, ALARM, (a))', 10, /percentage from 1% to 100%/],
    ['AT_LEAST(1.5, ALARM, (a))', 10, /number of alarms from 1/],
    ['AT_LEAST(3, ALARM, (a, b))', 10, /asks for 3, but only 2 alarms are listed/],
    ['AT_LEAST(1, MAYBE, (a))', 13, /but found "MAYBE"/],
    ['AT_LEAST(1, ALARM, a)', 20, /parenthesised alarms/],
    ['AT_LEAST(1, ALARM, (a, ))', 24, /name or ARN of an alarm/],
    [`${'('.repeat(600)}TRUE${')'.repeat(600)}`, 501, /nested deeper than 500/],
  ];
  test.each(rejected)('%s', (rule, character, message) => {
    const error = catchError(() => parseAlarmRule(rule));
    expect(error).toBeInstanceOf(AlarmRuleSyntaxError);
    expect((error as AlarmRuleSyntaxError).message).toMatch(message);
    expect((error as AlarmRuleSyntaxError).position + 1).toBe(character);
  });
});

describe('evaluation', () => {
  const states: Readonly<Record<string, AlarmRuleState>> = { red: 'ALARM', green: 'OK', blind: 'INSUFFICIENT_DATA' };
  const holds = (rule: string, rounding?: 'ceiling' | 'floor') => evaluateAlarmRule(parseAlarmRule(rule), (alarm) => states[alarm]!, rounding);

  test.each([
    ['ALARM(red)', true],
    ['ALARM(blind)', false],
    ['OK(blind)', false],
    ['NOT ALARM(blind)', true],
    ['NOT OK(blind)', true],
    ['INSUFFICIENT_DATA(blind)', true],
    ['ALARM(red) AND OK(green)', true],
    ['ALARM(red) AND OK(red)', false],
    ['ALARM(green) OR ALARM(red)', true],
    ['ALARM(green) OR FALSE', false],
    ['AT_LEAST(1, ALARM, (red, green, blind))', true],
    ['AT_LEAST(2, ALARM, (red, green, blind))', false],
    ['AT_LEAST(2, NOT ALARM, (red, green, blind))', true],
    ['AT_LEAST(3, NOT ALARM, (red, green, blind))', false],
  ])('a child that is INSUFFICIENT_DATA is neither OK nor ALARM (facts 4.2): %s is %s', (rule, expected) => {
    expect(holds(rule)).toBe(expected);
  });

  test('a percentage of AT_LEAST rounds as the assumption says, and never to no alarm at all', () => {
    expect(holds('AT_LEAST(34%, ALARM, (red, green, blind))', 'ceiling')).toBe(false);
    expect(holds('AT_LEAST(34%, ALARM, (red, green, blind))', 'floor')).toBe(true);
    expect(holds('AT_LEAST(1%, ALARM, (green, blind))', 'floor')).toBe(false);
  });
});

test('the alarms of a rule are listed once, in the order they are mentioned', () => {
  const rule = parseAlarmRule('(ALARM(b) AND NOT OK(a)) OR AT_LEAST(1, ALARM, (c, b))');
  expect(referencedAlarms(rule)).toEqual(['b', 'a', 'c']);
});

test('children, constants and grouping parentheses count as elements; those of a function do not', () => {
  expect(countElements('ALARM(a)')).toBe(1);
  expect(countElements('(ALARM("a") AND (NOT (OK("b"))))')).toBe(8);
  expect(countElements('TRUE OR AT_LEAST(1, ALARM, (a, b))')).toBe(3);
});

describe('printing', () => {
  const name = fc.string({ minLength: 1, unit: 'binary' }).filter((text) => !/\\("|$)/.test(text));
  const state = fc.constantFrom<AlarmRuleState>('ALARM', 'OK', 'INSUFFICIENT_DATA');
  const atLeast = fc.array(name, { minLength: 1, maxLength: 4 }).chain((alarms) =>
    fc.record({
      kind: fc.constant('at least' as const),
      count: fc.oneof(
        fc.record({ amount: fc.integer({ min: 1, max: alarms.length }), unit: fc.constant('alarms' as const) }),
        fc.record({ amount: fc.integer({ min: 1, max: 100 }), unit: fc.constant('percent' as const) }),
      ),
      state,
      negated: fc.boolean(),
      alarms: fc.constant(alarms),
    }),
  );
  const { rule } = fc.letrec<{ rule: AlarmRule }>((tie) => ({
    rule: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      fc.record({ kind: fc.constant('constant' as const), value: fc.boolean() }),
      fc.record({ kind: fc.constant('state' as const), state, alarm: name }),
      atLeast,
      fc.record({ kind: fc.constant('not' as const), operand: tie('rule') }),
      fc.record({ kind: fc.constantFrom('and' as const, 'or' as const), operands: fc.array(tie('rule'), { minLength: 2, maxLength: 3 }) }),
    ),
  }));

  test('parsing what was printed gives the same rule, whatever the alarms are called', () => {
    fc.assert(fc.property(rule, (printed) => expect(parseAlarmRule(printAlarmRule(printed))).toEqual(printed)));
  });

  test('a name the language cannot write is refused, not mangled', () => {
    expect(() => printAlarmRule({ kind: 'state', state: 'ALARM', alarm: 'ends with \\' })).toThrow(RangeError);
  });
});

test('any text is either a rule or a syntax error with a place inside it', () => {
  const words = fc.constantFrom('ALARM', 'AND', 'OR', 'NOT', 'TRUE', 'AT_LEAST', '(', ')', ',', '"', '\\"', ' ', 'a', '2', '50%');
  fc.assert(
    fc.property(fc.array(words, { maxLength: 20 }), (parts) => {
      const text = parts.join('');
      const error = catchError(() => parseAlarmRule(text));
      if (error === undefined) return;
      expect(error).toBeInstanceOf(AlarmRuleSyntaxError);
      expect((error as AlarmRuleSyntaxError).position).toBeLessThanOrEqual(text.length);
    }),
  );
});

function catchError(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}
