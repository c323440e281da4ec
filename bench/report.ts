/**
 * What pages cost: the report of a scenario of 30 days in which people are paged, acknowledge and resolve, and the previews of all dashboards of
 * prod, with the time to load what draws them. Allowed are 2 MB and 2 CPU seconds for the report, 5 CPU seconds for the previews, and 512 MB of memory
 * for each. Run with `npx tsx bench/report.ts cdk.out` after `npm run synth`: one core, and a process of its own for the report and for the previews. The
 * game day before the report takes minutes, as its functions run in every minute of those days; a second argument is a number of days.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { loadAssembly } from '../lib/aws/assembly/assembly';
import { accountRoot } from '../lib/aws/iam/principal';
import { loadOperations } from '../lib/cli/files/operations';
import { storedParameters } from '../lib/conformance/stored-contacts';
import type { ScenarioCourse } from '../lib/gameday/course';
import { runGameDay } from '../lib/gameday/run-game-day';
import { playUntil } from '../lib/gameday/scenario-account';
import { previewDashboards } from '../lib/preview/preview-dashboards';
import { ProblemsError } from '../lib/problems/problem';
import { gameDayHtml } from '../lib/report/game-day-html';
import type { PlayedScenario } from '../lib/report/junit';
import { readScenario } from '../lib/scenario/read-scenario';
import { MINUTE_MS, MINUTES_PER_DAY, MINUTES_PER_HOUR } from '../lib/time/time';

const [assembly = 'cdk.out', days = '30', part] = process.argv.slice(2);
const DAYS = Number(days);
const DAYS_BETWEEN_OUTAGES = 3;

function measure<T>(work: () => T): { readonly result: T; readonly seconds: number } {
  const begin = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(begin);
  return { result, seconds: (user + system) / 1e6 };
}

function print(what: string, seconds: number, allowed: number, bytes: number): void {
  console.log(`${what.padEnd(42)} ${seconds.toFixed(2).padStart(6)} CPU s of ${allowed}   ${(bytes / 1e6).toFixed(2).padStart(6)} MB`);
}

/** An outage every three days, each longer than the one before; whoever is on call takes it, says what is going on, and resolves it when it is over. */
function monthWithOutages(): object {
  const outages = Array.from({ length: Math.ceil(DAYS / DAYS_BETWEEN_OUTAGES) }, (_, index) => ({
    at: index * DAYS_BETWEEN_OUTAGES * MINUTES_PER_DAY + 6 * MINUTES_PER_HOUR,
    minutes: 20 + index * 10,
  }));
  const act = (minute: number, verb: string) => ({ role: 'primary-on-call', at: `${minute}m`, service: 'partner-portal', do: verb });
  return {
    id: 'month',
    title: `${DAYS} days with ${outages.length} outages`,
    start: '2026-03-02T00:00:00Z',
    duration: `${DAYS}d`,
    workload: outages.map(({ at, minutes }, index) => ({
      id: `outage-${index}`,
      kind: 'outage',
      on: 'partner-portal/availability',
      at: `${at}m`,
      for: `${minutes}m`,
    })),
    people: outages.flatMap(({ at, minutes }) => [
      act(at + 8, 'acknowledge'),
      { ...act(at + 20, 'update'), text: 'the load balancer is being replaced' },
      { ...act(at + minutes + 8 * MINUTES_PER_HOUR, 'resolve'), text: 'the load balancer was replaced' },
    ]),
    expect: [],
  };
}

function printMemory(): void {
  console.log(`highest memory ${(process.resourceUsage().maxRSS / 1_024).toFixed(0)} MB of 512`);
}

/** Draws what another process has played. */
function draw(file: string): void {
  const { played, services } = deserialize(readFileSync(file)) as { readonly played: readonly PlayedScenario[]; readonly services: readonly string[] };
  const page = measure(() => gameDayHtml(played, services));
  print(`report, with loading`, page.seconds, 2, page.result.length);
  const again = measure(() => gameDayHtml(played, services));
  print('the same again', again.seconds, 2, again.result.length);
  printMemory();
  if (again.result !== page.result) throw new Error('the same game day gave other bytes');
}

/** What a game day of prod needs. */
function prod() {
  const { plan, model } = loadOperations('config', {}).environments.find((each) => each.plan.environment === 'prod')!;
  const options = { defaultAccount: '111122223333', defaultRegion: model.region, storedParameters: storedParameters(plan) };
  return { plan, model, stacks: loadAssembly(assembly, options).filter(({ stage }) => stage === 'prod') };
}

/** Plays the month and gives it to a process that only draws. */
async function playAndDraw(): Promise<void> {
  const { plan, model, stacks } = prod();
  const { scenario: month, problems } = readScenario('month.yaml', JSON.stringify(monthWithOutages()), [model]);
  if (month === undefined) throw new ProblemsError(problems);
  let course: ScenarioCourse | undefined;
  const report = await runGameDay({ scenario: month, model, plan, stacks, onCourse: (made) => (course = made) });
  const count = (code: string) => report.timeline.filter((event) => event.code === code).length;
  console.log(`${count('page-published')} pages and ${count('responder-acted')} acts of people in ${DAYS} days, ${report.outcome}`);
  const directory = mkdtempSync(join(tmpdir(), 'day2-bench-'));
  try {
    const file = join(directory, 'played');
    writeFileSync(file, serialize({ played: [{ report, seconds: 0, course: course! }], services: model.services.map(({ id }) => id) }));
    runAlone(file);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function runAlone(name: string): void {
  spawnSync(process.execPath, [...process.execArgv, __filename, assembly, days, name], { stdio: 'inherit' });
}

async function previews(): Promise<void> {
  const { plan, model, stacks } = prod();
  const outage = readScenario('scenarios/portal-full-outage.yaml', readFileSync('scenarios/portal-full-outage.yaml', 'utf8'), [model]).scenario!;
  const account = await playUntil({ scenario: outage, model, plan, stacks, untilMinutes: 120 });
  const call = (region: string, operation: string, input: object) =>
    account.call(accountRoot(account.accountId), 'cloudwatch', operation, { ...input }, region);
  const pages = measure(() => previewDashboards(stacks, { scenario: outage.id, account: { now: outage.start + 120 * MINUTE_MS, call } }));
  const bytes = pages.result.reduce((sum, { content }) => sum + content.length, 0);
  print(`previews of ${pages.result.length - 1} dashboards`, pages.seconds, 5, bytes);
  printMemory();
}

async function main(): Promise<void> {
  if (part === undefined) {
    runAlone('previews');
    await playAndDraw();
  } else if (part === 'previews') await previews();
  else draw(part);
}

void main();
