import { queue as source, type QueueBinding } from '../../slo/sli/queue';
import { metricMeasure, type Measure } from '../measure';
import type { ResourceKind } from '../resource-kind';

/** An SQS queue. */
export const queue: ResourceKind<QueueBinding> = {
  schema: source.schema,
  example: source.example,
  measures: {
    depth: (binding) => gauge(binding, 'ApproximateNumberOfMessagesVisible', { what: 'messages waiting', unit: 'count' }),
    inFlight: (binding) => gauge(binding, 'ApproximateNumberOfMessagesNotVisible', { what: 'messages in flight', unit: 'count' }),
    age: (binding) => gauge(binding, 'ApproximateAgeOfOldestMessage', { what: 'age of the oldest message', unit: 'milliseconds', metricUnits: 0.001 }),
  },
};

function gauge({ queueName }: QueueBinding, metricName: string, settings: Pick<Measure, 'what' | 'unit'> & Partial<Measure>): Measure {
  return metricMeasure(
    { namespace: 'AWS/SQS', metricName, dimensions: { QueueName: queueName }, statistic: 'Maximum' },
    {
      missingData: { treatAs: 'notBreaching', because: 'SQS publishes nothing of a queue that is idle' },
      documentation: source.documentation,
      ...settings,
    },
  );
}
