import type { KnownAlarm } from '../../incident/lifecycle/engine-policy';
import { compareSeverity, type Severity } from '../../incident/severity';
import type { Instant } from '../../time/time';
import { deletedAlarms } from '../deleted-alarms';
import type { PagingHistory } from './invariant';

/** A time in which an alarm was on and nothing held its actions. */
export interface AlarmInterval {
  readonly alarm: KnownAlarm;
  readonly from: Instant;
  /** Absent when it was on to the end. */
  readonly until?: Instant;
}

/**
 * When the planned alarms of a severity or worse were on. An alarm whose actions were held when it went on is left out:
 * when the hold ends is not a change of its state. One that a mute rule mutes is on from the end of the mute, one that is
 * deleted until then.
 */
export function alarmIntervals({ log, alarms }: Pick<PagingHistory, 'log' | 'alarms'>, worstOf: Severity): readonly AlarmInterval[] {
  const known = new Map(alarms.filter(({ severity }) => compareSeverity(severity, worstOf) <= 0).map((alarm) => [`${alarm.region} ${alarm.name}`, alarm]));
  const open = new Map<string, AlarmInterval>();
  const done: AlarmInterval[] = [];
  const end = (key: string, at: Instant): void => {
    const before = open.get(key);
    if (before !== undefined && before.from < at) done.push({ ...before, until: at });
    open.delete(key);
  };
  for (const entry of log) {
    for (const { region, name } of deletedAlarms(entry)) end(`${region} ${name}`, entry.at);
    if (entry.kind !== 'alarm state changed') continue;
    const key = `${entry.alarm.region} ${entry.alarm.name}`;
    const alarm = known.get(key);
    if (alarm === undefined) continue;
    end(key, entry.at);
    if (entry.to === 'ALARM' && entry.actionsSuppressedBy === undefined) open.set(key, { alarm, from: entry.mutedUntil ?? entry.at });
  }
  return [...done, ...open.values()];
}
