import { messageOf } from '../../problems/error-message';
import { HEARTBEAT_METRIC } from '../lifecycle/engine-policy';
import { isActive, type Incident } from '../lifecycle/incident';
import type { Engine } from './engine';
import type { MetricValue } from './ports';
import { policyDimensions } from './publish-figure';

/** Incidents that are neither resolved nor closed, drills left out. */
const OPEN_INCIDENTS_METRIC = 'OpenIncidents';

/** Publishes that all is looked after, in every region that listens for it. Returns where that failed. */
export async function publishHeartbeat(engine: Engine, incidents: readonly Incident[]): Promise<string[]> {
  const { policy, metrics } = engine;
  const count = (name: string, value: number): MetricValue => ({ name, dimensions: policyDimensions(policy), at: engine.now(), value, unit: 'Count' });
  const open = incidents.filter((incident) => isActive(incident) && !incident.drill).length;
  const faults: string[] = [];
  for (const region of new Set([policy.region, ...policy.alarmRegions, policy.watchdogRegion])) {
    const values = [count(HEARTBEAT_METRIC, 1), ...(region === policy.region ? [count(OPEN_INCIDENTS_METRIC, open)] : [])];
    try {
      await metrics.publish(region, values);
    } catch (error) {
      faults.push(`the heartbeat in ${region}: ${messageOf(error)}`);
    }
  }
  return faults;
}
