import { PutMetricDataCommand, type MetricDatum } from '@aws-sdk/client-cloudwatch';
import type { Engine } from './engine';
import { policyDimensions } from './figures';
import { messageOf } from '../../problems/error-message';
import { ENGINE_NAMESPACE, HEARTBEAT_METRIC } from '../../incident/lifecycle/engine-policy';
import { isActive, type Incident } from '../../incident/lifecycle/incident';

/** Incidents that are neither resolved nor closed, drills left out. */
export const OPEN_INCIDENTS_METRIC = 'OpenIncidents';

/** Publishes that all is looked after, in every region that listens for it. Returns where that failed. */
export async function publishHeartbeat(engine: Engine, incidents: readonly Incident[]): Promise<string[]> {
  const { policy, clients } = engine;
  const datum = (MetricName: string, Value: number): MetricDatum => ({
    MetricName,
    Dimensions: policyDimensions(policy),
    Timestamp: new Date(engine.now()),
    Value,
    Unit: 'Count',
  });
  const open = incidents.filter((incident) => isActive(incident) && !incident.drill).length;
  const faults: string[] = [];
  for (const region of new Set([policy.region, ...policy.alarmRegions, policy.watchdogRegion])) {
    const data = [datum(HEARTBEAT_METRIC, 1), ...(region === policy.region ? [datum(OPEN_INCIDENTS_METRIC, open)] : [])];
    try {
      await clients.cloudWatch(region).send(new PutMetricDataCommand({ Namespace: ENGINE_NAMESPACE, MetricData: data }));
    } catch (error) {
      faults.push(`the heartbeat in ${region}: ${messageOf(error)}`);
    }
  }
  return faults;
}
