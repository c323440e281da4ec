import { messageOf } from '../../problems/error-message';
import { formatInstant } from '../../time/time';
import { plannedAlarm, OPERATIONS_GROUP, type KnownAlarm } from '../lifecycle/engine-policy';
import { isSameAlarm, opensIncident, type AlarmEvent } from '../lifecycle/incident-event';
import { reduceGroup, reduceIncident } from '../lifecycle/reduce-incident';
import { atMost, type Severity } from '../severity';
import { changeIncident, CollisionError } from './change-incident';
import { transitionContext, type Engine } from './engine';
import { executeEffects } from './execute-effects';
import { pageWithoutRecord } from './page-without-record';
import { raiseFault } from './raise-fault';
import { verifyTransition } from './verify-transition';

/** Severity of an alarm nobody planned: it may be anything, so it is looked at within the hour. Fault F58. */
const UNKNOWN_SEVERITY: Severity = 'S2';

/**
 * What is known of an alarm by name and region. One that nobody planned is not dropped; undefined for a part of another
 * alarm, which says nothing by itself.
 */
export function factsOf({ policy }: Engine, name: string, region: string): KnownAlarm | undefined {
  const known = plannedAlarm(policy, { name, region });
  if (known !== undefined || policy.partAlarms.includes(name)) return known;
  return {
    name,
    region,
    group: OPERATIONS_GROUP,
    severity: atMost(UNKNOWN_SEVERITY, policy.highestSeverity),
    title: `unplanned alarm ${name}`,
    impact: 'unknown: the alarm is not part of the plan this engine was deployed with',
    runbook: 'unplanned-alarm',
  };
}

/**
 * An alarm changed: its group's incident hears of it, or a new one begins. An old event is first compared with what
 * CloudWatch says now: what was overtaken since changes nothing and is recorded. When CloudWatch does not answer, an alarm
 * that went on pages all the same, marked as unverified, and anything else waits for reconciliation. Faults F45, F56.
 *
 * @throws Error when the change could neither be written nor, where somebody has to be notified, notified
 */
export async function handleAlarm(engine: Engine, group: string, event: AlarmEvent): Promise<void> {
  const verdict = await verifyTransition(engine, event);
  if (verdict.kind === 'holds') return takeIn(engine, group, event);
  const { kind, why } = verdict;
  const isPaged = kind === 'unverified' && event.state === 'ALARM';
  const { name, region } = event.alarm;
  engine.log({
    level: 'WARN',
    code: kind === 'overtaken' ? 'alarm overtaken' : 'alarm unverified',
    message: `${name} in ${region} was ${event.state} at ${formatInstant(event.transitionAt)}, ${isPaged ? 'and is taken as such' : 'which changes nothing'}: ${why}`,
  });
  return isPaged ? takeIn(engine, group, { ...event, unverified: true }) : recordOvertaken(engine, group, event, why);
}

/** A line in the record of the latest incident of a group, while that is not closed and does not know better. */
async function recordOvertaken(engine: Engine, group: string, { alarm, state, transitionAt }: AlarmEvent, why: string): Promise<void> {
  const changed = await changeIncident(
    engine.store,
    () => engine.store.latest(group),
    (latest) => {
      if (latest === undefined || latest.state === 'closed') return undefined;
      const isKnown = latest.alarms.some((each) => isSameAlarm(each, alarm) && each.transitionAt > transitionAt);
      return isKnown ? undefined : reduceIncident(latest, { kind: 'overtaken', alarm, state, transitionAt, why }, transitionContext(engine));
    },
  );
  if (changed !== undefined) await executeEffects(engine, changed);
}

/**
 * An alarm changed, and that is certain or has to be taken as such. While the table cannot be used, an alarm that
 * would begin one pages all the same, without a record; reconciliation opens the incident once the table is back.
 *
 * @throws Error when the change could neither be written nor, where somebody has to be notified, notified
 */
async function takeIn(engine: Engine, group: string, event: AlarmEvent): Promise<void> {
  let changed;
  try {
    changed = await changeIncident(
      engine.store,
      () => engine.store.latest(group),
      (latest) => reduceGroup({ group, policy: engine.policy.escalation }, latest, event, transitionContext(engine)),
    );
  } catch (error) {
    if (error instanceof CollisionError || event.source === 'reconciliation' || !opensIncident(event) || event.mutedUntil !== undefined) throw error;
    engine.log({ level: 'ERROR', code: 'table unavailable', message: `the table cannot be used, paging without a record: ${messageOf(error)}` });
    const unverified = event.unverified === true ? '; unverified: the alarm went on long ago, and CloudWatch cannot be asked whether it still is' : '';
    return pageWithoutRecord(engine, event.alarm, `${messageOf(error)}${unverified}`);
  }
  if (changed === undefined) return;
  if (event.state === 'ALARM' && plannedAlarm(engine.policy, event.alarm) === undefined) await raiseAlarmUnknown(engine, event);
  await executeEffects(engine, changed);
}

async function raiseAlarmUnknown(engine: Engine, { alarm, source }: AlarmEvent): Promise<void> {
  if (source === 'reconciliation') return;
  try {
    await raiseFault(engine, undefined, { code: 'alarm unknown', text: `${alarm.name} in ${alarm.region} fired and is not part of the plan` });
  } catch (error) {
    engine.log({ level: 'ERROR', code: 'watchdog not notified', message: `the watchdog was not notified of an unplanned alarm: ${messageOf(error)}` });
  }
}
