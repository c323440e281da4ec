import { CANARY_EVERY_MINUTES, canaryName, type NamedScope } from '../incident/lifecycle/engine-policy';
import { capitalize, shorten } from './alarm-description';
import type { CanaryPlan } from './incident-plan';

/** Canaries in a row that are missing when somebody is notified: one or two may be late, or due in a tick that was lost. Our choice. */
const MISSED = 3;

/**
 * The canary of the paging path, counted where it arrives: grant, key, topic and delivery are all there, or the count is
 * nothing. Every value is filled with 0, because a queue that gets nothing for six hours publishes no more zeros.
 */
export function planCanary(scope: NamedScope): CanaryPlan {
  const { application, environment } = scope;
  const name = canaryName(scope);
  const reason = `no canary of the incident engine has arrived in ${MISSED * CANARY_EVERY_MINUTES} minutes: what it publishes may reach nobody; see who is notified now, then its log, and grant and key of its topics`;
  return {
    name,
    everyMinutes: CANARY_EVERY_MINUTES,
    alarm: {
      name: `${name}-missing`,
      reason,
      description: shorten(`${environment} paging of ${application}. ${capitalize(reason)}. Runbook: incident-engine.`),
      metrics: { sent: { namespace: 'AWS/SQS', metricName: 'NumberOfMessagesSent', dimensions: { QueueName: name }, statistic: 'Sum' } },
      steps: [{ id: 'arrived', expression: 'FILL(sent, 0)' }],
      periodSeconds: CANARY_EVERY_MINUTES * 60,
      evaluationPeriods: MISSED,
      datapointsToAlarm: MISSED,
      comparison: 'LessThanThreshold',
      threshold: 1,
      treatMissingData: 'breaching',
    },
  };
}
