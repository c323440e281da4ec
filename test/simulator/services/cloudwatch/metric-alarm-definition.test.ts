import { StandardUnit } from '@aws-sdk/client-cloudwatch';
import { readMetricAlarmDefinition } from '../../../../lib/simulator/services/cloudwatch/metric-alarm-definition';
import { DIMENSIONS, expressionAlarm, metricStat, singleMetricAlarm } from './alarm-fixtures';

const read = (properties: unknown, accountId?: string) => readMetricAlarmDefinition('a1', properties, accountId);

test('the single-metric form, with the defaults of the API', () => {
  expect(read(singleMetricAlarm())).toMatchObject({
    periodMinutes: 1,
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    limit: { comparison: 'GreaterThanThreshold', threshold: 0.5 },
    missingData: 'missing',
    keepsStateOnFewSamples: false,
    metrics: [{ namespace: 'Test', metricName: 'm1', dimensions: { Service: 'portal' }, statistic: { kind: 'Sum' } }],
  });
});

test('DatapointsToAlarm defaults to EvaluationPeriods', () => {
  expect(read(singleMetricAlarm({ EvaluationPeriods: 3 })).datapointsToAlarm).toBe(3);
  expect(read(singleMetricAlarm({ EvaluationPeriods: 3, DatapointsToAlarm: 2 })).datapointsToAlarm).toBe(2);
});

test('the Metrics form: ReturnData is true where it is absent', () => {
  const definition = read(expressionAlarm('m1 / m2', ['m1', 'm2'], 300));
  expect(definition).toMatchObject({ periodMinutes: 5, returnedId: 'result' });
  expect(definition.metrics.map(({ id }) => id)).toEqual(['m1', 'm2']);
  expect([...definition.expressions.keys()]).toEqual(['result']);
});

test('numbers may be texts, as parameters of a template are', () => {
  expect(read(singleMetricAlarm({ Period: '300', Threshold: '0.0144', EvaluationPeriods: '2' }))).toMatchObject({
    periodMinutes: 5,
    limit: { threshold: 0.0144 },
    evaluationPeriods: 2,
  });
});

test('properties that only say who is notified are accepted, and a sliding window too', () => {
  const notified = {
    ActionsEnabled: true,
    AlarmActions: ['arn'],
    OKActions: [],
    InsufficientDataActions: [],
    AlarmDescription: 'd',
    AlarmName: 'a1',
    Tags: [],
  };
  expect(() => read(singleMetricAlarm({ ...notified, EvaluationWindow: { SlidingWindow: {} }, Statistic: undefined, ExtendedStatistic: 'p99' }))).not.toThrow();
});

const expressionEntry = (changes: object) => expressionAlarm('m1', [], 60, { Metrics: [metricStat('m1', 60), { Id: 'e1', Expression: 'm1', ...changes }] });

describe('what the simulator does not know is refused by name', () => {
  test.each<[string, unknown, string]>([
    ['PromQL', singleMetricAlarm({ EvaluationCriteria: {} }), 'property EvaluationCriteria'],
    ['warm-up', singleMetricAlarm({ WarmUpConfiguration: { WarmUpPeriodDurationInMinutes: 5 } }), 'a warm-up that ends as soon as there is enough data'],
    ['a misspelt property', singleMetricAlarm({ TreatMissing: 'missing' }), 'property TreatMissing'],
    ['wall-clock windows', singleMetricAlarm({ EvaluationWindow: { WallClockWindow: {} } }), 'property WallClockWindow'],
    ['high resolution', singleMetricAlarm({ Period: 10 }), 'Period 10'],
    ['absolute TC outside Metrics', singleMetricAlarm({ Statistic: undefined, ExtendedStatistic: 'TC(:0.5)' }), 'ExtendedStatistic TC(:0.5)'],
    ['a winsorized mean between values', singleMetricAlarm({ Statistic: undefined, ExtendedStatistic: 'WM(:99)' }), 'statistic WM(:99)'],
    ['Metrics Insights', expressionEntry({ Expression: 'SELECT AVG(x) FROM "AWS/EC2"' }), 'Metrics Insights'],
    ['an expression of another account', expressionEntry({ AccountId: '222222222222' }), 'AccountId'],
    ['an unknown key in Metrics', expressionEntry({ Color: 'red' }), 'property Color'],
    [
      'few samples over several periods',
      singleMetricAlarm({ Statistic: undefined, ExtendedStatistic: 'p99', EvaluationPeriods: 2, EvaluateLowSampleCountPercentile: 'ignore' }),
      'EvaluateLowSampleCountPercentile',
    ],
    [
      'few samples of a percentile in Metrics',
      expressionAlarm('m1', [], 60, { Metrics: [{ ...metricStat('m1', 60, 'p99'), ReturnData: true }], EvaluateLowSampleCountPercentile: 'ignore' }),
      'EvaluateLowSampleCountPercentile ignore with Metrics',
    ],
  ])('%s', (_, properties, named) => {
    expect(() => read(properties)).toThrow(named);
    expect(() => read(properties)).toThrow(expect.objectContaining({ name: 'NotSimulatedError', where: expect.stringContaining('a1') }));
  });

  test('the own account may be named', () => expect(() => read(expressionEntry({ AccountId: '1' }), '1')).not.toThrow());

  test('a metric of another account is one of that account, and one of the own is not, named or not', () => {
    const entries = (...accounts: (string | undefined)[]) => ({
      Metrics: accounts.map((AccountId, index) => ({ ...metricStat(`m${index}`, 60), ReturnData: index === 0, ...(AccountId !== undefined && { AccountId }) })),
    });
    const { metrics } = readMetricAlarmDefinition('a1', expressionAlarm('m0', [], 60, entries('222222222222', '1', undefined)), '1');
    expect(metrics.map(({ account }) => account)).toEqual(['222222222222', undefined, undefined]);
  });
});

describe('what PutMetricAlarm refuses is a ValidationError naming it (facts 1.6, 2.1)', () => {
  const dimensions = (count: number) => Array.from({ length: count }, (_, index) => ({ Name: `n${index}`, Value: 'v' }));
  const many = (count: number) => Array.from({ length: count }, (_, index) => metricStat(`m${index}`, 60));
  test.each<[string, unknown, string]>([
    ['no properties', 'x', '"x" is not an object'],
    ['neither statistic nor Metrics', singleMetricAlarm({ Statistic: undefined }), 'exactly one of Statistic'],
    ['two statistics', singleMetricAlarm({ ExtendedStatistic: 'p99' }), 'exactly one of Statistic'],
    ['an extended statistic as Statistic', singleMetricAlarm({ Statistic: 'p99' }), 'Statistic must be one of'],
    ['a basic one as ExtendedStatistic', singleMetricAlarm({ Statistic: undefined, ExtendedStatistic: 'Sum' }), 'belongs in Statistic'],
    ['a period of 90 s', singleMetricAlarm({ Period: 90 }), 'Period 90 is neither'],
    ['a period of 0', singleMetricAlarm({ Period: 0 }), 'Period must be a whole number'],
    ['a short period over more than a day', singleMetricAlarm({ Period: 300, EvaluationPeriods: 289 }), '86700 s exceeds 86400 s'],
    ['more than a week', singleMetricAlarm({ Period: 3600, EvaluationPeriods: 169 }), 'exceeds 604800 s'],
    ['M above N', singleMetricAlarm({ DatapointsToAlarm: 2 }), 'DatapointsToAlarm 2 exceeds EvaluationPeriods 1'],
    ['no threshold', singleMetricAlarm({ Threshold: undefined }), 'Threshold must be a number'],
    ['an unknown comparison', singleMetricAlarm({ ComparisonOperator: '>' }), 'ComparisonOperator must be one of'],
    ['an unknown treatment', singleMetricAlarm({ TreatMissingData: 'good' }), 'TreatMissingData must be one of'],
    ['31 dimensions', singleMetricAlarm({ Dimensions: dimensions(31) }), '31 dimensions, at most 30'],
    ['a blank dimension', singleMetricAlarm({ Dimensions: [{ Name: 'a', Value: '  ' }] }), 'value "  " of dimension a has no character that is not blank'],
    ['a dimension that is not ASCII', singleMetricAlarm({ Dimensions: [{ Name: 'a', Value: '\u00e4' }] }), 'not ASCII'],
    ['a unit that is none', singleMetricAlarm({ Unit: 'Requests' }), 'Unit Requests is none that CloudWatch knows'],
    ['Period beside Metrics', expressionAlarm('m1', ['m1'], 60, { Period: 60 }), 'Period is not allowed beside Metrics'],
    [
      'two periods',
      expressionAlarm('m1 + m2', [], 60, { Metrics: [metricStat('m1', 60), metricStat('m2', 300), { Id: 'e1', Expression: 'm1 + m2' }] }),
      'the same Period, received 60, 300',
    ],
    ['no period', expressionAlarm('TIME_SERIES(1)', [], 60), 'the same Period, received none'],
    ['no ReturnData', expressionAlarm('m1', [], 60, { Metrics: [metricStat('m1', 60)] }), 'must return data, received none'],
    [
      'two ReturnData',
      expressionAlarm('m1', ['m1'], 60, {
        Metrics: [
          { ...metricStat('m1', 60), ReturnData: true },
          { Id: 'e1', Expression: 'm1' },
        ],
      }),
      'received m1, e1',
    ],
    ['one id twice', expressionAlarm('m1', ['m1', 'm1'], 60), 'Id m1 is given twice'],
    ['an id in capitals', expressionAlarm('m1', [], 60, { Metrics: [{ ...metricStat('m1', 60), Id: 'M1' }] }), 'Id M1 is not a lower-case letter'],
    [
      '11 metrics',
      expressionAlarm('m1', [], 60, { Metrics: many(11).map((each, index) => ({ ...each, ReturnData: index === 0 })) }),
      '11 metrics exceed the limit of 10',
    ],
    ['neither metric nor expression', expressionAlarm('m1', [], 60, { Metrics: [{ Id: 'm1' }] }), 'exactly one of Expression and MetricStat'],
    ['a broken expression', expressionAlarm('m1 +', ['m1'], 60), 'position 4'],
    ['Dimensions as an object', singleMetricAlarm({ Dimensions: { Service: 'portal' } }), 'Dimensions must be a list'],
    ['one dimension twice', singleMetricAlarm({ Dimensions: [...DIMENSIONS, ...DIMENSIONS] }), 'dimension Service is given twice'],
    ['an empty metric name', singleMetricAlarm({ MetricName: '' }), 'MetricName must be a text'],
  ])('%s', (_, properties, named) => {
    expect(() => read(properties)).toThrow(named);
    expect(() => read(properties)).toThrow(expect.objectContaining({ name: 'ValidationError', message: expect.stringContaining('a1') }));
  });

  test('exactly the limits are fine: one day of minutes, one week of hours', () => {
    expect(() => read(singleMetricAlarm({ EvaluationPeriods: 1_440 }))).not.toThrow();
    expect(() => read(singleMetricAlarm({ Period: 3600, EvaluationPeriods: 168 }))).not.toThrow();
  });
});

test('every unit of the API is one, and 30 dimensions are taken', () => {
  for (const Unit of Object.values(StandardUnit)) expect(read(singleMetricAlarm({ Unit })).metrics).toMatchObject([{ unit: Unit }]);
  const Dimensions = Array.from({ length: 30 }, (_, index) => ({ Name: `n${index}`, Value: 'v' }));
  expect(() => read(singleMetricAlarm({ Dimensions }))).not.toThrow();
});

test('dimensions keep name and value', () => {
  expect(read(singleMetricAlarm({ Dimensions: [...DIMENSIONS, { Name: 'Zone', Value: 'a' }] })).metrics[0]!.dimensions).toEqual({
    Service: 'portal',
    Zone: 'a',
  });
});
