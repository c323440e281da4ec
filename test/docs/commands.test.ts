import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { surroundingAccount } from '../../lib/cli/account/account-client';
import { buildProgram } from '../../lib/cli/main';
import type { Terminal } from '../../lib/cli/terminal';

/** Nothing is run, so nothing is printed. */
const TERMINAL: Terminal = {
  print: () => undefined,
  printError: () => undefined,
  printProgress: () => undefined,
  environmentVariables: {},
  now: () => 0,
  isInteractive: false,
};

/** The words of every command that can be run, such as `incident checklist done`. */
function runnable(command: Command, above: readonly string[] = []): string[][] {
  const words = command.commands.map((child) => [...above, child.name()]);
  return command.commands.flatMap((child, at) => [...(child.commands.length > 0 && !isRunItself(child) ? [] : [words[at]!]), ...runnable(child, words[at])]);
}

/** A group of commands has no configuration to read; a command that is one itself has. */
const isRunItself = (command: Command): boolean => command.options.some(({ long }) => long === '--config');

/** Whether a row of the table names a command: the first word after `day2`, the others in code of the same row. */
function isNamed([first, ...rest]: readonly string[], rows: readonly string[]): boolean {
  return rows.some((row) => {
    const words = [...row.split('|')[1]!.matchAll(/`([^`]+)`/g)].flatMap(([, code]) => code!.replace(/^npx /, '').split(' '));
    return words.includes(first!) && rest.every((word) => words.includes(word));
  });
}

test('the table of the README names every command', () => {
  const rows = readFileSync('README.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `npx day2'));
  const program = buildProgram(TERMINAL, surroundingAccount(), () => undefined);
  expect(
    runnable(program)
      .filter((words) => !isNamed(words, rows))
      .map((words) => words.join(' ')),
  ).toEqual([]);
});
