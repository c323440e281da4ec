import { walk, type CallNode } from '../../../aws/metric-math/ast';
import { METRIC_MATH_FUNCTIONS } from '../../../aws/metric-math/functions';
import { resultKind, type ValueKind } from '../../../aws/metric-math/result-kind';
import { METRIC_MATH_ALARMS } from '../scopes';
import type { ResourceCheck } from '../template-check';
import { expressionQueries, valueKinds } from './metric-queries';

/**
 * No function whose result depends on how many points beyond the evaluated ones the alarm happens to fetch. AVG, MAX
 * and their like over several series work time by time, so only those over a single series are found.
 */
export const advisedAgainstFunctions: ResourceCheck = {
  code: 'MTH011',
  requirement: 'no function whose result depends on how many points beyond the evaluated ones the alarm happens to fetch',
  why: 'the alarm would judge more points than its window has, and nobody can say how many',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html',
  appliesTo: METRIC_MATH_ALARMS,
  *check(alarm) {
    const kindOf = valueKinds(alarm);
    for (const { expression, tree } of expressionQueries(alarm)) {
      for (const node of walk(tree)) {
        if (node.kind !== 'call' || !dependsOnFetchedPoints(node, kindOf)) continue;
        yield {
          at: expression,
          what: `the result of ${node.name} depends on how many points the alarm fetches`,
          received: node.name,
          allowed: 'functions that work time by time',
          change: 'let the period and the statistic of the metric do the aggregation',
        };
      }
    }
  },
};

function dependsOnFetchedPoints(call: CallNode, kindOf: (id: string) => ValueKind | undefined): boolean {
  const known = METRIC_MATH_FUNCTIONS.get(call.name);
  if (known?.inAlarms !== 'advised against') return false;
  const [first] = call.arguments;
  return known.result !== 'reduced' || first === undefined || resultKind(first, kindOf) !== 'array';
}
