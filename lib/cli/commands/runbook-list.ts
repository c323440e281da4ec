import type { RunbookDocument } from '../../runbook/document/document';
import { readRunbooks } from '../files/read-runbooks';
import { EXIT, toJson, type Terminal } from '../terminal';
import { alignColumns } from './columns';
import { namedRunbooks } from './runbook-selection';

/** Options of `day2 runbook list` and `show`. */
export interface RunbookListOptions {
  /** Folder of the runbooks. */
  readonly runbooks: string;
  readonly json?: boolean;
}

/** Lists every runbook with what starts it, who keeps it and what a wrong run can do. */
export function runbookList(options: RunbookListOptions, terminal: Terminal): number {
  const all = readRunbooks(options.runbooks).map(({ runbook: { name, facts }, cases }) => ({ name, ...facts, cases: cases.length }));
  if (options.json === true) terminal.print(toJson({ version: 1, runbooks: all }));
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
  }
  return EXIT.fine;
}

/** Shows a runbook: what is known of it, its parameters and its steps. */
export function runbookShow(name: string, options: RunbookListOptions, terminal: Terminal): number {
  const [found] = namedRunbooks(readRunbooks(options.runbooks), [name]);
  const { runbook, cases } = found!;
  if (options.json === true) {
    const { facts, document } = runbook;
    terminal.print(
      toJson({ version: 1, name, ...facts, parameters: document.parameters, steps: document.steps, cases: cases.map(({ id, kind }) => ({ id, kind })) }),
    );
    return EXIT.fine;
  }
  const { title, purpose, risk, expectedMinutes, triggers, owner, undo } = runbook.facts;
  terminal.print(
    [
      `${name}: ${title}`,
      runbook.document.description ?? '',
      `purpose ${purpose}, risk ${risk}, about ${expectedMinutes} minutes; started by ${triggers.join(', ')}; kept by ${owner}`,
      `undo: ${undo}`,
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

function parameterRows({ parameters }: RunbookDocument): string[][] {
  return parameters.map(({ name, writtenType, defaultValue, description }) => [
    name,
    writtenType,
    defaultValue === undefined ? 'required' : `default ${JSON.stringify(defaultValue)}`,
    description ?? '',
  ]);
}
