import type { Incident } from '../../incident/lifecycle/incident';
import { isSameAlarm } from '../../incident/lifecycle/incident-event';
import { missingForClosing } from '../../incident/lifecycle/resolution';
import { ProblemsError } from '../../problems/problem';
import { formatInstant, type Instant } from '../../time/time';
import type { AccountClient } from '../account/account-client';
import { budgetLocations, readBudgets } from '../account/read-budgets';
import { askedAccount, type AskingOptions } from '../account/scenario-account';
import { EXIT, toJson, type Terminal } from '../terminal';
import { budgetStatus, type IncidentBudgets } from './budget-status';
import { incidentStoreOf, requireIncident, requireStaffed, type IncidentOptions, type StaffedEnvironment } from './incident-access';
import { printIncident } from './incident-show-text';
import { incidentStatus, tiersOf } from './incident-status';

/** Options of `day2 incident show`. */
export interface IncidentShowOptions extends IncidentOptions, AskingOptions {}

/**
 * Prints everything a responder needs of one incident.
 *
 * @throws ProblemsError when the table cannot be asked
 */
export async function incidentShow(id: string, options: IncidentShowOptions, terminal: Terminal, account: AccountClient): Promise<number> {
  const staffed = requireStaffed(options, terminal);
  if (typeof staffed === 'number') return staffed;
  const asked = await askedAccount(options, staffed, terminal, account);
  if (typeof asked === 'number') return asked;
  const store = await incidentStoreOf(asked.account, staffed);
  const incident = await requireIncident(store, id, terminal);
  if (typeof incident === 'number') return incident;
  const budgets = await budgetsOf(incident, staffed, asked);
  if (options.json === true) terminal.print(toJson(jsonOf(incident, budgets, asked.at)));
  else terminal.print(printIncident({ incident, policy: staffed.plan.incidents.policy, budgets, now: asked.at }));
  return EXIT.fine;
}

/** What is left of the budgets its alarms are about. Whoever may not read them still has to see the incident. */
export async function budgetsOf(
  incident: Incident,
  { plan }: StaffedEnvironment,
  { account, at }: { readonly account: AccountClient; readonly at: Instant },
): Promise<IncidentBudgets> {
  const known = plan.incidents.policy.alarms.filter((alarm) => incident.alarms.some((each) => isSameAlarm(each, alarm)));
  const locations = budgetLocations(plan).filter((location) =>
    known.some(({ budgetParameter, region }) => budgetParameter === location.parameterName && region === location.region),
  );
  try {
    const read = await readBudgets(account, locations);
    return { statuses: read.map(({ location, stored }) => budgetStatus(location, stored, at)) };
  } catch (error) {
    if (!(error instanceof ProblemsError)) throw error;
    const [{ code, what, received }] = error.problems as readonly [ProblemsError['problems'][number]];
    return { why: `${what} (${code} ${received})` };
  }
}

/** The record as it is stored, beside what follows from it. */
function jsonOf(incident: Incident, budgets: IncidentBudgets, now: Instant) {
  return {
    at: formatInstant(now),
    status: incidentStatus(incident, now),
    tiers: tiersOf(incident).map((tier) => ({ ...tier, at: formatInstant(tier.at) })),
    missingForClosing: missingForClosing(incident),
    budgets,
    incident,
  };
}
