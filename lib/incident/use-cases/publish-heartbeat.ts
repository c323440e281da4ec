import { messageOf } from '../../problems/error-message';
import { HEARTBEAT_METRIC } from '../lifecycle/engine-policy';
import type { Incident } from '../lifecycle/incident';
import type { Engine } from './engine';
import type { MetricValue } from './ports';
import { openCounts } from './publish-counts';
import { policyDimensions } from './publish-figure';

/** Publishes that all is looked after, in every region that listens for it, and at home how much there is. Returns where that failed. */
export async function publishHeartbeat(engine: Engine, incidents: readonly Incident[]): Promise<string[]> {
  const { policy, metrics } = engine;
  const heartbeat: MetricValue = { name: HEARTBEAT_METRIC, dimensions: policyDimensions(policy), at: engine.now(), value: 1, unit: 'Count' };
  const faults: string[] = [];
  for (const region of new Set([policy.region, ...policy.alarmRegions, policy.watchdogRegion])) {
    const values = [heartbeat, ...(region === policy.region ? openCounts(engine, incidents) : [])];
    try {
      await metrics.publish(region, values);
    } catch (error) {
      faults.push(`the heartbeat in ${region}: ${messageOf(error)}`);
    }
  }
  return faults;
}
