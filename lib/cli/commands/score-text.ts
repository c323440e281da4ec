import type { Spread } from '../../score/attributes';
import { PAGE_WORTHY, SIGNIFICANT_BUDGET_SHARE } from '../../score/incident-library';
import { PROMPT_MINUTES } from '../../score/noise-and-outages';
import type { Miss, Score, ScoredAttributes } from '../../score/score-design';
import { formatPercent } from '../../slo/burn-rate';
import { formatDurationMinutes } from '../../time/time';

/** Incidents and alarms that are listed one by one; `--json` has all of them. */
const MOST_LISTED = 20;
const NOTHING = 'n/a';

/** Scores side by side, then what each design misses and what was left out. All scores are of one objective and traffic. */
export function printScores(scores: readonly [Score, ...Score[]]): string {
  const [first] = scores;
  const { name, target, period } = first.objective;
  const clock = first.clock === 'cloudwatch' ? "judged by CloudWatch's clock" : 'every alarm judged each minute on complete data';
  const worthy = PAGE_WORTHY.map(({ budgetShare, withinMinutes }) => `${formatPercent(budgetShare)} in ${formatDurationMinutes(withinMinutes)}`).join(' or ');
  return [
    `${name}: ${target} % over ${formatDurationMinutes(period)}; ${first.traffic} traffic, ${clock}`,
    `${first.incidents} incidents: ${first.all.relevantIncidents} significant (${formatPercent(SIGNIFICANT_BUDGET_SHARE)} of the budget), ${first.pages.relevantIncidents} worth a page (${worthy})`,
    '',
    ...printTable(scores),
    ...scores.flatMap(printMisses),
    ...scores.flatMap(printUnitNotes),
    ...scores.flatMap(printNotScored),
  ].join('\n');
}

type Row = readonly [label: string, figure: (score: Score) => string];

function printTable(scores: readonly Score[]): string[] {
  const levels = scores[0]!.noise.map(({ budgetSpent }) => budgetSpent);
  const rows: readonly Row[] = [
    ['', ({ design }) => design],
    ...attributeRows('all', ({ all }) => all),
    ...attributeRows('pages', ({ pages }) => pages),
    ['tickets: reset median / worst', ({ tickets }) => durations(tickets.resetMinutes, ['median', 'worst'])],
    ...levels.map((level, index): Row => [`alerts in 30d, ${formatPercent(level)} spent evenly`, (score) => printNoise(score, index)]),
    ['full outage: page median / p95', ({ outage }) => durations(outage.minutes, ['median', 'p95'])],
    [`  within ${PROMPT_MINUTES}m / never`, ({ outage }) => `${formatPercent(round(outage.promptShare))} / ${outage.missed} of ${outage.outages}`],
    ['alarms', ({ alarms }) => `${alarms.metric} metric, ${alarms.composite} composite`],
    ['  that page / open a ticket', ({ notifying }) => `${notifying.page} / ${notifying.ticket}`],
    ['USD a month', ({ monthlyUsd }) => monthlyUsd.toFixed(2)],
  ];
  const printed = rows.map(([label, figure]) => [label, ...scores.map(figure)]);
  const widths = printed[0]!.map((_, column) => Math.max(...printed.map((cells) => cells[column]!.length)));
  return printed.map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('   ')
      .trimEnd(),
  );
}

function attributeRows(name: string, of: (score: Score) => ScoredAttributes): Row[] {
  return [
    [`${name}: precision / recall`, (score) => `${fraction(of(score).precision)} / ${fraction(of(score).recall)}`],
    ['  detection median / p95 / worst', (score) => durations(of(score).detectionMinutes, ['median', 'p95', 'worst'])],
    ['  budget at fire median / worst', (score) => shares(of(score).budgetAtFire)],
    ['  reset median / worst', (score) => durations(of(score).resetMinutes, ['median', 'worst'])],
    ['  further notifications an incident', (score) => of(score).duplicates?.toFixed(2) ?? NOTHING],
  ];
}

function printNoise({ noise }: Score, index: number): string {
  const { pagesPer30Days, ticketsPer30Days, noisyRuns, runs } = noise[index]!;
  return `${pagesPer30Days.toFixed(2)} pages, ${ticketsPer30Days.toFixed(2)} tickets (${noisyRuns} of ${runs} runs)`;
}

function printMisses({ design, all, pages }: Score): string[] {
  return [...printMissed(`${design} misses`, all.missed), ...printMissed(`${design} does not page for`, pages.missed)];
}

function printMissed(title: string, missed: readonly Miss[]): string[] {
  if (missed.length === 0) return [];
  const lines = missed.slice(0, MOST_LISTED).map((miss) => {
    const location = miss.seed === undefined ? `from ${String(miss.startHour).padStart(2, '0')}:00` : `seed ${miss.seed}`;
    const closest =
      miss.closest === undefined ? '' : `; closest ${miss.closest.alarm} at ${formatPercent(round(miss.closest.shareOfThreshold))} of its threshold`;
    return `  ${formatPercent(miss.errorRatio)} for ${formatDurationMinutes(miss.minutes)} ${location}, ${formatPercent(round(miss.budgetShare))} of the budget${closest}`;
  });
  return ['', `${title}:`, ...lines, ...more(missed.length)];
}

/** What the figures rest on that nobody wrote down. */
function printUnitNotes({ design, unitNotes }: Score): string[] {
  return unitNotes.length === 0 ? [] : ['', `units in ${design}:`, ...unitNotes.slice(0, MOST_LISTED).map((note) => `  ${note}`), ...more(unitNotes.length)];
}

/** By reason: a template may have hundreds of alarms about other things. */
function printNotScored({ design, notScored }: Score): string[] {
  if (notScored.length === 0) return [];
  const reasons = new Map<string, string[]>();
  for (const { name, reason } of notScored) reasons.set(reason, [...(reasons.get(reason) ?? []), name]);
  const lines = [...reasons].map(([reason, names]) =>
    names.length === 1 ? `  ${names[0]}: ${reason}` : `  ${names.length} alarms, such as ${names[0]}: ${reason}`,
  );
  return ['', `not scored in ${design}:`, ...lines.slice(0, MOST_LISTED), ...more(lines.length)];
}

function more(length: number): string[] {
  return length > MOST_LISTED ? [`  and ${length - MOST_LISTED} more, which --json lists`] : [];
}

function fraction(value: number | null): string {
  return value?.toFixed(3) ?? NOTHING;
}

function durations(spread: Spread, which: readonly (keyof Spread)[]): string {
  return which.map((key) => (spread[key] === null ? NOTHING : formatDurationMinutes(spread[key]))).join(' / ');
}

function shares({ median, worst }: Spread): string {
  return [median, worst].map((value) => (value === null ? NOTHING : formatPercent(round(value)))).join(' / ');
}

/** Three digits of a percentage are enough for people. */
function round(value: number): number {
  return Number(value.toPrecision(3));
}
