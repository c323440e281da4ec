import { messageOf } from '../../problems/error-message';
import { formatInstant } from '../../time/time';
import { isFinding, isSameAlarm, opensIncident, type AlarmEvent } from '../lifecycle/incident-event';
import { reduceGroup, reduceIncident } from '../lifecycle/reduce-incident';
import { guardTraining } from '../lifecycle/training-guard';
import { attachToDependency } from './attach-to-dependency';
import { changeIncident, CollisionError } from './change-incident';
import { transitionContext, type Engine } from './engine';
import { executeEffects } from './execute-effects';
import { pageWithoutRecord } from './page-without-record';
import { verifyTransition } from './verify-transition';

/**
 * An alarm changed: its group's incident hears of it, or a new one begins. An old event is first compared with what
 * CloudWatch says now: what was overtaken since changes nothing and is recorded. When CloudWatch does not answer, an alarm
 * that went on pages all the same, marked as unverified, and anything else waits for reconciliation. Faults F45, F56.
 *
 * @throws Error when the change could neither be written nor, where somebody has to be notified, notified
 */
export async function handleAlarm(engine: Engine, group: string, changed: AlarmEvent): Promise<void> {
  const event = guardTraining(changed, engine.now());
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
 * would begin one pages all the same, without a record; reconciliation opens the incident once the table is back. A finding is
 * in no alarm that reconciliation could find: its event is tried again, and kept as a dead letter.
 *
 * @throws Error when the change could neither be written nor, where somebody has to be notified, notified; of a finding, when it could not be written
 */
async function takeIn(engine: Engine, group: string, event: AlarmEvent): Promise<void> {
  let changed;
  try {
    if ((await attachToDependency(engine, group, event)) !== 'its own') return;
    changed = await changeIncident(
      engine.store,
      () => engine.store.latest(group),
      (latest) => reduceGroup({ group, policy: engine.policy.escalation }, latest, event, transitionContext(engine)),
    );
  } catch (error) {
    if (error instanceof CollisionError || event.source === 'reconciliation' || !opensIncident(event) || event.mutedUntil !== undefined) throw error;
    engine.log({ level: 'ERROR', code: 'table unavailable', message: `the table cannot be used, paging without a record: ${messageOf(error)}` });
    const unverified = event.unverified === true ? '; unverified: the alarm went on long ago, and CloudWatch cannot be asked whether it still is' : '';
    await pageWithoutRecord(engine, event.alarm, `${messageOf(error)}${unverified}`);
    if (isFinding(event.alarm)) throw error;
    return;
  }
  if (changed === undefined) return;
  await executeEffects(engine, changed);
}
