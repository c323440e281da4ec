import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { ProblemsError } from '../domain/problem';
import { NotSimulatedError } from '../simulator/errors';
import { check, type CheckOptions } from './check';
import { gameday, type GameDayCommandOptions } from './gameday';
import { plan, type PlanOptions } from './plan';
import { EXIT, printProblems, type Terminal } from './terminal';

/** Runs one command line and returns its exit code: 0 fine, 1 findings, 2 usage, 3 an error of day2's own. */
export async function main(commandLine: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode: number = EXIT.fine;
  const program = buildProgram(terminal, (code) => (exitCode = code));
  try {
    await program.parseAsync(commandLine, { from: 'user' });
    return exitCode;
  } catch (error) {
    return report(error, terminal);
  }
}

function buildProgram(terminal: Terminal, done: (exitCode: number) => void): Command {
  const program = new Command('day2')
    .description('Day-2 operations of a service on AWS, rehearsed before anything is deployed')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      writeErr: (text) => terminal.printError(text.trimEnd()),
    });
  const command = (nameAndArguments: string, description: string) =>
    program
      .command(nameAndArguments)
      .description(description)
      .option('--config <dir>', 'directory of the configuration', nonEmpty, 'config')
      .option('--json', 'print JSON for machines');

  command('check', 'say whether the configuration is sound, and what it will alert on')
    .option('--assembly <dir>', 'check the templates of a synthesized cdk.out as well', nonEmpty)
    .action((options: CheckOptions) => done(check(options, terminal)));
  command('plan', 'print every alarm of an environment with its threshold, window and reason')
    .requiredOption('--env <name>', 'environment', nonEmpty)
    .action((options: PlanOptions) => done(plan(options, terminal)));
  command('gameday [scenario...]', 'play scenarios against the synthesized template')
    .option('--scenarios <dir>', 'directory of the scenarios that run when none is named', nonEmpty, 'scenarios')
    .option('--assembly <dir>', 'a synthesized cdk.out (default: synthesized on the fly)', nonEmpty)
    .addOption(
      new Option('--template <file>', 'a template instead of an assembly; may be given several times')
        .argParser(collect)
        .conflicts('assembly'),
    )
    .option('--junit <file>', 'write a JUnit report')
    .option('--verbose', 'show every change of every alarm')
    .action((files: string[], options: GameDayCommandOptions) => done(gameday(files, options, terminal)));
  return program;
}

function nonEmpty(value: string): string {
  if (value === '') throw new InvalidArgumentError('it must not be empty');
  return value;
}

function collect(value: string, previous: readonly string[] = []): string[] {
  return [...previous, nonEmpty(value)];
}

function report(error: unknown, terminal: Terminal): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.usage;
  if (error instanceof ProblemsError) {
    printProblems(terminal, error.problems);
    return EXIT.findings;
  }
  if (error instanceof NotSimulatedError) {
    terminal.printError(`could not tell: ${error.message}`);
    return EXIT.findings;
  }
  const message = error instanceof Error ? error.message : String(error);
  terminal.printError(`internal error: ${message}\nthis is a mistake in day2, not in your input; DAY2_DEBUG=1 shows where`);
  if (terminal.environmentVariables.DAY2_DEBUG !== undefined && error instanceof Error) terminal.printError(error.stack ?? '');
  return EXIT.internal;
}
