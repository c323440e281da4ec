import { loadConfiguration } from '../../../lib/config/load';
import { CONFIGURATION_PROBLEMS } from '../../../lib/problems/catalogue/configuration';
import { hasErrors } from '../../../lib/problems/problem';
import { filesInMemory } from '../../helpers/files-in-memory';
import { baseConfiguration, loadCase, museumCases } from './museum';

// What each mistake is notified is in its expected.txt, compared by test/golden.test.ts.
describe('the museum of bad configurations', () => {
  test('starts from a configuration without any problem', () => {
    const loaded = loadConfiguration({ directory: 'config', ...filesInMemory('config', baseConfiguration()) });
    expect(loaded.problems).toEqual([]);
    expect(loaded.models.map((model) => model.environment)).toEqual(['dev', 'prod']);
  });

  test.each(museumCases())('%s: is reported, with a code, a place and a change, and stops everything or nothing', (name) => {
    const { models, problems } = loadCase(name);
    expect(problems.length).toBeGreaterThan(0);
    for (const { code, level, where, change } of problems) {
      expect(Object.keys(CONFIGURATION_PROBLEMS)).toContain(code);
      expect(level).toBe('level' in codeOf(code) ? 'warning' : 'error');
      expect(where.file ?? where.path).toBeTruthy();
      expect(change).not.toBe('');
    }
    expect(models).toHaveLength(hasErrors(problems) ? 0 : 2);
  });

  test('shows every code at least once', () => {
    const shown = new Set(museumCases().flatMap((name) => loadCase(name).problems.map((problem) => problem.code)));
    expect([...shown].sort()).toEqual(Object.keys(CONFIGURATION_PROBLEMS).sort());
  });
});

function codeOf(code: string): object {
  return CONFIGURATION_PROBLEMS[code as keyof typeof CONFIGURATION_PROBLEMS];
}
