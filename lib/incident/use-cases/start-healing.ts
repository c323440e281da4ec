import { messageOf } from '../../problems/error-message';
import type { Effect } from '../lifecycle/effect';
import type { EffectOutcomeEvent } from '../lifecycle/incident-event';
import { healingToken } from '../lifecycle/self-healing';
import { runbookDocumentName } from '../message/console-links';
import { automationHeldBy } from './automation-override';
import type { Engine } from './engine';

/**
 * Starts a runbook by itself, unless somebody has taken over. Asked for twice, it is one run: the token is that of the effect.
 * A start that fails is not tried again: people are paged then, and nothing may start beside them.
 */
export async function startHealing(engine: Engine, { key, runbook, parameters }: Extract<Effect, { kind: 'heal' }>): Promise<EffectOutcomeEvent['outcome']> {
  const why = await automationHeldBy(engine);
  if (why !== undefined) return { kind: 'refused', why };
  const { application, environment } = engine.policy;
  const reference = await engine.automation.start({
    document: runbookDocumentName(engine.policy, runbook),
    parameters,
    // Keys count within an environment, tokens within an account and region.
    token: healingToken(`${application}-${environment}/${key}`),
  });
  return { kind: 'done', reference };
}

/** Stops a run; one that has ended meanwhile needs no stopping. */
export async function stopHealingRun(engine: Engine, { executionId }: Extract<Effect, { kind: 'stop healing' }>): Promise<EffectOutcomeEvent['outcome']> {
  try {
    await engine.automation.stop(executionId);
  } catch (error) {
    const run = await engine.automation.read(executionId);
    if (run.state === 'going on') throw new Error(`run ${executionId} goes on: ${messageOf(error)}`, { cause: error });
  }
  return { kind: 'done' };
}
