/**
 * How long one simulated year of all schedules and cadences of production takes, reminders every hour included. Target: under 10 CPU
 * seconds. `npm run bench`
 */

import { loadConfiguration } from '../lib/config/load';
import { filesOnDisk } from '../lib/config/read-directory';
import { readRunbook } from '../lib/config/read-runbook';
import { occurrencesOf } from '../lib/maintenance/cadence/cadence';
import { planMaintenance } from '../lib/plan/plan-maintenance';
import { planRunbooks } from '../lib/plan/plan-runbooks';
import { startsOf } from '../test/helpers/schedule-year';

const TARGET_SECONDS = 10;
const YEAR = { from: Date.UTC(2026, 0, 1), until: Date.UTC(2027, 0, 1) };

async function main(): Promise<void> {
  const model = loadConfiguration({ directory: 'config', variables: {}, ...filesOnDisk }).models.find(({ environment }) => environment === 'prod')!;
  const { tasks = [], checklists = [] } = model.maintenance ?? {};
  const runbooks = [...new Set(tasks.map(({ runbook }) => runbook))].flatMap((name) => readRunbook(`runbooks/${name}`, filesOnDisk).runbook ?? []);
  const plan = planMaintenance(model, planRunbooks(runbooks, model), []).maintenance!;
  const schedules = [...(plan.tasks?.tasks.map(({ schedule }) => schedule) ?? []), ...(plan.checklists?.schedules ?? [])];
  const before = process.cpuUsage();
  const starts = await startsOf(schedules, YEAR.from, YEAR.until);
  const calendar = model.onCall!.escalation.calendar;
  const occurrences = [...tasks, ...checklists].flatMap(({ cadence, timeZone }) => occurrencesOf(cadence, { ...calendar, timeZone }, YEAR));
  const { user, system } = process.cpuUsage(before);
  const seconds = (user + system) / 1e6;
  const count = [...starts.values()].reduce((total, each) => total + each.length, 0);
  console.log(
    `a year of ${schedules.length} schedules: ${count} starts, ${occurrences.length} occurrences, ${seconds.toFixed(1)} CPU s (target ${TARGET_SECONDS})`,
  );
  if (seconds > TARGET_SECONDS) process.exitCode = 1;
}

void main();
