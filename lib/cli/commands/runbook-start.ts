import { runbookRunLink } from '../../incident/message/console-links';
import type { RunbookPlan } from '../../plan/runbook-plan';
import { formatProblem, ProblemsError } from '../../problems/problem';
import type { RunbookParameter } from '../../runbook/document/document';
import { startRefusal } from '../../runbook/document/parameter-values';
import { readRunbookDocument } from '../../runbook/document/read-document';
import type { AccountClient } from '../account/account-client';
import { deployedRunbook } from '../account/deployed-runbook';
import { requireEnvironment } from '../account/environment';
import { followRun, startRun, type RunbookStart } from '../account/runbook-run';
import { notAmong } from '../not-among';
import type { KeyedValue } from '../option-values';
import { EXIT, toJson, type Terminal } from '../terminal';
import { runAsJson, RunPrinter } from './runbook-run-text';

/** Options of `day2 runbook start`. */
export interface RunbookStartOptions {
  readonly config: string;
  /** Default: as defaultEnvironment says. */
  readonly env?: string;
  /** Change what there is. Default: a dry run. */
  readonly live?: boolean;
  /** A parameter that is named several times is a list. */
  readonly parameter?: readonly KeyedValue[];
  /** Look at the run until it ends, as is always done with a dry run. */
  readonly follow?: boolean;
  /** Start a live run without asking. */
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** Parameters that are not given by hand: one follows from `--live`, the other is filled in where the runbook is deployed. */
const NOT_GIVEN = { DryRun: 'it is a dry run unless --live is given', AutomationAssumeRole: 'it runs with its own role' } as const;

/**
 * Starts a runbook in the account of an environment. A live run is shown before, and somebody has to type its name. The exit code
 * is that of findings for a run that does not end in Success, and for one of which nobody can tell how it ends.
 *
 * @throws ProblemsError AWS001 to AWS004 when it cannot be started
 */
export async function runbookStart(name: string, options: RunbookStartOptions, terminal: Terminal, account: AccountClient): Promise<number> {
  const planned = requireEnvironment(options, terminal);
  if (typeof planned === 'number') return planned;
  const found = deployedRunbook(planned, name, options.config);
  if (typeof found === 'string') return refuse(terminal, found, EXIT.findings);
  const { runbook, region } = found;
  const isLive = options.live === true;
  const parameters = startParameters(runbook, options.parameter ?? [], isLive);
  if (typeof parameters === 'string') return refuse(terminal, parameters, EXIT.usage);
  const start: RunbookStart = { region, documentName: runbook.documentName, parameters };

  const say = (line: string): void => (options.json === true ? terminal.printError(line) : terminal.print(line));
  for (const line of announcement(runbook, start, isLive)) say(line);
  if (isLive && options.yes !== true) {
    const doubt = await notConfirmed(name, terminal);
    if (doubt !== undefined) return refuse(terminal, doubt, EXIT.findings);
  }
  const id = await startRun(account, start);
  const link = runbookRunLink(start.region, id);
  say(`run ${id}\n  ${link}`);

  const facts = { version: 1, runbook: name, document: start.documentName, region: start.region, dryRun: !isLive, parameters, run: id, link };
  if (isLive && options.follow !== true) {
    if (options.json === true) terminal.print(toJson(facts));
    return EXIT.fine;
  }
  const printer = new RunPrinter(say, link);
  const end = await followRun(account, { region: start.region, id }, (run) => printer.look(run));
  if ('couldNotTell' in end) {
    terminal.printError(`could not tell how run ${id} ends: look at ${link}\n${formatProblem(end.couldNotTell)}`);
    if (options.json === true) terminal.print(toJson({ ...facts, status: 'could not tell' }));
    return EXIT.findings;
  }
  printer.end(end);
  if (options.json === true) terminal.print(toJson({ ...facts, ...runAsJson(end) }));
  return end.AutomationExecutionStatus === 'Success' ? EXIT.fine : EXIT.findings;
}

function refuse(terminal: Terminal, why: string, exitCode: number): number {
  terminal.printError(`${why}; nothing was started`);
  return exitCode;
}

/** Parameters of a start, held against the document, or why it has to be refused. */
function startParameters({ content, name }: RunbookPlan, given: readonly KeyedValue[], isLive: boolean): RunbookStart['parameters'] | string {
  const read = readRunbookDocument(content, (path) => ({ path: path.join('.') }));
  if ('problems' in read) throw new ProblemsError(read.problems);
  const all = read.document.parameters;
  if (!isLive && !all.some((parameter) => parameter.name === 'DryRun')) return `${name} has no parameter DryRun, so every run is a live one: give --live`;
  const values: Record<string, string[]> = {};
  for (const { key, value } of given) {
    if (Object.hasOwn(NOT_GIVEN, key)) return `--parameter ${key} cannot be given: ${NOT_GIVEN[key as keyof typeof NOT_GIVEN]}`;
    (values[key] ??= []).push(value);
  }
  const asked = all.filter((parameter) => !Object.hasOwn(NOT_GIVEN, parameter.name));
  const fault = faultIn(asked, values);
  if (fault !== undefined) return fault;
  return all.some((parameter) => parameter.name === 'DryRun') ? { DryRun: [String(!isLive)], ...values } : values;
}

function faultIn(parameters: readonly RunbookParameter[], values: Readonly<Record<string, readonly string[]>>): string | undefined {
  const unknown = Object.keys(values).find((key) => !parameters.some(({ name }) => name === key));
  if (unknown !== undefined) {
    return notAmong(
      'parameter',
      unknown,
      parameters.map(({ name }) => name),
    );
  }
  return startRefusal(parameters, values);
}

/** What is about to happen: of a live run everything that somebody needs who answers for it. */
function announcement({ facts }: RunbookPlan, { documentName, region, parameters }: RunbookStart, isLive: boolean): string[] {
  const values = Object.entries(parameters).map(([name, texts]) => `    ${name} = ${texts.join(', ')}`);
  const head = `${isLive ? 'LIVE RUN' : 'dry run'} of ${documentName} in ${region}: ${facts.title}`;
  if (!isLive) return [head];
  return [head, '  parameters, all others as deployed:', ...values, `  risk: ${facts.risk}, about ${facts.expectedMinutes} minutes`, `  undo: ${facts.undo}`];
}

/** Why a live run is not wanted; undefined when somebody typed its name. */
async function notConfirmed(name: string, terminal: Terminal): Promise<string | undefined> {
  if (terminal.ask === undefined) return 'nobody can be asked here: a live run needs a terminal, or --yes';
  const answer = await terminal.ask(`Type ${name} to start it: `);
  return answer?.trim() === name ? undefined : `that is not ${name}`;
}
