import { Option, type Command } from 'commander';
import { collect, knownTimeZone, nonEmpty } from '../option-values';
import type { Terminal } from '../terminal';
import type { InitOptions } from './init';

/** Loaded when it is asked for. */
const load = () => require('./init') as typeof import('./init');

/** Adds `day2 init`, which needs no configuration: it writes one. */
export function addInitCommand(program: Command, terminal: Terminal, done: (exitCode: number) => void): void {
  program
    .command('init')
    .description('propose a configuration and a game day from a cdk.out, templates or a few questions, and write them into a folder of their own')
    .option('--assembly <dir>', 'a synthesized cdk.out with the resources of your services (default: cdk.out, where there is one)', nonEmpty)
    .addOption(new Option('--template <file>', 'a template instead of an assembly; may be given several times').argParser(collect).conflicts('assembly'))
    .option('--application <name>', 'first part of every resource name', nonEmpty)
    .option('--environment <name:region>', 'an environment; may be given several times, first the one that pages people', collect)
    .option('--person <name>', 'somebody on call, with channels where they are not email+sms (ana:email+https); may be given several times', collect)
    .option('--time-zone <name>', 'where people take turns (default: that of this machine)', knownTimeZone)
    .option('--out <dir>', 'folder that everything is written into', nonEmpty, 'ops')
    .option('--json', 'print JSON for machines')
    .action(async (options: InitOptions) => done(await load().init(options, terminal)));
}
