import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { judgeRelease, rollbackCriterion } from '../../../lib/slo/release-check';
import { accountOfOnly } from '../../helpers/accounts';
import { exampleObjective } from '../../helpers/models';
import { runCommand } from '../../helpers/recording-terminal';

const CONFIG = 'test/config/base';
const AT = '2026-03-02T08:00:00Z';

let scratch: string;
let manifest: string;
let log: string;
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'day2-slo-release-'));
  manifest = join(scratch, 'out', 'manifest.json');
  log = join(scratch, 'out', 'log.jsonl');
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

const entries = (): any[] => Object.values(JSON.parse(readFileSync(manifest, 'utf8')).sloChecks);

/** Every file below the scratch folder with its content. */
function files(): Record<string, string> {
  const found = readdirSync(scratch, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(found.map(({ parentPath, name }) => [relative(scratch, join(parentPath, name)), readFileSync(join(parentPath, name), 'utf8')]));
}

interface Counted {
  readonly bad: number;
  readonly total: number;
  /** Before the release; absent: as since. */
  readonly badBefore?: number;
}

/** `day2 slo release` at an instant, in an account that counted the same of every objective; undefined: it has no value of any metric. */
async function release(now: string, counted: Counted | undefined, ...options: string[]) {
  const asked: { readonly from: string; readonly until: string; readonly period: number }[] = [];
  const account = accountOfOnly({
    metrics: async () => ({
      send: async ({ input: { StartTime: from, EndTime: until, MetricDataQueries: queries = [] } }) => {
        asked.push({ from: from!.toISOString(), until: until!.toISOString(), period: queries[0]!.MetricStat!.Period! });
        const bad = from!.getTime() < Date.parse(AT) ? (counted?.badBefore ?? counted?.bad) : counted?.bad;
        const valueOf = (id: string) => (id === 'bad' ? bad! : id === 'total' ? counted!.total : 1);
        const returned = queries.filter(({ ReturnData: isReturned }) => isReturned);
        return { $metadata: {}, MetricDataResults: returned.map(({ Id: id }) => ({ Id: id!, Values: counted === undefined ? [] : [valueOf(id!)] })) };
      },
    }),
  });
  jest.spyOn(Date, 'now').mockReturnValue(Date.parse(now));
  const files = ['--config', CONFIG, '--env', 'prod', '--manifest', manifest, '--log', log];
  const result = await runCommand(['slo', 'release', '4.2', '--released-at', AT, ...files, ...options], {}, account);
  jest.restoreAllMocks();
  return { ...result, asked };
}

describe('day2 slo release', () => {
  const WELL = { bad: 0, total: 1_000 };
  const DAY_LATER = '2026-03-03T08:05:00Z';
  const WEEK_LATER = '2026-03-09T08:05:00Z';
  const phases = () => entries().map(({ phase, verdict, at, validation }) => [phase, verdict, at, validation.automation_enforced]);

  test('confirms the commitments a day and a week after the release, each once and over the time since (001-24)', async () => {
    expect(await release('2026-03-03T08:04:59Z', WELL)).toMatchObject({
      exitCode: 0,
      asked: [],
      output:
        '4.2, 24h after it: due at 2026-03-03T08:05:00Z (Tue 09:05)\n4.2, 7d after it: due at 2026-03-09T08:05:00Z (Mon 09:05)\nin brackets: local time in Europe/Berlin\n',
    });
    const first = await release(DAY_LATER, WELL);
    expect([first.exitCode, first.errors]).toEqual([0, '']);
    expect(new Set(first.asked.map(({ from, until }) => `${from} ${until}`))).toEqual(new Set(['2026-03-02T08:00:00.000Z 2026-03-03T08:00:00.000Z']));
    expect(first.output).toMatch(/PASS {2}web\/availability {2}good since 100 % {2}at least 99.9 %/);
    expect(first.output).toContain('4.2, 7d after it: due at 2026-03-09T08:05:00Z');
    const once = files();
    await release('2026-03-04T11:00:00Z', WELL);
    expect(files()).toEqual(once);
    expect((await release(WEEK_LATER, WELL)).asked.map(({ until }) => until)).toEqual(
      expect.arrayContaining(['2026-03-03T08:00:00.000Z', '2026-03-09T08:00:00.000Z']),
    );
    expect(phases()).toEqual([
      ['release 4.2, 24h', 'PASS', DAY_LATER, true],
      ['release 4.2, 7d', 'PASS', WEEK_LATER, true],
    ]);
  });

  test('that misses one is a finding for which automation does not vouch, and says what to do (001-24, 003-46)', async () => {
    const { exitCode, output } = await release(DAY_LATER, { bad: 2, total: 1_000 });
    expect(exitCode).toBe(1);
    expect(output).toMatch(/FAIL {2}web\/availability {2}good since 99.8 % /);
    expect(output).toContain('evidence has to be attached by hand, due 2026-03-04T08:05:00Z');
    expect(output).toContain('day2 incident declare --severity S1');
    expect(phases()).toEqual([['release 4.2, 24h', 'FAIL', DAY_LATER, false]]);
  });

  test.each([
    ['met', 0, /it was 100 % in as long a time before the release: roll it back/, true],
    ['missed as well', 3, /it was 99.7 % in as long a time before the release, and missed then as well/, false],
  ])('that misses an objective which was %s before says whether to roll back, and records it (14.6, 001-24)', async (_, badBefore, why, isToRollBack) => {
    const { output, asked } = await release(DAY_LATER, { bad: 2, total: 1_000, badBefore });
    expect(output).toMatch(why);
    expect(output.includes('Roll back: day2 runbook start roll-back-deployment --env prod')).toBe(isToRollBack);
    // As long a time, up to the release.
    expect(asked).toContainEqual(expect.objectContaining({ from: '2026-03-01T08:00:00.000Z', until: '2026-03-02T08:00:00.000Z' }));
    expect(entries()[0].objectives[0].why).toMatch(why);
  });

  test('of which nothing was measured is no pass', async () => {
    const { exitCode, output } = await release(DAY_LATER, undefined, '--json');
    expect(exitCode).toBe(1);
    const [check] = JSON.parse(output).checks;
    expect([check.verdict, check.validation.automation_enforced]).toEqual(['COULD NOT TELL', false]);
    expect(check.objectives[0]).toEqual({
      figure: 'good percent',
      objective: 'web/availability',
      target: 99.9,
      verdict: 'COULD NOT TELL',
      why: 'nothing was measured since the release',
    });
  });

  test.each([
    [{ targetPercent: 99.5 }, { bad: 4, total: 1_000 }, 'failed', /of 99.5 % is kept/],
    [{ targetPercent: 99.5 }, { bad: 6, total: 1_000 }, 'failed', /of 99.5 % is broken/],
    [{ targetPercent: 99.5, thresholdMs: 5_000 }, { bad: 6, total: 1_000 }, 'failed', /another threshold: .* could not be determined/],
    [{ targetPercent: 99.5 }, { bad: 1, total: 1_000 }, 'passed', undefined],
    [{ targetPercent: 99.5 }, { bad: 0, total: 0 }, 'could not tell', /nothing was measured/],
  ] as const)('an agreement %j with customers, of %j: %s', (sla, counted, outcome, why) => {
    const judged = judgeRelease('web/availability', exampleObjective({ sla }), counted);
    expect(judged).toMatchObject({ outcome, ...(why !== undefined && { why: expect.stringMatching(why) }) });
    if (why === undefined) expect(judged.why).toBeUndefined();
  });

  test('before which nothing was measured is no reason to roll back', () => {
    for (const before of [undefined, { bad: 0, total: 0 }])
      expect(rollbackCriterion(exampleObjective(), before)).toEqual({ isMet: false, why: expect.stringContaining('could not be determined') });
  });
});
