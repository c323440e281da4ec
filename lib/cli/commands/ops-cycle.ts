import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DAYS_TO_IMPROVE, improvementsFrom, type Improvement } from '../../afterwards/improvements';
import { operationsFigures, operationsGates, type OperationsFigures, type OperationsGate } from '../../afterwards/operations-figures';
import { operationsReport } from '../../afterwards/operations-report';
import { parseDrill, type RecordedDrill } from '../../afterwards/parse-drill';
import { isResolvedInTime } from '../../afterwards/resolved-in-time';
import { hashOf } from '../../handover/evidence/manifest';
import { renderSections } from '../../handover/markdown';
import { OPERATIONS_GROUP } from '../../incident/lifecycle/engine-policy';
import { isActive } from '../../incident/lifecycle/incident';
import { ProblemsError, type Problem } from '../../problems/problem';
import { formatInstant } from '../../time/time';
import { DAY_MS } from '../../time/zoned-time';
import type { AccountClient } from '../account/account-client';
import { budgetLocations, readBudgets } from '../account/read-budgets';
import { askedAccount, type AskingOptions } from '../account/scenario-account';
import { changeTogether } from '../files/change-together';
import { handoverSettings } from '../files/evidence-store';
import { readText } from '../files/read-text';
import { EXIT, toJson, type Terminal } from '../terminal';
import { budgetStatus, worstFirst, type BudgetStatus } from './budget-status';
import { incidentStoreOf, requireStaffed, type IncidentOptions } from './incident-access';
import { readIncidents } from './incident-list';
import { mergedInto, reportedIncident, reportFiles, tasksChange } from './incident-report';
import { incidentStatus, worstIncidentFirst, type IncidentStatus } from './incident-status';

/** Options of `day2 ops cycle`. */
export interface OpsCycleOptions extends IncidentOptions, AskingOptions {
  /** Folder of the report and the backlog. */
  readonly out: string;
  /** Folder of the reports of incidents. */
  readonly reports: string;
  readonly tasks: string;
  /** Evidence of drills. */
  readonly drill?: readonly string[];
}

/** What came of a cycle. The names of the first four are those that the list of requirements asks for (003-35). */
export interface OpsCycle {
  readonly slo_status: readonly BudgetStatus[];
  readonly incidents: readonly (IncidentStatus & { readonly resolvedInTime?: boolean; readonly postmortem?: string })[];
  readonly improvements: readonly Improvement[];
  readonly evidence: readonly { readonly file: string; readonly sha256: string }[];
  readonly figures: OperationsFigures;
  readonly gates: readonly OperationsGate[];
}

/**
 * Goes once through operations: reads how objectives stand and which incidents there are, files what follows from those that are over, finds what could be
 * improved, and leaves the documents with their hashes. It pages nobody and changes no record: that is the engine's.
 *
 * @throws ProblemsError when the account cannot be asked, DRL002 for evidence that is none of a drill, TSK001 and OUT002 for files that cannot be changed
 */
export async function opsCycle(options: OpsCycleOptions, terminal: Terminal, account: AccountClient): Promise<number> {
  const staffed = requireStaffed(options, terminal);
  if (typeof staffed === 'number') return staffed;
  const drills = (options.drill ?? []).map(readDrill);
  const asked = await askedAccount(options, staffed, terminal, account);
  if (typeof asked === 'number') return asked;
  const { at } = asked;
  const { model, plan } = staffed;

  const read = await readBudgets(asked.account, budgetLocations(plan));
  const objectives = worstFirst(read.map(({ location, stored }) => budgetStatus(location, stored, at)));
  const services = plan.incidents.policy.groups.map(({ id }) => id);
  const incidents = worstIncidentFirst(await readIncidents(await incidentStoreOf(asked.account, staffed), services)).filter(
    ({ group }) => group !== OPERATIONS_GROUP,
  );

  const { drills: rehearsing } = handoverSettings(options.config, model);
  const scenarios = rehearsing['postmortem-clock'];
  const figures = operationsFigures(objectives, incidents, at);
  const gates = operationsGates(
    incidents,
    drills.map(({ held }) => held),
    { environment: plan.environment, people: plan.incidents.policy.roster.people.map(({ id }) => id), ...(scenarios !== undefined && { scenarios }) },
    at,
  );
  const owners = new Map(model.services.map(({ id, owner }) => [id, owner]));
  const { incidentLead: lead } = plan.incidents.policy.escalation;
  const improvements = improvementsFrom({
    objectives,
    figures,
    incidents,
    drills: drills.flatMap(({ findings }) => findings),
    ownerOf: (service) => owners.get(service) ?? lead,
    lead,
    now: at,
  });

  const over = incidents.filter((incident) => !isActive(incident));
  const reported = await Promise.all(over.map((incident) => reportedIncident(incident, staffed, asked, { out: options.reports })));
  const ofIncidents = reported.flatMap((each) => reportFiles(each, staffed, { out: options.reports, tasks: options.tasks }));
  const head = { application: plan.application, environment: plan.environment, date: formatInstant(at).slice(0, 10), generatedBy: 'day2 ops cycle' };
  const report = renderSections('Operations: for the retrospective', head, operationsReport({ figures, gates, improvements }));
  const changes = [
    ...ofIncidents.filter(({ file }) => file !== options.tasks),
    ...tasksChange(over, options.tasks),
    { file: join(options.out, 'retrospective-input.md'), content: () => report },
    mergedInto(join(options.out, 'improvement-backlog.json'), improvements, { due: formatInstant(at + DAYS_TO_IMPROVE * DAY_MS), status: 'open' }),
  ];
  changeTogether(changes);
  const cycle: OpsCycle = {
    slo_status: objectives,
    incidents: incidents.map((incident) => {
      const resolvedInTime = isResolvedInTime(incident, at);
      const { postmortem } = incident;
      return {
        ...incidentStatus(incident, at),
        ...(resolvedInTime !== undefined && { resolvedInTime }),
        ...(postmortem !== undefined && { postmortem: postmortem.status }),
      };
    }),
    improvements,
    evidence: changes.map(({ file }) => ({ file, sha256: hashOf(readFileSync(file)) })),
    figures,
    gates,
  };
  terminal.print(
    options.json === true ? toJson({ application: plan.application, environment: plan.environment, at: formatInstant(at), ...cycle }) : printCycle(cycle),
  );
  return gates.every(({ outcome }) => outcome === 'passed') ? EXIT.fine : EXIT.findings;
}

function readDrill(file: string): RecordedDrill {
  const read = parseDrill(readText(file, (received) => noDrill(file, received)));
  if ('why' in read) throw new ProblemsError([noDrill(file, read.why)]);
  return read;
}

function noDrill(file: string, received: string): Problem {
  return {
    code: 'DRL002',
    level: 'error',
    where: { file },
    what: 'this is no evidence of a drill',
    received,
    allowed: 'a file that day2 drill run --out wrote',
    change: 'correct the name of the file',
  };
}

/** A line for each step, as the list of requirements names them. */
function printCycle({ slo_status: objectives, incidents, improvements, evidence, figures, gates }: OpsCycle): string {
  const { objectivesKept, objectivesUnknown, resolvedInTime, postmortemsHeld, actionsDone } = figures;
  const unwell = objectives.filter(({ state }) => state !== 'healthy').map(({ objective, state }) => `${objective} ${state}`);
  return [
    `monitor: ${objectivesKept.done} of ${objectivesKept.of} objectives met${objectivesUnknown.length === 0 ? '' : `, ${objectivesUnknown.length} could not be determined`}${unwell.length === 0 ? '' : `: ${unwell.join(', ')}`}`,
    `detect: ${incidents.length} ${incidents.length === 1 ? 'incident' : 'incidents'}${incidents.length === 0 ? '' : `: ${incidents.map(({ id, severity, state }) => `${id} ${severity} ${state}`).join(', ')}`}`,
    `respond: ${resolvedInTime.done} of ${resolvedInTime.of} resolved in time`,
    `postmortem: ${postmortemsHeld.done} of ${postmortemsHeld.of} held, ${actionsDone.done} of ${actionsDone.of} actions done`,
    `improve: ${improvements.length} ${improvements.length === 1 ? 'entry' : 'entries'} of the backlog`,
    ...improvements.map(({ title, owner }) => `  ${title} (${owner})`),
    ...gates.map(({ gate, outcome, why }) => `gate ${gate}: ${outcome}, ${why}`),
    'documents and evidence:',
    ...evidence.map(({ file, sha256 }) => `  ${file} ${sha256.slice(0, 12)}`),
  ].join('\n');
}
