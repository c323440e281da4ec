import type { PlanDifference } from '../conformance/plan-difference';
import { validateAutomation } from '../gameday/automation-validation';
import type { Measurement } from '../gameday/measurements';
import type { GameDayReport } from '../gameday/report';
import type { TimelineEvent } from '../gameday/timeline-events';
import type { Outcome } from '../problems/problem';
import { formatDurationMinutes, formatInstant, formatTimeOfDay, MINUTE_MS, type Instant } from '../time/time';
import { measurementText } from './measurement-text';
import { PLAIN, type Paint } from './paint';
import { timelineText } from './timeline-text';

/** The beginning of a line about an outcome. */
export const OUTCOME_MARKS: Readonly<Record<Outcome, string>> = { passed: 'ok  ', failed: 'FAIL', 'could not tell': '??  ' };

/** The heading of a scenario, before anything has happened. */
export function printHeading(scenario: GameDayReport['scenario']): string {
  const length = formatDurationMinutes(scenario.durationMinutes);
  return `\n${scenario.id}: ${scenario.title}\n  ${scenario.environment}, ${formatInstant(scenario.start)}, ${length} of virtual time`;
}

/** Who is woken: these lines are marked at their beginning, with or without colours. */
export const PAGES: readonly TimelineEvent['code'][] = ['page-published', 'fallback-page-published', 'watchdog-notified'];
const NOTICES: readonly TimelineEvent['code'][] = ['notice-published'];

/** One line of the timeline. Other days than the first are marked, so that times of day cannot be confused, and so is who is woken. */
export function printTimelineEntry(entry: TimelineEvent, start: number, paint = PLAIN): string {
  const text = `${timelineTime(entry.at, start).padEnd(12)} ${timelineLine(entry)}`;
  if (PAGES.includes(entry.code)) return paint('page', `> ${text}`);
  return NOTICES.includes(entry.code) ? paint('faint', `  ${text}`) : `  ${text}`;
}

/** `03:02:29 +1d`: the time of day, and the day where it is not the first. */
export function timelineTime(at: Instant, start: Instant): string {
  const day = Math.floor(at / (24 * 60 * MINUTE_MS)) - Math.floor(start / (24 * 60 * MINUTE_MS));
  return `${formatTimeOfDay(at)}${day === 0 ? '' : ` ${day > 0 ? '+' : '-'}${Math.abs(day)}d`}`;
}

/** An event in words, with the budget that was spent by then. */
export function timelineLine(event: TimelineEvent): string {
  const spent = 'budgetSpent' in event ? event.budgetSpent : undefined;
  return `${timelineText(event)}${spent === undefined ? '' : `, ${formatBudgetSpent(spent)}`}`;
}

/** `budget spent 4.6 %`, of the budget of a whole period; two digits, and never 0 for something. */
export function formatBudgetSpent(fraction: number | null): string {
  return `budget spent ${spentText(fraction)}`;
}

/** `4.6 %`, as {@link formatBudgetSpent} says it. */
export function spentText(fraction: number | null): string {
  if (fraction === null) return 'unknown: metrics are lost';
  const percent = fraction * 100;
  return `${percent >= 1 ? Number(percent.toFixed(1)) : Number(percent.toPrecision(2))} %`;
}

/** Everything after the timeline: each figure beside its expectation, then what differs from the plan. */
export function printResult(report: GameDayReport, paint = PLAIN): string {
  const lines = ['', ...printMeasurements(report.measurements, paint)];
  if (report.differences.length > 0) {
    lines.push('  not as planned:');
    for (const difference of report.differences) lines.push(...printDifference(difference));
  }
  for (const unknown of report.unknown) lines.push(`  ${OUTCOME_MARKS['could not tell']} could not tell: ${unknown}`);
  lines.push(`  ${report.scenario.id}: ${paint(report.outcome, report.outcome)}`);
  return lines.join('\n');
}

function printMeasurements(measurements: readonly Measurement[], paint: Paint): string[] {
  const widest = (texts: readonly string[]) => Math.max(0, ...texts.map((text) => text.length));
  const texts = measurements.map(measurementText);
  const what = widest(texts.map((text) => text.what));
  const expected = widest(texts.map((text) => text.expected));
  const measured = widest(texts.map((text) => text.measured));
  return measurements.map((measurement, index) => {
    const text = texts[index]!;
    const spent = 'budgetSpent' in measurement ? measurement.budgetSpent : undefined;
    const budget = spent === undefined ? '' : formatBudgetSpent(spent);
    const columns = [
      `  ${paint(measurement.outcome, OUTCOME_MARKS[measurement.outcome])} ${text.what.padEnd(what)}`,
      `expected ${text.expected.padEnd(expected)}`,
      `measured ${text.measured.padEnd(measured)}`,
      budget,
    ];
    return columns.join('  ').trimEnd();
  });
}

function printDifference(difference: PlanDifference): string[] {
  const location = difference.constructPath === undefined ? '' : ` (${difference.constructPath})`;
  return [
    `  FAIL ${difference.name}: ${difference.what}`,
    `         resource ${difference.resource}${location}`,
    `         planned  ${difference.planned}`,
    `         found    ${difference.found}`,
  ];
}

/** The end of a run: what a reader has to know, then `N passed, N failed`, and those that could not be determined. */
export function printTotals(reports: readonly Pick<GameDayReport, 'outcome' | 'notes'>[]): string {
  return [...notesOf(reports).map((note) => `note: ${note}`), `game days: ${totalsText(reports)}`].join('\n');
}

/** `3 passed, 1 failed`, and those that could not be determined. */
export function totalsText(reports: readonly Pick<GameDayReport, 'outcome'>[]): string {
  const count = (outcome: Outcome) => reports.filter((report) => report.outcome === outcome).length;
  const unknown = count('could not tell');
  const totals = `${count('passed')} passed, ${count('failed')} failed`;
  return unknown === 0 ? totals : `${totals}, ${unknown} could not tell`;
}

/** What a reader has to know, each once. */
export function notesOf(reports: readonly Pick<GameDayReport, 'notes'>[]): readonly string[] {
  return [...new Set(reports.flatMap((report) => report.notes))].sort();
}

/** The validation of automation, where any of the game days is for it: an item that none of them proves is shown, too. */
export function printAutomationValidation(reports: readonly Pick<GameDayReport, 'scenario' | 'outcome'>[]): string | undefined {
  const items = validateAutomation(reports);
  if (items.every(({ scenarios }) => scenarios.length === 0)) return undefined;
  const lines = items.map(({ id, what, outcome, scenarios }) => {
    const by = scenarios.length === 0 ? `no scenario that was played has proves: [${id}]` : scenarios.join(', ');
    return `  ${OUTCOME_MARKS[outcome]} ${id} ${what}: ${outcome} (${by})`;
  });
  return ['validation of automation:', ...lines].join('\n');
}
