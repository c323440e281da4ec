import { OPERATIONS_GROUP } from '../../incident/lifecycle/engine-policy';
import type { AttachedAlarm, Incident } from '../../incident/lifecycle/incident';
import { recoversByWindow } from '../../incident/lifecycle/incident-event';
import { wakesSomebody } from '../../incident/severity';
import type { LogEntry } from '../../simulator/core/log';
import { MINUTE_MS, type Instant } from '../../time/time';
import type { Publication } from '../paging/publications';
import type { Invariant, PagingHistory } from './invariant';

/** Minutes after which the engine has to know that an alarm is over, whatever became of its event; and for which a failing call excuses it. */
const KNOWN_AFTER_MS = 5 * MINUTE_MS;
const EXCUSED_MS = 10 * MINUTE_MS;

/**
 * I13. Nobody is paged for what is over: a page of an incident that alarms opened has an alarm of it that is on, or was a few
 * minutes ago; one that wakes somebody, where the incident does: a ticket is on long after its outage, and calls nobody to it. An
 * alarm that went blind while it was on is not over; one that had recovered is. The level of an error budget
 * counts for the one page that notifies of it. Left out is what a person declared or reclassified, an alarm that the engine
 * marked as unverified, and a time in which calls fail.
 */
export const OVER_IS_OVER: Invariant = {
  id: 'I13',
  rule: 'nobody is paged for an incident whose alarms have been over for minutes',
  violations: (history) => {
    const changes = changesOf(history.log);
    return history.publications.flatMap((page) => {
      const { at, message } = page;
      if (message?.kind !== 'page' || message.incidentId === undefined || message.reason === 'budget spent') return [];
      const record = history.records.written.findLast((each) => each.at <= at && each.incident.id === message.incidentId)?.incident;
      if (record === undefined || isLeftOut(record, page) || hasFailedCalls(history, at)) return [];
      const counts = (alarm: AttachedAlarm) => !recoversByWindow(alarm) && (wakesSomebody(alarm.severity) || !wakesSomebody(record.severity));
      const isOn = record.alarms.some((alarm) => counts(alarm) && wasOn(changes.get(keyOf(alarm)) ?? [], at));
      return isOn ? [] : [{ at, code: 'paged-for-what-is-over', incidentId: record.id, tier: message.tier ?? 0, reason: message.reason }];
    });
  },
};

function isLeftOut({ drill, declaredBy, group, alarms, notifiesOnce, timeline }: Incident, { message }: Publication): boolean {
  const isNotice = notifiesOnce === true && message?.tier === 1 && (message.reason === 'tier due' || message.reason === 'promoted');
  const isByPerson = declaredBy !== undefined || timeline.some(({ code }) => code === 'reclassified');
  return drill || isByPerson || isNotice || group === OPERATIONS_GROUP || alarms.some(({ unverified }) => unverified === true);
}

function hasFailedCalls({ log }: PagingHistory, at: Instant): boolean {
  return log.some(
    (entry) =>
      entry.kind === 'call' &&
      entry.outcome === 'failed' &&
      entry.error?.name !== 'ConditionalCheckFailedException' &&
      entry.at > at - EXCUSED_MS &&
      entry.at <= at,
  );
}

interface Change {
  readonly at: Instant;
  readonly from: string;
  readonly to: string;
}

/** Changes of state, by region and name. */
function changesOf(log: readonly LogEntry[]): ReadonlyMap<string, readonly Change[]> {
  const changes = new Map<string, Change[]>();
  for (const entry of log) {
    if (entry.kind !== 'alarm state changed') continue;
    const key = keyOf(entry.alarm);
    const known = changes.get(key);
    if (known === undefined) changes.set(key, [entry]);
    else known.push(entry);
  }
  return changes;
}

const keyOf = ({ region, name }: Pick<AttachedAlarm, 'region' | 'name'>): string => `${region} ${name}`;

/** True for an alarm that was on within the last minutes, that went blind while it was on, or of which nothing is known. */
function wasOn(changes: readonly Change[], at: Instant): boolean {
  const before = changes.filter((change) => change.at <= at);
  if (before.length === 0) return true;
  const isOn = ({ from, to }: Change) => to === 'ALARM' || (to === 'INSUFFICIENT_DATA' && from === 'ALARM');
  return before.some((change, index) => isOn(change) && (before[index + 1]?.at ?? Infinity) > at - KNOWN_AFTER_MS);
}
