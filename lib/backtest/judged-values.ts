import { printMetricMath } from '../aws/metric-math/print';
import type { Assumptions } from '../simulator/core/assumptions';
import { BucketReader } from '../simulator/services/cloudwatch/bucket-reader';
import { compileExpressions } from '../simulator/services/cloudwatch/expression-program';
import type { MetricAlarmDefinition } from '../simulator/services/cloudwatch/metric-alarm-definition';
import type { MetricStore } from '../simulator/services/cloudwatch/metric-store';
import { printStatistic } from '../simulator/services/cloudwatch/statistic';

/** What an alarm read, for whoever draws it. */
export interface ReadValues {
  /** The metric with its statistic and dimensions, or the expression. */
  readonly name: string;
  /** One a minute, NaN where there is none; the first is of the bucket that ends at `firstEnd`, minutes since the epoch. */
  readonly values: Float64Array;
  readonly firstEnd: number;
}

/** Where values are read, and from when to when, minutes since the epoch. */
export interface ReadingSpan {
  readonly region: string;
  readonly store: MetricStore;
  readonly assumptions: Assumptions;
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** What an alarm compares with its limit, at the end of each minute: of buckets that are complete, as people see them afterwards. */
export function judgedValues(definition: MetricAlarmDefinition, { region, store, assumptions, fromMinute, toMinute }: ReadingSpan): ReadValues {
  const { periodMinutes, evaluationPeriods } = definition;
  const name = nameOf(definition);
  const program = compileExpressions(definition, assumptions, name);
  const reader = new BucketReader(definition, program, { periodMinutes, stepMinutes: 1, unreadableMinutes: 0, range: evaluationPeriods });
  reader.open(store, region);
  const firstEnd = fromMinute + 1;
  const size = Math.max(0, toMinute - fromMinute);
  // The reader's memory is that of the next alarm as well.
  return { name, values: reader.newestValues(firstEnd, size).slice(0, size), firstEnd };
}

/** The metrics that an expression is computed from, each by itself; none where an alarm compares a metric as it is. */
export function valuesBehind(definition: MetricAlarmDefinition, span: ReadingSpan): readonly ReadValues[] {
  if (definition.expressions.size === 0) return [];
  return definition.metrics.map(({ id }) => judgedValues({ ...definition, expressions: new Map(), returnedId: id }, span));
}

function nameOf({ metrics, expressions, returnedId }: MetricAlarmDefinition): string {
  const expression = expressions.get(returnedId);
  if (expression !== undefined) return printMetricMath(expression);
  const { namespace, metricName, statistic, dimensions } = metrics.find(({ id }) => id === returnedId)!;
  return [`${printStatistic(statistic)} of ${namespace} ${metricName}`, ...Object.entries(dimensions).map(([key, value]) => `${key}=${value}`)].join(', ');
}
