import { incidentsOfService } from '../../incident/lifecycle/incidents-of-service';
import { ProblemsError } from '../../problems/problem';
import { decideGate } from '../../slo/budget/decide-gate';
import { parseBudgetRecord } from '../../slo/budget/stored-record';
import { standingOf, type CalendarStanding, type GateFacts, type OpenIncident, type Unreadable } from '../../slo/gate/gate-facts';
import { parsePermit, PERMIT_KINDS, permitParameterName } from '../../slo/gate/permit';
import { formatInstant, type Instant } from '../../time/time';
import type { BudgetLocation } from '../commands/budget-status';
import { incidentStoreOf } from '../commands/incident-access';
import type { PlannedEnvironment } from '../files/operations';
import type { AccountClient } from './account-client';
import { askAccount } from './account-problem';
import { budgetLocations, getParameters, readBudgets } from './read-budgets';

/**
 * Everything the gate decides by, as the account has it. Each part that cannot be read says so; none of them stops the others,
 * because a rollback waits for nothing.
 *
 * @param at the instant at which stored states are judged
 */
export async function readGateFacts(account: AccountClient, environment: PlannedEnvironment, service: string, at: Instant): Promise<GateFacts> {
  const [budgets, incidents, calendar, permits] = await Promise.all([
    orUnreadable(() => readServiceBudgets(account, environment, service, at)),
    orUnreadable(() => readOpenIncidents(account, environment, service)),
    orUnreadable(() => readCalendarStanding(account, environment, at)),
    orUnreadable(() => readPermits(account, environment, service)),
  ]);
  return { budgets, incidents, calendar, permits: 'unreadable' in permits ? [] : permits };
}

async function readCalendarStanding(account: AccountClient, { plan }: PlannedEnvironment, at: Instant): Promise<CalendarStanding> {
  const { freezes } = plan.maintenance ?? {};
  if (freezes === undefined) return { state: 'none' };
  const { GetCalendarStateCommand } = await import('@aws-sdk/client-ssm');
  const calendars = await account.calendars(freezes.region);
  const command = new GetCalendarStateCommand({ CalendarNames: [freezes.name], AtTime: formatInstant(at) });
  return standingOf(await askAccount('ssm:GetCalendarState', freezes.region, () => calendars.send(command)));
}

async function orUnreadable<Read extends object>(read: () => Promise<Read>): Promise<Read | Unreadable> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof ProblemsError)) throw error;
    const [first] = error.problems;
    return { unreadable: `${first!.what} (${first!.code}, ${first!.where.path ?? ''}: ${String(first!.received)})` };
  }
}

async function readServiceBudgets(
  account: AccountClient,
  { plan }: PlannedEnvironment,
  service: string,
  at: Instant,
): Promise<Exclude<GateFacts['budgets'], Unreadable>> {
  const locations = budgetLocations(plan).filter(({ objective }) => objective.startsWith(`${service}/`));
  const read = await readBudgets(account, locations);
  return read.map(({ location, stored }) => ({
    objective: location.objective,
    decision: decideGate(typeof stored === 'string' ? undefined : recordOf(stored.text, location), at),
  }));
}

/** The record of a parameter, unless it is of another objective. */
function recordOf(text: string, { objective }: BudgetLocation): ReturnType<typeof parseBudgetRecord> {
  const record = parseBudgetRecord(text);
  return record?.objective === objective ? record : undefined;
}

async function readOpenIncidents(account: AccountClient, { model, plan }: PlannedEnvironment, service: string): Promise<readonly OpenIncident[]> {
  const { incidents } = plan;
  if (incidents === undefined) return [];
  const store = await incidentStoreOf(account, { model, plan: { ...plan, incidents } });
  return incidentsOfService(await store.active(), service);
}

async function readPermits(account: AccountClient, { model, plan }: PlannedEnvironment, service: string): Promise<GateFacts['permits']> {
  const names = PERMIT_KINDS.map((kind) => permitParameterName(plan, service, kind));
  const { Parameters: found = [] } = await getParameters(account, model.region, names);
  return PERMIT_KINDS.flatMap((kind, index) => {
    const text = found.find(({ Name: name }) => name === names[index])?.Value;
    return (text === undefined ? undefined : parsePermit(text, kind)) ?? [];
  });
}
