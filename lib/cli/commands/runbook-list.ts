import { filesOnDisk } from '../../config/read-directory';
import { readReferences } from '../../config/read-references';
import { runbookLink } from '../../incident/message/console-links';
import { hasErrors } from '../../problems/problem';
import type { RunbookDocument } from '../../runbook/document/document';
import { dueAt } from '../../runbook/library/runbook';
import { formatDurationMinutes, type Instant } from '../../time/time';
import { deployedRunbook } from '../account/deployed-runbook';
import { requireEnvironment } from '../account/environment';
import type { PlannedEnvironment } from '../files/operations';
import { readRunbooks } from '../files/read-runbooks';
import { LocalTimes, localTimesOf } from '../local-times';
import { EXIT, printProblems, toJson, type Terminal } from '../terminal';
import { alignColumns } from './columns';
import { namedRunbooks } from './runbook-selection';

/** Options of `day2 runbook list` and `show`. */
export interface RunbookListOptions {
  /** Folder of the runbooks. */
  readonly runbooks: string;
  readonly json?: boolean;
}

/** Options of `day2 runbook list`. */
export interface RunbookInventoryOptions extends RunbookListOptions {
  /** Category of incidents; only references that help then. */
  readonly for?: string;
}

/** Lists every runbook with what starts it, who keeps it and what a wrong run can do; then what else whoever responds is sent to. */
export function runbookList(options: RunbookInventoryOptions, terminal: Terminal): number {
  const all = readRunbooks(options.runbooks).map(({ runbook: { name, facts }, cases }) => ({ name, kind: 'ssm', ...facts, cases: cases.length }));
  const names = all.map(({ name }) => name);
  const { references: written, problems } = readReferences(options.runbooks, names, filesOnDisk);
  const { for: category } = options;
  const references = written.filter(({ categories }) => category === undefined || categories.length === 0 || categories.includes(category));
  if (options.json === true) terminal.print(toJson({ version: 1, runbooks: all, references, problems }));
  else {
    const rows = all.map((each) => [
      each.name,
      each.purpose,
      each.risk,
      `${each.expectedMinutes}m`,
      each.triggers.join(', '),
      each.owner,
      `${each.cases}`,
      each.title,
    ]);
    terminal.print(alignColumns([['RUNBOOK', 'PURPOSE', 'RISK', 'TAKES', 'STARTED BY', 'OWNER', 'CASES', 'WHAT IT DOES'], ...rows]).join('\n'));
    if (references.length > 0) {
      const others = references.map(({ title, kind, categories, at }) => [title, kind, categories.join(', ') || 'every incident', at]);
      terminal.print(['', ...alignColumns([['REFERENCE', 'KIND', 'FOR', 'WHERE'], ...others])].join('\n'));
    }
    printProblems(terminal, problems);
  }
  return hasErrors(problems) ? EXIT.findings : EXIT.fine;
}

/** Options of `day2 runbook show`. */
export interface RunbookShowOptions extends RunbookListOptions {
  readonly config: string;
  /** When what asks for the runbook was found. Default: now. */
  readonly found?: Instant;
  /** Environment in which it is deployed. Default: none, and no page that starts it is shown. */
  readonly env?: string;
}

/**
 * Shows a runbook: what is known of it, its parameters and its steps; of one that is due after a finding, when; in an environment the
 * page of the console that starts it.
 */
export function runbookShow(name: string, options: RunbookShowOptions, terminal: Terminal): number {
  const [found] = namedRunbooks(readRunbooks(options.runbooks), [name]);
  const { runbook, cases } = found!;
  const planned = options.env === undefined ? undefined : requireEnvironment(options, terminal);
  if (typeof planned === 'number') return planned;
  const link = planned && linkIn(planned, name, options, terminal);
  if (typeof link === 'number') return link;
  const times = planned === undefined ? new LocalTimes('UTC') : localTimesOf(planned.plan);
  if (options.json === true) {
    const { facts, document } = runbook;
    terminal.print(
      toJson({
        version: 1,
        name,
        ...facts,
        ...(link !== undefined && { environment: options.env, link }),
        parameters: document.parameters,
        steps: document.steps,
        cases: cases.map(({ id, kind }) => ({ id, kind })),
      }),
    );
    return EXIT.fine;
  }
  const { title, purpose, risk, expectedMinutes, triggers, owner, undo, dueWithinMinutes } = runbook.facts;
  const since = options.found ?? terminal.now();
  const due = dueAt(runbook.facts, since);
  terminal.print(
    [
      `${name}: ${title}`,
      runbook.document.description ?? '',
      `purpose ${purpose}, risk ${risk}, about ${expectedMinutes} minutes; started by ${triggers.join(', ')}; kept by ${owner}`,
      `undo: ${undo}`,
      ...(link === undefined ? [] : [`start it in ${options.env} at ${link}`]),
      ...(due === undefined
        ? []
        : [`due within ${formatDurationMinutes(dueWithinMinutes!)} of the finding: found ${times.of(since)}, due ${times.of(due)}`, ...times.note]),
      '',
      'Parameters',
      ...alignColumns(parameterRows(runbook.document)).map((line) => `  ${line}`),
      '',
      'Steps',
      ...alignColumns(runbook.document.steps.map(({ name: step, action, description }) => [step, action, description ?? ''])).map((line) => `  ${line}`),
      '',
      'Cases',
      ...alignColumns(cases.map(({ id, kind }) => [id, kind])).map((line) => `  ${line}`),
    ].join('\n'),
  );
  return EXIT.fine;
}

/** The page of the console that starts a runbook in an environment; the exit code of the command where there is none, once it is printed why. */
function linkIn(planned: PlannedEnvironment, name: string, { config }: RunbookShowOptions, terminal: Terminal): string | number {
  const deployed = deployedRunbook(planned, name, config);
  if (typeof deployed !== 'string') return runbookLink(deployed.region, deployed.runbook.documentName);
  terminal.printError(deployed);
  return EXIT.findings;
}

function parameterRows({ parameters }: RunbookDocument): string[][] {
  return parameters.map(({ name, writtenType, defaultValue, description }) => [
    name,
    writtenType,
    defaultValue === undefined ? 'required' : `default ${JSON.stringify(defaultValue)}`,
    description ?? '',
  ]);
}
