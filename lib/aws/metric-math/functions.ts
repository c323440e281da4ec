import type { CallNode } from './ast';

/**
 * The functions of CloudWatch metric math, as documented on 2026-11-20:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */

/**
 * What one argument may be. `series` is one time series, `array` several, `scalar` a number, `word` a bare upper-case
 * word such as `REPEAT`, `text` a quoted string.
 */
type ArgumentKind = 'scalar' | 'series' | 'array' | 'word' | 'text';

/**
 * What a call gives: a number, one series, an array, the kind of its first argument (`like first`), or one level
 * less than it (`reduced`: an array becomes a series, a series becomes a number).
 */
type ResultKind = 'scalar' | 'series' | 'array' | 'like first' | 'reduced';

/**
 * Whether the function belongs in an alarm. `advised against` by AWS: the result depends on how many points beyond
 * the evaluation periods the alarm happens to fetch. `impossible`: PutMetricAlarm refuses it.
 */
type AlarmUse = 'allowed' | 'advised against' | 'impossible';

/** One documented function. */
export interface MetricMathFunction {
  readonly name: string;
  /** Kinds accepted per position. */
  readonly parameters: readonly (readonly ArgumentKind[])[];
  /** How many of the parameters must be given; the rest is optional. */
  readonly required: number;
  /** The last parameter may be given any number of times. */
  readonly repeatsLast: boolean;
  readonly result: ResultKind;
  readonly inAlarms: AlarmUse;
}

const SERIES = ['series'] as const;
const ARRAY = ['array'] as const;
const SCALAR = ['scalar'] as const;
const TEXT = ['text'] as const;
const WORD = ['word'] as const;
const SERIES_OR_ARRAY = ['series', 'array'] as const;
const SERIES_OR_SCALAR = ['series', 'scalar'] as const;

type Row = readonly [MetricMathFunction['parameters'], ResultKind, AlarmUse?, number?];

const TABLE: Readonly<Record<string, Row>> = {
  ABS: [[SERIES_OR_ARRAY], 'like first'],
  ANOMALY_DETECTION_BAND: [[SERIES, SCALAR], 'array', 'allowed', 1],
  AVG: [[SERIES_OR_ARRAY], 'reduced', 'advised against'],
  CEIL: [[SERIES_OR_ARRAY], 'like first'],
  DATAPOINT_COUNT: [[SERIES_OR_ARRAY], 'reduced', 'advised against'],
  DATE: [[SERIES], 'series'],
  DAY: [[SERIES], 'series'],
  DB_PERF_INSIGHTS: [[TEXT, TEXT, TEXT], 'series'],
  DIFF: [[SERIES_OR_ARRAY], 'like first'],
  DIFF_TIME: [[SERIES_OR_ARRAY], 'like first'],
  EPOCH: [[SERIES], 'series'],
  FILL: [[SERIES_OR_ARRAY, ['scalar', 'series', 'word']], 'like first'],
  FIRST: [[ARRAY], 'series'],
  FLOOR: [[SERIES_OR_ARRAY], 'like first'],
  HOUR: [[SERIES], 'series'],
  IF: [[SERIES_OR_SCALAR, SERIES_OR_SCALAR, SERIES_OR_SCALAR], 'series', 'allowed', 2],
  INSIGHT_RULE_METRIC: [[TEXT, TEXT], 'series'],
  LAST: [[ARRAY], 'series'],
  LAMBDA: [[TEXT, ['scalar', 'series', 'array', 'text']], 'array', 'allowed', 1],
  LOG: [[SERIES_OR_ARRAY], 'like first'],
  LOG10: [[SERIES_OR_ARRAY], 'like first'],
  MAX: [[SERIES_OR_ARRAY], 'reduced', 'advised against'],
  METRIC_COUNT: [[ARRAY], 'scalar'],
  METRICS: [[TEXT], 'array', 'allowed', 0],
  MIN: [[SERIES_OR_ARRAY], 'reduced', 'advised against'],
  MINUTE: [[SERIES], 'series'],
  MONTH: [[SERIES], 'series'],
  PERIOD: [[SERIES], 'scalar'],
  RATE: [[SERIES_OR_ARRAY], 'like first'],
  REMOVE_EMPTY: [[ARRAY], 'array', 'advised against'],
  RUNNING_SUM: [[SERIES_OR_ARRAY], 'like first', 'advised against'],
  SEARCH: [[TEXT, TEXT, SCALAR], 'array', 'impossible', 1],
  SERVICE_QUOTA: [[SERIES], 'series'],
  SLICE: [[ARRAY, SCALAR, SCALAR], 'array', 'allowed', 2],
  SORT: [[ARRAY, WORD, WORD, SCALAR], 'array', 'allowed', 3],
  STDDEV: [[SERIES_OR_ARRAY], 'reduced', 'advised against'],
  SUM: [[SERIES_OR_ARRAY], 'reduced', 'advised against'],
  TIME_SERIES: [[SCALAR], 'series'],
  YEAR: [[SERIES], 'series'],
};

/**
 * Every documented function by name. AWS states its advice against AVG, DATAPOINT_COUNT, MAX, MIN, STDDEV and SUM
 * without exception, though its reason only holds for the scalar they make of a single series.
 */
export const METRIC_MATH_FUNCTIONS: ReadonlyMap<string, MetricMathFunction> = new Map(
  Object.entries(TABLE).map(([name, [parameters, result, inAlarms = 'allowed', required = parameters.length]]) => [
    name,
    { name, parameters, result, inAlarms, required, repeatsLast: name === 'LAMBDA' },
  ]),
);

/**
 * What is wrong with the name or the number of arguments of a call, or undefined when both are documented. Kinds of
 * arguments are not looked at: they depend on what the ids stand for.
 */
export function callFault(call: CallNode): string | undefined {
  const known = METRIC_MATH_FUNCTIONS.get(call.name);
  if (known === undefined) return `${call.name} is not a metric math function`;
  const given = call.arguments.length;
  const most = known.repeatsLast ? Infinity : known.parameters.length;
  if (given >= known.required && given <= most) return undefined;
  const allowed = known.required === most ? `${most}` : `${known.required} to ${most}`;
  return `${call.name} takes ${allowed} argument${most === 1 ? '' : 's'}, received ${given}`;
}
