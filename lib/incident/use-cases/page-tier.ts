import { messageOf } from '../../problems/error-message';
import { formatInstant } from '../../time/time';
import { endOfDelay } from '../lifecycle/delay';
import type { Effect } from '../lifecycle/effect';
import { tierTopicName } from '../lifecycle/engine-policy';
import type { Incident } from '../lifecycle/incident';
import type { EffectOutcomeEvent } from '../lifecycle/incident-event';
import { pageMessage } from '../message/page-message';
import { holdersOf } from '../roster/holders-of';
import { homeTopic, type Engine } from './engine';
import { NoSuchTopicError, type Topic } from './ports';
import { budgetsOf } from './read-budgets';

/**
 * Pages a tier: whoever has its roles now, as far as they can be reached. Who is subscribed is asked right before; when
 * that cannot be determined, the page goes out as if everybody were.
 */
export async function pageTier(engine: Engine, incident: Incident, effect: Extract<Effect, { kind: 'page' }>): Promise<EffectOutcomeEvent['outcome']> {
  const { policy, notifier } = engine;
  const now = engine.now();
  const people = holdersOf(policy.roster, effect.roles, now);
  if (people.length === 0) return { kind: 'nobody', unreachable: [], why: `nobody has ${effect.roles.join(' or ')} at ${formatInstant(now)}` };

  const topic = homeTopic(engine, tierTopicName(policy, effect.severity, effect.tier));
  const reachable = await peopleReachedBy(engine, topic);
  const reached = people.filter((person) => reachable?.has(person) ?? true);
  const unreachable = people.filter((person) => !reached.includes(person));
  if (reached.length === 0) return { kind: 'nobody', unreachable, why: `${unreachable.join(' and ')} cannot be reached: no confirmed contact` };

  const acknowledgeWithin = incident.policy.severities[effect.severity].acknowledgeWithin;
  const message = pageMessage({
    incident,
    policy,
    severity: effect.severity,
    tier: effect.tier,
    round: effect.round,
    reason: effect.reason,
    now,
    paged: reached,
    budgets: await budgetsOf(engine, incident),
    ...(acknowledgeWithin !== undefined && { acknowledgeBy: endOfDelay(acknowledgeWithin, incident.escalation.startedAt, incident.policy.calendar) }),
  });
  try {
    await notifier.publish(topic, message, reached);
  } catch (error) {
    // An incident keeps the rules it was opened under; a tier of theirs may have been taken away since.
    if (error instanceof NoSuchTopicError) return { kind: 'nobody', unreachable: reached, why: `there is no topic ${topic.arn}` };
    throw error;
  }
  return { kind: 'done', reached, unreachable };
}

async function peopleReachedBy(engine: Engine, topic: Topic): Promise<ReadonlySet<string> | undefined> {
  try {
    return await engine.notifier.reachablePeople(topic);
  } catch (error) {
    engine.log({ level: 'WARN', code: 'subscriptions unreadable', message: `who is subscribed to ${topic.arn} cannot be determined: ${messageOf(error)}` });
    return undefined;
  }
}
