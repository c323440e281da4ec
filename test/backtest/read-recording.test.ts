import { readRecording } from '../../lib/backtest/read-recording';
import type { RecordedStretch } from '../../lib/backtest/recording';
import { printStretch, RECORDING_FORMAT } from '../../lib/backtest/recording-lines';

const START = Date.UTC(2026, 10, 1) / 60_000;
const REGION = 'eu-central-1';
const errors: RecordedStretch = {
  metric: { region: REGION, namespace: 'AWS/Lambda', metricName: 'Errors', dimensions: { FunctionName: 'orders' } },
  statistic: 'Sum',
  periodMinutes: 1,
  fromMinute: START,
  values: [1, null, 0],
};
const read = (content: string, queries?: unknown) =>
  readRecording('metrics', content, { region: REGION, ...(queries !== undefined && { queries: { file: 'queries.json', content: JSON.stringify(queries) } }) });

describe('a recording of day2 record', () => {
  const lines = (...more: string[]) => [JSON.stringify({ format: RECORDING_FORMAT }), ...more, ''].join('\n');

  test('reads what was printed', () => {
    const buckets: RecordedStretch = { ...errors, statistic: 'p99', unit: 'Count', periodMinutes: 5, values: [0.5] };
    const foreign: RecordedStretch = { ...errors, metric: { ...errors.metric, account: '999999999999' } };
    const stretches = [errors, buckets, foreign];
    expect(read(lines(...stretches.map(printStretch)))).toEqual({ recording: { name: 'metrics', stretches }, problems: [] });
  });

  test('that broke off in its last line has the lines before', () => {
    const { recording, problems } = read(lines(printStretch(errors)) + printStretch(errors).slice(0, 40));
    expect([recording?.stretches, problems]).toEqual([[errors], []]);
  });

  test('names every line that is none, by its number', () => {
    const { problems } = read(lines(printStretch(errors), 'oops', JSON.stringify({ ...JSON.parse(printStretch(errors)), periodSeconds: 90 })));
    expect(problems.map(({ code, where }) => [code, where.line])).toEqual([
      ['BKT002', 3],
      ['BKT002', 4],
    ]);
    expect(problems[1]!.received).toContain('periodSeconds');
  });

  test('with nothing in it is a problem', () => {
    expect(read(lines()).problems.map(({ code }) => code)).toEqual(['BKT005']);
  });

  test('leaves out statistics that no alarm can be played with', () => {
    expect(read(lines(printStretch({ ...errors, statistic: 'WM(:99)' }))).problems.map(({ code }) => code)).toEqual(['BKT005']);
  });
});

describe('an answer of GetMetricData', () => {
  const metricStat = (Stat: string, Period = 60) => ({
    Metric: { Namespace: 'AWS/Lambda', MetricName: 'Errors', Dimensions: [{ Name: 'FunctionName', Value: 'orders' }] },
    Period,
    Stat,
  });
  const answer = JSON.stringify({
    MetricDataResults: [
      { Id: 'e', Label: 'Errors', Timestamps: ['2026-11-01T00:02:00+00:00', '2026-11-01T00:00:00+00:00'], Values: [0, 1], StatusCode: 'Complete' },
      { Id: 'rate', Label: 'rate', Timestamps: [], Values: [], StatusCode: 'Complete' },
    ],
  });
  const queries = [
    { Id: 'e', MetricStat: metricStat('Sum') },
    { Id: 'rate', Expression: 'e / 60' },
  ];

  test('has its metrics from the request, in any order of times', () => {
    expect(read(answer, queries)).toEqual({ recording: { name: 'metrics', stretches: [errors] }, problems: [] });
  });

  test('is of the account that the request names', () => {
    const [named, ...others] = queries;
    const [stretch] = read(answer, [{ ...named, AccountId: '999999999999' }, ...others]).recording!.stretches;
    expect(stretch!.metric).toEqual({ ...errors.metric, account: '999999999999' });
  });

  test('covers what the request asked for', () => {
    const request = { StartTime: '2026-10-31T23:58:00Z', EndTime: 1_793_491_380, MetricDataQueries: queries };
    const [stretch] = read(answer, request).recording!.stretches;
    expect([stretch!.fromMinute, stretch!.values]).toEqual([START - 2, [null, null, 1, null, 0]]);
  });

  test('without its request, or with another one, is a problem for each id', () => {
    expect(read(answer).problems.map(({ code, what }) => [code, what])).toEqual([
      ['BKT003', 'nothing says which metric e is'],
      ['BKT003', 'nothing says which metric rate is'],
    ]);
    expect(read(answer, [queries[1]]).problems[0]).toMatchObject({ code: 'BKT003', received: 'a request without it (queries.json)' });
    expect(read(answer, [{ Id: 'e', MetricStat: metricStat('Sum', 30) }, queries[1]]).problems[0]).toMatchObject({ code: 'BKT003', received: '30' });
  });

  test.each(['{}', '{"a": 1}', '{'])('%s is none', (content) => {
    expect(read(content).problems.map(({ code }) => code)).toEqual(['BKT001']);
  });
});

describe('a table', () => {
  const HEADER = 'timestamp,namespace,metricName,dimensions,statistic,periodSeconds,value,unit';

  test('has a row for each value, dimensions in one cell', () => {
    const { recording, problems } = read(
      [
        HEADER,
        '2026-11-01T00:02:00Z,AWS/Lambda,Errors,FunctionName=orders,Sum,60,0,',
        '2026-11-01T00:00:00Z,AWS/Lambda,Errors,"FunctionName=orders",Sum,60,1,',
      ].join('\n'),
    );
    expect([recording?.stretches, problems]).toEqual([[errors], []]);
  });

  test('may name the account of a row', () => {
    const row = (account: string, value: number) => `2026-11-01T00:00:00Z,AWS/Lambda,Errors,FunctionName=orders,Sum,60,${value},,${account}`;
    const { recording } = read([`${HEADER},account`, row('999999999999', 1), row('', 2)].join('\n'));
    expect(recording?.stretches.map(({ metric, values }) => [metric.account, values])).toEqual([
      ['999999999999', [1]],
      [undefined, [2]],
    ]);
  });

  test('names every row that is none, by its line', () => {
    const row = (timestamp: string, period: string, value: string) => `${timestamp},N,M,A=b;C=d,Sum,${period},${value},Count`;
    const { problems } = read(
      [HEADER, row('2026-11-01T00:00:00Z', '60', '1'), row('noon', '60', '1'), row('2026-11-01', '45', '1'), row('2026-11-01', '60', 'n/a')].join('\n'),
    );
    expect(problems.map(({ code, where, what }) => [code, where.line, what])).toEqual([
      ['BKT004', 3, 'timestamp is no time'],
      ['BKT004', 4, 'periodSeconds is no multiple of 60'],
      ['BKT004', 5, 'value is no number'],
    ]);
  });

  test('without a column is refused', () => {
    expect(read('timestamp,namespace\n2026-11-01,N\n').problems).toMatchObject([{ code: 'BKT004', where: { line: 1 } }]);
    expect(read('').problems).toMatchObject([{ code: 'BKT004' }]);
    expect(read(`${HEADER}\n"2026`).problems).toMatchObject([{ code: 'BKT004' }]);
  });
});
