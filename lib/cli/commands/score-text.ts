import type { Spread } from '../../score/attributes';
import { PAGE_WORTHY, SIGNIFICANT_BUDGET_SHARE } from '../../score/incident-library';
import { PROMPT_MINUTES } from '../../score/noise-and-outages';
import type { Miss, Score, ScoredAttributes } from '../../score/score-design';
import { formatPercent } from '../../slo/burn-rate';
import { formatDurationMinutes } from '../../time/time';
import { alignColumns } from './columns';

/** Incidents and alarms that are listed one by one; `--json` has all of them. */
const MOST_LISTED = 20;
const NOTHING = 'n/a';
/** Spaces between columns: cells hold slashes and spaces themselves. */
const COLUMN_GAP = 3;

/** Scores side by side, then what each design misses and what was left out. All scores are of one objective and traffic. */
export function printScores(scores: readonly [Score, ...Score[]]): string {
  return [
    ...aboutScores(scores),
    '',
    ...alignColumns(figuresOf(scores), COLUMN_GAP),
    ...scores.flatMap(printMisses),
    ...scores.flatMap(printUnitNotes),
    ...scores.flatMap(printNotScored),
  ].join('\n');
}

/** What was promised, and which incidents were played, in two lines. */
export function aboutScores([first]: readonly [Score, ...Score[]]): readonly string[] {
  const { name, target, period } = first.objective;
  const clock = first.clock === 'cloudwatch' ? "judged by CloudWatch's clock" : 'every alarm judged each minute on complete data';
  const worthy = PAGE_WORTHY.map(({ budgetShare, withinMinutes }) => `${formatPercent(budgetShare)} in ${formatDurationMinutes(withinMinutes)}`).join(' or ');
  return [
    `${name}: ${target} % over ${formatDurationMinutes(period)}; ${first.traffic} traffic, ${clock}`,
    `${first.incidents} incidents: ${first.all.relevantIncidents} significant (${formatPercent(SIGNIFICANT_BUDGET_SHARE)} of the budget), ${first.pages.relevantIncidents} worth a page (${worthy})`,
  ];
}

type Row = readonly [label: string, figure: (score: Score) => string];

/** Figures of scores beside each other; the first row names the designs, and what belongs to the row above begins with two spaces. */
export function figuresOf(scores: readonly Score[]): readonly (readonly string[])[] {
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
  return rows.map(([label, figure]) => [label, ...scores.map(figure)]);
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
  return ['', `${title}:`, ...missed.slice(0, MOST_LISTED).map((miss) => `  ${missText(miss)}`), ...more(missed.length)];
}

/** An incident nobody was notified of in time, and the alarm that came closest. */
export function missText({ errorRatio, minutes, startHour, seed, budgetShare, closest }: Miss): string {
  const location = seed === undefined ? `from ${String(startHour).padStart(2, '0')}:00` : `seed ${seed}`;
  const nearest = closest === undefined ? '' : `; closest ${closest.alarm} at ${formatPercent(round(closest.shareOfThreshold))} of its threshold`;
  return `${formatPercent(errorRatio)} for ${formatDurationMinutes(minutes)} ${location}, ${formatPercent(round(budgetShare))} of the budget${nearest}`;
}

/** What the figures rest on that nobody wrote down. */
function printUnitNotes({ design, unitNotes }: Score): string[] {
  return unitNotes.length === 0 ? [] : ['', `units in ${design}:`, ...unitNotes.slice(0, MOST_LISTED).map((note) => `  ${note}`), ...more(unitNotes.length)];
}

function printNotScored(score: Score): string[] {
  const lines = notScoredLines(score).map((line) => `  ${line}`);
  return lines.length === 0 ? [] : ['', `not scored in ${score.design}:`, ...lines.slice(0, MOST_LISTED), ...more(lines.length)];
}

/** Alarms that were not scored, by reason: a template may have hundreds of alarms about other things. */
export function notScoredLines({ notScored }: Score): readonly string[] {
  const reasons = new Map<string, string[]>();
  for (const { name, reason } of notScored) reasons.set(reason, [...(reasons.get(reason) ?? []), name]);
  return [...reasons].map(([reason, names]) => (names.length === 1 ? `${names[0]}: ${reason}` : `${names.length} alarms, such as ${names[0]}: ${reason}`));
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
