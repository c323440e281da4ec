import { collectInformation } from '../../incident/use-cases/collect-information';
import { declareIncident } from '../../incident/use-cases/declare-incident';
import { transitionContext, type Engine } from '../../incident/use-cases/engine';
import { executeEffects } from '../../incident/use-cases/execute-effects';
import { handleAlarm } from '../../incident/use-cases/handle-alarm';
import { handleUnapproved } from '../../incident/use-cases/handle-unapproved';
import { runCommand } from '../../incident/use-cases/run-command';
import { runTick } from '../../incident/use-cases/run-tick';
import { handleRunChange } from '../../incident/use-cases/watch-healing';
import { runWorkEvent } from '../../maintenance/owed-work/run-work-event';
import { readEvent, type EngineEvent } from './read-event';

/**
 * One run of the incident engine. Whatever it is started for, it does four things: read the record, reduce, write it back
 * over the version it read, carry out the effects. It keeps nothing between runs; a lost event, a crash or a deployment in
 * the middle of an incident costs at most the minute until the next tick.
 *
 * @returns what was done, for the log
 * @throws Error when an alarm or a command could not be taken in: Lambda starts the same event again, and what fails for
 *   good becomes a dead letter. A tick never throws: the next one is a minute away, and the missing heartbeat notifies.
 */
export async function runEngine(engine: Engine, event: unknown): Promise<string> {
  const read = readEvent(engine, event);
  switch (read.kind) {
    case 'nothing':
      return read.why;
    case 'alarm':
      await handleAlarm(engine, read.group, read.event);
      return `${read.event.alarm.name} is ${read.event.state}`;
    case 'command': {
      const { answer, changed } = await runCommand(engine.store, engine.policy.roster, read.incidentId, read.command, transitionContext(engine));
      if (changed !== undefined) await executeEffects(engine, changed);
      return answer.text;
    }
    case 'maintenance':
      return runWorkEvent(engine, read.event);
    case 'information':
      return collectInformation(engine, read.event);
    case 'run':
      return handleRunChange(engine, read.executionId);
    case 'not approved':
      return handleUnapproved(engine, read);
    case 'drill':
      return playDrill(engine, read);
    case 'tick': {
      const { incidents, faults } = await runTick(engine, read.at);
      return faults.length === 0
        ? `${incidents} incidents looked after`
        : `not everything was looked after: ${faults.map(({ message }) => message).join('; ')}`;
    }
  }
}

/** Opens an incident that is only played: it pages as a real one does, tier by tier, until somebody acknowledges. */
async function playDrill(engine: Engine, { group, severity, by }: Extract<EngineEvent, { kind: 'drill' }>): Promise<string> {
  const { policy, store } = engine;
  if (!policy.groups.some(({ id }) => id === group)) return `there is no service ${group}`;
  if (!policy.roster.people.some(({ id }) => id === by)) return `nobody on the roster is called ${by}`;
  const event = { kind: 'declare', severity, title: 'rehearsal of pages', impact: 'none: it is only played', by, drill: true } as const;
  const declaration = await declareIncident(store, { group, policy: policy.escalation }, event, transitionContext(engine));
  if (declaration.kind === 'refused') return `${declaration.active.id} is ${declaration.active.state}: nothing is played beside it`;
  await executeEffects(engine, declaration.opened);
  return `${declaration.opened.incident.id} is played`;
}
