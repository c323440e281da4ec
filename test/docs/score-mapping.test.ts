import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { readMapping } from '../../lib/score/read-mapping';

test('the mapping of score-alarms.md is the one in examples, and sound', () => {
  const file = 'examples/score-mapping.yaml';
  const text = readFileSync(file, 'utf8');
  const [, sample] = /^```yaml\n([\s\S]*?)^```/m.exec(readFileSync('docs/how-to/score-alarms.md', 'utf8'))!;
  expect(parse(sample!)).toEqual(parse(text));
  expect(readMapping(file, text).problems).toEqual([]);
});
