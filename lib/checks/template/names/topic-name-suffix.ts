import type { ResourceCheck } from '../template-check';
import { TOPIC } from '../topic-and-key/alarm-topics';

/** The name of a FIFO topic ends with `.fifo`, and that of no other topic does. */
export const topicNameSuffix: ResourceCheck = {
  code: 'SNS003',
  requirement: 'the name of a FIFO topic ends with .fifo, and that of no other topic does',
  why: 'CloudFormation looks at the names of FIFO queues only, and SNS refuses the topic',
  source: 'https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html',
  appliesTo: {
    description: 'SNS topics with TopicName',
    includes: (resource) => resource.type === TOPIC && resource.at('TopicName').isPresent,
  },
  *check(topic) {
    const name = topic.at('TopicName');
    const fifo = topic.at('FifoTopic');
    const isFifo = fifo.isPresent && fifo.boolean();
    if (name.text().endsWith('.fifo') === isFifo) return;
    yield {
      at: name,
      what: isFifo ? 'the name of a FIFO topic has no suffix' : 'the name has the suffix of FIFO topics',
      received: name.shown,
      allowed: isFifo ? 'a name that ends with .fifo' : 'letters, digits, hyphens and underscores, or FifoTopic: true',
      change: isFifo ? `name it ${name.text()}.fifo` : 'remove the suffix, or make the topic FIFO',
    };
  },
};
