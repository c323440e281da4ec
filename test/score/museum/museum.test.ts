import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIGURATION_PROBLEMS } from '../../../lib/problems/catalogue/configuration';
import { SCORE_PROBLEMS } from '../../../lib/problems/catalogue/scores';
import { hasErrors } from '../../../lib/problems/problem';
import { expectedMappingText, mappingMuseumCases, readBadMapping } from './museum';

describe('a mapping with a mistake', () => {
  test.each(mappingMuseumCases())('%s: is reported, with a code, a place and a change', (name) => {
    const { mapping, problems } = readBadMapping(name);
    expect(mapping).toBeUndefined();
    expect(hasErrors(problems)).toBe(true);
    for (const { code, where, change } of problems) {
      expect(Object.keys({ ...SCORE_PROBLEMS, ...CONFIGURATION_PROBLEMS })).toContain(code);
      expect(where).toMatchObject({ file: `${name}.yaml`, line: expect.any(Number), column: expect.any(Number) });
      expect(change).not.toBe('');
    }
    expect(expectedMappingText(name)).toBe(readFileSync(join(__dirname, `${name}.txt`), 'utf8'));
  });

  test('shows every code of a mapping file that can be read', () => {
    const shown = new Set<string>(mappingMuseumCases().flatMap((name) => readBadMapping(name).problems.map(({ code }) => code)));
    const ofTemplates = ['SCR001', 'SCR030', 'SCR031', 'SCR032', 'SCR033', 'SCR034'];
    expect(Object.keys(SCORE_PROBLEMS).filter((code) => !shown.has(code))).toEqual(ofTemplates);
  });
});
