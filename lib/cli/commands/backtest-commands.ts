import { InvalidArgumentError, Option } from 'commander';
import type { AccountClient } from '../account/account-client';
import { collect, ENVIRONMENT_OPTION, instant, minutes, nonEmpty, wholeNumber } from '../option-values';
import type { Terminal } from '../terminal';
import type { BacktestOptions } from './backtest';
import type { RecordOptions } from './record';
import type { AddCommand } from './slo';

/** Loaded when asked for. */
const load = {
  record: () => require('./record') as typeof import('./record'),
  backtest: () => require('./backtest') as typeof import('./backtest'),
};

/** CloudWatch keeps values of five minutes for 63 days, and nothing finer. */
const MOST_DAYS = 63;

/** Adds `day2 record` and `day2 backtest`. */
export function addBacktestCommands(add: AddCommand, terminal: Terminal, account: AccountClient, done: (exitCode: number) => void): void {
  add('record', 'record the metrics that the alarms of an environment read, in one file that can be gone on with')
    .option('--env <name>', ENVIRONMENT_OPTION, nonEmpty)
    .option('--days <number>', `days back from now, at most ${MOST_DAYS}`, daysBack, 14)
    .option('--out <file>', 'file of the recording', nonEmpty, 'recorded/metrics.jsonl')
    .option('--dry-run', 'only say how much would be asked, and what it costs')
    .option('--assembly <dir>', 'a synthesized cdk.out (default: synthesized on the fly)', nonEmpty)
    .addOption(new Option('--template <file>', 'a template instead of an assembly; may be given several times').argParser(collect).conflicts('assembly'))
    .option('--scenario <scenario>', 'ask the simulated account of a scenario, by file or id, instead', nonEmpty)
    .option('--until <duration>', 'how much of the scenario is played (default: all)', minutes)
    .option('--verbose', 'name the metrics that had no value')
    .action(async (options: RecordOptions) => done(await load.record().record(options, terminal, account)));
  add('backtest', 'play recorded metrics through the alarms of a template: when would they have been on, and whom would they have paged')
    .requiredOption('--metrics <file>', 'a recording of day2 record, an answer of aws cloudwatch get-metric-data, or a table in CSV', nonEmpty)
    .option('--queries <file>', 'the request such an answer belongs to, in JSON', nonEmpty)
    .option('--env <name>', ENVIRONMENT_OPTION, nonEmpty)
    .option('--assembly <dir>', 'a synthesized cdk.out (default: synthesized on the fly)', nonEmpty)
    .addOption(new Option('--template <file>', 'a template instead of an assembly; may be given several times').argParser(collect).conflicts('assembly'))
    .option('--region <name>', 'region of templates and metrics that name none', nonEmpty, 'us-east-1')
    .option('--compare <path>', 'an assembly or a template that is played beside it', nonEmpty)
    .option('--from <instant>', 'play only what was recorded from here on', instant)
    .option('--to <instant>', 'play only what was recorded up to here', instant)
    .option('--html <file>', 'write the result with lanes of alarms: one page that needs no network')
    .option('--verbose', 'show alarms that notify nobody, and those that were never on, as well')
    .action(async (options: BacktestOptions) => done(await load.backtest().backtest(options, terminal)));
}

function daysBack(value: string): number {
  const days = wholeNumber(value);
  if (days > MOST_DAYS) throw new InvalidArgumentError(`write at most ${MOST_DAYS}: CloudWatch keeps values of five minutes no longer`);
  return days;
}
