import { join } from 'node:path';
import type { Incident } from '../../incident/lifecycle/incident';
import { formatInstant, type Instant } from '../../time/time';
import type { AccountClient } from '../account/account-client';
import { requireEnvironment } from '../account/environment';
import { budgetLocations, readBudgets } from '../account/read-budgets';
import { askedAccount, type AskingOptions } from '../account/scenario-account';
import { appendSection } from '../files/append-section';
import { localTimesOf } from '../local-times';
import { EXIT, toJson, type Terminal } from '../terminal';
import { budgetStatus, worstFirst } from './budget-status';
import { incidentStoreOf, type IncidentOptions } from './incident-access';
import { printIncidents } from './incident-list';
import { incidentStatus, worstIncidentFirst } from './incident-status';
import { printStatuses } from './slo-status-text';

/** Options of `day2 snapshot`. */
export interface SnapshotOptions extends IncidentOptions, AskingOptions {
  /** Folder of the snapshots. */
  readonly out: string;
  /** Why it is made, such as the incident that was resolved. */
  readonly reason?: string;
  /** Instant of the snapshot. Default: now. */
  readonly at?: Instant;
}

/**
 * Archives what is known of an environment at an instant, budgets and incidents, in the file of its UTC day: two snapshots in one day
 * stand below each other. Requirement 004-18.
 *
 * @throws ProblemsError when the account cannot be asked, OUT002 to OUT004 when it cannot be written
 */
export async function snapshot(options: SnapshotOptions, terminal: Terminal, account: AccountClient): Promise<number> {
  const planned = requireEnvironment(options, terminal, { readsRunbooks: false });
  if (typeof planned === 'number') return planned;
  const asked = await askedAccount(options, planned, terminal, account);
  if (typeof asked === 'number') return asked;
  const at = options.at ?? asked.at;
  const { plan } = planned;
  const budgets = await readBudgets(asked.account, budgetLocations(plan));
  const statuses = worstFirst(budgets.map(({ location, stored }) => budgetStatus(location, stored, at)));
  const { incidents } = plan;
  const open = incidents === undefined ? [] : await (await incidentStoreOf(asked.account, { ...planned, plan: { ...plan, incidents } })).notClosed();
  const listed = worstIncidentFirst(open).map((incident) => incidentStatus(incident, at));
  const hidden = open.flatMap(hiddenAlarms);
  const file = join(options.out, `${formatInstant(at).slice(0, 10)}.md`);
  const name = `${plan.application} ${plan.environment}`;
  const times = localTimesOf(plan);
  appendSection(file, `# Metrics of ${formatInstant(at).slice(0, 10)} (UTC)`, [
    `## ${name}, ${times.of(at)}${options.reason === undefined ? '' : `: ${options.reason}`}`,
    block(printStatuses(plan, statuses, at, true)),
    block(printIncidents(plan, listed, { now: at, all: false })),
    ...(hidden.length === 0 ? [] : [block(times.answer(hidden.map(hiddenText).join('\n')))]),
  ]);
  if (options.json === true) terminal.print(toJson({ file, at: formatInstant(at), objectives: statuses, incidents: listed, hiddenByMutes: hidden }));
  else terminal.print(times.answer(`snapshot of ${name} at ${formatInstant(at)} in ${file}`));
  return EXIT.fine;
}

/** An alarm that is on and pages nobody because it is muted. */
interface HiddenAlarm {
  readonly incident: string;
  readonly alarm: string;
  readonly since: string;
  readonly mutedUntil: string;
}

function hiddenAlarms({ id, alarms }: Incident): readonly HiddenAlarm[] {
  return alarms.flatMap(({ name, state, transitionAt, mutedUntil }) =>
    mutedUntil === undefined || state !== 'ALARM'
      ? []
      : [{ incident: id, alarm: name, since: formatInstant(transitionAt), mutedUntil: formatInstant(mutedUntil) }],
  );
}

function hiddenText({ incident, alarm, since, mutedUntil }: HiddenAlarm): string {
  return `a mute hides ${alarm}: on since ${since}, muted until ${mutedUntil} (${incident})`;
}

function block(text: string): string {
  return ['```', text, '```'].join('\n');
}
