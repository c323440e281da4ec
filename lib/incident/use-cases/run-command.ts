import type { Incident } from '../lifecycle/incident';
import type { IncidentEvent } from '../lifecycle/incident-event';
import { parseIncidentId } from '../lifecycle/incident-id';
import type { Answer, TransitionContext } from '../lifecycle/incident-transition';
import { reduceIncident } from '../lifecycle/reduce-incident';
import type { Roster } from '../roster/roster';
import { changeExisting, type Changed } from './change-incident';
import type { IncidentStore } from './incident-store';

/** What a person can ask for. */
export type IncidentCommand = Extract<IncidentEvent, { readonly by: string }>;

/** What became of it. */
export interface CommandResult {
  readonly answer: Answer;
  /** The incident as it is now; absent when there is none of that name. */
  readonly incident?: Incident;
  /** Set when something was written. */
  readonly changed?: Changed;
}

/**
 * Does what a person asks for, if the roster knows the person and the incident allows it. An unknown person is refused:
 * whoever asks is named in the record for ever. Faults F16, F17, F55.
 */
export async function runCommand(
  store: IncidentStore,
  roster: Roster,
  incidentId: string,
  command: IncidentCommand,
  context: TransitionContext,
): Promise<CommandResult> {
  if (!roster.people.some(({ id }) => id === command.by)) return { answer: { accepted: false, text: `nobody on the roster is called ${command.by}` } };
  const location = parseIncidentId(incidentId);
  if (location === undefined) return { answer: { accepted: false, text: `${incidentId} is no incident: allowed is a name such as partner-portal-7` } };
  const changed = await changeExisting(store, location, (incident) => reduceIncident(incident, command, context));
  if (changed === undefined) return { answer: { accepted: false, text: `there is no incident ${incidentId}` } };
  return { answer: changed.answer ?? { accepted: true, text: `${incidentId}: done` }, incident: changed.incident, changed };
}
