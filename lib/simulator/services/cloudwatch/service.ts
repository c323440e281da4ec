import { MINUTE_MS } from '../../../time/time';
import { provide } from '../../core/port';
import { defineService } from '../../core/service-host';
import { EVENT_BUS } from '../events/ports';
import { RECIPIENT_COUNT } from '../sns/ports';
import { STATED } from '../stated/stated-resources';
import { CloudWatch } from './cloudwatch';
import { CLOUDWATCH_OPERATIONS } from './operations';
import { ALARMS, METRIC_ALARM_FACTORY, METRIC_STORE, METRICS, type Metrics } from './ports';
import { REFUSED_ALARM_TYPES } from './read-alarms';
import { CLOUDWATCH_RESOURCES } from './resources';

/** CloudWatch, as an account runs it. */
export const CLOUDWATCH = defineService({
  name: 'cloudwatch',
  title: 'CloudWatch',
  resources: CLOUDWATCH_RESOURCES,
  refused: {
    'AWS::CloudWatch::AnomalyDetector': 'anomaly detection is not simulated',
    ...REFUSED_ALARM_TYPES,
  },
  operations: CLOUDWATCH_OPERATIONS,
  events: ['CloudWatch Alarm State Change', 'CloudWatch Alarm Configuration Change'],
  create: (host) => {
    const store = host.use(METRIC_STORE);
    const cloudWatch = new CloudWatch({
      ...host,
      store,
      createMetricAlarm: host.use(METRIC_ALARM_FACTORY),
      emit: (...event) => void host.use(EVENT_BUS).emit(...event),
      recipientCount: (messageId) => host.use(RECIPIENT_COUNT)(messageId),
      isDataPartial: (now) => host.faults.isDataPartial(now),
      stated: () => host.use(STATED),
    });
    const metrics: Metrics = {
      publish: (metric, component, unit) => store.publish(metric, [component], unit),
      count: (metric, value) => {
        store.putDatapoint(metric, Math.floor(host.clock.now / MINUTE_MS), value, 1, 'Count');
        cloudWatch.metricsChanged([metric]);
      },
      changed: (metric) => cloudWatch.metricsChanged([metric]),
    };
    return {
      operations: cloudWatch.operations,
      ports: [provide(METRICS, metrics), provide(ALARMS, () => cloudWatch.alarms)],
      lookAheadTo: (minute) => cloudWatch.lookAheadTo(minute),
    };
  },
});
