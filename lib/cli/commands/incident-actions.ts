import { oneLine } from '../../incident/message/plain-text';
import { formatInstant } from '../../time/time';
import type { AccountClient } from '../account/account-client';
import { localTimesOf } from '../local-times';
import { EXIT, toJson, type Terminal } from '../terminal';
import { alignColumns } from './columns';
import { incidentStoreOf, requireIncident, requireStaffed } from './incident-access';
import { changeByPerson, type IncidentChangeOptions } from './incident-change';

/** Options of `day2 incident actions`. Positions count from 1. */
export interface IncidentActionsOptions extends IncidentChangeOptions {
  readonly done?: number;
  readonly transferred?: number;
}

/**
 * Lists the actions of the postmortem of an incident, or moves one on.
 *
 * @throws ProblemsError when the account cannot be asked
 */
export async function incidentActions(id: string, options: IncidentActionsOptions, terminal: Terminal, account: AccountClient): Promise<number> {
  const { done, transferred } = options;
  const position = done ?? transferred;
  if (position === undefined) return listActions(id, options, terminal, account);
  const status = done === undefined ? 'transferred' : 'done';
  return changeByPerson(id, options, (by) => ({ kind: 'action', by, index: position - 1, status }), terminal, account);
}

async function listActions(id: string, options: IncidentActionsOptions, terminal: Terminal, account: AccountClient): Promise<number> {
  const staffed = requireStaffed(options, terminal);
  if (typeof staffed === 'number') return staffed;
  const store = await incidentStoreOf(account, staffed);
  const incident = await requireIncident(store, id, terminal);
  if (typeof incident === 'number') return incident;
  const actions = incident.postmortem?.content?.actions ?? [];
  const times = localTimesOf(staffed.plan);
  const rows = actions.map(({ what, owner, dueAt, kind, status }, index) => ({ number: index + 1, status, kind, owner, due: formatInstant(dueAt), what }));
  if (options.json === true) terminal.print(toJson({ incident: id, actions: rows }));
  else if (rows.length === 0) terminal.print(`${id} has no actions: a postmortem brings them`);
  else
    terminal.print(
      [
        ...alignColumns(rows.map(({ number, status, kind, owner, due, what }) => [String(number), status, kind, owner, times.of(due), oneLine(what)])),
        ...times.note,
      ].join('\n'),
    );
  return EXIT.fine;
}
