import { referencedIds } from '../../../aws/metric-math/ast';
import { findCycle } from '../../../problems/find-cycle';
import { METRIC_MATH_ALARMS } from '../scopes';
import type { ResourceCheck } from '../template-check';
import { expressionQueries } from './metric-queries';

/** No expression needs its own result. */
export const queryCycle: ResourceCheck = {
  code: 'MTH005',
  requirement: 'no expression needs its own result',
  why: 'PutMetricAlarm refuses the alarm, so the deployment fails halfway',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html',
  appliesTo: METRIC_MATH_ALARMS,
  *check(alarm) {
    const queries = expressionQueries(alarm);
    const named = new Map(queries.map(({ id, tree }) => [id, referencedIds(tree)]));
    for (const { id, expression } of queries) {
      const cycle = findCycle(id, (each) => named.get(each) ?? []);
      if (cycle === undefined) continue;
      yield {
        at: expression,
        what: 'the expression needs its own result',
        received: cycle.join(' → '),
        allowed: 'expressions over metrics and over expressions that do not lead back',
        change: 'replace one of the ids by a metric',
      };
    }
  },
};
