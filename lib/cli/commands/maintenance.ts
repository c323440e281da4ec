import { Option, type Command } from 'commander';
import { RETRO_CADENCES } from '../../maintenance/cadence/retro-days';
import type { AccountClient } from '../account/account-client';
import { ENVIRONMENT_OPTION, fileName, instant, knownTimeZone, localDate, minutes, month, nonEmpty, occurrences, timeOfDay } from '../option-values';
import type { Terminal } from '../terminal';
import type { ReportOptions } from './report';
import type { RetroScheduleOptions } from './retro-schedule';
import type { AddCommand } from './slo';
import type { SnapshotOptions } from './snapshot';

/** Loaded when asked for. */
const load = {
  report: () => require('./report') as typeof import('./report'),
  retroSchedule: () => require('./retro-schedule') as typeof import('./retro-schedule'),
  snapshot: () => require('./snapshot') as typeof import('./snapshot'),
};

/** Adds `day2 snapshot`, `day2 report`, and `schedule` to `day2 retro`. */
export function addMaintenanceCommands(retro: Command, add: AddCommand, terminal: Terminal, account: AccountClient, done: (exitCode: number) => void): void {
  add('snapshot', 'archive budgets and incidents of a deployed environment in the file of the day')
    .option('--env <name>', ENVIRONMENT_OPTION, nonEmpty)
    .option('--reason <text>', 'why, such as the incident that is resolved', nonEmpty)
    .option('--out <dir>', 'folder of the snapshots', nonEmpty, 'artifacts/operations/metrics')
    .addOption(new Option('--at <instant>', 'instant of the snapshot (default: now)').argParser(instant).conflicts('scenario'))
    .option('--scenario <scenario>', 'ask the simulated account of a scenario, by file or id, instead', nonEmpty)
    .option('--until <duration>', 'how much of the scenario is played (default: all)', minutes)
    .option('--assembly <dir>', 'a synthesized cdk.out for the scenario (default: synthesized on the fly)', nonEmpty)
    .action(async (options: SnapshotOptions) => done(await load.snapshot().snapshot(options, terminal, account)));
  add('report', 'write how a month went: objectives by category, incidents, what ran by itself')
    .option('--env <name>', ENVIRONMENT_OPTION, nonEmpty)
    .option('--month <month>', 'month of UTC, such as 2026-02 (default: the one before this)', month)
    .addOption(new Option('--at <instant>', 'instant as of which budgets are judged (default: now)').argParser(instant).conflicts('scenario'))
    .option('--out <dir>', 'folder of the reports', nonEmpty, 'artifacts/operations/reports')
    .option('--scenario <scenario>', 'ask the simulated account of a scenario, by file or id, instead', nonEmpty)
    .option('--until <duration>', 'how much of the scenario is played (default: all)', minutes)
    .option('--assembly <dir>', 'a synthesized cdk.out for the scenario (default: synthesized on the fly)', nonEmpty)
    .action(async (options: ReportOptions) => done(await load.report().report(options, terminal, account)));
  add('schedule', 'write when the retrospectives of a project are, as JSON', retro)
    .requiredOption('--project <name>', 'project', fileName)
    .requiredOption('--start <date>', 'date of the first, such as 2026-03-02', localDate)
    .addOption(new Option('--cadence <name>', 'how often').choices(RETRO_CADENCES).makeOptionMandatory())
    .requiredOption('--count <number>', 'how many', occurrences)
    .option('--time <time>', 'local time of day', timeOfDay, '10:00')
    .option('--time-zone <name>', 'IANA zone of date and time', knownTimeZone, 'UTC')
    .option('--out <file>', 'JSON file (default: artifacts/operations/retros/<project>.json)', nonEmpty)
    .action((options: RetroScheduleOptions) => done(load.retroSchedule().retroSchedule(options, terminal)));
}
