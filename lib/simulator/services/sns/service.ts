import { provide } from '../../core/port';
import { defineService } from '../../core/service-host';
import { METRICS } from '../cloudwatch/ports';
import { KEY_USE } from '../kms/ports';
import { SNS_OPERATIONS } from './operations';
import { PENDING_ENDPOINTS, PUBLISHED, RECIPIENT_COUNT } from './ports';
import { SNS_RESOURCES } from './resources';
import { Sns } from './sns';

/** Simple Notification Service, as an account runs it. */
export const SNS = defineService({
  name: 'sns',
  title: 'Simple Notification Service',
  resources: SNS_RESOURCES,
  refused: {},
  operations: SNS_OPERATIONS,
  events: [],
  create: (host) => {
    const sns = new Sns({
      ...host,
      kms: { authorizeTopicUse: (...use) => host.use(KEY_USE).authorizeTopicUse(...use) },
      count: (...datapoint) => host.use(METRICS).count(...datapoint),
      isUnreachable: (endpoint, at) => host.faults.isUnreachable(endpoint, at),
      pendingEndpoints: host.use(PENDING_ENDPOINTS),
    });
    const recipientCount = (messageId: string) => sns.recipientCount(messageId);
    return { operations: sns.operations, ports: [provide(PUBLISHED, sns.published), provide(RECIPIENT_COUNT, recipientCount)] };
  },
});
