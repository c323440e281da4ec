import { CONFIGURATION_PROBLEMS } from '../../../lib/problems/catalogue/configuration';
import { SCENARIO_PROBLEMS } from '../../../lib/problems/catalogue/scenarios';
import { hasErrors } from '../../../lib/problems/problem';
import { FORMER_NAMES } from '../../../lib/scenario/former-names';
import { readMistake, scenarioMuseumCases } from './museum';

// What each mistake is notified is in its <mistake>.txt, compared by test/golden.test.ts.
describe('the museum of bad scenarios', () => {
  test.each(scenarioMuseumCases())('%s: is reported, with a code, a place and a change, and is not played', (name) => {
    const { scenario, problems } = readMistake(name);
    expect(scenario).toBeUndefined();
    expect(hasErrors(problems)).toBe(true);
    for (const { code, where, change } of problems) {
      expect(Object.keys({ ...SCENARIO_PROBLEMS, ...CONFIGURATION_PROBLEMS })).toContain(code);
      expect(where).toMatchObject({ file: `scenarios/${name}.yaml`, line: expect.any(Number), column: expect.any(Number) });
      expect(change).not.toBe('');
    }
  });

  test('says of every key and word that was renamed what to write now', () => {
    const changes = readMistake('names-of-before').problems.map(({ received, change }) => [received, change.replace(/^write (?:do: )?/, '')]);
    expect(changes).toEqual(expect.arrayContaining(Object.entries(FORMER_NAMES)));
  });

  // SCN001 and SCN002 are no matter of a file, and in the configuration of the museum somebody is on call (SCN031).
  test('shows every code but those that are not about the content of a file', () => {
    const shown = new Set<string>(scenarioMuseumCases().flatMap((name) => readMistake(name).problems.map(({ code }) => code)));
    expect(Object.keys(SCENARIO_PROBLEMS).filter((code) => !shown.has(code))).toEqual(['SCN001', 'SCN002', 'SCN031']);
  });
});
