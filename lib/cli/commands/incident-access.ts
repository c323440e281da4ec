import { randomUUID } from 'node:crypto';
import { NotSimulatedError } from '../../aws/errors';
import type { TablePort } from '../../handlers/incident-engine/clients';
import type { Incident } from '../../incident/lifecycle/incident';
import { parseIncidentId } from '../../incident/lifecycle/incident-id';
import type { Severity } from '../../incident/severity';
import type { IncidentStore } from '../../incident/use-cases/incident-store';
import type { OperationsPlan } from '../../plan/alarm-plan';
import type { IncidentPlan } from '../../plan/incident-plan';
import { ProblemsError, type Problem } from '../../problems/problem';
import type { AccountClient } from '../account/account-client';
import { accountProblem } from '../account/account-problem';
import { requireEnvironment } from '../account/environment';
import type { PlannedEnvironment } from '../files/operations';
import { notAmong } from '../not-among';
import { EXIT, type Terminal } from '../terminal';

/** Options of every command about incidents. */
export interface IncidentOptions {
  readonly config: string;
  /** Default: as defaultEnvironment says. */
  readonly env?: string;
  readonly json?: boolean;
}

/** An environment in which somebody is on call. */
export interface StaffedEnvironment extends PlannedEnvironment {
  readonly plan: OperationsPlan & { readonly incidents: IncidentPlan };
}

/**
 * The environment a command about incidents is for: `--env`, or DAY2_ENVIRONMENT, so that what a page says to type
 * (`day2 incident ack partner-portal-7`) works as it stands. What stands in its way is printed, and the exit code of the
 * command is returned in its place.
 */
export function requireStaffed(options: IncidentOptions, terminal: Terminal): StaffedEnvironment | number {
  const planned = requireEnvironment(options, terminal, { readsRunbooks: false });
  if (typeof planned === 'number') return planned;
  const { model, plan } = planned;
  if (plan.incidents === undefined) {
    terminal.printError(whyNoEngine(plan, options.config));
    return EXIT.findings;
  }
  return { model, plan: { ...plan, incidents: plan.incidents } };
}

/** Why there are no incidents to ask for. */
export function whyNoEngine({ environment, nobodyIsPaged, pagers }: OperationsPlan, config: string): string {
  if (pagers !== undefined) return `${pagers.map(({ id }) => id).join(' and ')} pages in ${environment} in place of the incident engine: look there`;
  return nobodyIsPaged === undefined ? `nobody is on call: there is no on-call.yaml in ${config}` : `nobody is paged in ${environment}: ${nobodyIsPaged}`;
}

/** The incidents of an environment in an account. An account that fails throws ProblemsError AWS001 to AWS004, INC001. */
export async function incidentStoreOf(account: AccountClient, { plan: { incidents } }: StaffedEnvironment): Promise<IncidentStore> {
  const { region } = incidents.policy;
  // Brings the SDK along, so only what asks an account loads it.
  const { incidentStoreIn } = require('../../handlers/incident-engine/incident-store-in') as typeof import('../../handlers/incident-engine/incident-store-in');
  return incidentStoreIn(reportingTable(await account.table(region), { region, tableName: incidents.tableName }), incidents.tableName, randomUUID());
}

/** Where a table is. */
export interface TableLocation {
  readonly region: string;
  readonly tableName: string;
}

/** A table whose failures are problems; a condition that does not hold is none. */
export function reportingTable(table: TablePort, location: TableLocation): TablePort {
  const send = async (command: Parameters<TablePort['send']>[0]): Promise<unknown> => {
    try {
      return await table.send(command);
    } catch (error) {
      if (error instanceof NotSimulatedError) throw error;
      if (error instanceof Error && error.name === 'ConditionalCheckFailedException') throw error;
      throw new ProblemsError([tableProblem(`dynamodb:${command.constructor.name.replace(/Command$/, '')}`, location, error)]);
    }
  };
  return { send: send as TablePort['send'] };
}

function tableProblem(call: string, { region, tableName }: TableLocation, error: unknown): Problem {
  if (!(error instanceof Error) || error.name !== 'ResourceNotFoundException') return accountProblem(call, region, error);
  return {
    code: 'INC001',
    level: 'error',
    where: { path: `${call} in ${region}` },
    what: `the account has no table ${tableName}`,
    received: error.message,
    allowed: 'an account in which the environment is deployed',
    change: 'look at AWS_PROFILE: it may be another account; otherwise deploy the environment',
  };
}

/**
 * The incident of an id. That there is none is printed, and the exit code of the command is returned in its place.
 */
export async function requireIncident(store: IncidentStore, id: string, terminal: Terminal): Promise<Incident | number> {
  const location = parseIncidentId(id);
  const incident = location && (await store.get(location.group, location.sequence));
  if (incident !== undefined) return incident;
  terminal.printError(await noIncident(store, id));
  return EXIT.findings;
}

/** Says that an incident does not exist, with the one that was meant or all that are not closed. */
export async function noIncident(store: IncidentStore, id: string): Promise<string> {
  const open = (await store.notClosed()).map((incident) => incident.id);
  return open.length === 0 ? `there is no incident ${id}, and none that is not closed` : notAmong('incident', id, open);
}

/** Why nobody is paged for a severity, undefined when somebody is: an environment may be held below some of them. */
export function unpagedSeverity(severity: Severity, { policy, tierTopics }: IncidentPlan): string | undefined {
  const paged = [...new Set(tierTopics.map((topic) => topic.severity))];
  return paged.includes(severity) ? undefined : `nobody is paged for ${severity} in ${policy.environment}: allowed are ${paged.join(', ')}`;
}
