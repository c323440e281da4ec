import { parseIncidentId } from '../lifecycle/incident-id';
import type { Answer, TransitionContext } from '../lifecycle/incident-transition';
import { reduceRequest, type ReducedRequest } from '../requests/reduce-request';
import type { RequestCommand, RequestEvent } from '../requests/request-event';
import { REQUESTS_GROUP, type RequestPolicy } from '../requests/request-policy';
import type { SupportRequest } from '../requests/support-request';
import type { Roster } from '../roster/roster';
import { changeRecord } from './change-incident';
import type { RequestStore } from './request-store';

/**
 * Does what a person asks for, if the roster knows the person and the request allows it. What follows from it is done by the next tick.
 *
 * @returns the answer, and the request as it is then; without it when there is none of that name
 */
export async function runRequestCommand(
  store: RequestStore,
  { roster, policy }: { readonly roster: Roster; readonly policy: RequestPolicy },
  id: string,
  command: RequestCommand,
  context: TransitionContext,
): Promise<{ readonly answer: Answer; readonly request?: SupportRequest }> {
  if (!roster.people.some((person) => person.id === command.by)) return { answer: { accepted: false, text: `nobody on the roster is called ${command.by}` } };
  const location = parseIncidentId(id);
  if (location?.group !== REQUESTS_GROUP) return { answer: { accepted: false, text: `${id} is no request: allowed is a name such as ${REQUESTS_GROUP}-7` } };
  const changed = await changeRequest(store, location.sequence, command, policy, context);
  if (changed === undefined) return { answer: { accepted: false, text: `there is no request ${id}` } };
  return { answer: changed.answer!, request: changed.request };
}

/** A request as it was changed, and before. */
export interface ChangedRequest extends ReducedRequest {
  readonly before: SupportRequest;
}

/** Reads a request, lets it be reduced and writes it back; undefined when there is none. Throws as {@link changeRecord} does. */
export async function changeRequest(
  store: RequestStore,
  sequence: number,
  event: RequestEvent,
  policy: RequestPolicy,
  context: TransitionContext,
): Promise<ChangedRequest | undefined> {
  const changed = await changeRecord(
    () => store.get(sequence),
    (before) => before && reduceRequest(before, event, policy, context),
    async ({ request }, before) => request === before || store.write(request, before),
  );
  return changed as ChangedRequest | undefined;
}
