import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Ids such as 002-22 are of the list in docs/requirements.md, which those who build day2 have and its users do not: comments and tests name
 * them, texts never. The table of sources keeps them beside the words, and problems show the words.
 */
const WITH_IDS = ['lib/incident/lifecycle/default-escalation-sources.ts'];

const REQUIREMENT_ID = /\b00[0-4]-\d{2}\b/;
/** Lines of block comments, and what stands behind two slashes. */
const COMMENT = /^\s*(?:\/\*\*?|\*).*$|\/\/.*$/gm;

const sources = readdirSync('lib', { recursive: true, encoding: 'utf8' })
  .map((file) => join('lib', file))
  .filter((file) => file.endsWith('.ts'));

test('no text that a user may see cites the id of a requirement', () => {
  expect(sources.length).toBeGreaterThan(500);
  const citing = sources.filter((file) => REQUIREMENT_ID.test(readFileSync(file, 'utf8').replaceAll(COMMENT, '')));
  expect(citing).toEqual(WITH_IDS);
});
