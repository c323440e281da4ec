import { compileExpressions } from '../../../../lib/simulator/services/cloudwatch/expression-program';
import { readMetricAlarmDefinition } from '../../../../lib/simulator/services/cloudwatch/metric-alarm-definition';
import { evaluate, PROMPT, START, type Values } from './alarm-fixtures';

const gap = null;

describe('documented vectors of IF (facts 2.3)', () => {
  const series = { m1: [1, 1, 0, 0, gap], m2: [30, gap, 0, 0, 30], m3: [0, 0, 20, gap, 20] };

  test.each([
    ['IF(m1, m2, m3)', [30, 0, 20, 0, gap]],
    ['IF(m1, 5, m3)', [5, 5, 20, gap, gap]],
    ['IF(m1, m2, 5)', [30, 0, 5, 5, gap]],
    ['IF(m1, 5, 6)', [5, 5, 6, 6, gap]],
    ['IF(m1, m2)', [30, 0, gap, gap, gap]],
    ['IF(1, m2, m3)', [30, gap, 0, 0, 30]],
    ['IF(0, m2, m3)', [0, 0, 20, gap, 20]],
    ['IF(0, m2)', [gap, gap, gap, gap, gap]],
    ['IF(m1 > 0, 5, m3)', [5, 5, 20, 0, gap]],
    ['IF(m1 == 0, 7)', [gap, gap, 7, 7, gap]],
    ['IF(-m1, 1, 2)', [1, 1, 2, 2, gap]],
  ])('%s', (expression, expected) => expect(evaluate(expression, series)).toEqual(expected));

  test('the missing false value is dropped when that reading is assumed', () => {
    expect(evaluate('IF(m1, m2, m3)', series, { ifFalseMissing: 'drop' })).toEqual([30, 0, 20, gap, gap]);
    expect(evaluate('IF(m1 > 0, 5, m3)', series, { ifFalseMissing: 'drop' })).toEqual([5, 5, 20, gap, gap]);
  });
});

test.each([
  ['a < b', [0, 0, 1, 0]],
  ['a >= 30', [1, 0, 0, 0]],
  ['a > 15 AND b > 15', [1, 0, 0, 0]],
  ['a > 15 OR b > 15', [1, 1, 1, 0]],
  ['a == b', [0, 0, 0, 1]],
  ['a != b', [1, 1, 1, 0]],
  ['a <= b', [0, 0, 1, 1]],
])('the comparison %s over the documented series (facts 2.3)', (expression, expected) => {
  expect(evaluate(expression, { a: [30, 20, 0, 0], b: [20, gap, 20, gap] })).toEqual(expected);
});

describe('arithmetic with missing points (facts 2.2)', () => {
  const series = { errors: [3, gap, 3, 3, gap], requests: [60, 50, gap, 0, gap] };

  test.each([
    ['errors + requests', [63, 50, 3, 3, gap]],
    ['errors - requests', [-57, -50, 3, 3, gap]],
    ['errors * requests', [180, 0, 0, 0, gap]],
    ['errors / requests', [0.05, 0, gap, gap, gap]],
    ['errors * 100', [300, gap, 300, 300, gap]],
    ['5 - errors', [2, gap, 2, 2, gap]],
    ['-errors', [-3, gap, -3, -3, gap]],
    ['errors ^ 2', [9, gap, 9, 9, gap]],
    ['errors ^ 0', [1, gap, 1, 1, gap]],
    ['(0 - errors) ^ 0.5', [gap, gap, gap, gap, gap]],
    ['0 ^ (0 - errors)', [gap, gap, gap, gap, gap]],
    ['errors > 2', [1, gap, 1, 1, gap]],
    ['errors != 3', [0, gap, 0, 0, gap]],
    ['requests / PERIOD(requests)', [1, 50 / 60, gap, 0, gap]],
  ])('%s', (expression, expected) => expect(evaluate(expression, series)).toEqual(expected));
});

describe('functions (facts 2.2, 2.4)', () => {
  const series = { a: [1.5, gap, -2, gap, 4], b: [gap, gap, 6, 1, 4] };

  test.each<[string, Values]>([
    ['ABS(a)', [1.5, gap, 2, gap, 4]],
    ['CEIL(a)', [2, gap, -2, gap, 4]],
    ['FLOOR(a)', [1, gap, -2, gap, 4]],
    ['LOG10(b * 0 + 100)', [gap, gap, 2, 2, 2]],
    ['LOG(b - b)', [gap, gap, gap, gap, gap]],
    ['MAX([a, b])', [1.5, gap, 6, 1, 4]],
    ['MIN([a, b])', [1.5, gap, -2, 1, 4]],
    ['SUM([a, b])', [1.5, gap, 4, 1, 8]],
    ['AVG([a, b])', [0.75, gap, 2, 0.5, 4]],
    ['SUM(METRICS())', [1.5, gap, 4, 1, 8]],
    ['SUM(METRICS("b"))', [gap, gap, 6, 1, 4]],
    ['SUM([METRICS("a"), METRICS("b")])', [1.5, gap, 4, 1, 8]],
    ['SUM(10 * [a, b])', [15, gap, 40, 10, 80]],
    ['SUM(-[a, b])', [-1.5, gap, -4, -1, -8]],
    ['SUM([a, b] / b)', [gap, gap, -2 / 6 + 1, 1, 2]],
    ['a / METRIC_COUNT(METRICS())', [0.75, gap, -1, gap, 2]],
    ['FIRST([a, b])', series.a],
    ['LAST([a, b])', series.b],
    ['FILL(a, 0)', [1.5, 0, -2, 0, 4]],
    ['FILL(a, b)', [1.5, gap, -2, 1, 4]],
    ['FILL(a, 0) + b', [1.5, 0, 4, 1, 8]],
    ['FILL(a + a, 7)', [3, 7, -4, 7, 8]],
    ['FILL(b, REPEAT)', [gap, gap, 6, 1, 4]],
    ['FILL(a, REPEAT)', [1.5, 1.5, -2, -2, 4]],
    ['FILL(a, LINEAR)', [1.5, -0.25, -2, 1, 4]],
    ['SUM(FILL(METRICS(), 1))', [2.5, 2, 4, 2, 8]],
    ['DIFF(a)', [gap, gap, -3.5, gap, 6]],
    ['DIFF_TIME(a)', [gap, gap, 120, gap, 120]],
    ['RATE(a)', [gap, gap, -3.5 / 120, gap, 6 / 120]],
    ['TIME_SERIES(3)', [3, 3, 3, 3, 3]],
    ['a - MIN(a)', [3.5, gap, 0, gap, 6]],
    ['a / MAX(a)', [0.375, gap, -0.5, gap, 1]],
    ['SUM(b) / DATAPOINT_COUNT(b) + 0 * a', [11 / 3, gap, 11 / 3, gap, 11 / 3]],
    ['HOUR(a)', [8, 8, 8, 8, 8]],
    ['MINUTE(a)', [0, 1, 2, 3, 4]],
    ['DAY(a)', [1, 1, 1, 1, 1]],
    ['DATE(a) + 100 * MONTH(a) + 10000 * YEAR(a)', [20260302, 20260302, 20260302, 20260302, 20260302]],
    ['EPOCH(a) - 1772438400', [0, 60, 120, 180, 240]],
  ])('%s', (expression, expected) => expect(evaluate(expression, series)).toEqual(expected));

  test('FILL of a series without any point gives the filler, or nothing when that is assumed', () => {
    const empty = { a: [gap, gap], b: [1, gap] };
    expect(evaluate('FILL(a, 0)', empty)).toEqual([0, 0]);
    expect(evaluate('FILL(a, 0)', empty, { fillEmptySeries: 'empty' })).toEqual([gap, gap]);
    expect(evaluate('FILL(b, 0)', empty, { fillEmptySeries: 'empty' })).toEqual([1, 0]);
  });

  test('a ratio that is always defined stays so through every kind of gap', () => {
    const ratio = 'IF(FILL(requests, 0) > 0, FILL(errors, 0) / FILL(requests, 0), 0)';
    expect(evaluate(ratio, { errors: [3, gap, 3, gap], requests: [60, 50, gap, gap] })).toEqual([0.05, 0, 0, 0]);
  });
});

describe('what is not exactly known is refused by name', () => {
  test.each([
    ['RUNNING_SUM(a)', 'RUNNING_SUM'],
    ['a - AVG(a)', 'AVG of a single series'],
    ['STDDEV([a, b])', 'STDDEV'],
    ['DATAPOINT_COUNT([a, b])', 'DATAPOINT_COUNT of several series'],
    ['FIRST(SORT(METRICS(), AVG, DESC))', 'SORT'],
    ['FIRST(SLICE(METRICS(), 1))', 'SLICE'],
    ['SUM(REMOVE_EMPTY(METRICS()))', 'REMOVE_EMPTY'],
    ['LAST(ANOMALY_DETECTION_BAND(a, 2))', 'ANOMALY_DETECTION_BAND'],
    ['SERVICE_QUOTA(a)', 'SERVICE_QUOTA'],
    ['INSIGHT_RULE_METRIC("r", "Sum")', 'INSIGHT_RULE_METRIC'],
    ['LAMBDA("f", a)', 'LAMBDA'],
    ['MAX([a, 5])', 'a number inside an array'],
    ['FIRST([a, b] + [b, a])', '+ between two arrays'],
    ['FIRST([a, b] > 1)', '> on several series'],
    ['a > 1 AND 1', 'AND between a series and a number'],
    ['IF(1, 2, a)', 'IF with a number'],
    ['a * SUM(METRICS("zzz"))', 'METRICS without'],
  ])('%s', (expression, named) => {
    const run = (): unknown => evaluate(expression, { a: [1], b: [2] });
    expect(run).toThrow(named);
    expect(run).toThrow(expect.objectContaining({ name: 'NotSimulatedError' }));
  });
});

describe('SERVICE_QUOTA is a quota of the account, which an assumption states', () => {
  const usage = { Namespace: 'AWS/Usage', MetricName: 'ResourceCount', Dimensions: dimensions({ Service: 'Lambda', Resource: 'ConcurrentExecutions' }) };
  const definition = readMetricAlarmDefinition('test', {
    Metrics: [
      { Id: 'used', MetricStat: { Metric: usage, Period: 60, Stat: 'Maximum' }, ReturnData: false },
      { Id: 'share', Expression: '100 * used / SERVICE_QUOTA(used)' },
    ],
    EvaluationPeriods: 1,
    Threshold: 80,
    ComparisonOperator: 'GreaterThanThreshold',
  });
  const compile = (serviceQuotas: Readonly<Record<string, number>>) => compileExpressions(definition, { ...PROMPT, serviceQuotas }, 'test');

  test('use is a share of it, and where nothing was measured there is none', () => {
    const program = compile({ 'Lambda/ConcurrentExecutions': 1_000 });
    const { columnCount, constants, inputs, resultColumn } = program;
    const columns = Array.from({ length: columnCount }, () => new Float64Array(2));
    for (const { column, value } of constants) columns[column]!.fill(value);
    columns[inputs[0]!.column]!.set([250, NaN]);
    program.run({ columns, size: 2, firstStartMinute: START, stepMinutes: 1 });
    expect([...columns[resultColumn]!]).toEqual([25, NaN]);
  });

  test('without a value for it nobody can tell, by name', () => {
    expect(() => compile({ 'Lambda/FunctionCount': 10 })).toThrow(/SERVICE_QUOTA of Lambda\/ConcurrentExecutions without a value/);
  });
});

describe('what PutMetricAlarm would refuse is a ValidationError', () => {
  test.each([
    ['a + zzz', 'zzz'],
    ['result + a', 'refers to itself'],
    ['5', 'a number, not one series'],
    ['SUM(a)', 'a number, not one series'],
    ['[a, b]', 'several series'],
    ['METRICS()', 'several series'],
    ['SEARCH("{Test}", "Sum", 60)', 'SEARCH cannot be used in an alarm'],
    ['FILL(a)', 'FILL takes 2 arguments'],
    ['FILL(a, AVG)', 'REPEAT and LINEAR'],
    ['SLOPE(a)', 'SLOPE is not a metric math function'],
    ['PERIOD(a + b) * a', 'PERIOD takes the id'],
    ['ABS(5)', 'takes a series'],
    ['IF([a, b], 1, 0)', 'an array of series stands'],
    ['a + "x"', 'neither a number nor a series'],
    ['a +', 'position 3'],
  ])('%s', (expression, named) => {
    const run = (): unknown => evaluate(expression, { a: [1], b: [2] });
    expect(run).toThrow(named);
    expect(run).toThrow(expect.objectContaining({ name: 'ValidationError' }));
  });
});

function dimensions(values: Readonly<Record<string, string>>) {
  return Object.entries(values).map(([Name, Value]) => ({ Name, Value }));
}
