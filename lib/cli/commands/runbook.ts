import type { Command } from 'commander';
import { RUNBOOK_FOLDER } from '../../config/package-folder';
import type { AccountClient } from '../account/account-client';
import { ENVIRONMENT_OPTION, instant, keyedValue, nonEmpty } from '../option-values';
import type { Terminal } from '../terminal';
import type { RunbookLintOptions } from './runbook-lint';
import type { RunbookInventoryOptions, RunbookShowOptions } from './runbook-list';
import type { RunbookStartOptions } from './runbook-start';
import type { RunbookRehearseOptions, RunbookTestOptions } from './runbook-test';
import type { AddCommand } from './slo';

/** Loaded when asked for. */
const load = {
  lint: () => require('./runbook-lint') as typeof import('./runbook-lint'),
  list: () => require('./runbook-list') as typeof import('./runbook-list'),
  start: () => require('./runbook-start') as typeof import('./runbook-start'),
  test: () => require('./runbook-test') as typeof import('./runbook-test'),
};

/** Adds `day2 runbook` with its commands. */
export function addRunbookCommands(runbook: Command, add: AddCommand, terminal: Terminal, account: AccountClient, done: (exitCode: number) => void): void {
  const ofLibrary = (nameAndArguments: string, description: string) =>
    add(nameAndArguments, description, runbook).option('--runbooks <dir>', 'folder of the runbooks', nonEmpty, RUNBOOK_FOLDER);
  const rehearsing = (nameAndArguments: string, description: string) =>
    ofLibrary(nameAndArguments, description).option('--prefix <text>', 'what names of deployed documents begin with', nonEmpty, 'edi-prod');

  ofLibrary('list', 'list the runbooks, and what else whoever responds is sent to')
    .option('--for <category>', 'of what else, only what helps when an incident is about this, such as deployment', nonEmpty)
    .action((options: RunbookInventoryOptions) => done(load.list().runbookList(options, terminal)));
  ofLibrary('show <name>', 'show a runbook: parameters, steps, cases')
    .option('--env <name>', 'environment: show the page of the console that starts it there as well', nonEmpty)
    .option('--found <instant>', 'when what asks for it was found, for one that is due after that (default: now)', instant)
    .action((name: string, options: RunbookShowOptions) => done(load.list().runbookShow(name, options, terminal)));
  add('lint <file...>', 'say what is wrong with documents of Systems Manager Automation, whoever wrote them', runbook)
    .option('--strict', 'hold them to the rules of our own as well')
    .option('--sarif <file>', 'write the findings for code scanning', nonEmpty)
    .action((files: string[], options: RunbookLintOptions) => done(load.lint().runbookLint(files, options, terminal)));
  rehearsing('test [name...]', 'run the cases of runbooks in a simulated account').action(async (names: string[], options: RunbookTestOptions) =>
    done(await load.test().runbookTest(names, options, terminal)),
  );
  rehearsing('rehearse <name>', 'run one case of a runbook, and show every step and call')
    .requiredOption('--case <id>', 'the case', nonEmpty)
    .action(async (name: string, options: RunbookRehearseOptions) => done(await load.test().runbookRehearse(name, options, terminal)));
  rehearsing('prove [name...]', 'show that a dry run changes nothing, whatever it finds and whatever fails').action(
    async (names: string[], options: RunbookTestOptions) => done(await load.test().runbookProve(names, options, terminal)),
  );
  add('start <name>', 'start a runbook in an account: a dry run, unless --live is given', runbook)
    .option('--env <name>', ENVIRONMENT_OPTION, nonEmpty)
    .option('--live', 'change what there is, once you have typed the name of the runbook')
    .option('--parameter <key=value>', 'a parameter; may be given several times', keyedValue)
    .option('--follow', 'show the steps of a live run until it ends, as of a dry run')
    .option('--yes', 'start a live run without asking')
    .action(async (name: string, options: RunbookStartOptions) => done(await load.start().runbookStart(name, options, terminal, account)));
}
