import { readdirSync, readFileSync } from 'node:fs';

/** Decisions are spoken of by their numbers, so each has one of its own: the next one is one more than the last. */

const FOLDER = 'docs/decisions';

test('decisions are numbered from 1, each number stands once, and in the heading as in the name', () => {
  const files = readdirSync(FOLDER).sort();
  const numbered = files.map((file) => [Number(file.slice(0, 4)), Number(/^# (\d+)\. /.exec(readFileSync(`${FOLDER}/${file}`, 'utf8'))?.[1])]);
  expect(numbered).toEqual(files.map((_file, index) => [index + 1, index + 1]));
});
