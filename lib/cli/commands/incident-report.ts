import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { followUpTasks, mergeTasks, parseTasks } from '../../afterwards/follow-up-tasks';
import { incidentReport } from '../../afterwards/incident-report';
import { postmortemShell } from '../../afterwards/postmortem-shell';
import { renderSections } from '../../handover/markdown';
import { isActive, type Incident } from '../../incident/lifecycle/incident';
import { owedItems } from '../../incident/lifecycle/resolution';
import { namedDashboardLink } from '../../incident/message/console-links';
import { ProblemsError } from '../../problems/problem';
import { formatInstant, type Instant } from '../../time/time';
import type { AccountClient } from '../account/account-client';
import { countedObjectives, type CountedTelemetry } from '../account/counted-objectives';
import { askedAccount, type AskingOptions } from '../account/scenario-account';
import { changeTogether, type FileChange } from '../files/change-together';
import { EXIT, toJson, type Terminal } from '../terminal';
import type { IncidentBudgets } from './budget-status';
import { incidentStoreOf, requireIncident, requireStaffed, type IncidentOptions, type StaffedEnvironment } from './incident-access';
import { budgetsOf } from './incident-show';

/** Options of `day2 incident report`. */
export interface IncidentReportOptions extends IncidentOptions, AskingOptions {
  /** Folder in which every incident has one of its own. */
  readonly out: string;
  /** File of tasks. */
  readonly tasks: string;
}

/** What is known of an incident when its report is written. */
export interface ReportedIncident {
  readonly incident: Incident;
  readonly budgets: IncidentBudgets;
  /** What its objectives measured; absent: it was taken before, and stays. */
  readonly counted?: CountedTelemetry;
  readonly at: Instant;
}

/**
 * Writes what is filed of an incident that is over: its report, the state of its alarms and budgets, the postmortem to be written, and
 * the tasks of the one that was filed. All of the files or none.
 *
 * @throws ProblemsError when the table cannot be asked, TSK001 for a file of tasks that is none, OUT002 for one that cannot be written
 */
export async function incidentReportCommand(id: string, options: IncidentReportOptions, terminal: Terminal, account: AccountClient): Promise<number> {
  const staffed = requireStaffed(options, terminal);
  if (typeof staffed === 'number') return staffed;
  const asked = await askedAccount(options, staffed, terminal, account);
  if (typeof asked === 'number') return asked;
  const incident = await requireIncident(await incidentStoreOf(asked.account, staffed), id, terminal);
  if (typeof incident === 'number') return incident;
  if (isActive(incident)) {
    terminal.printError(`${id} is ${incident.state}: a report is of what is over; resolve it first`);
    return EXIT.findings;
  }
  const reported = await reportedIncident(incident, staffed, asked, options);
  const changes = reportFiles(reported, staffed, options);
  changeTogether(changes);
  const files = changes.map(({ file }) => file);
  terminal.print(options.json === true ? toJson({ incident: id, files }) : [`${id}:`, ...files.map((file) => `  ${file}`)].join('\n'));
  return EXIT.fine;
}

/** What is known of an incident. Metrics are paid for by the query: those of a snapshot that was taken are not read again. */
export async function reportedIncident(
  incident: Incident,
  staffed: StaffedEnvironment,
  { account, at }: { readonly account: AccountClient; readonly at: Instant },
  { out }: Pick<IncidentReportOptions, 'out'>,
): Promise<ReportedIncident> {
  const budgets = await budgetsOf(incident, staffed, { account, at });
  if (existsSync(telemetryFile(incident, out))) return { incident, budgets, at };
  return { incident, budgets, counted: await countedObjectives(incident, staffed.plan, account, at), at };
}

function telemetryFile({ id }: Incident, out: string): string {
  return join(out, id, 'telemetry.json');
}

/**
 * The files of an incident that is over. What people write is made once and never written over: the postmortem.
 *
 * @param options folder and file of tasks
 */
export function reportFiles(
  reported: ReportedIncident,
  { plan }: Pick<StaffedEnvironment, 'plan'>,
  { out, tasks }: Pick<IncidentReportOptions, 'out' | 'tasks'>,
): readonly FileChange[] {
  const { incident, at } = reported;
  const { application, environment } = plan;
  const folder = join(out, incident.id);
  const head = { application, environment, date: formatInstant(incident.resolution?.at ?? at).slice(0, 10), generatedBy: 'day2 incident report' };
  const report = renderSections(`Incident report: ${incident.id}`, head, incidentReport(incident));
  const isOwed = owedItems(incident).includes('postmortem') && incident.postmortem?.content === undefined && incident.postmortem?.status !== 'waived';
  return [
    { file: join(folder, 'report.md'), content: () => report },
    { file: telemetryFile(incident, out), content: (before) => (before === undefined ? `${toJson(telemetryOf(reported, plan))}\n` : undefined) },
    ...(isOwed
      ? [{ file: join(folder, 'postmortem.yaml'), content: (before: Buffer | undefined) => (before === undefined ? postmortemShell(incident) : undefined) }]
      : []),
    ...tasksChange([incident], tasks),
  ];
}

/** Brings a file of tasks up to date; none for incidents of which nothing follows. */
export function tasksChange(incidents: readonly Incident[], file: string): readonly FileChange[] {
  const tasks = followUpTasks(incidents);
  return tasks.length === 0 ? [] : [mergedInto(file, tasks)];
}

/**
 * A file of tasks with these brought up to date.
 *
 * @param whenNew what an entry begins with
 */
export function mergedInto(file: string, tasks: readonly { readonly id: string }[], whenNew?: object): FileChange {
  return {
    file,
    content: (before) => {
      const read = before === undefined ? undefined : parseTasks(before.toString('utf8'));
      if (read !== undefined && 'why' in read) throw unreadableTasks(file, read.why as string);
      const after = `${JSON.stringify(mergeTasks(read, tasks, whenNew), null, 2)}\n`;
      return after === before?.toString('utf8') ? undefined : after;
    },
  };
}

function unreadableTasks(file: string, received: string): ProblemsError {
  return new ProblemsError([
    {
      code: 'TSK001',
      level: 'error',
      where: { file },
      what: 'the file of tasks cannot be read, so that nothing was added to it',
      received,
      allowed: '{ "version": 1, "tasks": [ … ] }, each task with an id of its own',
      change: 'correct it, or name another file with --tasks',
    },
  ]);
}

/**
 * How alarms and budgets of an incident stood, what its objectives measured, and the dashboards on which the rest is seen, for whoever looks at it when
 * CloudWatch has forgotten the minutes. Requirement 004-24.
 */
function telemetryOf({ incident, budgets, counted, at }: ReportedIncident, { regions, dashboards }: StaffedEnvironment['plan']): object {
  const { id, alarms, openedAt, resolution } = incident;
  return {
    schema: 'day2.telemetry/1',
    incident: id,
    takenAt: formatInstant(at),
    from: formatInstant(openedAt),
    until: resolution === undefined ? undefined : formatInstant(resolution.at),
    alarms: alarms.map(({ name, region, severity, state, transitionAt }) => ({ name, region, severity, state, since: formatInstant(transitionAt) })),
    budgets,
    counted,
    dashboards: dashboards.map(({ name, title }) => ({ title, address: namedDashboardLink(regions[0]!.region, name) })),
  };
}
