import { messageOf } from '../../problems/error-message';
import { plannedAlarm, OPERATIONS_GROUP, type KnownAlarm } from '../lifecycle/engine-policy';
import { opensIncident, type AlarmEvent } from '../lifecycle/incident-event';
import { reduceGroup } from '../lifecycle/reduce-incident';
import { atMost, type Severity } from '../severity';
import { changeIncident, CollisionError } from './change-incident';
import { transitionContext, type Engine } from './engine';
import { executeEffects } from './execute-effects';
import { pageWithoutRecord } from './page-without-record';
import { raiseFault } from './raise-fault';

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
 * An alarm changed: its group's incident hears of it, or a new one begins. While the table cannot be used, an alarm that
 * would begin one pages all the same, without a record; reconciliation opens the incident once the table is back.
 *
 * @throws Error when the change could neither be written nor, where somebody has to be notified, notified
 */
export async function handleAlarm(engine: Engine, group: string, event: AlarmEvent): Promise<void> {
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
    return pageWithoutRecord(engine, event.alarm, messageOf(error));
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
