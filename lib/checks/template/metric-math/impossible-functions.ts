import { walk } from '../../../aws/metric-math/ast';
import { METRIC_MATH_FUNCTIONS } from '../../../aws/metric-math/functions';
import { METRIC_MATH_ALARMS } from '../scopes';
import type { ResourceCheck } from '../template-check';
import { expressionQueries } from './metric-queries';

/** No function that CloudWatch refuses in alarms, such as SEARCH. */
export const impossibleFunctions: ResourceCheck = {
  code: 'MTH010',
  requirement: 'no function that CloudWatch refuses in alarms, such as SEARCH',
  why: 'PutMetricAlarm refuses the alarm, so the deployment fails halfway',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-limits.html',
  appliesTo: METRIC_MATH_ALARMS,
  *check(alarm) {
    for (const { expression, tree } of expressionQueries(alarm)) {
      for (const node of walk(tree)) {
        if (node.kind !== 'call' || METRIC_MATH_FUNCTIONS.get(node.name)?.inAlarms !== 'impossible') continue;
        yield {
          at: expression,
          what: `alarms cannot use ${node.name}`,
          received: node.name,
          allowed: 'functions that give one time series',
          change: 'name the metrics one by one, or publish a metric that holds the result',
        };
      }
    }
  },
};
