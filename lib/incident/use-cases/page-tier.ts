import { messageOf } from '../../problems/error-message';
import { formatInstant } from '../../time/time';
import { endOfDelay } from '../lifecycle/delay';
import type { Effect } from '../lifecycle/effect';
import { personTopicName, tierTopicName } from '../lifecycle/engine-policy';
import type { Incident } from '../lifecycle/incident';
import type { EffectOutcomeEvent } from '../lifecycle/incident-event';
import { pageMessage } from '../message/page-message';
import { holdersOf } from '../roster/holders-of';
import { wakesSomebody } from '../severity';
import { homeTopic, type Engine } from './engine';
import { notifyPeople } from './notify-people';
import { budgetsOf } from './read-budgets';

/**
 * Pages a tier: whoever has its roles now, as far as they can be reached. Whether they can is asked right before; when
 * that cannot be determined, the page goes out as if they could.
 *
 * @param paged who has been paged for the same change of the incident: a page of several tiers goes to a person once, by the
 *   first of them, and counts for all. Whoever is paged here is added
 */
export async function pageTier(
  engine: Engine,
  incident: Incident,
  effect: Extract<Effect, { kind: 'page' }>,
  paged: Set<string>,
): Promise<EffectOutcomeEvent['outcome']> {
  const { policy } = engine;
  const now = engine.now();
  const people = holdersOf(policy.roster, effect.roles, now);
  if (people.length === 0) return { kind: 'nobody', unreachable: [], why: `nobody has ${effect.roles.join(' or ')} at ${formatInstant(now)}` };

  const quiet = !wakesSomebody(effect.severity);
  const asked = await Promise.all(people.map(async (person) => ({ person, isReached: paged.has(person) || (await canBeReached(engine, person, quiet)) })));
  const reachable = asked.filter(({ isReached }) => isReached).map(({ person }) => person);
  const unconfirmed = asked.filter(({ isReached }) => !isReached).map(({ person }) => person);
  if (reachable.length === 0) return { kind: 'nobody', unreachable: unconfirmed, why: `${unconfirmed.join(' and ')} cannot be reached: no confirmed contact` };

  const acknowledgeWithin = incident.policy.severities[effect.severity].acknowledgeWithin;
  const message = pageMessage({
    incident,
    policy,
    severity: effect.severity,
    tier: effect.tier,
    round: effect.round,
    reason: effect.reason,
    now,
    paged: reachable,
    budgets: await budgetsOf(engine, incident),
    ...(acknowledgeWithin !== undefined && { acknowledgeBy: endOfDelay(acknowledgeWithin, incident.escalation.startedAt, incident.policy.calendar) }),
  });
  const topicName = tierTopicName(policy, effect.severity, effect.tier);
  const failed = await notifyPeople(engine, { topicName, message, people: reachable, except: paged, quiet });
  const reached = reachable.filter((person) => failed.every((each) => each.person !== person));
  for (const person of reached) paged.add(person);
  const unreachable = people.filter((person) => !reached.includes(person));
  if (reached.length === 0) return { kind: 'nobody', unreachable, why: failed.map(({ person, why }) => `${person} cannot be notified: ${why}`).join('; ') };
  return { kind: 'done', reached, unreachable };
}

async function canBeReached(engine: Engine, person: string, quiet: boolean): Promise<boolean> {
  const topic = homeTopic(engine, personTopicName(engine.policy, person));
  try {
    return await engine.notifier.reachesSomebody(topic, { quiet });
  } catch (error) {
    engine.log({ level: 'WARN', code: 'subscriptions unreadable', message: `whether ${person} can be reached cannot be determined: ${messageOf(error)}` });
    return true;
  }
}
