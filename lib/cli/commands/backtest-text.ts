import type { Spell } from '../../backtest/alarm-histories';
import type { AlarmBacktest, Backtest } from '../../backtest/play-backtest';
import { flapsOf, type WouldBePage } from '../../backtest/would-be-pages';
import { formatDurationMinutes, formatInstant, MINUTE_MS, MINUTES_PER_DAY, type Instant } from '../../time/time';
import { localTimeAt } from '../../time/zoned-time';
import type { LocalTimes } from '../local-times';
import { alignColumns } from './columns';

/** One design, and what it would have done. */
export interface PlayedDesign {
  readonly name: string;
  readonly backtest: Backtest;
  readonly pages: readonly WouldBePage[];
}

/** How a backtest is printed. */
export interface BacktestTextOptions {
  /** What stands beside UTC, and whose hours of the day count. */
  readonly times: LocalTimes;
  /** Also alarms that notify nobody, and those that were never on. */
  readonly isVerbose: boolean;
}

/** Times of one alarm that are shown. */
const MOST_SPELLS = 10;

/** Hours of the day in parts: who is paged in the first one was asleep. */
const PARTS_OF_DAY = [
  { name: '00-07', until: 7 },
  { name: '07-19', until: 19 },
  { name: '19-24', until: 24 },
] as const;

/** One design as people read it, or two side by side. */
export function backtestText(designs: readonly PlayedDesign[], options: BacktestTextOptions): string {
  const [first] = designs as readonly [PlayedDesign, ...PlayedDesign[]];
  const { from, to } = first.backtest;
  const days = (to - from) / MINUTE_MS / MINUTES_PER_DAY;
  const { times } = options;
  return [
    `backtest of ${designs.map(({ name }) => name).join(' and ')} over ${times.of(from)} to ${times.of(to)} (${days.toFixed(1)} days)`,
    ...times.note,
    ...(designs.length > 1 ? ['', ...alignColumns(comparison(designs))] : []),
    ...designs.flatMap((design) => ['', ...(designs.length > 1 ? [`── ${design.name}`] : []), ...designText(design, options)]),
  ].join('\n');
}

function designText({ backtest: { from, alarms, notPlayed }, pages }: PlayedDesign, { times, isVerbose }: BacktestTextOptions): string[] {
  const nameOf = namesOf(alarms);
  const wereOn = alarms.filter(({ spells }) => spells.length > 0);
  const quiet = alarms.filter(({ spells }) => spells.length === 0);
  const shown = wereOn.filter(({ actions }) => isVerbose || actions.length > 0);
  const hidden = wereOn.length - shown.length;
  return [
    `${alarms.length} alarms played, ${wereOn.length} were on${hidden === 0 ? '' : `; ${hidden} of them notify nobody and are shown with --verbose`}`,
    ...shown.flatMap((alarm) => ['', ...alarmText(nameOf(alarm), alarm, from, { times, isVerbose })]),
    '',
    ...pagesText(pages, times),
    ...(isVerbose && quiet.length > 0 ? ['', 'never on:', ...quiet.map((alarm) => `  ${nameOf(alarm)}${times.of(limitsOf(alarm, from))}`)] : []),
    ...(notPlayed.length > 0 ? ['', `could not tell of ${notPlayed.length} alarms:`, ...notPlayed.map(({ name, why }) => `  ${name}: ${why}`)] : []),
  ];
}

/** What each alarm is called: where there are several regions, with its own. */
export function namesOf(alarms: readonly AlarmBacktest[]): (alarm: AlarmBacktest) => string {
  const regions = new Set(alarms.map(({ identity }) => identity.region));
  return ({ identity: { name, region } }) => (regions.size > 1 ? `${name} in ${region}` : name);
}

function alarmText(name: string, alarm: AlarmBacktest, from: Instant, { times, isVerbose }: BacktestTextOptions): string[] {
  const { spells } = alarm;
  const shown = isVerbose ? spells : spells.slice(0, MOST_SPELLS);
  return [
    `${name}: ${times.of(timesText(alarm, from))}`,
    ...alignColumns(
      shown.map((spell) => [
        `  ${times.of(spell.from)}`,
        `for ${formatDurationMinutes(Math.round((spell.to - spell.from) / MINUTE_MS))}${spell.isOpen ? ', still on' : ''}`,
        times.of(notificationText(spell)),
      ]),
    ),
    ...(shown.length < spells.length ? [`  and ${spells.length - shown.length} times more, shown with --verbose`] : []),
  ];
}

/** How often and how long an alarm that was on was on, and what is not known of it. */
export function timesText(alarm: AlarmBacktest, from: Instant): string {
  const { spells } = alarm;
  const flaps = flapsOf(alarm);
  const longest = Math.max(...spells.map((spell) => spell.to - spell.from)) / MINUTE_MS;
  const times = `${spells.length} ${spells.length === 1 ? 'time' : 'times'}, longest ${formatDurationMinutes(Math.round(longest))}`;
  return `${times}${flaps === 0 ? '' : `, came back within 10m ${flaps} times`}${limitsOf(alarm, from)}`;
}

function notificationText({ from, notifiedAt, isCut }: Spell): string {
  if (isCut) return 'on already';
  if (notifiedAt === undefined) return 'notified nobody';
  return notifiedAt === from ? '' : `notified at ${formatInstant(notifiedAt)}`;
}

/** What is not known of an alarm, or not exactly. */
function limitsOf({ known }: AlarmBacktest, from: Instant): string {
  const notes = [
    ...(known.fromMinute * MINUTE_MS > from ? [`known from ${formatInstant(known.fromMinute * MINUTE_MS)}`] : []),
    ...(known.exactFromMinute >= known.toMinute ? ['judged by whole buckets'] : []),
    ...(known.exactFromMinute > known.fromMinute && known.exactFromMinute < known.toMinute
      ? [`exact from ${formatInstant(known.exactFromMinute * MINUTE_MS)}`]
      : []),
  ];
  return notes.length === 0 ? '' : ` (${notes.join(', ')})`;
}

function pagesText(pages: readonly WouldBePage[], { timeZone }: LocalTimes): string[] {
  return pages.length === 0 ? ['would have paged nobody'] : alignColumns(pagesTable(pages, timeZone));
}

/** Pages by who gets them and hour of the day; the first row names the columns. */
export function pagesTable(pages: readonly WouldBePage[], timeZone: string): readonly (readonly string[])[] {
  const recipients = [...new Set(pages.flatMap((page) => page.recipients))].sort();
  const row = (name: string, own: readonly WouldBePage[]) => [
    name,
    ...PARTS_OF_DAY.map((_, part) => String(own.filter(({ at }) => partOf(at, timeZone) === part).length)),
    String(own.length),
  ];
  return [
    [`would have paged (${timeZone})`, ...PARTS_OF_DAY.map(({ name }) => name), 'all'],
    ...recipients.map((name) =>
      row(
        `  ${name}`,
        pages.filter((page) => page.recipients.includes(name)),
      ),
    ),
    row('  pages', pages),
  ];
}

function partOf(at: Instant, timeZone: string): number {
  const hour = new Date(localTimeAt(at, timeZone)).getUTCHours();
  return PARTS_OF_DAY.findIndex(({ until }) => hour < until);
}

/** Designs beside each other; the first row names the columns. */
export function comparison(designs: readonly PlayedDesign[]): readonly (readonly string[])[] {
  const row = (name: string, of: (design: PlayedDesign) => number | string) => [name, ...designs.map((design) => String(of(design)))];
  const spells = ({ backtest }: PlayedDesign) => backtest.alarms.flatMap((alarm) => alarm.spells);
  return [
    row('', ({ name }) => name),
    row('alarms played', ({ backtest }) => backtest.alarms.length),
    row('could not tell of', ({ backtest }) => backtest.notPlayed.length),
    row('times an alarm was on', (design) => spells(design).length),
    row('came back within 10m', ({ backtest }) => backtest.alarms.reduce((sum, alarm) => sum + flapsOf(alarm), 0)),
    row('hours an alarm was on', (design) => (spells(design).reduce((sum, spell) => sum + spell.to - spell.from, 0) / MINUTE_MS / 60).toFixed(1)),
    row('pages', ({ pages }) => pages.length),
  ];
}
