import { parseMetricMath } from '../../../lib/aws/metric-math/parse';
import { resultKind, type ValueKind } from '../../../lib/aws/metric-math/result-kind';

const KINDS: Readonly<Record<string, ValueKind>> = { m1: 'series', m2: 'series', several: 'array', number: 'scalar' };

test.each<[string, ValueKind | undefined]>([
  ['1 + 2', 'scalar'],
  ['m1', 'series'],
  ['-m1 / 2', 'series'],
  ['[m1, m2] * number', 'array'],
  ['METRICS()', 'array'],
  ['MAX(m1)', 'scalar'],
  ['MAX([m1, m2])', 'series'],
  ['SUM(METRICS())', 'series'],
  ['SUM(SUM(METRICS()))', 'scalar'],
  ['FILL(several, 0)', 'array'],
  ['FILL(m1, 0) > 0', 'series'],
  ['IF(m1 > 0, 1, 0)', 'series'],
  ['PERIOD(m1)', 'scalar'],
  ['TIME_SERIES(3)', 'series'],
  ['m1 + nobody', undefined],
  ['NOBODY(m1)', undefined],
  ['REPEAT', undefined],
])('%s gives %s', (text, kind) => {
  expect(resultKind(parseMetricMath(text), (id) => KINDS[id])).toBe(kind);
});
