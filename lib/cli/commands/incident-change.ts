import type { Effect } from '../../incident/lifecycle/effect';
import { pagedPeople, type Incident } from '../../incident/lifecycle/incident';
import { parseIncidentId } from '../../incident/lifecycle/incident-id';
import type { Answer } from '../../incident/lifecycle/incident-transition';
import { listText } from '../../incident/message/plain-text';
import { runCommand, type IncidentCommand } from '../../incident/use-cases/run-command';
import { formatInstant, type Instant } from '../../time/time';
import type { AccountClient } from '../account/account-client';
import { requireResponder } from '../account/responder';
import { localTimesOf, type LocalTimes } from '../local-times';
import { EXIT, toJson, type Terminal } from '../terminal';
import { incidentStoreOf, noIncident, requireStaffed, type IncidentOptions, type StaffedEnvironment } from './incident-access';
import { incidentStatus, waitingSince } from './incident-status';

/** Options of every command that changes an incident. */
export interface IncidentChangeOptions extends IncidentOptions {
  /** Person of the roster. Default: the environment variable DAY2_RESPONDER. */
  readonly by?: string;
}

/** What became of a change. */
export interface ChangeOutcome {
  readonly answer: Answer;
  /** Absent when there is none. */
  readonly incident?: Incident;
  /** As it was before; absent for a new one. */
  readonly before?: Incident;
  /** What the engine has to tell now. */
  readonly effects: readonly Effect[];
}

/**
 * Does to an incident what a person asks for, as the engine would: the record is written here, so it works while the
 * function of the engine is down; whatever has to be notified stands in the record, and the engine's next tick notifies it.
 * Faults F15, F16, F17.
 *
 * @param commandOf what is asked for by whom
 * @throws ProblemsError when the account cannot be asked
 */
export async function changeByPerson(
  id: string,
  options: IncidentChangeOptions,
  commandOf: (by: string, environment: StaffedEnvironment) => IncidentCommand,
  terminal: Terminal,
  account: AccountClient,
): Promise<number> {
  const staffed = requireStaffed(options, terminal);
  return typeof staffed === 'number' ? staffed : changeStaffed(id, options, staffed, commandOf, terminal, account);
}

/** The same, in an environment that has been read already. */
export async function changeStaffed(
  id: string,
  options: IncidentChangeOptions,
  staffed: StaffedEnvironment,
  commandOf: (by: string, environment: StaffedEnvironment) => IncidentCommand,
  terminal: Terminal,
  account: AccountClient,
): Promise<number> {
  const { roster } = staffed.plan.incidents.policy;
  const by = requireResponder(options.by, roster, terminal);
  if (typeof by === 'number') return by;
  const command = commandOf(by, staffed);
  const store = await incidentStoreOf(account, staffed);
  const now = terminal.now();
  const { answer, incident, changed } = await runCommand(store, roster, id, command, { now });
  const isUnknown = incident === undefined && parseIncidentId(id) !== undefined;
  const said = isUnknown ? { ...answer, text: await noIncident(store, id) } : answer;
  return printOutcome({ answer: said, effects: changed?.effects ?? [], incident, before: changed?.before }, options, terminal, {
    now,
    times: localTimesOf(staffed.plan),
  });
}

/** Prints what became of a change, and returns the exit code. */
export function printOutcome(
  { answer, incident, before: was, effects }: ChangeOutcome,
  { json }: Pick<IncidentOptions, 'json'>,
  terminal: Terminal,
  { now, times }: { readonly now: Instant; readonly times: LocalTimes },
): number {
  const { accepted, text, missing = [] } = answer;
  const exitCode = accepted ? EXIT.fine : EXIT.findings;
  if (json === true) {
    const status = incident && incidentStatus(incident, now);
    terminal.print(toJson({ accepted, text, missing, toBeNotified: effects.map(({ kind, key }) => ({ kind, key })), ...(status !== undefined && { status }) }));
    return exitCode;
  }
  const list = missing.map((each) => `  ${each}`);
  if (!accepted) {
    terminal.printError(times.answer([text, ...list].join('\n')));
    return exitCode;
  }
  const before = list.length === 0 ? [] : ['before it can be closed:', ...list];
  terminal.print(times.answer([text, ...before, ...tellingLines(was, effects, now)].join('\n')));
  return exitCode;
}

/** Who notifies the others: the engine, or, when it shows no sign of life, whoever reads this. Fault F15. */
function tellingLines(was: Incident | undefined, effects: readonly Effect[], now: Instant): string[] {
  const waiting = was && waitingSince(was, now);
  if (was !== undefined && waiting !== undefined) {
    const people = pagedPeople(was);
    const whom = people.length === 0 ? 'whoever is on call (day2 oncall)' : listText(people);
    return [`the engine has had something to do since ${formatInstant(waiting)}, and has not: call ${whom} yourself`];
  }
  const pages = effects.some(({ kind }) => kind === 'page');
  if (!pages && !effects.some(({ kind }) => kind === 'inform')) return [];
  return [`the engine ${pages ? 'pages and notifies' : 'notifies'} the others within a minute`];
}
