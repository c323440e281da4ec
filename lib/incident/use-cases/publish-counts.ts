import { messageOf } from '../../problems/error-message';
import { MINUTE_MS, MINUTES_PER_HOUR, type Instant } from '../../time/time';
import { isActive, isUnderway, type Incident } from '../lifecycle/incident';
import { compareSeverity, SEVERITIES } from '../severity';
import type { Engine } from './engine';
import type { MetricValue } from './ports';
import { policyDimensions } from './publish-figure';

/** How many incidents there are of a kind, drills left out: what dashboards show. Requirement 003-22. */
export const COUNT_METRICS = {
  /** Neither resolved nor closed; with the further dimension Severity those of one severity. Every minute. */
  open: 'OpenIncidents',
  /** Underway, and the last status update that was due did not come. Every minute. */
  updatesOverdue: 'UpdatesOverdue',
  /** Over, with a postmortem that is owed. Every hour. */
  postmortemsDue: 'PostmortemsDue',
} as const;

/** Postmortems that are counted; with more of them the figure says so many. */
const MOST_COUNTED = 1_000;
/** Longer than anything that is owed waits until it is due next. */
const HORIZON_MS = 400 * 24 * MINUTES_PER_HOUR * MINUTE_MS;

/** What is open now, for the heartbeat to publish in the home region. */
export function openCounts({ policy, now }: Engine, active: readonly Incident[]): readonly MetricValue[] {
  const real = active.filter((incident) => isActive(incident) && !incident.drill);
  const at = now();
  const count = (name: string, value: number, dimensions = {}): MetricValue => ({
    name,
    dimensions: { ...policyDimensions(policy), ...dimensions },
    at,
    value,
    unit: 'Count',
  });
  const severities = SEVERITIES.filter((severity) => compareSeverity(severity, policy.highestSeverity) >= 0);
  return [
    count(COUNT_METRICS.open, real.length),
    ...severities.map((severity) => count(COUNT_METRICS.open, real.filter((incident) => incident.severity === severity).length, { Severity: severity })),
    count(COUNT_METRICS.updatesOverdue, real.filter((incident) => isUnderway(incident) && (incident.updateClock?.missed ?? 0) > 0).length),
  ];
}

/**
 * Publishes, in the first tick of an hour, how many postmortems are owed: they are not among what a tick reads. That it fails is a line in the
 * log and changes nothing else.
 *
 * @param tickAt the beginning of the tick
 */
export async function publishOwedCounts(engine: Engine, tickAt: Instant): Promise<void> {
  if (Math.floor(tickAt / MINUTE_MS) % MINUTES_PER_HOUR !== 0) return;
  const { store, metrics, policy } = engine;
  try {
    const owing = (await store.owingAt(tickAt + HORIZON_MS, MOST_COUNTED)).filter(({ drill, postmortem }) => !drill && postmortem?.status === 'due');
    const value = { name: COUNT_METRICS.postmortemsDue, dimensions: policyDimensions(policy), at: tickAt, value: owing.length, unit: 'Count' } as const;
    await metrics.publish(policy.region, [value]);
  } catch (error) {
    engine.log({ level: 'WARN', code: 'postmortems not counted', message: messageOf(error) });
  }
}
