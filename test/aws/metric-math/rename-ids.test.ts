import { parseMetricMath } from '../../../lib/aws/metric-math/parse';
import { printMetricMath } from '../../../lib/aws/metric-math/print';
import { renameIds } from '../../../lib/aws/metric-math/rename-ids';

test.each([
  ['IF(FILL(m1, REPEAT) > -m2, m1 / 2, MAX([m1, m2]))', 'IF(FILL(x_m1, REPEAT) > -x_m2, x_m1 / 2, MAX([x_m1, x_m2]))'],
  ['SEARCH("m1", \'m2\', 300)', 'SEARCH("m1", "m2", 300)'],
  ['m1 ^ 2 + m10', 'x_m1 ^ 2 + x_m10'],
])('%s names other ids and is otherwise the same', (before, after) => {
  expect(printMetricMath(renameIds(parseMetricMath(before), (id) => `x_${id}`))).toBe(after);
});
