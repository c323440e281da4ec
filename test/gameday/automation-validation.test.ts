import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { AUTOMATION_VALIDATION, validateAutomation } from '../../lib/gameday/automation-validation';
import type { GameDayReport } from '../../lib/gameday/report';
import { printAutomationValidation } from '../../lib/report/game-day-text';

/** The validation of what runs by itself, decided by game days (002-69). */

type Played = Pick<GameDayReport, 'scenario' | 'outcome'>;

const played = (id: string, proves: readonly string[], outcome: Played['outcome'] = 'passed'): Played => ({
  scenario: { id, title: id, environment: 'prod', start: 0, durationMinutes: 1, proves },
  outcome,
});
const outcomes = (...reports: readonly Played[]) => Object.fromEntries(validateAutomation(reports).map(({ id, outcome }) => [id, outcome]));

test('nothing is validated that no game day proves, whatever else passed', () => {
  expect(new Set(Object.values(outcomes()))).toEqual(new Set(['could not tell']));
  expect(outcomes(played('healed', ['AUTO-2']), played('outage', ['002-54', 'AUTO-22']))).toEqual({
    'AUTO-1': 'could not tell',
    'AUTO-2': 'passed',
    'AUTO-3': 'could not tell',
    'AUTO-4': 'could not tell',
    'AUTO-5': 'could not tell',
  });
});

test.each([
  ['failed', 'passed', 'failed'],
  ['could not tell', 'passed', 'could not tell'],
  ['could not tell', 'failed', 'failed'],
  ['passed', 'passed', 'passed'],
] as const)('an item is as good as the worst of its game days: %s and %s is %s', (one, other, worst) => {
  expect(outcomes(played('healed', ['AUTO-2'], one), played('not-healed', ['AUTO-2'], other))['AUTO-2']).toBe(worst);
});

test('it is printed whole where any game day is for it, and not where none is', () => {
  expect(printAutomationValidation([played('outage', ['002-54'])])).toBeUndefined();
  const text = printAutomationValidation([played('healed', ['AUTO-2']), played('override', ['AUTO-5'], 'failed')])!;
  expect(text.split('\n')).toHaveLength(1 + AUTOMATION_VALIDATION.length);
  expect(text).toContain('  ok   AUTO-2 automatic responses heal, and go to people where they do not: passed (healed)');
  expect(text).toContain('  FAIL AUTO-5 people can override automation: failed (override)');
  expect(text).toContain('  ??   AUTO-3 capacity is forecast, and maintenance is foreseen: could not tell (no scenario that was played has proves: [AUTO-3])');
});

test('the page on automation has each item, and the scenarios of the example that prove it', () => {
  const page = readFileSync('docs/how-to/heal-by-itself.md', 'utf8');
  const example = ['healed-and-nobody-woken', 'healed-three-times-then-people', 'override-stops-a-run', 'rolled-back-from-the-page'];
  for (const { id } of AUTOMATION_VALIDATION) {
    const [row = ''] = page.split('\n').filter((line) => line.startsWith(`| ${id} |`));
    const proving = example.filter((name) => parse(readFileSync(`examples/self-healing/scenarios/${name}.yaml`, 'utf8')).proves.includes(id));
    expect([id, example.filter((name) => row.includes(`\`${name}\``))]).toEqual([id, proving]);
    expect(row).not.toBe('');
  }
});
