import { randomUUID } from 'node:crypto';
import type { RequestStore } from '../../incident/use-cases/request-store';
import type { IncidentPlan, RequestIntakePlan } from '../../plan/incident-plan';
import type { AccountClient } from '../account/account-client';
import { EXIT, type Terminal } from '../terminal';
import { reportingTable, requireStaffed, type IncidentOptions, type StaffedEnvironment } from './incident-access';

/** An environment that takes requests. */
export interface RequestEnvironment extends StaffedEnvironment {
  readonly plan: StaffedEnvironment['plan'] & { readonly incidents: IncidentPlan & { readonly requests: RequestIntakePlan } };
}

/**
 * The environment a command about requests is for. What stands in its way is printed, and the exit code of the command is returned in its
 * place.
 */
export function requireRequests(options: IncidentOptions, terminal: Terminal): RequestEnvironment | number {
  const staffed = requireStaffed(options, terminal);
  if (typeof staffed === 'number') return staffed;
  const { model, plan } = staffed;
  const { requests } = plan.incidents;
  if (requests === undefined) {
    terminal.printError(`${plan.environment} takes no requests: its file has no requests`);
    return EXIT.findings;
  }
  return { model, plan: { ...plan, incidents: { ...plan.incidents, requests } } };
}

/** The requests of an environment in an account. An account that fails throws ProblemsError AWS001 to AWS004, INC001. */
export async function requestStoreOf(account: AccountClient, { plan: { incidents } }: RequestEnvironment): Promise<RequestStore> {
  const { region } = incidents.policy;
  const { tableName } = incidents.requests;
  // Brings the SDK along, so only what asks an account loads it.
  const { requestStoreIn } = require('../../handlers/incident-engine/incident-store-in') as typeof import('../../handlers/incident-engine/incident-store-in');
  return requestStoreIn(reportingTable(await account.table(region), { region, tableName }), tableName, randomUUID());
}
