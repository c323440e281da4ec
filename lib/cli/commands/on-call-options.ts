import { Option, type Command } from 'commander';
import { ENVIRONMENT_OPTION, instant, nonEmpty, severity } from '../option-values';

/** Adds the options of `day2 oncall` to a command. */
export function addOnCallOptions(command: Command): Command {
  return command
    .option('--env <name>', ENVIRONMENT_OPTION, nonEmpty)
    .option('--at <instant>', 'the instant that is asked about (default: now)', instant)
    .addOption(new Option('--role <id>', 'who has this role, instead of the escalations').argParser(nonEmpty).conflicts(['severity', 'service']))
    .option('--severity <severity>', 'of one severity only', severity)
    .option('--service <id>', 'for the alarms of one service', nonEmpty)
    .option('--assert <person>', 'exit with 1 unless this person is in tier 1 of S0 (of --severity, or has --role)', nonEmpty);
}
