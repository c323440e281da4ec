import { join } from 'node:path';
import { reviewAutomation } from '../../incident/automation-review';
import type { Incident } from '../../incident/lifecycle/incident';
import { calendarUnitAround } from '../../time/calendar-unit';
import { formatInstant, type Instant } from '../../time/time';
import type { AccountClient } from '../account/account-client';
import { requireEnvironment } from '../account/environment';
import { budgetLocations, readBudgets } from '../account/read-budgets';
import { askedAccount, type AskingOptions } from '../account/scenario-account';
import { changeTogether } from '../files/change-together';
import { localTimesOf } from '../local-times';
import { EXIT, toJson, type Terminal } from '../terminal';
import { budgetStatus, worstFirst } from './budget-status';
import { incidentStoreOf, type IncidentOptions } from './incident-access';
import { reportText } from './report-text';

/** Options of `day2 report`. */
export interface ReportOptions extends IncidentOptions, AskingOptions {
  /** Folder of the reports. */
  readonly out: string;
  /** An instant of the month. Default: the month before the present one. */
  readonly month?: Instant;
  /** Instant as of which budgets are judged. Default: now. */
  readonly at?: Instant;
}

/** Most incidents of one service that are read, latest first: more than a service has in a year. Our choice. */
const MOST_OF_A_SERVICE = 1_000;

/**
 * Writes the report of a month, in a file of its own: objectives by category, incidents, and how what runs by itself has done. What
 * stands in the file already is replaced. Requirements 002-57 and 002-74.
 *
 * @throws ProblemsError when the account cannot be asked, OUT002 to OUT004 when it cannot be written
 */
export async function report(options: ReportOptions, terminal: Terminal, account: AccountClient): Promise<number> {
  const planned = requireEnvironment(options, terminal, { readsRunbooks: false });
  if (typeof planned === 'number') return planned;
  const asked = await askedAccount(options, planned, terminal, account);
  if (typeof asked === 'number') return asked;
  const at = options.at ?? asked.at;
  const { plan } = planned;
  const { application, environment, incidents } = plan;
  const { start, next } = monthOf(options.month, at);
  const budgets = await readBudgets(asked.account, budgetLocations(plan));
  const statuses = worstFirst(budgets.map(({ location, stored }) => budgetStatus(location, stored, at)));
  const all =
    incidents === undefined
      ? []
      : await allIncidents(await incidentStoreOf(asked.account, { ...planned, plan: { ...plan, incidents } }), incidents.policy.groups);
  const opened = all.filter(({ openedAt }) => openedAt >= start && openedAt < next);
  const automation = reviewAutomation(all, start, next);
  const month = formatInstant(start).slice(0, 7);
  const file = join(options.out, `${month}-${application}-${environment}.md`);
  changeTogether([
    { file, content: () => reportText({ name: `${application} ${environment}`, month, at: localTimesOf(plan).of(at), statuses, opened, automation }) },
  ]);
  if (options.json === true)
    terminal.print(toJson({ file, month, at: formatInstant(at), objectives: statuses, incidents: opened.map(({ id }) => id), automation }));
  else terminal.print(`report of ${application} ${environment} for ${month} in ${file}`);
  return EXIT.fine;
}

function monthOf(asked: Instant | undefined, now: Instant): { readonly start: Instant; readonly next: Instant } {
  const unit = { unit: 'month', timeZone: 'UTC' } as const;
  return calendarUnitAround(unit, asked ?? calendarUnitAround(unit, now).start - 1);
}

async function allIncidents(store: Awaited<ReturnType<typeof incidentStoreOf>>, groups: readonly { readonly id: string }[]): Promise<Incident[]> {
  const found: Incident[] = [];
  for (const { id } of groups) found.push(...(await store.ofGroup(id, MOST_OF_A_SERVICE)));
  return found;
}
