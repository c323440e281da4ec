import { parseStatistic } from '../../../../lib/simulator/services/cloudwatch/statistic';

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
  ['PR(:300)', { kind: 'PR', above: -Infinity, upTo: 300 }],
])('%s is read', (text, expected) => expect(parseStatistic(text)).toEqual(expected));

test.each(['tm90', 'tc90', 'ts95', 'wm99.9', 'IQM', 'TM(10%:90%)', 'WM(:99%)', 'TS(80:)', 'TC(10%:90%)'])('%s is a statistic, but not simulated', (text) => {
  expect(() => parseStatistic(text, 'alarm a')).toThrow(`not simulated: statistic ${text} (in alarm a)`);
});

test.each(['', 'sum', 'SUM', 'avg', 'P99', 'p101', 'p99.', 'TC()', 'TC(:)', 'TC(5:5)', 'tc(:0.5)', 'PR(1:2:3)', 'Median'])('%j is no statistic', (text) => {
  expect(() => parseStatistic(text)).toThrow(expect.objectContaining({ name: 'ValidationError' }));
});
