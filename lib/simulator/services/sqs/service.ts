import { provide } from '../../core/port';
import { defineService } from '../../core/service-host';
import { METRICS } from '../cloudwatch/ports';
import { EVENT_SOURCE_DOUBT } from '../lambda/ports';
import { SQS_OPERATIONS } from './operations';
import { QUEUED } from './ports';
import { SQS_RESOURCES } from './resources';
import { Sqs } from './sqs';

/** Simple Queue Service, as an account runs it. */
export const SQS = defineService({
  name: 'sqs',
  title: 'Simple Queue Service',
  resources: SQS_RESOURCES,
  refused: {},
  operations: SQS_OPERATIONS,
  events: [],
  create: (host) => {
    const sqs = new Sqs({
      ...host,
      publishMetric: (...metric) => host.use(METRICS).publish(...metric),
      metricChanged: (metric) => host.use(METRICS).changed(metric),
      doubtAbout: (queueArn) => host.use(EVENT_SOURCE_DOUBT)(queueArn),
    });
    return { operations: sqs.operations, ports: [provide(QUEUED, sqs.messages)] };
  },
});
