import { Option, type Command } from 'commander';
import { collect, ENVIRONMENT_OPTION, minutes, nonEmpty } from '../option-values';
import type { Terminal } from '../terminal';
import type { DashboardsPreviewOptions } from './dashboards-preview';
import type { AddCommand } from './slo';

/** Loaded when asked for. */
const load = () => require('./dashboards-preview') as typeof import('./dashboards-preview');

/** Adds the commands below `day2 dashboards`. */
export function addDashboardsCommands(dashboards: Command, add: AddCommand, terminal: Terminal, done: (exitCode: number) => void): void {
  add('preview', 'draw dashboards of templates with the metrics of a scenario: a page each, which need no network', dashboards)
    .requiredOption('--scenario <scenario>', 'scenario whose metrics are shown, by file or id', nonEmpty)
    .option('--until <duration>', 'how much of the scenario is played: dashboards show up to there (default: all)', minutes)
    .option('--out <dir>', 'directory of the pages', nonEmpty, 'dashboards')
    .option('--env <name>', ENVIRONMENT_OPTION, nonEmpty)
    .option('--assembly <dir>', 'a synthesized cdk.out (default: synthesized on the fly)', nonEmpty)
    .addOption(new Option('--template <file>', 'draw the dashboards of this template instead; may be given several times').argParser(collect))
    .action(async (options: DashboardsPreviewOptions) => done(await load().dashboardsPreview(options, terminal)));
}
