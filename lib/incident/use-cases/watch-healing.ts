import { messageOf } from '../../problems/error-message';
import { isHolding, rulesOf } from '../lifecycle/begin-healing';
import { isUnderway, type Incident } from '../lifecycle/incident';
import type { HealingEvent, IncidentEvent } from '../lifecycle/incident-event';
import { reduceIncident } from '../lifecycle/reduce-incident';
import { isGoingOn, latestRun, runGoingOn, type HealingRun } from '../lifecycle/self-healing';
import { automationHeldBy } from './automation-override';
import { changeExisting } from './change-incident';
import { transitionContext, type Engine } from './engine';
import { executeEffects } from './execute-effects';
import type { AutomationRun } from './ports';

/**
 * Looks at everything that heals by itself, once a tick: whether somebody has taken over, how runs go, and whether what was
 * healed stays so. Events say most of it sooner; this is what can be relied on. What cannot be looked at pages, and is
 * no fault of the tick. Requirement 002-70.
 */
export async function watchHealing(engine: Engine, incidents: readonly Incident[]): Promise<void> {
  const healing = incidents.filter((incident) => isUnderway(incident) && isWatched(incident));
  if (healing.length === 0) return;
  const held = healing.some((each) => runGoingOn(each) !== undefined) ? await automationHeldBy(engine) : undefined;
  for (const incident of healing) {
    const event = held !== undefined && runGoingOn(incident) !== undefined ? ({ kind: 'override', why: held } as const) : await lookAt(engine, incident);
    if (event !== undefined) await take(engine, incident, event);
  }
}

/** An event says that a run has changed its state: whose it is hears of it at once. */
export async function handleRunChange(engine: Engine, executionId: string): Promise<string> {
  const incidents = await engine.store.active();
  const incident = incidents.find(({ healing }) => healing?.runs.some((run) => run.executionId === executionId && isGoingOn(run)));
  if (incident === undefined) return `run ${executionId} belongs to no incident`;
  const event = await observe(engine, executionId);
  await take(engine, incident, event);
  return `run ${executionId} of ${incident.id}: ${event.found.kind}`;
}

function isWatched(incident: Incident): boolean {
  return runGoingOn(incident) !== undefined || (isHolding(incident) && latestRun(incident)?.status === 'healed');
}

async function lookAt(engine: Engine, incident: Incident): Promise<HealingEvent | undefined> {
  const run = runGoingOn(incident) ?? latestRun(incident);
  // Without a name it is still to be started: its effect stands in the outbox.
  if (run?.executionId === undefined) return undefined;
  return isGoingOn(run) ? observe(engine, run.executionId) : lookAtHealed(engine, incident, run, run.executionId);
}

async function observe(engine: Engine, executionId: string): Promise<HealingEvent> {
  try {
    return { kind: 'healing', executionId, found: foundOf(await engine.automation.read(executionId)) };
  } catch (error) {
    return { kind: 'healing', executionId, found: { kind: 'unobserved', why: messageOf(error) } };
  }
}

function foundOf(run: AutomationRun): HealingEvent['found'] {
  switch (run.state) {
    case 'going on':
      return { kind: 'going on' };
    case 'succeeded':
      return { kind: 'ended', status: 'succeeded', ...(run.changedAt !== undefined && { changedAt: run.changedAt }) };
    case 'failed':
      return { kind: 'ended', status: 'failed', why: run.why };
  }
}

/** The alarm on the last minutes says whether what was healed is well; what it cannot say counts as no. */
async function lookAtHealed(engine: Engine, incident: Incident, run: HealingRun, executionId: string): Promise<HealingEvent | undefined> {
  const rules = rulesOf(incident, run);
  const why = rules === undefined ? undefined : await whyNotWell(engine, run.alarm.region, rules.verifiedBy);
  return why === undefined ? undefined : { kind: 'healing', executionId, found: { kind: 'burns again', why } };
}

async function whyNotWell(engine: Engine, region: string, verifiedBy: string): Promise<string | undefined> {
  try {
    const [status] = await engine.alarms.read(region, { names: [verifiedBy] });
    return status?.state === 'OK' ? undefined : `${verifiedBy} is ${status?.state ?? 'not there'}`;
  } catch (error) {
    return `whether it is well cannot be read: ${messageOf(error)}`;
  }
}

async function take(engine: Engine, incident: Incident, event: IncidentEvent): Promise<void> {
  const changed = await changeExisting(engine.store, incident, (current) => reduceIncident(current, event, transitionContext(engine)));
  if (changed !== undefined) await executeEffects(engine, changed);
}
