import { parseStatistic, printStatistic } from '../../../../lib/simulator/services/cloudwatch/statistic';

test.each([
  ['SampleCount', { kind: 'SampleCount' }],
  ['Sum', { kind: 'Sum' }],
  ['Average', { kind: 'Average' }],
  ['Minimum', { kind: 'Minimum' }],
  ['Maximum', { kind: 'Maximum' }],
  ['p99', { kind: 'percentile', fraction: 0.99 }],
  ['p99.5', { kind: 'percentile', fraction: 0.995 }],
  ['p100', { kind: 'percentile', fraction: 1 }],
  ['TC(:0.5)', { kind: 'TC', above: -Infinity, upTo: 0.5 }],
  ['TC(80:500)', { kind: 'TC', above: 80, upTo: 500 }],
  ['TC(2.5:)', { kind: 'TC', above: 2.5, upTo: Infinity }],
  ['tm99', { kind: 'TM', fromFraction: 0, toFraction: 0.99 }],
  ['IQM', { kind: 'TM', fromFraction: 0.25, toFraction: 0.75 }],
  ['TM(99.5%:100%)', { kind: 'TM', fromFraction: 0.995, toFraction: 1 }],
  ['TM(10%:)', { kind: 'TM', fromFraction: 0.1, toFraction: 1 }],
  ['tc90', { kind: 'TC%', fromFraction: 0, toFraction: 0.9 }],
  ['TC(10%:90%)', { kind: 'TC%', fromFraction: 0.1, toFraction: 0.9 }],
  ['ts95', { kind: 'TS', fromFraction: 0, toFraction: 0.95 }],
  ['TS(80%:)', { kind: 'TS', fromFraction: 0.8, toFraction: 1 }],
  ['wm99.5', { kind: 'WM', fromFraction: 0, toFraction: 0.995 }],
  ['WM(:99%)', { kind: 'WM', fromFraction: 0, toFraction: 0.99 }],
  ['PR(:300)', { kind: 'PR', above: -Infinity, upTo: 300 }],
])('%s is read, and what is printed of it is read as the same', (text, expected) => {
  expect(parseStatistic(text)).toEqual(expected);
  expect(parseStatistic(printStatistic(parseStatistic(text)))).toEqual(expected);
});

test.each(['TM(80:)', 'TM(:0.5)', 'WM(:99)', 'TS(80:)'])('%s is a statistic, but not simulated', (text) => {
  expect(() => parseStatistic(text, 'alarm a')).toThrow(`not simulated: statistic ${text} (in alarm a)`);
});

test.each(['', 'sum', 'SUM', 'avg', 'P99', 'p101', 'p99.', 'TC()', 'TC(:)', 'TC(5:5)', 'TC(90%:10%)', 'TC(10%:90)', 'tc(:0.5)', 'PR(1:2:3)', 'Median'])(
  '%j is no statistic',
  (text) => {
    expect(() => parseStatistic(text)).toThrow(expect.objectContaining({ name: 'ValidationError' }));
  },
);
