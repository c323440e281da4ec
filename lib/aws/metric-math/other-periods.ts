import { walk, type MetricMathNode } from './ast';
import { METRIC_MATH_FUNCTIONS } from './functions';

/** Functions whose value at one time depends on datapoints of others. */
const OF_OTHER_PERIODS: ReadonlySet<string> = new Set(['ANOMALY_DETECTION_BAND', 'DIFF', 'DIFF_TIME', 'RATE', 'RUNNING_SUM']);

/**
 * The first function of an expression whose value in a period depends on other periods, so that it has another value when it is asked
 * for that period alone; undefined when there is none. A function that makes a number of one series is one: `MAX(a)`, as against `MAX([a, b])`.
 */
export function functionOfOtherPeriods(expression: MetricMathNode): string | undefined {
  for (const node of walk(expression)) {
    if (node.kind !== 'call') continue;
    const [first, second] = node.arguments;
    if (OF_OTHER_PERIODS.has(node.name)) return node.name;
    if (node.name === 'FILL' && second?.kind === 'word') return `FILL(…, ${second.name})`;
    if (METRIC_MATH_FUNCTIONS.get(node.name)?.result === 'reduced' && first?.kind !== 'array') return `${node.name} of one series`;
  }
  return undefined;
}
