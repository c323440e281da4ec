import { isExplained, listsAffected } from '../../incident/lifecycle/dependency';
import { ENGINE_NAMESPACE, HEARTBEAT_METRIC, OUTLASTS_DEPENDENCY_MINUTES, type KnownAlarm } from '../../incident/lifecycle/engine-policy';
import { isActive, type Incident } from '../../incident/lifecycle/incident';
import { isSameAlarm, recoversByWindow } from '../../incident/lifecycle/incident-event';
import { staleAt } from '../../incident/lifecycle/status-updates';
import { compareSeverity } from '../../incident/severity';
import { MINUTE_MS, type Instant } from '../../time/time';
import { alarmIntervals, type AlarmInterval } from './alarm-intervals';
import type { Invariant, PagingHistory } from './invariant';
import type { Violation } from './violations';

/** Ticks until an alarm that is on has its incident, or an acknowledgement that is stale is taken back. */
const GRACE_MS = 2 * MINUTE_MS;

/**
 * I1. While the engine says that it is well (each heartbeat says so), every alarm of S2 or worse that has been on for two
 * ticks, unheld, belongs to an incident that is not over and at least as severe, unless a person overruled the alarm; and one that
 * somebody has is one that is not stale. The level of an error budget needs no incident, nor does an alarm despite which a
 * person resolved one. An engine that is not well says nothing, which I6 looks at.
 */
export const LIVE_ESCALATION: Invariant = {
  id: 'I1',
  rule: 'every alarm that is on has a live escalation of its severity or a worse one, or somebody who has it',
  violations: (history) => {
    const heartbeats = heartbeatsOf(history);
    return alarmIntervals(history, 'S2')
      .filter(({ alarm }) => !recoversByWindow(alarm))
      .flatMap((interval) => firstUncovered(interval, heartbeats, history));
  },
};

/** True when an incident of a dependency lists an alarm, and explained it two ticks before. */
function isAffectedIn(incident: Incident, alarm: KnownAlarm, at: Instant): boolean {
  return listsAffected(incident, alarm) && isExplained(incident, alarm, OUTLASTS_DEPENDENCY_MINUTES, at - GRACE_MS);
}

function heartbeatsOf({ log, plan }: PagingHistory): readonly Instant[] {
  return log.flatMap((entry) => {
    if (entry.kind !== 'call' || entry.operation !== 'PutMetricData' || entry.outcome !== 'succeeded' || entry.region !== plan.policy.region) return [];
    if (entry.input.Namespace !== ENGINE_NAMESPACE) return [];
    const data = entry.input.MetricData as readonly { readonly MetricName?: string }[];
    return data.some(({ MetricName }) => MetricName === HEARTBEAT_METRIC) ? [entry.at] : [];
  });
}

function firstUncovered({ alarm, from, until = Infinity }: AlarmInterval, heartbeats: readonly Instant[], { records }: PagingHistory): Violation[] {
  for (const at of heartbeats) {
    if (at < from + GRACE_MS || at >= until) continue;
    const all = records.allAt(at);
    if (isAnswered(alarm, all)) continue;
    const own = all.filter((incident) => (isActive(incident) && incident.alarms.some((each) => isSameAlarm(each, alarm))) || isAffectedIn(incident, alarm, at));
    if (own.length === 0) return [{ at, code: 'alarm-without-incident', alarmName: alarm.name, since: from }];
    const lesser = own.find((incident) => isLessSevere(incident, alarm));
    if (lesser !== undefined) return [{ at, code: 'incident-less-severe', incidentId: lesser.id, alarmName: alarm.name, since: from }];
    const stale = own.find((incident) => (staleAt(incident) ?? Infinity) <= at - GRACE_MS);
    if (stale !== undefined) return [{ at, code: 'stale-acknowledgement-counts', incidentId: stale.id }];
  }
  return [];
}

/** True for an alarm despite which a person resolved the latest incident of its group. */
function isAnswered(alarm: KnownAlarm, incidents: readonly Incident[]): boolean {
  const [latest] = incidents.filter(({ group }) => group === alarm.group).sort((a, b) => b.sequence - a.sequence);
  return latest?.alarms.some((each) => isSameAlarm(each, alarm) && each.answered === true) ?? false;
}

/** True for an incident below the severity of an alarm that nobody overruled. */
function isLessSevere({ severity, alarms }: Incident, alarm: KnownAlarm): boolean {
  const isOverruled = alarms.some((each) => isSameAlarm(each, alarm) && each.overruled === true);
  return !isOverruled && compareSeverity(alarm.severity, severity) < 0;
}
