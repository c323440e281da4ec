import { defineService } from '../../core/service-host';
import { APPLICATION_SIGNALS_OPERATIONS } from './operations';
import { ServiceLevelObjectives } from './service-level-objectives';

/** Application Signals: its objectives may be in a template and are described; only the console of AWS shows what they measure. */
export const APPLICATION_SIGNALS = defineService({
  name: 'application-signals',
  title: 'Application Signals',
  resources: {
    'AWS::ApplicationSignals::ServiceLevelObjective': {
      reads: ['Name', 'Description', 'Sli', 'RequestBasedSli', 'Goal', 'BurnRateConfigurations'],
      note: 'it measures nothing, publishes no metric and notifies nobody',
    },
  },
  refused: {},
  operations: APPLICATION_SIGNALS_OPERATIONS,
  events: [],
  create: ({ accountId, stacks }) => ({ operations: new ServiceLevelObjectives(accountId, stacks).runs }),
});
