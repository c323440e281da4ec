import { defineService } from '../../core/service-host';

/** Application Signals: its objectives may be in a template, and only the console of AWS shows what became of them. */
export const APPLICATION_SIGNALS = defineService({
  name: 'application-signals',
  title: 'Application Signals',
  resources: {
    'AWS::ApplicationSignals::ServiceLevelObjective': { reads: [], note: 'it measures nothing, publishes no metric and notifies nobody' },
  },
  refused: {},
  operations: {},
  events: [],
  create: () => ({ operations: {} }),
});
