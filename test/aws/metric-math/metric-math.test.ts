import fc from 'fast-check';
import { type BinaryOperator, type MetricMathNode, referencedIds } from '../../../lib/aws/metric-math/ast';
import { callFault, METRIC_MATH_FUNCTIONS } from '../../../lib/aws/metric-math/functions';
import { parseMetricMath } from '../../../lib/aws/metric-math/parse';
import { printMetricMath } from '../../../lib/aws/metric-math/print';
import { MetricMathSyntaxError } from '../../../lib/aws/metric-math/tokenize';

const canonical = (text: string): string => printMetricMath(parseMetricMath(text));

describe('reading metric math', () => {
  test.each([
    ['m1+m2*3', 'm1 + m2 * 3'],
    ['(m1+m2)*3', '(m1 + m2) * 3'],
    ['a-b-c', 'a - b - c'],
    ['a-(b-c)', 'a - (b - c)'],
    ['a/(b*c)', 'a / (b * c)'],
    ['-m1', '-m1'],
    ['--m1', '--m1'],
    ['(-a)^b', '(-a) ^ b'],
    ['-(a^b)', '-(a ^ b)'],
    ['2^-1', '2 ^ (-1)'],
    ['a<b&&c!=d', 'a < b AND c != d'],
    ['(a AND b)OR(c||d)', '(a AND b) OR (c OR d)'],
    ['FILL( errors,0 )', 'FILL(errors, 0)'],
    ['MAX([FILL(requests,0),bad])', 'MAX([FILL(requests, 0), bad])'],
    ['IF(total>0,bad/total,0)', 'IF(total > 0, bad / total, 0)'],
    ["SUM(METRICS('errors'))", 'SUM(METRICS("errors"))'],
    ['FILL(m1,REPEAT)', 'FILL(m1, REPEAT)'],
    ['METRICS()/100', 'METRICS() / 100'],
  ])('%s is understood as %s', (text, expected) => {
    expect(canonical(text)).toBe(expected);
  });

  test('comparisons bind closer than AND, as in the documented vector a>15 AND b>15', () => {
    expect(parseMetricMath('a > 15 AND b > 15')).toMatchObject({ operator: 'AND', left: { operator: '>' }, right: { operator: '>' } });
  });

  test.each([
    ['', 0, 'a number, a metric id', 'the end of the expression'],
    ['m1 +', 4, 'a number, a metric id', 'the end of the expression'],
    ['m1 m2', 3, 'an operator', '`m2`'],
    ['FILL(m1, 0', 10, '`)`', 'the end of the expression'],
    ['Fill(m1, 0)', 0, 'upper-case', '`Fill`'],
    ['FILLx(m1)', 0, 'upper-case', '`FILLx`'],
    ['m1 and m2', 3, 'an operator', '`and`'],
    ['5m1', 0, 'a number', '`5m1`'],
    ['m1 % 2', 3, 'an operator', '`%`'],
    ['METRICS("x', 8, 'a closing quote', '`"`'],
    ['[]', 1, 'a number', '`]`'],
    ['a AND b OR c', 8, 'parentheses', '`OR`'],
    ['a && b || c', 7, 'parentheses', '`OR`'],
    ['a < b < c', 6, 'parentheses', '`<`'],
    ['a ^ b ^ c', 6, 'parentheses', '`^`'],
    ['-a ^ b', 3, 'parentheses', '`^`'],
    ['(a + b]', 6, 'an operator or `)`', '`]`'],
  ])('%j is refused at position %i', (text, position, expected, received) => {
    const read = (): unknown => parseMetricMath(text);
    expect(read).toThrow(MetricMathSyntaxError);
    expect(read).toThrow(expect.objectContaining({ position, expected: expect.stringContaining(expected), received }));
  });

  test.each(['('.repeat(5_000), '-'.repeat(5_000), 'ABS('.repeat(5_000)])('endless nesting is refused, not followed to the end of the stack', (text) => {
    expect(() => parseMetricMath(text)).toThrow(MetricMathSyntaxError);
  });

  test('any text is either read or refused with a position, never crashes', () => {
    const fragments = fc.array(
      fc.oneof(fc.constantFrom('m1', 'FILL', '(', ')', '[', ']', ',', '0.5', '-', '^', '<', 'AND', '||', '"x"', ' '), fc.string({ maxLength: 3 })),
    );
    fc.assert(
      fc.property(fragments, (parts) => {
        try {
          parseMetricMath(parts.join(''));
        } catch (error) {
          if (!(error instanceof MetricMathSyntaxError)) throw error;
          expect(error.position).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  test('printing and reading again gives the same tree', () => {
    fc.assert(fc.property(nodes(), (node) => expect(withoutPositions(parseMetricMath(printMetricMath(node)))).toEqual(node)));
  });
});

test('referenced ids are listed once each, also inside arrays and calls', () => {
  expect(referencedIds(parseMetricMath('IF(a > 0, SUM([b, a]) / FILL(c1, REPEAT), -a)'))).toEqual(['a', 'b', 'c1']);
});

test.each([
  ['FILL(m1, 0)', undefined],
  ['IF(m1, 1)', undefined],
  ['METRICS()', undefined],
  ['LAMBDA("f", 1, 2, 3)', undefined],
  ['FILL(m1)', 'FILL takes 2 arguments, received 1'],
  ['IF(m1)', 'IF takes 2 to 3 arguments, received 1'],
  ['SLOPE(m1)', 'SLOPE is not a metric math function'],
])('the call %s has the fault: %s', (text, fault) => {
  const node = parseMetricMath(text);
  expect(node.kind === 'call' ? callFault(node) : 'not a call').toBe(fault);
});

test('SEARCH is impossible in alarms and RUNNING_SUM advised against (facts 2.1, 2.4)', () => {
  expect(METRIC_MATH_FUNCTIONS.get('SEARCH')!.inAlarms).toBe('impossible');
  expect(METRIC_MATH_FUNCTIONS.get('RUNNING_SUM')!.inAlarms).toBe('advised against');
  expect(METRIC_MATH_FUNCTIONS.get('FILL')!.inAlarms).toBe('allowed');
});

function nodes(): fc.Arbitrary<MetricMathNode> {
  const operators: BinaryOperator[] = ['+', '-', '*', '/', '^', '<', '<=', '>', '>=', '==', '!=', 'AND', 'OR'];
  const { node } = fc.letrec<{ node: MetricMathNode }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 5 },
      fc.oneof(fc.nat(1e6), fc.double({ min: 0, max: 1e30, noNaN: true })).map((value) => ({ kind: 'number' as const, value: Math.abs(value) })),
      fc.constantFrom('m1', 'errors', 'e_2').map((id) => ({ kind: 'reference' as const, id, position: 0 })),
      fc.record({ kind: fc.constant('negate' as const), operand: tie('node') }),
      fc.record({ kind: fc.constant('binary' as const), operator: fc.constantFrom(...operators), left: tie('node'), right: tie('node') }),
      fc.record({ kind: fc.constant('array' as const), items: fc.array(tie('node'), { minLength: 1, maxLength: 3 }) }),
      fc.record({
        kind: fc.constant('call' as const),
        name: fc.constantFrom('FILL', 'LOG10'),
        arguments: fc.array(tie('node'), { maxLength: 3 }),
        position: fc.constant(0),
      }),
    ),
  }));
  return node;
}

function withoutPositions(node: MetricMathNode): unknown {
  return JSON.parse(JSON.stringify(node, (key, value: unknown) => (key === 'position' ? 0 : value)));
}
