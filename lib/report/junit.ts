import type { ScenarioCourse } from '../gameday/course';
import type { GameDayReport } from '../gameday/report';
import { measurementText } from './measurement-text';

/**
 * Game days in the JUnit format that CI systems read: one suite a scenario, one case a measurement, one a difference
 * from the plan. What could not be determined is an error, so that no CI takes it for a pass. Written for its readers: some show
 * `NaNms` where there is no `time`, some leave numeric character references as they are, some show only the body of a
 * failure and some only its message.
 */
export function toJUnit(played: readonly PlayedScenario[]): string {
  return junitDocument(
    'day2 gameday',
    played.map(({ report, seconds }) => ({ id: report.scenario.id, seconds, cases: casesOf(report) })),
  );
}

/** What was looked at together. */
export interface JUnitSuite {
  readonly id: string;
  /** Wall time, seconds. */
  readonly seconds: number;
  readonly cases: readonly JUnitCase[];
}

/** Suites of cases as one document. */
export function junitDocument(name: string, suites: readonly JUnitSuite[]): string {
  const all = suites.flatMap(({ cases }) => cases);
  const seconds = suites.reduce((sum, suite) => sum + suite.seconds, 0);
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>', `<testsuites name="${escape(name)}" ${totals(all, seconds)}>`];
  for (const suite of suites) {
    const id = escape(suite.id);
    const cases = withDistinctNames(suite.cases).map((each) => `    ${caseElement(id, each)}`);
    lines.push(`  <testsuite name="${id}" ${totals(suite.cases, suite.seconds)}>`, ...cases, '  </testsuite>');
  }
  lines.push('</testsuites>');
  return lines.join('\n');
}

/** A report, and how long it took to play: a game day reads no clock, so whoever plays it measures. */
export interface PlayedScenario {
  readonly report: GameDayReport;
  /** Wall time, seconds. */
  readonly seconds: number;
  /** What happened minute by minute. Absent: nobody draws it, or nothing was played because AWS would refuse the templates. */
  readonly course?: ScenarioCourse;
}

/** A figure takes no time of its own: the scenario it was measured in does. Readers that show times need one nevertheless. */
const NO_TIME = 'time="0"';

/** One thing that was looked at, and what came of it: what could not be determined is an error. */
export interface JUnitCase {
  readonly name: string;
  readonly kind: 'pass' | 'failure' | 'error';
  /** Code of the measurement, or what kind of thing differs. */
  readonly type: string;
  /** One line. */
  readonly message: string;
  /** Everything there is to say. */
  readonly body: string;
}

function totals(cases: readonly JUnitCase[], seconds: number): string {
  const count = (kind: JUnitCase['kind']) => cases.filter((each) => each.kind === kind).length;
  return `tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" time="${seconds.toFixed(3)}"`;
}

function caseElement(className: string, { name, kind, type, message, body }: JUnitCase): string {
  const open = `<testcase classname="${className}" name="${escape(name)}" ${NO_TIME}`;
  if (kind === 'pass') return `${open}/>`;
  return `${open}><${kind} type="${escape(type)}" message="${escape(message)}">${escapeBody(body)}</${kind}></testcase>`;
}

function casesOf(report: GameDayReport): JUnitCase[] {
  const kinds = { passed: 'pass', failed: 'failure', 'could not tell': 'error' } as const;
  return [
    ...report.measurements.map((measurement): JUnitCase => {
      const { what, expected, measured } = measurementText(measurement);
      const body = `${what}\nexpected ${expected}\nmeasured ${measured}`;
      return { name: what, kind: kinds[measurement.outcome], type: measurement.code, message: `expected ${expected}, measured ${measured}`, body };
    }),
    ...report.differences.map(({ kind, name, what, resource, constructPath, planned, found }): JUnitCase => ({
      name: `${name}: ${what}`,
      kind: 'failure',
      type: `difference-${kind}`,
      message: `${resource}: planned ${planned}, found ${found}`,
      body: [
        `${name}: ${what}`,
        `resource ${resource}`,
        ...(constructPath === undefined ? [] : [`construct ${constructPath}`]),
        `planned ${planned}`,
        `found ${found}`,
      ].join('\n'),
    })),
    ...report.unknown.map((unknown): JUnitCase => ({
      name: `could not tell: ${unknown}`,
      kind: 'error',
      type: 'could-not-tell',
      message: unknown,
      body: unknown,
    })),
  ];
}

/** Some readers keep one case a name: the second of a name is called `name (2)`. */
function withDistinctNames(cases: readonly JUnitCase[]): JUnitCase[] {
  const taken = new Set<string>();
  return cases.map((each) => {
    const base = oneLine(each.name);
    let name = base;
    for (let number = 2; taken.has(name); number++) name = `${base} (${number})`;
    taken.add(name);
    return { ...each, name };
  });
}

/** Text for an attribute, on one line. */
function escape(text: string): string {
  return escapeBody(oneLine(text)).replaceAll('"', '&quot;');
}

/** Text between tags. Characters that XML does not allow at all are replaced. */
function escapeBody(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\t\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** Line ends in an attribute are read as spaces at best. */
function oneLine(text: string): string {
  return text.replace(/[ \t\r\n]*[\t\r\n][ \t\r\n]*/g, ' ');
}
