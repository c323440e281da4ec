import { z } from 'zod';
import { field, map, text } from '../../problems/schema-fields';
import type { MetricPublisher } from './metric-publisher';
import { eventSamplesIn, type PublishedMetrics } from './published-metrics';
import { formatNumber, orZero, sumOf, type MetricReference, type SliceSli } from './sli';
import { thresholdOf, type SliSource } from './sli-source';

/** An SQS queue and, for the delivery objective, the queue its dead letters go to. */
export interface QueueBinding {
  readonly source: 'queue';
  readonly queueName: string;
  readonly deadLetterQueueName?: string;
}

const NAMESPACE = 'AWS/SQS';

/**
 * Minutes in which no message waited longer than the threshold. The age is in **seconds** and exists only while the
 * queue is active; an idle queue is fresh.
 * Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 *
 * @param thresholdSeconds oldest good message, seconds
 */
export function queueFreshness(binding: QueueBinding, thresholdSeconds: number): SliceSli {
  return {
    kind: 'slices',
    source: 'queue',
    sliceMinutes: 1,
    metrics: { age: gauge(binding.queueName, 'ApproximateAgeOfOldestMessage') },
    steps: [{ id: 'bad', expression: `IF(${orZero('age')} > ${formatNumber(thresholdSeconds)}, 1, 0)` }],
    notes: [
      'the age is in seconds and is only published while the queue is active; an idle queue counts as fresh',
      'a message received three times or more leaves the age: the delivery objective has to see it',
      'SQS stops publishing for a queue that nobody sends to or receives from for hours: messages that still wait there are then read as fresh',
    ],
  };
}

/**
 * Minutes in which no message became a dead letter.
 *
 * Slices, not events: SQS has no counter of dead letters (messages moved by a redrive policy are not in
 * NumberOfMessagesSent), only the depth of their queue. A rise of the depth is a bad minute; draining the queue after
 * the repair is not. The depth includes what somebody has just received: letters that were looked at come back when
 * their visibility timeout ends, and are not new.
 */
export function queueDelivery(binding: QueueBinding & { readonly deadLetterQueueName: string }): SliceSli {
  return {
    kind: 'slices',
    source: 'queue',
    sliceMinutes: 1,
    metrics: {
      waiting: gauge(binding.deadLetterQueueName, 'ApproximateNumberOfMessagesVisible'),
      received: gauge(binding.deadLetterQueueName, 'ApproximateNumberOfMessagesNotVisible'),
    },
    steps: [
      { id: 'depth', expression: sumOf(['waiting', 'received']) },
      { id: 'bad', expression: 'IF(FILL(DIFF(depth), 0) > 0, 1, 0)' },
    ],
    notes: [
      'SQS does not count dead letters, only how many are there: a minute is bad when that number rose',
      'a thousand dead letters in one minute are one bad minute: a short burst does not reach the threshold of a burn-rate alert',
      'dead letters that something takes away within the same minute are not seen',
    ],
  };
}

function gauge(queueName: string, metricName: string): MetricReference {
  return { namespace: NAMESPACE, metricName, dimensions: { QueueName: queueName }, statistic: 'Maximum' };
}

const PUBLISHED: PublishedMetrics = {
  namespace: NAMESPACE,
  metrics: {
    ApproximateAgeOfOldestMessage: { unit: 'Seconds', dimensionSets: [['QueueName']] },
    ApproximateNumberOfMessagesVisible: { unit: 'Count', dimensionSets: [['QueueName']] },
    ApproximateNumberOfMessagesNotVisible: { unit: 'Count', dimensionSets: [['QueueName']] },
  },
};

/** Gauges exist only while their queue is active: while something waits, or moves. */
function publish({ queueName, deadLetterQueueName }: QueueBinding, publisher: MetricPublisher): void {
  const { oldestMessageSeconds, deadLetters, requests } = publisher.happened;
  const active = oldestMessageSeconds.map((age, index) => (age > 0 || requests[index]! > 0 ? age : NaN));
  publisher.gauge({ metricName: 'ApproximateAgeOfOldestMessage', dimensions: { QueueName: queueName } }, active);
  if (deadLetterQueueName === undefined) return;
  const waiting = deadLetters.map((depth) => (depth > 0 ? depth : NaN));
  publisher.gauge({ metricName: 'ApproximateNumberOfMessagesVisible', dimensions: { QueueName: deadLetterQueueName } }, waiting);
}

const nameOfQueue = (example: string) => text(/^(?=.{1,80}$)[A-Za-z0-9_-]+(?:\.fifo)?$/, 'the name of a queue, not its URL', example);

/** An SQS queue. */
export const queue: SliSource<QueueBinding> = {
  documentation: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html',
  schema: map({
    source: field(z.literal('queue'), 'An SQS queue.'),
    queueName: field(nameOfQueue('orders'), 'Name of the queue.'),
    deadLetterQueueName: field(nameOfQueue('orders-dead-letters').optional(), 'Name of the queue its dead letters go to; delivery objectives need it.', 'none'),
  }),
  example: { source: 'queue', queueName: 'documents', deadLetterQueueName: 'dead-documents' },
  indicators: {
    freshness: (binding, options) => queueFreshness(binding, thresholdOf(options) / 1_000),
    delivery: (binding) => queueDelivery(withDeadLetterQueue(binding)),
  },
  hasLatencyMethod: false,
  carries: 'messages',
  timedRequests: 'all',
  published: () => PUBLISHED,
  publish,
  eventSamples: eventSamplesIn(PUBLISHED),
  lacks: ({ deadLetterQueueName }, kind, name) =>
    kind !== 'delivery' || deadLetterQueueName !== undefined
      ? undefined
      : {
          code: 'CFG026',
          what: `the queue ${name} names no dead-letter queue, and lost messages show nowhere else`,
          allowed: 'a queue with deadLetterQueueName',
          change: `add deadLetterQueueName to ${name}`,
        },
};

function withDeadLetterQueue(binding: QueueBinding): QueueBinding & { readonly deadLetterQueueName: string } {
  const { deadLetterQueueName } = binding;
  if (deadLetterQueueName === undefined) {
    throw new RangeError(`the delivery objective of queue ${binding.queueName} needs its dead-letter queue`);
  }
  return { ...binding, deadLetterQueueName };
}
