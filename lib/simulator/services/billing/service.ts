import { provide } from '../../core/port';
import { defineService } from '../../core/service-host';
import { notifyAnomaly } from './anomalies';
import { Budgets } from './budgets';
import { COSTS } from './ports';
import { BILLING_RESOURCES } from './resources';

/** AWS Budgets and Cost Anomaly Detection, as far as they notify of costs that are stated. */
export const BILLING = defineService({
  name: 'billing',
  title: 'AWS Budgets and Cost Anomaly Detection',
  resources: BILLING_RESOURCES,
  refused: { 'AWS::Budgets::BudgetsAction': 'what a budget does by itself, such as stopping instances, is not simulated' },
  operations: {},
  events: [],
  create: (host) => {
    const budgets = new Budgets(host);
    return { operations: {}, ports: [provide(COSTS, { count: (costs) => budgets.count(costs), findAnomaly: (impactUsd) => notifyAnomaly(host, impactUsd) })] };
  },
});
