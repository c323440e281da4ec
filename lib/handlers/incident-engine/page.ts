import { budgetsOf } from './budgets';
import { topicArnOf, type Engine } from './engine';
import { publishMessage } from './publish-message';
import { reachablePeople } from './reachability';
import { messageOf } from '../../problems/error-message';
import type { Effect } from '../../incident/lifecycle/effect';
import { tierTopicName } from '../../incident/lifecycle/engine-policy';
import { endOfDelay } from '../../incident/lifecycle/delay';
import type { Incident } from '../../incident/lifecycle/incident';
import type { EffectOutcomeEvent } from '../../incident/lifecycle/incident-event';
import { pageMessage } from '../../incident/message/page-message';
import { holdersOf } from '../../incident/roster/holders-of';
import { formatInstant } from '../../time/time';

/**
 * Pages a tier: whoever has its roles now, as far as they can be reached. Who is subscribed is asked right before; when
 * that cannot be told, the page goes out as if everybody were.
 */
export async function page(engine: Engine, incident: Incident, effect: Extract<Effect, { kind: 'page' }>): Promise<EffectOutcomeEvent['outcome']> {
  const { policy, clients } = engine;
  const now = engine.now();
  const people = holdersOf(policy.roster, effect.roles, now);
  if (people.length === 0) return { kind: 'nobody', unreachable: [], why: `nobody has ${effect.roles.join(' or ')} at ${formatInstant(now)}` };

  const topicArn = topicArnOf(engine, tierTopicName(policy, effect.severity, effect.tier));
  const topics = clients.topics(policy.region);
  const reachable = await peopleReachedBy(engine, topicArn);
  const reached = people.filter((person) => reachable?.has(person) ?? true);
  const unreachable = people.filter((person) => !reached.includes(person));
  if (reached.length === 0) return { kind: 'nobody', unreachable, why: `${unreachable.join(' and ')} cannot be reached: no confirmed contact` };

  const acknowledgeWithin = incident.policy.severities[effect.severity].acknowledgeWithin;
  const message = pageMessage({
    incident,
    policy,
    severity: effect.severity,
    tier: effect.tier,
    generation: effect.generation,
    reason: effect.reason,
    now,
    paged: reached,
    budgets: await budgetsOf(engine, incident),
    ...(acknowledgeWithin !== undefined && { acknowledgeBy: endOfDelay(acknowledgeWithin, incident.ladder.startedAt, incident.policy.calendar) }),
  });
  try {
    await publishMessage(topics, topicArn, message, reached);
  } catch (error) {
    // An incident keeps the rules it was opened under; a tier of theirs may have been taken away since.
    if (error instanceof Error && error.name === 'NotFoundException') return { kind: 'nobody', unreachable: reached, why: `there is no topic ${topicArn}` };
    throw error;
  }
  return { kind: 'done', reached, unreachable };
}

async function peopleReachedBy(engine: Engine, topicArn: string): Promise<ReadonlySet<string> | undefined> {
  try {
    return await reachablePeople(engine.clients.glance.topics(engine.policy.region), topicArn);
  } catch (error) {
    engine.log(`who is subscribed to ${topicArn} cannot be told: ${messageOf(error)}`);
    return undefined;
  }
}
