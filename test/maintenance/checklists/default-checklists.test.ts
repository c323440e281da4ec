import { DEFAULT_CHECKLISTS, DEFAULT_ITEMS, type DefaultChecklist } from '../../../lib/maintenance/checklists/default-checklists';
import { runCommand } from '../../helpers/recording-terminal';

/** The lists of the requirements, each line by the item that has it. Two lists name the same work in other words. */
const ASKED: Readonly<Record<DefaultChecklist, readonly string[]>> = {
  // 002-58, 003-16 and 004-18.
  daily: ['health-check', 'dashboards-and-kpis', 'alert-triage', 'capacity', 'security-events', 'performance', 'metrics-snapshot'],
  // 002-59, 003-11, 003-17 and 004-29.
  weekly: [
    'maintenance-and-patches',
    'dependency-review',
    'slo-review',
    'incident-review',
    'performance-analysis',
    'capacity-trend',
    'security-assessment',
    'documentation',
    'sync',
  ],
  // 002-60, 002-67, 002-68, 002-74, 003-12 to 003-14, 003-18, and what the housekeeping of 000-08 has besides.
  monthly: [
    'infrastructure-review',
    'security-audit',
    'performance-optimisation',
    'cost-review',
    'unused-resources',
    'rightsizing',
    'quota-review',
    'process-improvement',
    'capacity-plan',
    'postmortem-analysis',
    'training-update',
    'automation-review',
    'roster-audit',
    'game-day',
  ],
  // 003-19.
  quarterly: ['strategy', 'technology', 'team-development', 'budget'],
};

test('the lists of all requirements are one, in which nothing is there twice (002-58 to 002-60, 003-11, 003-12, 003-14, 003-16 to 003-19, 004-29)', () => {
  const items = Object.fromEntries(DEFAULT_CHECKLISTS.map((name) => [name, DEFAULT_ITEMS[name].items.map(({ id }) => id)]));
  expect(items).toEqual(ASKED);
  const all = DEFAULT_CHECKLISTS.flatMap((name) => DEFAULT_ITEMS[name].items);
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  expect(new Set(all.map(({ text }) => text)).size).toBe(all.length);
});

test('what runs short and what is too large is looked at every month, with the figures (002-67, 002-68, 003-13)', () => {
  const filledBy = Object.fromEntries(DEFAULT_ITEMS.monthly.items.map((item) => [item.id, item.filledBy]));
  expect([filledBy['capacity-plan'], filledBy['rightsizing']]).toEqual(['day2 capacity --out artifacts/operations/capacity', 'day2 capacity']);
});

test('what fills an item in is a command that there is', async () => {
  const commands = DEFAULT_CHECKLISTS.flatMap((name) => DEFAULT_ITEMS[name].items.flatMap(({ filledBy }) => filledBy ?? []));
  expect(commands.length).toBeGreaterThan(5);
  for (const command of commands) {
    const { exitCode, output } = await runCommand([...command.split(' ').slice(1), '--help']);
    const path = command.split(' --')[0]!.split(' ');
    expect([command, exitCode, output.startsWith(`Usage: ${path.join(' ')} [options]`)]).toEqual([command, 0, true]);
    for (const option of command.match(/--[a-z-]+/g) ?? []) expect(output).toContain(option);
  }
});
