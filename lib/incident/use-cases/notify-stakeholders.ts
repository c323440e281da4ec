import type { Audience, Effect } from '../lifecycle/effect';
import { informedTopicName } from '../lifecycle/engine-policy';
import { pagedPeople, type Incident } from '../lifecycle/incident';
import type { EffectOutcomeEvent } from '../lifecycle/incident-event';
import { informMessage } from '../message/inform-message';
import { holdersOf } from '../roster/holders-of';
import type { Severity } from '../severity';
import type { Engine } from './engine';
import { notifyPeople } from './notify-people';
import { budgetsOf } from './read-budgets';

/** Notifies people who are asked to do nothing. Nobody to tell is no fault. */
export async function notifyStakeholders(
  engine: Engine,
  incident: Incident,
  effect: Extract<Effect, { kind: 'inform' }>,
): Promise<EffectOutcomeEvent['outcome']> {
  const { policy } = engine;
  const { severity, audience, reason, text } = effect;
  const people = peopleOfAudience(engine, incident, effect);
  if (people.length === 0) return { kind: 'done', reached: [] };
  const message = informMessage({
    incident,
    policy,
    severity,
    round: incident.round,
    reason,
    audience,
    now: engine.now(),
    paged: people,
    budgets: await budgetsOf(engine, incident),
    ...(text !== undefined && { text }),
  });
  const failed = await notifyPeople(engine, { topicName: informedTopicName(policy, severity), message, people, quiet: true });
  return { kind: 'done', reached: people.filter((person) => failed.every((each) => each.person !== person)) };
}

function peopleOfAudience(
  { policy, now }: Engine,
  incident: Incident,
  { audience, severity }: { readonly audience: Audience; readonly severity: Severity },
): readonly string[] {
  const informed = () => holdersOf(policy.roster, incident.policy.severities[severity].informed, now());
  switch (audience.kind) {
    case 'informed':
      return informed();
    case 'paged':
      return pagedPeople(incident);
    case 'everybody':
      return [...new Set([...pagedPeople(incident), ...informed()])];
    case 'roles':
      return holdersOf(policy.roster, audience.roles, now());
    case 'people':
      return audience.people;
  }
}
