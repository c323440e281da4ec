import { z } from 'zod';
import { field, map, oneOf, text } from '../../problems/schema-fields';
import { subtractColumns } from './columns';
import type { MetricPublisher } from './metric-publisher';
import { eventSamplesIn, type PublishedMetrics } from './published-metrics';
import { badAndTotal, slowEvents, slowSlices, sumOf, type EventSli, type MetricReference, type Sli } from './sli';
import { percentileOf, thresholdOf, type SliSource } from './sli-source';

/** A Lambda function. */
export interface LambdaBinding {
  readonly source: 'lambda';
  readonly functionName: string;
  /** An alias or a version; only invocations that name it are measured. Without it, all of the function. */
  readonly qualifier?: string;
  /**
   * Whether a throttled invocation is a failure. `bad` (default) for callers that see the error; `ignore` where the
   * caller retries, such as a queue.
   */
  readonly throttles?: 'bad' | 'ignore';
}

const NAMESPACE = 'AWS/Lambda';

/**
 * Invocations that ended without an error. Throttles are in neither Invocations nor Errors, so where they are bad
 * they are added to both sides.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
export function lambdaSuccessRate(binding: LambdaBinding): EventSli {
  const throttled = binding.throttles === 'ignore' ? [] : ['throttles'];
  return {
    kind: 'events',
    source: 'lambda',
    metrics: {
      invocations: sum(binding, 'Invocations'),
      errors: sum(binding, 'Errors'),
      ...(throttled.length > 0 && { throttles: sum(binding, 'Throttles') }),
    },
    steps: badAndTotal(sumOf(['errors', ...throttled]), sumOf(['invocations', ...throttled])),
    notes: [
      'Errors carry the time of the invocation: runs longer than the short window of a burn-rate alert have left it before they are counted, and cannot fire it',
      throttled.length > 0
        ? 'throttled invocations are in neither Invocations nor Errors; they are counted as bad'
        : 'throttled invocations are not counted: a function throttled to nothing only shows as silence, or at the caller that retries',
      'only invocations that fail are errors: a failure the function reports in its answer (status code, batch item failures) is not',
      'events that never invoke the function (disabled trigger, dropped asynchronous events) only show as silence',
    ],
  };
}

/**
 * Invocations that ended in time, without the initialisation of a cold start.
 *
 * @param thresholdMs longest good duration, milliseconds
 * @param percentile used by the `slices` method only: the objective's target in percent
 */
export function lambdaLatency(binding: LambdaBinding, thresholdMs: number, method: 'events' | 'slices', percentile: number): Sli {
  const metric = { namespace: NAMESPACE, metricName: 'Duration', dimensions: functionDimensions(binding) };
  return {
    source: 'lambda',
    ...(method === 'slices' ? slowSlices(metric, thresholdMs, percentile) : slowEvents(metric, thresholdMs)),
    notes: [
      'Duration is in milliseconds and leaves out the initialisation of a cold start',
      method === 'slices'
        ? 'a minute is bad when its percentile is above the threshold; a minute without invocations is good'
        : 'CloudWatch documents percentiles, not trimmed counts, for Lambda; latencyMethod: slices uses the percentile',
    ],
  };
}

function sum(binding: LambdaBinding, metricName: string): MetricReference {
  return {
    namespace: NAMESPACE,
    metricName,
    dimensions: functionDimensions(binding),
    statistic: 'Sum',
  };
}

/**
 * An alias or version has its metrics under the name of the function and `Resource`, `name:qualifier`. Its own name
 * (`name:live`) is the value of no `FunctionName`: an alarm on that stays OK for ever.
 */
export function functionDimensions({ functionName, qualifier }: Pick<LambdaBinding, 'functionName' | 'qualifier'>): Record<string, string> {
  return { FunctionName: functionName, ...(qualifier !== undefined && { Resource: `${functionName}:${qualifier}` }) };
}

const DIMENSION_SETS = [['FunctionName'], ['FunctionName', 'Resource']];

const PUBLISHED: PublishedMetrics = {
  namespace: NAMESPACE,
  metrics: {
    Invocations: { unit: 'Count', dimensionSets: DIMENSION_SETS, events: { counts: 'total' } },
    Errors: { unit: 'Count', dimensionSets: DIMENSION_SETS, events: { values: { good: 0, bad: 1 } } },
    Throttles: { unit: 'Count', dimensionSets: DIMENSION_SETS, events: { counts: 'nothing' } },
    Duration: { unit: 'Milliseconds', dimensionSets: DIMENSION_SETS },
  },
};

/** A throttled call is neither an invocation nor an error. What an alias or version does, the function does too. */
function publish(binding: LambdaBinding, publisher: MetricPublisher): void {
  const { requests, rejected, failed } = publisher.happened;
  const invoked = subtractColumns(requests, rejected);
  const whole = functionDimensions({ ...binding, qualifier: undefined });
  for (const dimensions of binding.qualifier === undefined ? [whole] : [whole, functionDimensions(binding)]) {
    const metric = (metricName: string) => ({ metricName, dimensions, isShared: dimensions === whole });
    publisher.counter(metric('Invocations'), invoked);
    publisher.flag(metric('Errors'), failed, invoked);
    publisher.counter(metric('Throttles'), rejected);
    publisher.durations(metric('Duration'), invoked);
  }
}

/** A Lambda function. */
export const lambda: SliSource<LambdaBinding> = {
  documentation: 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html',
  schema: map({
    source: field(z.literal('lambda'), 'A Lambda function.'),
    functionName: field(text(/^[A-Za-z0-9_-]{1,64}$/, 'the name of a function, not its ARN', 'file-drop'), 'Name of the function.'),
    qualifier: field(
      text(/^(?!\$)[A-Za-z0-9_-]{1,128}$/, 'the name of an alias, or the number of a version', 'live').optional(),
      'An alias or a version: only invocations that name it are measured.',
      'all invocations of the function are measured',
    ),
    throttles: field(
      oneOf(['bad', 'ignore']).optional(),
      'Whether a throttled invocation is a failure: `bad` where the caller sees the error, `ignore` where it tries again, such as a queue.',
      'bad',
    ),
  }),
  example: { source: 'lambda', functionName: 'worker' },
  indicators: {
    'success-rate': lambdaSuccessRate,
    latency: (binding, options) => lambdaLatency(binding, thresholdOf(options), options.latencyMethod ?? 'events', percentileOf(options)),
  },
  hasLatencyMethod: true,
  carries: 'requests',
  timedRequests: 'served',
  published: () => PUBLISHED,
  publish,
  eventSamples: eventSamplesIn(PUBLISHED),
  ignoresRefused: ({ throttles }) => throttles === 'ignore',
  partOf: ({ functionName, qualifier }) => ({ whole: functionName, isWhole: qualifier === undefined, refusesAsWhole: false }),
};
