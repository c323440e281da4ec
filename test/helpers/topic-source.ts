import { z } from 'zod';
import { field, map, text } from '../../lib/problems/schema-fields';
import { addColumns, subtractColumns } from '../../lib/slo/sli/columns';
import { eventSamplesIn, type PublishedMetrics } from '../../lib/slo/sli/published-metrics';
import { badAndTotal, sumOf } from '../../lib/slo/sli/sli';
import type { SliSource } from '../../lib/slo/sli/sli-source';

/** An SNS topic. */
export interface TopicBinding {
  readonly source: 'topic';
  readonly topicName: string;
}

const NAMESPACE = 'AWS/SNS';

const PUBLISHED: PublishedMetrics = {
  namespace: NAMESPACE,
  metrics: {
    NumberOfNotificationsDelivered: { unit: 'Count', dimensionSets: [['TopicName']], events: { counts: 'good' } },
    NumberOfNotificationsFailed: { unit: 'Count', dimensionSets: [['TopicName']], events: { counts: 'bad' } },
  },
};

/** A source that is not registered: messages of an SNS topic that were delivered. */
export const topic: SliSource<TopicBinding> = {
  documentation: 'https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html',
  schema: map({
    source: field(z.literal('topic'), 'An SNS topic.'),
    topicName: field(text(/^[A-Za-z0-9_-]{1,256}$/, 'the name of a topic, not its ARN', 'orders'), 'Name of the topic.'),
  }),
  example: { source: 'topic', topicName: 'orders' },
  indicators: {
    'success-rate': ({ topicName }) => {
      const counter = (metricName: string) => ({ namespace: NAMESPACE, metricName, dimensions: { TopicName: topicName }, statistic: 'Sum' });
      return {
        kind: 'events',
        source: 'topic',
        metrics: { delivered: counter('NumberOfNotificationsDelivered'), failed: counter('NumberOfNotificationsFailed') },
        steps: badAndTotal(sumOf(['failed']), sumOf(['delivered', 'failed'])),
        notes: ['a message that is still tried again is neither delivered nor failed'],
      };
    },
  },
  hasLatencyMethod: false,
  carries: 'requests',
  timedRequests: 'all',
  published: () => PUBLISHED,
  publish: ({ topicName }, publisher) => {
    const { requests, failed, rejected } = publisher.happened;
    const metric = (metricName: string) => ({ metricName, dimensions: { TopicName: topicName } });
    const undelivered = addColumns(failed, rejected);
    publisher.counter(metric('NumberOfNotificationsDelivered'), subtractColumns(requests, undelivered));
    publisher.counter(metric('NumberOfNotificationsFailed'), undelivered);
  },
  eventSamples: eventSamplesIn(PUBLISHED),
};
