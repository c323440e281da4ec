import { messageOf } from '../../problems/error-message';
import type { Effect } from '../lifecycle/effect';
import type { Incident } from '../lifecycle/incident';
import type { EffectOutcomeEvent } from '../lifecycle/incident-event';
import type { Reduced, TransitionContext } from '../lifecycle/incident-transition';
import { reduceIncident } from '../lifecycle/reduce-incident';
import { changeExisting, type Changed } from './change-incident';
import { transitionContext, type Engine } from './engine';
import { notifyStakeholders } from './notify-stakeholders';
import { pageTier } from './page-tier';
import { publishFigure } from './publish-figure';
import { raiseFault } from './raise-fault';
import { startHealing, stopHealingRun } from './start-healing';
import { updateOpsItem } from './update-ops-item';

/** What comes first when several things are to be done: what must go on no longer, people, what may heal it, then what is broken, then records, then figures. */
const ORDER: readonly Effect['kind'][] = ['stop healing', 'page', 'heal', 'fault', 'inform', 'ops item', 'figure'];

/** Effects that may follow from effects, one after the other: a tier that has nobody brings the next. */
const MAX_ROUNDS = 10;

/**
 * Carries out the effects of a change and writes down what became of them. One that fails does not keep the others; it
 * stays in the outbox and a later tick tries it again. When the outcomes cannot be written, the effects are carried out
 * again once their lease is over: at least once, and twice only then.
 * Whoever is in several tiers that are paged for this change is paged once.
 *
 * @returns the incident as it is afterwards
 */
export async function executeEffects(engine: Engine, changed: Changed): Promise<Incident> {
  let current: Reduced = changed;
  const paged = new Set<string>();
  for (let round = 0; round < MAX_ROUNDS && current.effects.length > 0; round++) {
    const outcomes: EffectOutcomeEvent[] = [];
    for (const effect of inOrder(current.effects)) outcomes.push(await executeOne(engine, current.incident, effect, paged));
    const written = await writeOutcomes(engine, current.incident, outcomes);
    if (written === undefined) break;
    current = written;
  }
  return current.incident;
}

function inOrder(effects: readonly Effect[]): Effect[] {
  return ORDER.flatMap((kind) => effects.filter((effect) => effect.kind === kind));
}

async function executeOne(engine: Engine, incident: Incident, effect: Effect, paged: Set<string>): Promise<EffectOutcomeEvent> {
  const about = {
    kind: 'effect outcome',
    key: effect.key,
    ...(effect.kind === 'page' && { page: { tier: effect.tier, round: effect.round } }),
  } as const;
  try {
    return { ...about, outcome: await perform(engine, incident, effect, paged) };
  } catch (error) {
    engine.log({ level: 'ERROR', code: 'effect failed', message: `${effect.key} failed: ${messageOf(error)}`, key: effect.key });
    return { ...about, outcome: { kind: 'failed', why: messageOf(error) } };
  }
}

function perform(engine: Engine, incident: Incident, effect: Effect, paged: Set<string>): Promise<EffectOutcomeEvent['outcome']> {
  switch (effect.kind) {
    case 'page':
      return pageTier(engine, incident, effect, paged);
    case 'inform':
      return notifyStakeholders(engine, incident, effect);
    case 'ops item':
      return updateOpsItem(engine, incident, effect);
    case 'fault':
      return raiseFault(engine, incident, effect);
    case 'figure':
      return publishFigure(engine, effect);
    case 'heal':
      return startHealing(engine, effect);
    case 'stop healing':
      return stopHealingRun(engine, effect);
  }
}

function writeOutcomes(engine: Engine, incident: Incident, outcomes: readonly EffectOutcomeEvent[]): Promise<Changed | undefined> {
  return changeExisting(engine.store, incident, (current) => reduceAll(current, outcomes, transitionContext(engine)));
}

function reduceAll(incident: Incident, events: readonly EffectOutcomeEvent[], context: TransitionContext): Reduced {
  let current = incident;
  const effects: Effect[] = [];
  for (const event of events) {
    const reduced = reduceIncident(current, event, context);
    current = reduced.incident;
    effects.push(...reduced.effects);
  }
  return { incident: current, effects: effects.filter(({ key }) => current.outbox.some((entry) => entry.effect.key === key)) };
}
