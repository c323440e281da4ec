import type { Command } from 'commander';
import { nonEmpty } from '../option-values';
import type { Terminal } from '../terminal';
import type { RunbookLintOptions } from './runbook-lint';
import type { AddCommand } from './slo';

/** Loaded when asked for. */
const load = {
  lint: () => require('./runbook-lint') as typeof import('./runbook-lint'),
};

/** Adds `day2 runbook` with its commands. */
export function addRunbookCommands(runbook: Command, add: AddCommand, terminal: Terminal, done: (exitCode: number) => void): void {
  add('lint <file...>', 'say what is wrong with documents of Systems Manager Automation, whoever wrote them', runbook)
    .option('--strict', 'hold them to the rules of our own as well')
    .option('--sarif <file>', 'write the findings for code scanning', nonEmpty)
    .action((files: string[], options: RunbookLintOptions) => done(load.lint().runbookLint(files, options, terminal)));
}
