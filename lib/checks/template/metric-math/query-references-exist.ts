import { referencedIds } from '../../../aws/metric-math/ast';
import { didYouMean } from '../../../problems/did-you-mean';
import { METRIC_MATH_ALARMS } from '../scopes';
import type { ResourceCheck } from '../template-check';
import { expressionQueries, metricQueries } from './metric-queries';

/** Every id an expression names is an entry of Metrics. */
export const queryReferencesExist: ResourceCheck = {
  code: 'MTH004',
  requirement: 'every id an expression names is an entry of Metrics',
  why: 'PutMetricAlarm refuses the alarm, so the deployment fails halfway',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html',
  appliesTo: METRIC_MATH_ALARMS,
  *check(alarm) {
    const ids = metricQueries(alarm).map((query) => query.at('Id').text());
    for (const { expression, tree } of expressionQueries(alarm)) {
      for (const missing of referencedIds(tree).filter((id) => !ids.includes(id))) {
        const nearest = didYouMean(missing, ids);
        yield {
          at: expression,
          what: `the expression names ${missing}, which is not in Metrics`,
          received: missing,
          allowed: ids.join(', '),
          change: nearest === undefined ? `add an entry with the id ${missing}` : `name ${nearest} instead`,
        };
      }
    }
  },
};
