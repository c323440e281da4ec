import { OPERATIONS_GROUP } from '../lifecycle/engine-policy';
import { isUnderway, type Incident } from '../lifecycle/incident';
import type { UnapprovedEvent } from '../lifecycle/incident-event';
import { parseIncidentId } from '../lifecycle/incident-id';
import { reduceIncident } from '../lifecycle/reduce-incident';
import { unapprovedText } from '../lifecycle/unapproved';
import { atMost, type Severity } from '../severity';
import { changeExisting } from './change-incident';
import { declareIncident } from './declare-incident';
import { transitionContext, type Engine } from './engine';
import { executeEffects } from './execute-effects';

/** How severe it is that an approval was not given, where the run names no incident. Our choice: as what is broken beside paging. */
const WITHOUT_INCIDENT: Severity = 'S2';

/**
 * The time for an approval is over, and nobody gave it: the next tier of the incident that the run was started for is paged. A run
 * that names none, or one that is over, becomes an incident of operations. Fault F54.
 *
 * @throws Error as Systems Manager or the store answers: Lambda starts the same event again
 */
export async function handleUnapproved(engine: Engine, event: UnapprovedEvent): Promise<string> {
  const incident = (await incidentOfRun(engine, event.step.executionId)) ?? (await operationsIncident(engine, event));
  const changed = await changeExisting(engine.store, incident, (current) => reduceIncident(current, event, transitionContext(engine)));
  if (changed !== undefined) await executeEffects(engine, changed);
  return `${unapprovedText(event.step)}: ${incident.id}`;
}

async function incidentOfRun({ automation, store }: Engine, executionId: string): Promise<Incident | undefined> {
  const { IncidentId: [id = ''] = [] } = await automation.parametersOf(executionId);
  const location = parseIncidentId(id);
  const incident = location && (await store.get(location.group, location.sequence));
  return incident !== undefined && isUnderway(incident) ? incident : undefined;
}

/** The incident of operations that is active, or one that is opened for it. */
async function operationsIncident(engine: Engine, { step }: UnapprovedEvent): Promise<Incident> {
  const { store, policy } = engine;
  const declaration = await declareIncident(
    store,
    { group: OPERATIONS_GROUP, policy: policy.escalation },
    {
      kind: 'declare',
      severity: atMost(WITHOUT_INCIDENT, policy.highestSeverity),
      title: unapprovedText(step),
      impact: 'what was to be changed is not changed: the run has ended',
      by: 'Systems Manager',
      drill: false,
      unapproved: step,
    },
    transitionContext(engine),
  );
  if (declaration.kind === 'refused') return declaration.active;
  await executeEffects(engine, declaration.opened);
  return declaration.opened.incident;
}
