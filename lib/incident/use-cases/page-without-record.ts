import { messageOf } from '../../problems/error-message';
import { tierTopicName } from '../lifecycle/engine-policy';
import type { AlarmFacts } from '../lifecycle/incident-event';
import { failOpenMessage } from '../message/fail-open-message';
import { holdersOf } from '../roster/holders-of';
import { wakesSomebody } from '../severity';
import type { Engine } from './engine';
import { notifyPeople } from './notify-people';
import { raiseFault } from './raise-fault';

/**
 * Pages the first tier of a severity although nothing can be written down: better twice than never. The watchdog hears
 * of it, too. Fault T13.
 *
 * @throws Error when neither the tier nor the watchdog could be notified
 */
export async function pageWithoutRecord(engine: Engine, alarm: AlarmFacts, why: string): Promise<void> {
  const results = await Promise.allSettled([pageFirstTier(engine, alarm, why), notifyWatchdog(engine, alarm, why)]);
  const failed = results.flatMap((result) => (result.status === 'rejected' ? [messageOf(result.reason)] : []));
  for (const text of failed) engine.log({ level: 'ERROR', code: 'unrecorded page failed', message: `paging without a record failed: ${text}` });
  if (failed.length === results.length) throw new Error(`nobody could be notified of ${alarm.name}: ${failed.join('; ')}`);
}

async function pageFirstTier(engine: Engine, alarm: AlarmFacts, why: string): Promise<void> {
  const { policy } = engine;
  const [first] = policy.escalation.severities[alarm.severity].tiers;
  if (first === undefined) return;
  const people = holdersOf(policy.roster, first.roles, engine.now());
  if (people.length === 0) throw new Error(`nobody has ${first.roles.join(' or ')}`);
  const message = failOpenMessage({ alarm, policy, now: engine.now(), why });
  const topicName = tierTopicName(policy, alarm.severity, first.tier);
  const failed = await notifyPeople(engine, { topicName, message, people, quiet: !wakesSomebody(alarm.severity) });
  if (failed.length === people.length) throw new Error(failed.map(({ person, why }) => `${person}: ${why}`).join('; '));
}

async function notifyWatchdog(engine: Engine, alarm: AlarmFacts, why: string): Promise<void> {
  await raiseFault(engine, undefined, { code: 'table unavailable', text: `${alarm.severity} ${alarm.title} was paged without a record: ${why}` });
}
