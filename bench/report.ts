/**
 * What pages cost: the report of a scenario of 30 days with several incidents, and the previews of all dashboards of prod, with the time to load
 * what draws them. Allowed are 2 MB and 2 CPU seconds for the report, 5 CPU seconds for the previews, and 512 MB of memory. Run with
 * `npx tsx bench/report.ts cdk.out` after `npm run synth`; one core, everything in one process.
 */
import { readFileSync } from 'node:fs';
import { loadAssembly } from '../lib/aws/assembly/assembly';
import { accountRoot } from '../lib/aws/iam/principal';
import { loadOperations } from '../lib/cli/files/operations';
import { storedParameters } from '../lib/conformance/stored-contacts';
import type { ScenarioCourse } from '../lib/gameday/course';
import { runGameDay } from '../lib/gameday/run-game-day';
import { playUntil } from '../lib/gameday/scenario-account';
import { previewDashboards } from '../lib/preview/preview-dashboards';
import { gameDayHtml } from '../lib/report/game-day-html';
import { readScenario } from '../lib/scenario/read-scenario';
import { MINUTE_MS, MINUTES_PER_DAY } from '../lib/time/time';

const [assembly = 'cdk.out'] = process.argv.slice(2);
const DAYS = 30;

function measure<T>(work: () => T): { readonly result: T; readonly seconds: number } {
  const begin = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(begin);
  return { result, seconds: (user + system) / 1e6 };
}

function print(what: string, seconds: number, allowed: number, bytes: number): void {
  console.log(`${what.padEnd(42)} ${seconds.toFixed(2).padStart(6)} CPU s of ${allowed}   ${(bytes / 1e6).toFixed(2).padStart(6)} MB`);
}

async function main(): Promise<void> {
  const { plan, model } = loadOperations('config', {}).environments.find((each) => each.plan.environment === 'prod')!;
  const stacks = loadAssembly(assembly, { defaultAccount: '111122223333', defaultRegion: model.region, storedParameters: storedParameters(plan) }).filter(
    ({ stage }) => stage === 'prod',
  );
  const outage = readScenario('scenarios/portal-full-outage.yaml', readFileSync('scenarios/portal-full-outage.yaml', 'utf8'), [model]).scenario!;
  const workload = Array.from({ length: DAYS / 3 }, (_, index) => ({
    ...outage.workload[0]!,
    id: `outage-${index}`,
    at: (index * 3 + 1) * MINUTES_PER_DAY,
    for: 20 + index * 10,
  }));
  const month = { ...outage, id: 'month', duration: DAYS * MINUTES_PER_DAY, workload, expect: [] };

  let course: ScenarioCourse | undefined;
  const report = await runGameDay({ scenario: month, model, plan, stacks, plays: 'alarms', onCourse: (made) => (course = made) });
  const services = model.services.map(({ id }) => id);
  const page = measure(() => gameDayHtml([{ report, seconds: 0, course: course! }], services));
  print(`report of ${DAYS} days, with loading`, page.seconds, 2, page.result.length);
  const again = measure(() => gameDayHtml([{ report, seconds: 0, course: course! }], services));
  print(`the same again`, again.seconds, 2, again.result.length);
  if (again.result !== page.result) throw new Error('the same game day gave other bytes');

  const account = await playUntil({ scenario: outage, model, plan, stacks, untilMinutes: 120 });
  const call = (region: string, operation: string, input: object) =>
    account.call(accountRoot(account.accountId), 'cloudwatch', operation, { ...input }, region);
  const preview = () => previewDashboards(stacks, { scenario: outage.id, account: { now: outage.start + 120 * MINUTE_MS, call } });
  const pages = measure(preview);
  print(
    `previews of ${pages.result.length - 1} dashboards`,
    pages.seconds,
    5,
    pages.result.reduce((sum, { content }) => sum + content.length, 0),
  );
  console.log(`highest memory ${(process.resourceUsage().maxRSS / 1_024).toFixed(0)} MB of 512`);
}

void main();
