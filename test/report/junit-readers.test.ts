/** The JUnit file as two readers that CI systems use see it. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toJUnit } from '../../lib/report/junit';
import { everything, report, took } from '../helpers/game-day-reports';

/** The parts of what the readers return that matter here. */
interface ReadSuite {
  readonly tests: number;
  readonly time: number;
  readonly testcase?: readonly { readonly name: string; readonly failure?: readonly unknown[] }[];
}
interface ReadResult {
  readonly suites: readonly {
    readonly cases: readonly { readonly name: string; readonly status: string; readonly duration: number; readonly failure: string }[];
  }[];
}
/** junit2json is an ES module, which jest on Node 20 cannot load: it runs in a process of its own. */
function parse(xml: string): { readonly testsuite: readonly ReadSuite[] } {
  const script =
    "import { parse } from 'junit2json'; import { readFileSync } from 'node:fs'; console.log(JSON.stringify(await parse(readFileSync(0, 'utf8'))));";
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '--eval', script], { input: xml, encoding: 'utf8' }));
}
const { parseV2 } = require('test-results-parser') as {
  readonly parseV2: (options: { type: 'junit'; files: string[] }) => { readonly result: ReadResult; readonly errors: readonly unknown[] };
};

describe('other readers agree', () => {
  const file = toJUnit([took(everything, 1.5), took(report(), 0.25)]);

  test('junit2json 4.0.0, on xml2js', () => {
    const parsed = parse(file);
    expect(parsed).toMatchObject({ tests: 6, failures: 2, errors: 3, time: 1.75 });
    const [suite, empty] = parsed.testsuite;
    expect(suite).toMatchObject({ name: 'outage', tests: 6, failures: 2, errors: 3, time: 1.5 });
    expect(suite!.testcase!.map(({ name }) => name)).toEqual([
      'deployment of a',
      'deployment of b <&> "c"',
      'deployment of d',
      'alarm: threshold',
      'could not tell: a mute rule',
      'could not tell: a mute rule (2)',
    ]);
    expect(suite!.testcase![1]!.failure).toEqual([
      {
        type: 'deployment',
        message: 'expected AWS accepts it, measured too long',
        inner: 'deployment of b <&> "c"\nexpected AWS accepts it\nmeasured too long',
      },
    ]);
    expect(empty).toMatchObject({ tests: 0, time: 0.25 });
  });

  test('test-results-parser 0.4.6, on fast-xml-parser', () => {
    const folder = mkdtempSync(join(tmpdir(), 'day2-junit-'));
    try {
      writeFileSync(join(folder, 'junit.xml'), file);
      const { result, errors } = parseV2({ type: 'junit', files: [join(folder, 'junit.xml')] });
      expect(errors).toEqual([]);
      expect(result).toMatchObject({ total: 6, passed: 1, duration: 1750 });
      const [suite] = result.suites;
      expect(suite!.cases.map((each) => [each.name, each.status, each.duration])).toEqual([
        ['deployment of a', 'PASS', 0],
        ['deployment of b <&> "c"', 'FAIL', 0],
        ['deployment of d', 'FAIL', 0],
        ['alarm: threshold', 'FAIL', 0],
        ['could not tell: a mute rule', 'FAIL', 0],
        ['could not tell: a mute rule (2)', 'FAIL', 0],
      ]);
      expect(suite!.cases[1]!.failure).toBe('expected AWS accepts it, measured too long');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
