import { join } from 'node:path';
import { limitName } from '../../capacity/capacity-limit';
import { capacityStatus, day, proactiveItems, type CapacityStatus, type OwnedLimit, type ProactiveItem } from '../../capacity/capacity-status';
import type { OperationsModel } from '../../model/model';
import { worstOutcome } from '../../problems/problem';
import { formatInstant, type Instant } from '../../time/time';
import type { AccountClient } from '../account/account-client';
import { requireEnvironment } from '../account/environment';
import { readUsage, usageOf, type UsageResult } from '../account/read-usage';
import { askedAccount, type AskingOptions } from '../account/scenario-account';
import { usageRequest } from '../account/usage-queries';
import { appendSection } from '../files/append-section';
import type { PlannedEnvironment } from '../files/operations';
import { readRecordedUsage } from '../files/recorded-usage';
import { localTimesOf } from '../local-times';
import { EXIT, EXIT_OF_OUTCOME, toJson, type Terminal } from '../terminal';
import { printCapacity, printItems } from './capacity-text';

/** Options of `day2 capacity`. */
export interface CapacityOptions extends AskingOptions {
  readonly env?: string;
  /** File of recorded metrics that is read in place of an account. */
  readonly metrics?: string;
  /** Print what to ask CloudWatch for, and nothing else. */
  readonly queries?: boolean;
  /** Folder that gets a section for the plan of the month. */
  readonly out?: string;
  readonly json?: boolean;
  /** Default: now, or the point a scenario has reached. */
  readonly at?: Instant;
}

/**
 * Says how near the limits of an environment are, and when each is reached if use goes on as it did: exit code 0 when nothing is due, 1 when
 * more is needed now or within the lead time, 3 when nobody can tell. Requirements 002-53, 002-67, 003-13.
 *
 * @throws ProblemsError AWS001 to AWS004 when the account cannot be asked, MET001 for a file that holds no metrics, OUT002 and OUT003
 */
export async function capacity(options: CapacityOptions, terminal: Terminal, account: AccountClient): Promise<number> {
  const planned = requireEnvironment(options, terminal, { readsRunbooks: false });
  if (typeof planned === 'number') return planned;
  const { model } = planned;
  const limits = limitsOf(model);
  if (limits.length === 0) {
    terminal.printError(`could not tell: nothing is said of what the resources of ${model.environment} can bear; add capacity to its file`);
    return EXIT_OF_OUTCOME['could not tell'];
  }
  if (options.queries === true) {
    terminal.print(toJson(usageRequest(limits, options.at ?? terminal.now())));
    return EXIT.fine;
  }
  const read = await resultsOf(options, planned, limits, terminal, account);
  if (typeof read === 'number') return read;

  const { at, results } = read;
  const statuses = limits.map((limit) => capacityStatus(limit, usageOf(limit, results), at));
  const items = proactiveItems(statuses, at);
  const name = `${model.application} ${model.environment}`;
  terminal.print(options.json === true ? toJson(reportOf(model, statuses, items, at)) : printed(name, statuses, items, at));
  if (options.out !== undefined) archive(options.out, `${name}, ${localTimesOf(planned.plan).of(at)}`, printCapacity(name, statuses, at), items, at);
  return EXIT_OF_OUTCOME[worstOutcome(statuses.map(({ outcome }) => outcome))];
}

function limitsOf({ services }: OperationsModel): OwnedLimit[] {
  return services.flatMap(({ id, owner, limits = [] }) => limits.map((limit) => ({ ...limit, service: id, owner })));
}

async function resultsOf(
  { metrics, ...options }: CapacityOptions,
  planned: PlannedEnvironment,
  limits: readonly OwnedLimit[],
  terminal: Terminal,
  account: AccountClient,
): Promise<{ readonly at: Instant; readonly results: readonly UsageResult[] } | number> {
  if (metrics !== undefined) return { at: options.at ?? terminal.now(), results: readRecordedUsage(metrics) };
  const asked = await askedAccount(options, planned, terminal, account);
  if (typeof asked === 'number') return asked;
  const at = options.at ?? asked.at;
  return { at, results: await readUsage(asked.account, planned.model.region, limits, at) };
}

function printed(name: string, statuses: readonly CapacityStatus[], items: readonly ProactiveItem[], at: Instant): string {
  const text = printCapacity(name, statuses, at);
  return items.length === 0 ? text : `${text}\n\n${printItems(items)}`;
}

/**
 * The section of a month's plan: what was found, and what follows from it.
 *
 * @param heading what it is of, and when
 */
function archive(folder: string, heading: string, found: string, items: readonly ProactiveItem[], at: Instant): void {
  appendSection(join(folder, `${day(at)}.md`), `# Capacity on ${day(at)} (UTC)`, [
    `## ${heading}`,
    ['```', found, '```'].join('\n'),
    items.length === 0 ? 'Nothing has to be done.' : printItems(items),
  ]);
}

function reportOf({ application, environment }: OperationsModel, statuses: readonly CapacityStatus[], items: readonly ProactiveItem[], at: Instant): object {
  return {
    application,
    environment,
    at: formatInstant(at),
    limits: statuses.map(({ limit, outcome, why, peak, headroomPercent, forecast }) => ({
      limit: limitName(limit),
      service: limit.service,
      owner: limit.owner,
      outcome,
      ...(why !== undefined && { why }),
      ...(peak !== undefined && { peak }),
      of: limit.limit,
      origin: limit.origin,
      leadTimeMinutes: limit.leadTimeMinutes,
      ...(headroomPercent !== undefined && { headroomPercent }),
      ...(forecast !== undefined && { forecast: datesOf(forecast) }),
    })),
    items,
  };
}

function datesOf({ growthPerWeek, ...instants }: NonNullable<CapacityStatus['forecast']>): object {
  return { growthPerWeek, ...Object.fromEntries(Object.entries(instants).map(([name, instant]) => [name, formatInstant(instant)])) };
}
