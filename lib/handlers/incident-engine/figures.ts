import { PutMetricDataCommand, type MetricDatum } from '@aws-sdk/client-cloudwatch';
import { messageOf } from './clients';
import type { Engine } from './engine';
import { ENGINE_NAMESPACE, type EnginePolicy } from '../../domain/incident/engine-policy';
import type { Incident } from '../../domain/incident/incident';
import { SECOND_MS } from '../../domain/time';

/** Metrics of how incidents are handled, by severity; drills are left out. Requirements 002-54, 002-84, 003-22. */
export const INCIDENT_METRICS = { acknowledge: 'SecondsToAcknowledge', resolve: 'SecondsToResolve' } as const;

/** Publishes what a change says about how fast people are. Figures are no reason to fail: one that is lost is logged. */
export async function publishFigures(engine: Engine, before: Incident | undefined, after: Incident): Promise<void> {
  const data = figuresOf(engine.policy, before, after);
  if (data.length === 0) return;
  try {
    await engine.clients.cloudWatch(engine.policy.region).send(new PutMetricDataCommand({ Namespace: ENGINE_NAMESPACE, MetricData: data }));
  } catch (error) {
    engine.log(`figures of ${after.id} were not published: ${messageOf(error)}`);
  }
}

function figuresOf(policy: EnginePolicy, before: Incident | undefined, { drill, openedAt, peakSeverity, firstAcknowledgedAt, resolution }: Incident): MetricDatum[] {
  if (drill) return [];
  const datum = (MetricName: string, until: number): MetricDatum => ({
    MetricName,
    Dimensions: [...policyDimensions(policy), { Name: 'Severity', Value: peakSeverity }],
    Timestamp: new Date(until),
    Value: (until - openedAt) / SECOND_MS,
    Unit: 'Seconds',
  });
  const isFirstAcknowledged = firstAcknowledgedAt !== undefined && before?.firstAcknowledgedAt === undefined;
  const isResolved = resolution !== undefined && before?.resolution?.at !== resolution.at;
  return [...(isFirstAcknowledged ? [datum(INCIDENT_METRICS.acknowledge, firstAcknowledgedAt)] : []), ...(isResolved ? [datum(INCIDENT_METRICS.resolve, resolution.at)] : [])];
}

/** Dimensions of every metric of the engine. */
export function policyDimensions({ application, environment }: EnginePolicy): { Name: string; Value: string }[] {
  return [
    { Name: 'Application', Value: application },
    { Name: 'Environment', Value: environment },
  ];
}
