/**
 * What metric alarms cost: 30 days at one-minute steps, 8 alarms per objective (four burn-rate alerts, a long and a
 * short window each), with usual traffic and with noise at the threshold, beside a bare loop over prefix sums that
 * makes the same comparisons and nothing else. Both have to find the same changes of state.
 *
 *     npx tsx bench/alarm-evaluation.ts [objectives ...] [--traffic usual|threshold] [--checkout folder]
 *
 * One core, everything in one process, CPU seconds. `--checkout` measures the evaluator of another checkout, which is
 * how `bench/against.ts` compares two revisions with this one bench.
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { measureBareLoop } from './alarms/bare-loop';
import { type Evaluator, loadEvaluator } from './alarms/evaluator';
import { measureAlarms } from './alarms/measure-alarms';
import { RUN_MINUTES, TRAFFIC, type Traffic } from './alarms/traffic';

const DEFAULT_SIZES = [1, 100, 1_000];
const COLUMNS = ['traffic', 'objectives', 'M eval/s', 'bare M/s', 'ratio', 'CPU seconds', 'changes', 'MB an objective', 'peak MB'];

function evaluationsPerObjective({ windows }: Traffic): number {
  return windows.reduce((sum, { stepMinutes }) => sum + RUN_MINUTES / stepMinutes, 0);
}

function print(cells: readonly string[]): void {
  console.log(cells.map((cell, index) => cell.padStart(COLUMNS[index]!.length)).join('  '));
}

function report(evaluator: Evaluator, name: keyof typeof TRAFFIC, objectives: number): void {
  const traffic = TRAFFIC[name];
  const alarms = measureAlarms(evaluator, objectives, traffic);
  const bare = measureBareLoop(objectives, traffic);
  if (alarms.changes !== bare.changes) throw new Error(`alarms changed state ${alarms.changes} times, the bare loop ${bare.changes} times`);
  const millions = (seconds: number): string => ((objectives * evaluationsPerObjective(traffic)) / seconds / 1e6).toFixed(1);
  print([
    name,
    String(objectives),
    millions(alarms.seconds),
    millions(bare.seconds),
    (alarms.seconds / bare.seconds).toFixed(2),
    alarms.seconds.toFixed(3),
    String(alarms.changes),
    (alarms.megabytes / objectives).toFixed(3),
    String(Math.round(process.resourceUsage().maxRSS / 1_024)),
  ]);
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { traffic: { type: 'string' }, checkout: { type: 'string', default: join(__dirname, '..') } },
  });
  const known = Object.keys(TRAFFIC) as (keyof typeof TRAFFIC)[];
  const names = known.filter((name) => values.traffic === undefined || values.traffic === name);
  if (names.length === 0) throw new Error(`--traffic ${values.traffic}: allowed are ${known.join(', ')}`);
  const evaluator = await loadEvaluator(resolve(values.checkout));
  print(COLUMNS);
  for (const name of names) {
    // Once unmeasured, so that the smallest size is not charged with compiling the code.
    measureBareLoop(3, TRAFFIC[name]);
    measureAlarms(evaluator, 3, TRAFFIC[name]);
    for (const size of positionals.length > 0 ? positionals.map(Number) : DEFAULT_SIZES) report(evaluator, name, size);
  }
}

void main();
