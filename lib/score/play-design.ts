import { Account } from '../simulator/account';
import type { Assumptions } from '../simulator/core/assumptions';
import type { AlarmIdentity, LogEntry } from '../simulator/core/log';
import type { MetricStore } from '../simulator/services/cloudwatch/metric-store';
import type { MetricAlarmFactory } from '../simulator/services/cloudwatch/read-alarms';
import type { Urgency } from '../slo/burn-rate';
import { MINUTE_MS, type Instant } from '../time/time';
import { alarmKeyOf, type ScoredDesign } from './scored-design';
import type { MinuteSpan } from './undisturbed-alarms';

/** An alarm that told somebody, and how long it went on. */
export interface Firing {
  readonly alarm: string;
  readonly urgency: Urgency;
  /** The notification: the change to ALARM, or the release of its held actions. */
  readonly notifiedAt: Instant;
  /** When the alarm left ALARM, or the end of the run. */
  readonly clearedAt: Instant;
}

/**
 * Runs a design over metrics and says which alarms told somebody, in order. A notification whose actions are held by a
 * suppressor is none until they are released; where it would have gone from there is not followed.
 *
 * @param createMetricAlarm how metric alarms are evaluated, when not from end to end
 */
export function playDesign(
  design: ScoredDesign,
  store: MetricStore,
  assumptions: Assumptions,
  { fromMinute, toMinute }: MinuteSpan,
  createMetricAlarm?: MetricAlarmFactory,
): Firing[] {
  const account = new Account({
    stacks: design.stacks,
    store,
    start: fromMinute * MINUTE_MS,
    assumptions,
    stretchMinutes: toMinute - fromMinute,
    ...(createMetricAlarm !== undefined && { createMetricAlarm }),
  });
  account.run(toMinute * MINUTE_MS);
  return firingsIn(account.log, design.notifying, toMinute * MINUTE_MS);
}

const ACTION_KINDS: ReadonlySet<LogEntry['kind']> = new Set(['action executed', 'action dropped', 'action not simulated']);

function firingsIn(log: readonly LogEntry[], notifying: ScoredDesign['notifying'], end: Instant): Firing[] {
  const firings: Firing[] = [];
  const open = new Map<string, { alarm: AlarmIdentity; urgency: Urgency; notifiedAt: Instant }>();
  const close = (key: string, clearedAt: Instant) => {
    const firing = open.get(key);
    if (firing === undefined) return;
    open.delete(key);
    firings.push({ alarm: firing.alarm.name, urgency: firing.urgency, notifiedAt: firing.notifiedAt, clearedAt });
  };
  for (const entry of log) {
    if (!('alarm' in entry)) continue;
    const key = alarmKeyOf(entry.alarm);
    const urgency = notifying.get(key);
    if (urgency === undefined) continue;
    if (entry.kind === 'alarm state changed' && entry.to !== 'ALARM') close(key, entry.at);
    // An alarm may have several actions; together they are one notification.
    const tells = ACTION_KINDS.has(entry.kind) && 'state' in entry && entry.state === 'ALARM';
    if (tells && !open.has(key)) open.set(key, { alarm: entry.alarm, urgency, notifiedAt: entry.at });
  }
  for (const key of open.keys()) close(key, end);
  return firings.sort((a, b) => a.notifiedAt - b.notifiedAt);
}
