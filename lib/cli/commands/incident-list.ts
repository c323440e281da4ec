import type { Incident } from '../../incident/lifecycle/incident';
import { oneLine } from '../../incident/message/plain-text';
import type { IncidentStore } from '../../incident/use-cases/incident-store';
import type { OperationsPlan } from '../../plan/alarm-plan';
import { formatInstant, type Instant } from '../../time/time';
import type { AccountClient } from '../account/account-client';
import { askedAccount, type AskingOptions } from '../account/scenario-account';
import { localTimesOf } from '../local-times';
import { notAmong } from '../not-among';
import { EXIT, toJson, type Terminal } from '../terminal';
import { alignColumns } from './columns';
import { incidentStoreOf, requireStaffed, type IncidentOptions } from './incident-access';
import { incidentStatus, worstIncidentFirst, type IncidentStatus } from './incident-status';

/** Options of `day2 incident list`. */
export interface IncidentListOptions extends IncidentOptions, AskingOptions {
  /** Closed ones, too. */
  readonly all?: boolean;
  readonly service?: string;
}

/** Most incidents of one service that are listed with those that are closed. */
const MOST_OF_A_SERVICE = 20;

/**
 * Prints the incidents that are not closed, worst first.
 *
 * @throws ProblemsError when the account cannot be asked
 */
export async function incidentList(options: IncidentListOptions, terminal: Terminal, account: AccountClient): Promise<number> {
  const staffed = requireStaffed(options, terminal);
  if (typeof staffed === 'number') return staffed;
  const { plan } = staffed;
  const services = plan.incidents.policy.groups.map(({ id }) => id);
  const { service } = options;
  if (service !== undefined && !services.includes(service)) {
    terminal.printError(notAmong('service', service, services));
    return EXIT.usage;
  }
  const asked = await askedAccount(options, staffed, terminal, account);
  if (typeof asked === 'number') return asked;

  const store = await incidentStoreOf(asked.account, staffed);
  const found = await readIncidents(store, options.all === true ? services : []);
  const shown = worstIncidentFirst(
    found.filter(({ group, state }) => (service === undefined || group === service) && (options.all === true || state !== 'closed')),
  );
  const statuses = shown.map((incident) => incidentStatus(incident, asked.at));
  const { application, environment } = plan;
  if (options.json === true) terminal.print(toJson({ application, environment, at: formatInstant(asked.at), incidents: statuses }));
  else terminal.print(printIncidents(plan, statuses, { now: asked.at, all: options.all === true }));
  return EXIT.fine;
}

/** Every incident that is not closed, and the latest of these services; each once. */
export async function readIncidents(store: IncidentStore, services: readonly string[]): Promise<Incident[]> {
  const byId = new Map((await store.notClosed()).map((incident) => [incident.id, incident]));
  for (const service of services) for (const incident of await store.ofGroup(service, MOST_OF_A_SERVICE)) byId.set(incident.id, incident);
  return [...byId.values()];
}

const HEADINGS = ['INCIDENT', 'SEVERITY', 'STATE', 'SINCE', 'WHO HAS IT', 'NEXT'];
const NONE = '-';

/** Incidents with what is due of them, the soonest first: a line for each of both. */
export function printIncidents(
  plan: Pick<OperationsPlan, 'application' | 'environment' | 'incidents'>,
  statuses: readonly IncidentStatus[],
  { now, all }: { readonly now: Instant; readonly all: boolean },
): string {
  const times = localTimesOf(plan);
  const heading = [`${plan.application} ${plan.environment}, ${times.of(now)}`, ...times.note];
  const kind = all ? `incidents, of each service the latest ${MOST_OF_A_SERVICE} at most` : 'incidents that are not closed';
  if (statuses.length === 0) return [...heading, `no ${kind}`].join('\n');
  const rows = statuses.flatMap((status) => {
    const { id, severity, drill, state, since, holder = state === 'open' ? 'nobody' : NONE } = status;
    const identity = [id, `${severity}${drill ? ' drill' : ''}`, state, times.cell(since, now), holder];
    const due = dueOf(status, now).map(({ at, what }) => [times.cell(at, now), what]);
    const [soonest = [NONE], ...later] = due;
    return [[...identity, ...soonest], ...later.map((each) => [...identity.map(() => ''), ...each])];
  });
  const waiting = statuses.flatMap(({ id, waitingSince }) =>
    waitingSince === undefined ? [] : [`  ${id}: the engine has had something to do since ${times.of(waitingSince)}, and has not: call people yourself`],
  );
  const titles = statuses.map(({ id, title }) => `  ${id}: ${oneLine(title)}`);
  return [...heading, ...alignColumns([HEADINGS, ...rows]).map((line) => `  ${line}`), '', ...titles, ...waiting, '', printCount(statuses, kind)].join('\n');
}

/** What is due of an incident, the soonest first. */
function dueOf({ updateDue, next, postmortemDue }: IncidentStatus, now: Instant): readonly { readonly at: string; readonly what: string }[] {
  const due = (what: string, at: string | undefined) => (at === undefined ? [] : [{ at, what: `${what} ${at < formatInstant(now) ? 'overdue' : 'due'}` }]);
  return [
    ...due('update', updateDue),
    ...(next === undefined ? [] : [{ at: next.at, what: next.tier === 'all tiers again' ? next.tier : `tier ${next.tier} is paged` }]),
    ...due('postmortem', postmortemDue),
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function printCount(statuses: readonly IncidentStatus[], kind: string): string {
  const unheld = statuses.filter(({ state, holder }) => state === 'open' && holder === undefined).length;
  return `${statuses.length} ${statuses.length === 1 ? kind.replace('incidents', 'incident').replace('are', 'is') : kind}${unheld === 0 ? '' : `; ${unheld} that nobody has`}`;
}
