import fc from 'fast-check';
import { NotSimulatedError } from '../../../../lib/aws/errors';
import { accountRoot } from '../../../../lib/aws/iam/principal';
import { DEFAULT_ASSUMPTIONS } from '../../../../lib/simulator/core/assumptions';
import { MetricStore } from '../../../../lib/simulator/services/cloudwatch/metric-store';
import { MINUTE_MS } from '../../../../lib/time/time';
import { ACCOUNT_ID, metricAlarm, REGION, START, type Resources } from '../../../helpers/simulated-account';
import { accountWith, role, story } from '../../../helpers/simulated-function';

const ROOT = accountRoot(ACCOUNT_ID);
const START_MINUTE = START / MINUTE_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A store with one sample per minute of a metric `Count`, of the value given by the minute after the start. */
function storeOf(from: number, to: number, valueAt: (minute: number) => number | undefined, metricName = 'Count'): MetricStore {
  const store = new MetricStore();
  fill(store, from, to, valueAt, metricName);
  return store;
}

function fill(store: MetricStore, from: number, to: number, valueAt: (minute: number) => number | undefined, metricName: string): void {
  for (let minute = from; minute < to; minute += 1) {
    const value = valueAt(minute);
    if (value !== undefined) store.putDatapoint({ region: REGION, namespace: 'Edi', metricName, dimensions: {} }, START_MINUTE + minute, value);
  }
}

type Account = ReturnType<typeof accountWith>;
const call = (account: Account, operation: string, input: object, principal = ROOT): any => {
  try {
    return account.call(principal, 'cloudwatch', operation, input as Record<string, unknown>);
  } catch (error) {
    return error;
  }
};
const metric = (Id: string, Period: number, more: object = {}, MetricName = 'Count', Stat = 'Sum') => ({
  Id,
  MetricStat: { Metric: { Namespace: 'Edi', MetricName }, Period, Stat },
  ...more,
});
const get = (account: Account, queries: readonly object[], fromMs: number, toMs: number, more: object = {}) =>
  call(account, 'GetMetricData', {
    MetricDataQueries: queries,
    StartTime: new Date(START + fromMs),
    EndTime: new Date(START + toMs),
    ScanBy: 'TimestampAscending',
    ...more,
  });
const minutesOf = (result: { Timestamps: Date[] }) => result.Timestamps.map((each) => (each.getTime() - START) / MINUTE_MS);

describe('GetMetricData', () => {
  test('reads buckets that begin at multiples of the period, newest first unless asked otherwise', () => {
    const account = accountWith({}, { store: storeOf(-60, 0, () => 2) });
    account.run(START + 10 * MINUTE_MS);
    const ascending = get(account, [metric('m', 900)], -HOUR_MS, 0);
    expect(ascending).toMatchObject({ Messages: [], MetricDataResults: [{ Id: 'm', Label: 'Count', StatusCode: 'Complete', Values: [30, 30, 30, 30] }] });
    expect(minutesOf(ascending.MetricDataResults[0])).toEqual([-60, -45, -30, -15]);
    const descending = get(account, [metric('m', 900, { Label: 'events' })], -HOUR_MS, 0, { ScanBy: undefined });
    expect(minutesOf(descending.MetricDataResults[0])).toEqual([-15, -30, -45, -60]);
    expect(descending.MetricDataResults[0].Label).toBe('events');
  });

  test('leaves out buckets without data, and what has not arrived', () => {
    const store = storeOf(-60, 30, (minute) => (minute >= -30 && minute < -15 ? undefined : 1));
    const account = accountWith({}, { store });
    account.run(START + 7 * MINUTE_MS);
    const [result] = get(account, [metric('m', 900)], -HOUR_MS, 30 * MINUTE_MS).MetricDataResults;
    expect(minutesOf(result)).toEqual([-60, -45, -15, 0]);
    // Seven minutes into the last bucket, and one minute of delay.
    expect(result.Values).toEqual([15, 15, 15, 6]);
  });

  test('sees nothing younger than the metric delay', () => {
    const young = (metricDelayMinutes: number) => {
      const account = accountWith({}, { store: storeOf(-10, 10, () => 1), assumptions: { ...DEFAULT_ASSUMPTIONS, metricDelayMinutes } });
      return get(account, [metric('m', 60)], -5 * MINUTE_MS, 5 * MINUTE_MS).MetricDataResults[0].Values.length as number;
    };
    expect([0, 1, 3].map(young)).toEqual([5, 4, 2]);
  });

  test('computes metric math over the range', () => {
    const store = storeOf(-60, 0, () => 4);
    fill(store, -60, 0, (minute) => (minute < -30 ? 1 : undefined), 'Bad');
    const account = accountWith({}, { store });
    account.run(START + 10 * MINUTE_MS);
    const queries = [
      metric('total', 900, { ReturnData: false }),
      metric('bad', 900, { ReturnData: false }, 'Bad'),
      { Id: 'ratio', Expression: 'filled / total' },
      { Id: 'filled', Expression: 'FILL(bad, 0)', ReturnData: false },
      { Id: 'all', Expression: 'TIME_SERIES(SUM(total))' },
      { Id: 'sums', Expression: 'SUM(METRICS())', Label: 'both' },
    ];
    const { MetricDataResults: results } = get(account, queries, -HOUR_MS, 0);
    expect(results.map(({ Id, Label, Values }: { Id: string; Label: string; Values: number[] }) => [Id, Label, Values])).toEqual([
      ['ratio', 'ratio', [0.25, 0.25, 0, 0]],
      ['all', 'all', [240, 240, 240, 240]],
      ['sums', 'both', [75, 75, 60, 60]],
    ]);
  });

  test('keeps a minute for 15 days, five for 63, an hour for 455', () => {
    const days = 460;
    const store = new MetricStore();
    for (let day = -days; day < 0; day += 1) {
      store.putDatapoint({ region: REGION, namespace: 'Edi', metricName: 'Count', dimensions: {} }, START_MINUTE + day * 1_440, 1);
    }
    const account = accountWith({}, { store });
    const oldest = (period: number) => minutesOf(get(account, [metric('m', period)], -days * DAY_MS, 0).MetricDataResults[0])[0]! / -1_440;
    expect([60, 120, 300, 900, 3_600, 7_200].map(oldest)).toEqual([15, 15, 63, 63, 455, 455]);
  });

  test('rounds an old StartTime down as documented', () => {
    const account = accountWith({}, { store: storeOf(-20 * 1_440, -20 * 1_440 + 60, () => 1) });
    const start = -20 * DAY_MS + 3 * MINUTE_MS + 20_000;
    expect(minutesOf(get(account, [metric('m', 300)], start, -20 * DAY_MS + HOUR_MS).MetricDataResults[0])[0]).toBe(-20 * 1_440);
  });

  test('puts at most MaxDatapoints on a page, and comes back to the rest', () => {
    const store = storeOf(-60, 0, () => 1);
    fill(store, -60, 0, () => 2, 'Bad');
    const account = accountWith({}, { store });
    account.run(START + 10 * MINUTE_MS);
    const queries = [metric('a', 600), metric('none', 600, {}, 'None'), metric('b', 600, {}, 'Bad')];
    const pages: any[] = [];
    for (let NextToken: string | undefined; pages.length === 0 || NextToken !== undefined; NextToken = pages.at(-1).NextToken) {
      pages.push(get(account, queries, -HOUR_MS, 0, { MaxDatapoints: 5, NextToken }));
    }
    expect(pages.map((page) => page.MetricDataResults.map((each: any) => `${each.Id} ${each.Values.length} ${each.StatusCode}`))).toEqual([
      ['a 5 PartialData'],
      ['a 1 Complete', 'none 0 Complete', 'b 4 PartialData'],
      ['b 2 Complete'],
    ]);
    expect(get(account, queries, -HOUR_MS, 0, { NextToken: '99' })).toMatchObject({ name: 'InvalidNextToken' });
  });

  test('pages together hold what one page would', () => {
    const account = accountWith({}, { store: storeOf(-120, 0, (minute) => (minute % 7 === 0 ? undefined : 1)) });
    account.run(START + 10 * MINUTE_MS);
    const queries = [metric('a', 60), metric('b', 60), metric('c', 300), metric('d', 60, {}, 'None')];
    const whole = get(account, queries, -2 * HOUR_MS, 0).MetricDataResults;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), (MaxDatapoints) => {
        const joined = new Map<string, { values: number[]; at: number[]; status: string }>();
        for (let NextToken: string | undefined, first = true; first || NextToken !== undefined; first = false) {
          const page = get(account, queries, -2 * HOUR_MS, 0, { MaxDatapoints, NextToken });
          let points = 0;
          for (const { Id, Values, Timestamps, StatusCode } of page.MetricDataResults) {
            const known = joined.get(Id) ?? { values: [], at: [], status: '' };
            points += Values.length;
            joined.set(Id, { values: [...known.values, ...Values], at: [...known.at, ...Timestamps.map(Number)], status: StatusCode });
          }
          expect(points).toBeLessThanOrEqual(MaxDatapoints);
          NextToken = page.NextToken;
        }
        for (const { Id, Values, Timestamps } of whole) {
          expect(joined.get(Id)).toEqual({ values: Values, at: Timestamps.map(Number), status: 'Complete' });
        }
      }),
      { numRuns: 40 },
    );
  });

  test('answers with a part of the data while a scenario wants it to', () => {
    const account = accountWith({}, { store: storeOf(-60, 0, () => 1) });
    account.returnPartialData({ from: START, until: START + 5 * MINUTE_MS });
    const answer = () => get(account, [metric('m', 600)], -HOUR_MS, -10 * MINUTE_MS);
    expect(answer()).toMatchObject({ MetricDataResults: [{ StatusCode: 'PartialData', Values: [10, 10] }] });
    expect(answer()).not.toHaveProperty('NextToken');
    account.run(START + 5 * MINUTE_MS);
    expect(answer().MetricDataResults[0]).toMatchObject({ StatusCode: 'Complete', Values: [10, 10, 10, 10, 10] });
  });

  const many = (count: number) => Array.from({ length: count }, (_, index) => metric(`m${index}`, 3_600));
  test.each([
    ['no queries', [], {}, 'ValidationError'],
    ['501 queries', many(501), {}, 'ValidationError'],
    ['an id twice', [metric('m', 60), metric('m', 60)], {}, 'ValidationError'],
    ['an id in capitals', [metric('M', 60)], {}, 'ValidationError'],
    ['a period that is no multiple of 60', [metric('m', 90)], {}, 'ValidationError'],
    ['an unknown id', [metric('m', 60), { Id: 'e', Expression: 'm + x' }], {}, 'ValidationError'],
    ['a circle', [metric('m', 60), { Id: 'e', Expression: 'f + m' }, { Id: 'f', Expression: 'e + e' }], {}, 'ValidationError'],
    ['a number as the result', [metric('m', 60), { Id: 'e', Expression: 'SUM(m)' }], {}, 'ValidationError'],
    ['neither metric nor expression', [{ Id: 'e' }], {}, 'ValidationError'],
    ['nothing that is returned', [metric('m', 60, { ReturnData: false })], {}, 'ValidationError'],
    ['an expression that is none', [metric('m', 60), { Id: 'e', Expression: 'm +' }], {}, 'ValidationError'],
    ['an end before the start', [metric('m', 60)], { EndTime: new Date(START - 2 * HOUR_MS) }, 'ValidationError'],
    ['a text as a time', [metric('m', 60)], { EndTime: '2026' }, 'ValidationError'],
    ['too many datapoints asked for', [metric('m', 60)], { MaxDatapoints: 100_801 }, 'ValidationError'],
    ['a token of nobody', [metric('m', 60)], { NextToken: 'x' }, 'InvalidNextToken'],
    ['a period below a minute', [metric('m', 10)], {}, 'NotSimulatedError'],
    ['a search', [{ Id: 'e', Expression: `SUM(SEARCH('{Edi} Count', 'Sum', 60))`, Period: 60 }], {}, 'NotSimulatedError'],
    ['Metrics Insights', [{ Id: 'e', Expression: 'SELECT SUM(Count) FROM Edi', Period: 60 }], {}, 'NotSimulatedError'],
    ['several series as the result', [metric('m', 60), metric('n', 60), { Id: 'e', Expression: 'METRICS()' }], {}, 'NotSimulatedError'],
    ['metrics of several periods in an expression', [metric('m', 60), metric('n', 300), { Id: 'e', Expression: 'm + n' }], {}, 'NotSimulatedError'],
    ['a dynamic label', [metric('m', 60, { Label: '${MAX}' })], {}, 'NotSimulatedError'],
    ['a metric of another account that nobody states', [metric('m', 60, { AccountId: '999999999999' })], {}, 'NotSimulatedError'],
    ['an expression of another account', [metric('m', 60), { Id: 'e', Expression: 'm', AccountId: '999999999999' }], {}, 'NotSimulatedError'],
    ['a start inside a bucket', [metric('m', 300)], { StartTime: new Date(START - HOUR_MS + MINUTE_MS) }, 'NotSimulatedError'],
    ['an end inside a bucket that is over', [metric('m', 300)], { EndTime: new Date(START - 7 * MINUTE_MS) }, 'NotSimulatedError'],
    ['an option nobody knows', [metric('m', 60)], { LabelOptions: {} }, 'NotSimulatedError'],
  ])('with %s is refused', (_what, queries, more, name) => {
    expect(get(accountWith({}), queries, -HOUR_MS, 0, more)).toMatchObject({ name });
  });

  test('takes 500 queries', () => {
    expect(get(accountWith({}), many(500), -HOUR_MS, 0).MetricDataResults).toHaveLength(500);
  });
});

describe('PutMetricData', () => {
  const put = (account: Account, datum: object, more: object = {}, principal = ROOT) =>
    call(account, 'PutMetricData', { Namespace: 'Edi', MetricData: [{ MetricName: 'Count', ...datum }], ...more }, principal);
  const sumOf = (account: Account, Stat = 'Sum') => {
    account.run(account.now + 5 * MINUTE_MS);
    return get(account, [metric('m', 3_600, {}, 'Count', Stat)], -3 * HOUR_MS, 3 * HOUR_MS).MetricDataResults[0].Values as number[];
  };

  test('publishes values that are read again', () => {
    const account = accountWith({});
    expect(put(account, { Value: 3 })).toEqual({});
    put(account, { Values: [1, 2], Counts: [1, 5], Timestamp: new Date(START - HOUR_MS) });
    expect(sumOf(account)).toEqual([11, 3]);
    expect(sumOf(account, 'SampleCount')).toEqual([6, 1]);
  });

  test.each([
    ['two weeks ago', { Timestamp: new Date(START - 14 * DAY_MS - 1) }, 'InvalidParameterValue'],
    ['more than three hours ago', { Timestamp: new Date(START - 3 * HOUR_MS - 1) }, 'NotSimulatedError'],
    ['in two hours', { Timestamp: new Date(START + 2 * HOUR_MS) }, undefined],
    ['later than that', { Timestamp: new Date(START + 2 * HOUR_MS + 1) }, 'InvalidParameterValue'],
    ['at no time', { Timestamp: 'now' }, 'InvalidParameterValue'],
    ['that is no number', { Value: NaN }, 'InvalidParameterValue'],
    ['that is too large', { Value: 2 ** 361 }, 'InvalidParameterValue'],
    ['both ways', { Values: [1] }, 'InvalidParameterCombination'],
    ['too often', { Value: undefined, Values: Array.from({ length: 151 }, () => 1) }, 'InvalidParameterValue'],
    ['with counts of others', { Value: undefined, Values: [1], Counts: [1, 2] }, 'InvalidParameterValue'],
    ['with a count of nothing', { Value: undefined, Values: [1], Counts: [0] }, 'InvalidParameterValue'],
    ['with 31 dimensions', { Dimensions: Array.from({ length: 31 }, (_, index) => ({ Name: `n${index}`, Value: 'v' })) }, 'InvalidParameterValue'],
    ['with a blank dimension', { Dimensions: [{ Name: 'n', Value: ' ' }] }, 'InvalidParameterValue'],
    ['with a dimension of other letters', { Dimensions: [{ Name: 'n', Value: 'gr\u00fcn' }] }, 'InvalidParameterValue'],
    ['with a dimension of two lines', { Dimensions: [{ Name: 'n', Value: 'a\nb' }] }, 'InvalidParameterValue'],
    ['with a dimension named after a colon', { Dimensions: [{ Name: ':n', Value: 'v' }] }, 'InvalidParameterValue'],
    ['with a long dimension', { Dimensions: [{ Name: 'n', Value: 'v'.repeat(1_025) }] }, 'InvalidParameterValue'],
    ['in a unit that is none', { Unit: 'count' }, 'InvalidParameterValue'],
    ['in a unit', { Unit: 'Gigabits/Second' }, undefined],
    ['with 30 dimensions', { Dimensions: Array.from({ length: 30 }, (_, index) => ({ Name: `n${index}`, Value: 'v' })) }, undefined],
    ['as a set of statistics', { Value: undefined, StatisticValues: {} }, 'NotSimulatedError'],
    ['by the second', { StorageResolution: 1 }, 'NotSimulatedError'],
  ])('a value %s', (_what, datum, name) => {
    expect(put(accountWith({}), { Value: 1, ...datum }).name).toBe(name);
  });

  test('refuses a namespace of AWS, nothing at all, and more than a thousand', () => {
    const account = accountWith({});
    expect(put(account, { Value: 1 }, { Namespace: 'AWS/SQS' })).toMatchObject({ name: 'InvalidParameterValue' });
    expect(put(account, {}, { MetricData: [] })).toMatchObject({ name: 'MissingParameter' });
    const data = (count: number) => Array.from({ length: count }, (_, index) => ({ MetricName: `m${index}`, Value: 1 }));
    expect(put(account, {}, { MetricData: data(1_001) })).toMatchObject({ name: 'InvalidParameterValue' });
    expect(put(account, {}, { MetricData: data(1_000) })).toEqual({});
  });

  test('of more than a megabyte before compression is not simulated', () => {
    const Dimensions = Array.from({ length: 30 }, (_, index) => ({ Name: `n${index}`, Value: 'v'.repeat(1_000) }));
    const data = (count: number) => ({ MetricData: Array.from({ length: count }, () => ({ MetricName: 'm', Value: 1, Dimensions })) });
    const account = accountWith({});
    expect(put(account, {}, data(32))).toEqual({});
    expect(put(account, {}, data(33))).toMatchObject({ name: 'NotSimulatedError', message: expect.stringContaining('more than 1 MB') });
  });

  test('publishes all or nothing', () => {
    const account = accountWith({});
    put(
      account,
      {},
      {
        MetricData: [
          { MetricName: 'Count', Value: 1 },
          { MetricName: 'Count', Value: NaN },
        ],
      },
    );
    expect(sumOf(account)).toEqual([]);
  });

  test('is allowed by namespace', () => {
    const account = accountWith({
      Role: role('ledger', 'lambda.amazonaws.com', [{ Action: 'cloudwatch:PutMetricData', Condition: { StringEquals: { 'cloudwatch:namespace': 'Edi' } } }]),
    });
    const ledger = `arn:aws:iam::${ACCOUNT_ID}:role/ledger`;
    expect(put(account, { Value: 1 }, {}, ledger)).toEqual({});
    expect(put(account, { Value: 1 }, { Namespace: 'Other' }, ledger)).toMatchObject({ name: 'AccessDenied' });
    expect(call(account, 'ListMetrics', {}, ledger)).toMatchObject({ name: 'AccessDenied' });
    expect(get(account, [metric('m', 60)], -HOUR_MS, 0)).toHaveProperty('MetricDataResults');
  });

  describe('during the run', () => {
    const alarm: Resources = {
      Alarm: metricAlarm('high', { Namespace: 'Edi', MetricName: 'Count', Statistic: 'Maximum', Threshold: 5, TreatMissingData: 'notBreaching' }),
    };
    const changes = (account: Account) => story(account).filter((line) => line.includes('alarm'));

    test.each([1, 7, 1_440])('is seen by the alarms that watch the metric, whatever was looked ahead (stretches of %i minutes)', (stretchMinutes) => {
      const assumptions = { ...DEFAULT_ASSUMPTIONS, evaluationSecond: 20 };
      const account = accountWith(alarm, { stretchMinutes, assumptions });
      for (const [minute, value] of [
        [10, 9],
        [11, 1],
        [200, 9],
        [201, 1],
      ] as const)
        account.schedule(START + minute * MINUTE_MS, () => void put(account, { Value: value }));
      account.run(START + 300 * MINUTE_MS);
      // Minute 10 can be read in minute 12, which the alarm judges at second 20; minute 11 is in it a minute later.
      expect(changes(account)).toEqual(['20 alarm high OK', '740 alarm high ALARM', '800 alarm high OK', '12140 alarm high ALARM', '12200 alarm high OK']);
    });

    test('gives the same changes as the same data published before', () => {
      const point = fc.record({ minute: fc.integer({ min: 3, max: 400 }), value: fc.integer({ min: 0, max: 9 }), late: fc.integer({ min: 0, max: 1 }) });
      fc.assert(
        fc.property(fc.uniqueArray(point, { selector: ({ minute }) => minute, maxLength: 40 }), fc.integer({ min: 1, max: 500 }), (points, stretchMinutes) => {
          const store = new MetricStore();
          for (const { minute, value } of points)
            store.putDatapoint({ region: REGION, namespace: 'Edi', metricName: 'Count', dimensions: {} }, START_MINUTE + minute, value);
          const before = accountWith(alarm, { store });
          before.run(START + 420 * MINUTE_MS);
          const during = accountWith(alarm, { stretchMinutes });
          for (const { minute, value, late } of points) {
            // Up to the end of its minute nobody can have read it yet.
            during.schedule(START + (minute + late) * MINUTE_MS, () => void put(during, { Value: value, Timestamp: new Date(START + minute * MINUTE_MS) }));
          }
          during.run(START + 420 * MINUTE_MS);
          expect(changes(during)).toEqual(changes(before));
        }),
        { numRuns: 60 },
      );
    });
  });
});

describe('ListMetrics', () => {
  test('names the metrics that got data in the last two weeks, by namespace, name and dimension', () => {
    const store = new MetricStore();
    const publish = (metricName: string, dimensions: Record<string, string>, day: number, namespace = 'Edi') =>
      store.putDatapoint({ region: REGION, namespace, metricName, dimensions }, START_MINUTE + day * 1_440, 1);
    publish('A', { Service: 'x' }, -1);
    publish('A', { Service: 'y', Zone: '1' }, -13);
    publish('B', {}, -15);
    publish('C', {}, 1);
    publish('A', {}, -1, 'Other');
    const account = accountWith({}, { store });
    const list = (input: object) =>
      call(account, 'ListMetrics', input).Metrics?.map(
        (each: any) => `${each.Namespace} ${each.MetricName} ${each.Dimensions.map((one: any) => `${one.Name}=${one.Value}`).join()}`,
      );
    expect(list({})).toEqual(['Edi A Service=x', 'Edi A Service=y,Zone=1', 'Other A ']);
    expect(list({ Namespace: 'Edi', MetricName: 'A', Dimensions: [{ Name: 'Zone' }] })).toEqual(['Edi A Service=y,Zone=1']);
    expect(list({ Dimensions: [{ Name: 'Service', Value: 'x' }] })).toEqual(['Edi A Service=x']);
    expect(call(account, 'ListMetrics', { NextToken: 'x' })).toMatchObject({ name: 'InvalidParameterValue' });
    expect(call(account, 'ListMetrics', { RecentlyActive: 'PT3H' })).toBeInstanceOf(NotSimulatedError);
  });

  test('comes in pages of 500', () => {
    const store = new MetricStore();
    for (let index = 0; index < 501; index += 1)
      store.putDatapoint({ region: REGION, namespace: 'Edi', metricName: `m${index}`, dimensions: {} }, START_MINUTE - 5, 1);
    const account = accountWith({}, { store });
    const first = call(account, 'ListMetrics', {});
    expect(first.Metrics).toHaveLength(500);
    expect(call(account, 'ListMetrics', { NextToken: first.NextToken }).Metrics).toEqual([{ Namespace: 'Edi', MetricName: 'm500', Dimensions: [] }]);
  });
});
