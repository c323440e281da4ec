import type { AlertCourse, ObjectiveCourse, ScenarioCourse, WindowCourse } from '../gameday/course';
import type { TimeChart } from '../page/chart';
import { downsampled, type Point } from '../page/downsample';
import { compactNumber } from '../page/figures';
import { besideLevel } from '../page/level-axis';
import { formatDurationMinutes, MINUTE_MS, type Instant } from '../time/time';

/** A stretch of time that is shown. */
export interface Shown {
  readonly from: Instant;
  readonly to: Instant;
}

/** An objective is drawn from this share of a threshold on: below, nothing came near an alert. */
const NEAR_A_THRESHOLD = 0.5;

/** The objectives something happened to: an alarm of theirs was on, a window came near its threshold, or metrics were lost. */
export function concernedObjectives({ objectives, alarms }: ScenarioCourse): readonly ObjectiveCourse[] {
  const alarmed = new Set(alarms.filter(({ states }) => states.some(({ state }) => state === 'ALARM')).map(({ objective }) => objective));
  return objectives.filter((objective) => alarmed.has(objective.name) || nearestShare(objective) >= NEAR_A_THRESHOLD || objective.published.includes(0));
}

/** Of each 240th of the time the extremes are drawn: two pixels where a page is wide. */
export const BUCKETS = 240;

/** How near any window came to its threshold: 1 is at it. */
function nearestShare({ alerts }: ObjectiveCourse): number {
  let nearest = 0;
  for (const { windows } of alerts) {
    for (const { values, threshold } of windows) for (const value of values) if (value / threshold > nearest) nearest = value / threshold;
  }
  return nearest;
}

/** The charts of an objective: what happened, how much of it was bad, how fast the budget burned beside each alert, and what of it was left. */
export function objectiveCharts(course: ObjectiveCourse, { start }: ScenarioCourse, shown: Shown, bands: TimeChart['bands'] = []): readonly TimeChart[] {
  const first = Math.max(0, (shown.from - start) / MINUTE_MS);
  const column = (values: Float64Array, offset: number, isKnown: (index: number) => boolean = () => true): readonly Point[] =>
    downsampled(
      {
        count: Math.min(values.length, (shown.to - start) / MINUTE_MS) - first,
        at: (index) => start + (first + index + offset) * MINUTE_MS,
        value: (index) => (isKnown(first + index) && !Number.isNaN(values[first + index]!) ? values[first + index]! : null),
      },
      BUCKETS,
    );
  const isPublished = (index: number) => course.published[index] === 1;
  const about = { ...shown, bands };
  const errors = errorPercent(course);
  return [
    ...(course.kind === 'events'
      ? [
          {
            ...about,
            title: 'Events a minute',
            series: [
              { name: 'all', points: column(course.total, 0, isPublished), look: 'area' as const, colour: 'var(--s1)' },
              { name: 'bad', points: column(course.bad, 0, isPublished), colour: 'var(--s2)' },
            ],
          },
          {
            ...about,
            ...besideLevel('Bad events, percent of a minute', course.allowedBadFraction * 100, highestOf(errors)),
            series: [{ name: 'error ratio', points: column(errors, 0, isPublished), colour: 'var(--s2)' }],
            levels: [{ name: 'the objective allows', value: course.allowedBadFraction * 100 }],
          },
        ]
      : [
          {
            ...about,
            title: 'Bad minutes',
            series: [{ name: 'bad', points: column(course.bad, 0, isPublished), look: 'bars' as const, colour: 'var(--s2)' }],
            height: 100,
          },
        ]),
    ...course.alerts.flatMap((alert) => alertCharts(alert, (window) => column(window.values, 1)).map((chart) => ({ ...about, ...chart }))),
    ...(course.budget.length === 0
      ? []
      : [
          {
            ...about,
            title: 'Error budget left, percent (as the ledger stored it)',
            series: [
              {
                name: 'left',
                look: 'step' as const,
                colour: 'var(--s3)',
                points: course.budget.flatMap(({ at, remaining }): Point[] =>
                  at < shown.from || at > shown.to ? [] : [[at, remaining === undefined ? null : remaining * 100]],
                ),
              },
            ],
            left: { max: 100 },
            height: 130,
          },
        ]),
  ];
}

function errorPercent({ bad, total }: ObjectiveCourse): Float64Array {
  return bad.map((value, index) => (value / total[index]!) * 100);
}

type AlertChart = Pick<TimeChart, 'title' | 'series' | 'levels' | 'left' | 'height'>;

/** One chart for windows that are judged alike, else one for each: a rate and a count have no axis in common. */
function alertCharts({ id, urgency, windows }: AlertCourse, pointsOf: (window: WindowCourse) => readonly Point[]): readonly AlertChart[] {
  const isAlike = (window: WindowCourse) => window.measure === windows[0]!.measure && window.threshold === windows[0]!.threshold;
  const groups = windows.every(isAlike) ? [windows] : windows.map((window) => [window]);
  return groups
    .filter((group) => group.length > 0)
    .map((group) => {
      const { measure, threshold } = group[0]!;
      const most = Math.max(...group.map(({ values }) => highestOf(values)));
      const windowsText = group.map(({ windowMinutes }) => formatDurationMinutes(windowMinutes)).join(' and ');
      return {
        ...besideLevel(`${id} burn (${urgency}): ${MEASURES[measure]} ${windowsText}`, threshold, most),
        series: group.map((window, index) => ({
          name: `${window.window} window, ${formatDurationMinutes(window.windowMinutes)}`,
          points: pointsOf(window),
          colour: index === 0 ? 'var(--s4)' : 'var(--s1)',
        })),
        levels: [{ name: 'threshold', value: threshold }],
        height: 130,
      };
    });
}

function highestOf(values: Float64Array): number {
  return values.reduce((highest, value) => (value > highest ? value : highest), 0);
}

const MEASURES: Readonly<Record<WindowCourse['measure'], string>> = {
  'burn rate': 'burn rate over',
  'bad events': 'bad events in',
  'bad minutes': 'bad minutes in',
};

/** What an objective that nothing happened to saw, one line. */
export function quietText({ kind, bad, total }: ObjectiveCourse): string {
  const sum = (column: Float64Array) => column.reduce((all, value) => all + value, 0);
  const badSum = sum(bad);
  if (kind === 'slices') return `${Math.round(badSum)} bad minutes`;
  const all = sum(total);
  return all === 0 ? 'no events' : `${compactNumber(all)} events, ${compactNumber((badSum / all) * 100)} % bad`;
}
