/** What one command costs, as the kernel counts it for the process and everything it started. */

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clearCache, type Checkout } from './checkout';

/** A command that is measured in both revisions. */
export interface MeasuredCommand {
  /** How it is chosen on the command line. */
  readonly id: string;
  readonly title: string;
  readonly commandLine: readonly string[];
  /** Runs with what nothing left behind, or with what an unmeasured run before it left. */
  readonly cache: 'empty' | 'filled';
  /** Columns of a table it prints, whose last row is taken in place of what the kernel counts. */
  readonly columns?: { readonly cpuSeconds: string; readonly peakMegabytes: string };
}

/** What a run cost. */
export interface Cost {
  /** User and system time of the whole process tree. */
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  /** Resident set of the largest process of the tree. */
  readonly peakMegabytes: number;
}

/** GNU time: the one widely packaged tool that prints what wait4(2) says of all children that were waited for. */
const TIME = '/usr/bin/time';

/**
 * Runs a command and measures it.
 *
 * @param scratch folder for what GNU time writes
 * @throws Error when the command fails, or GNU time is not installed
 */
export function measureCommand(command: MeasuredCommand, checkout: Checkout, scratch: string): Cost {
  if (command.cache === 'empty') clearCache(checkout);
  const file = join(scratch, 'cost');
  const { status, error, stdout, stderr } = spawnSync(TIME, ['-o', file, '-f', '%U %S %e %M', ...command.commandLine], {
    cwd: checkout.directory,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env: withoutSettings(process.env),
  });
  if (error !== undefined) throw new Error(`${TIME} cannot be run, install GNU time: ${error.message}`);
  if (status !== 0) throw new Error(`${checkout.name}: ${command.commandLine.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  const [user, system, wall, kilobytes] = readFileSync(file, 'utf8').trim().split('\n').at(-1)!.split(' ').map(Number);
  const wallSeconds = wall!;
  if (command.columns === undefined) return { cpuSeconds: user! + system!, wallSeconds, peakMegabytes: kilobytes! / 1_024 };
  const { cpuSeconds, peakMegabytes } = command.columns;
  return { cpuSeconds: lastInColumn(stdout, cpuSeconds), wallSeconds, peakMegabytes: lastInColumn(stdout, peakMegabytes) };
}

/** Loaders and day2's own settings of this process are not part of what is measured. */
function withoutSettings(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !/^(?:NODE_|DAY2_|CDK_|TSX_|npm_)/.test(name)));
}

function lastInColumn(table: string, column: string): number {
  const [titles = [], ...rows] = table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/ {2,}/));
  const value = Number(rows.at(-1)?.[titles.indexOf(column)]);
  if (!Number.isFinite(value)) throw new Error(`no column ${column} in:\n${table}`);
  return value;
}
