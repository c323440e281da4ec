import type { GameDayReport } from '../gameday/report';

/**
 * Game days in the JUnit format that CI systems read: one suite a scenario, one case a measurement, one a difference
 * from the plan. What could not be told is an error, so that no CI takes it for a pass.
 */
export function toJUnit(reports: readonly GameDayReport[]): string {
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites name="day2 gameday">'];
  for (const report of reports) {
    const cases = casesOf(report);
    const failures = cases.filter((entry) => entry.kind === 'failure').length;
    const errors = cases.filter((entry) => entry.kind === 'error').length;
    lines.push(
      `  <testsuite name="${escape(report.scenario.id)}" tests="${cases.length}" failures="${failures}" errors="${errors}">`,
    );
    for (const entry of cases) {
      const open = `    <testcase classname="${escape(report.scenario.id)}" name="${escape(entry.name)}"`;
      if (entry.kind === 'pass') lines.push(`${open}/>`);
      else lines.push(`${open}><${entry.kind} message="${escape(entry.message)}"/></testcase>`);
    }
    lines.push('  </testsuite>');
  }
  lines.push('</testsuites>');
  return lines.join('\n');
}

interface Case {
  readonly name: string;
  readonly kind: 'pass' | 'failure' | 'error';
  readonly message: string;
}

function casesOf(report: GameDayReport): Case[] {
  const kinds = { passed: 'pass', failed: 'failure', 'could not tell': 'error' } as const;
  return [
    ...report.measurements.map((measurement) => ({
      name: measurement.what,
      kind: kinds[measurement.outcome],
      message: `expected ${measurement.expected}, measured ${measurement.measured}`,
    })),
    ...report.differences.map((difference) => ({
      name: `${difference.name}: ${difference.what}`,
      kind: 'failure' as const,
      message: `${difference.resource}: planned ${difference.planned}, found ${difference.found}`,
    })),
    ...report.unknown.map((unknown) => ({ name: 'could not tell', kind: 'error' as const, message: unknown })),
  ];
}

/** Text for an attribute; characters that XML does not allow at all are replaced. */
function escape(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>"\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}
