/**
 * What the main commands cost, beside another revision: CPU time (user and system, the whole process tree), wall time
 * and peak memory of the working tree and of a revision, in turn (A B A B), as medians and ratios.
 *
 *     npx tsx bench/against.ts <git revision> [--runs N] [--only id,id] [--tests]
 *
 * Both run in folders of their own below the temporary directory, removed at the end; installed packages are linked
 * where the lock files are equal. A game day's first run starts without anything an earlier command left; every other
 * command is run once unmeasured. Needs git, tar and GNU time.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checkoutOfRevision, checkoutOfWorkingTree, type Checkout } from './against/checkout';
import { measureCommand, type Cost, type MeasuredCommand } from './against/measured-command';

const ROOT = join(__dirname, '..');
const day2 = (...commandLine: string[]): string[] => [process.execPath, 'bin/day2.js', ...commandLine];
const TSX = ['node_modules/.bin/tsx'];
const NERVOUS_ALARM = join(ROOT, 'bench/inputs/nervous-alarm');
/** Costs minutes in an old revision, so it has to be asked for by its id: one alarm that fires 10,000 times a month. */
const SCORE: MeasuredCommand = {
  id: 'score',
  title: 'day2 score, an alarm that fires 10,000 times',
  commandLine: day2('score', '--template', `${NERVOUS_ALARM}.template.json`, '--mapping', `${NERVOUS_ALARM}.mapping.yaml`),
  cache: 'filled',
};
/** Costs minutes, so it has to be asked for. */
const TESTS: MeasuredCommand = { id: 'tests', title: 'npm test', commandLine: ['npm', 'test', '--silent'], cache: 'empty' };
const COMMANDS: readonly MeasuredCommand[] = [
  { id: 'check', title: 'day2 check', commandLine: day2('check'), cache: 'filled' },
  { id: 'plan', title: 'day2 plan --env prod', commandLine: day2('plan', '--env', 'prod'), cache: 'filled' },
  { id: 'oncall', title: 'day2 oncall', commandLine: day2('oncall'), cache: 'filled' },
  { id: 'first', title: 'day2 gameday portal-full-outage, first run', commandLine: day2('gameday', 'portal-full-outage'), cache: 'empty' },
  { id: 'second', title: 'day2 gameday portal-full-outage, second run', commandLine: day2('gameday', 'portal-full-outage'), cache: 'filled' },
  { id: 'all', title: 'day2 gameday, all scenarios, first run', commandLine: day2('gameday'), cache: 'empty' },
  alarmEvaluation('alarms', 'alarm evaluation, 1,000 objectives', ['1000', '--traffic', 'usual']),
  alarmEvaluation('noise', 'alarm evaluation at the threshold, 100', ['100', '--traffic', 'threshold']),
];

/** The bench of the working tree over the evaluator of each checkout: CPU of evaluation alone, memory an objective. */
function alarmEvaluation(id: string, title: string, options: readonly string[]): MeasuredCommand {
  const commandLine = [...TSX, join(ROOT, 'bench', 'alarm-evaluation.ts'), ...options, '--checkout', '.'];
  return { id, title, commandLine, cache: 'filled', columns: { cpuSeconds: 'CPU seconds', peakMegabytes: 'MB an objective' } };
}

interface Request {
  readonly revision: string;
  readonly runs: number;
  readonly commands: readonly MeasuredCommand[];
}

function readRequest(): Request {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { runs: { type: 'string', default: '5' }, only: { type: 'string' }, tests: { type: 'boolean', default: false } },
  });
  const [revision] = positionals;
  const runs = Number(values.runs);
  const known = [...COMMANDS, SCORE, TESTS];
  const ids = values.only?.split(',') ?? [...COMMANDS, ...(values.tests ? [TESTS] : [])].map(({ id }) => id);
  const unknown = ids.filter((id) => !known.some((each) => each.id === id));
  if (revision === undefined || positionals.length > 1) throw new RangeError('name one git revision');
  if (!Number.isInteger(runs) || runs < 1) throw new RangeError(`--runs ${values.runs}: allowed are whole numbers from 1`);
  if (unknown.length > 0) throw new RangeError(`--only ${unknown.join(',')}: allowed are ${known.map(({ id }) => id).join(', ')}`);
  return { revision, runs, commands: known.filter(({ id }) => ids.includes(id)) };
}

/** Costs of each checkout, run by run; the checkouts take turns, so that a busy minute of the machine meets both. */
function measureInTurn(command: MeasuredCommand, checkouts: readonly Checkout[], runs: number, scratch: string): Cost[][] {
  if (command.cache === 'filled') for (const checkout of checkouts) measureCommand(command, checkout, scratch);
  const costs: Cost[][] = checkouts.map(() => []);
  for (let run = 0; run < runs; run += 1) checkouts.forEach((checkout, index) => costs[index]!.push(measureCommand(command, checkout, scratch)));
  return costs;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function rowOf(title: string, [before, after]: readonly (readonly Cost[])[]): string {
  const figures = (['cpuSeconds', 'wallSeconds', 'peakMegabytes'] as const).flatMap((figure) => {
    const [then, now] = [before!, after!].map((costs) => median(costs.map((cost) => cost[figure])));
    const digits = figure === 'peakMegabytes' && then! >= 10 ? 0 : 2;
    return [then!.toFixed(digits), now!.toFixed(digits), (now! / then!).toFixed(2)];
  });
  return `${title.padEnd(48)}${figures.map((figure) => figure.padStart(9)).join('')}`;
}

function run({ revision, runs, commands }: Request): void {
  const scratch = mkdtempSync(join(tmpdir(), 'day2-against-'));
  try {
    const checkouts = [checkoutOfRevision(revision, ROOT, join(scratch, 'revision')), checkoutOfWorkingTree(ROOT, join(scratch, 'working-tree'))];
    mkdirSync(join(scratch, 'costs'));
    const [name] = checkouts.map((checkout) => checkout.name);
    console.log(`${name} → working tree, median of ${runs}; CPU and wall in seconds, memory in MB of the largest process, or of an objective`);
    console.log(`${''.padEnd(48)}${['CPU', 'now', 'ratio', 'wall', 'now', 'ratio', 'memory', 'now', 'ratio'].map((each) => each.padStart(9)).join('')}`);
    for (const command of commands) console.log(rowOf(command.title, measureInTurn(command, checkouts, runs, join(scratch, 'costs'))));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

try {
  run(readRequest());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof RangeError ? 2 : 1;
}
