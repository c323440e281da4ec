import { measureAttributes, spreadOf, type AttributeQuestion } from '../../lib/score/attributes';
import { episodesOf } from '../../lib/score/episodes';
import type { Firing } from '../../lib/score/play-design';
import type { PlayedIncident } from '../../lib/score/played-incident';

const MINUTE = 60_000;

const firing = (from: number, to: number, urgency: Firing['urgency'] = 'page', alarm = urgency): Firing => ({
  alarm,
  urgency,
  notifiedAt: from * MINUTE,
  clearedAt: to * MINUTE,
});

/** An incident from minute 100 to minute 160. */
const incident = (firings: readonly Firing[], isSignificant = true): PlayedIncident => ({
  incident: { errorRatio: 1, minutes: 60 },
  startHour: 0,
  index: 0,
  onset: 100 * MINUTE,
  end: 160 * MINUTE,
  budgetShare: 0.6,
  isSignificant,
  isPageWorthy: isSignificant,
  budgetSpentAt: (instant) => Math.max(0, instant / MINUTE - 100) / 100,
  firings,
});

const QUESTION: AttributeQuestion = { isRelevant: ({ isSignificant }) => isSignificant, counts: () => true, delayMinutes: 2, windowMinutes: 360 };

const measure = (...played: PlayedIncident[]) => measureAttributes(played, QUESTION);

describe('episodes', () => {
  test.each([
    ['gaps of ten minutes join', [firing(0, 5), firing(15, 20)], [[0, 20]]],
    [
      'longer gaps do not',
      [firing(0, 5), firing(15.1, 20)],
      [
        [0, 5],
        [15.1, 20],
      ],
    ],
    ['alarms that overlap are one', [firing(0, 30), firing(5, 10), firing(35, 40)], [[0, 40]]],
    ['the order of firings does not matter', [firing(35, 40), firing(0, 30)], [[0, 40]]],
    ['none without a firing', [], []],
  ])('%s', (_, firings, expected) => {
    expect(episodesOf(firings).map(({ from, to }) => [from / MINUTE, to / MINUTE])).toEqual(expected);
  });
});

test('a design that never fires has no precision, which is not a perfect one', () => {
  expect(measure(incident([]))).toMatchObject({ episodes: 0, precision: null, recall: 0, detectionMinutes: { median: null }, duplicates: null });
  expect(measure(incident([], false))).toMatchObject({ relevantIncidents: 0, recall: null });
});

test('every relevant incident is either detected or missed, each with its time', () => {
  const { detected, missed } = measure(incident([firing(103, 190)]), incident([]), incident([firing(300, 310)]), incident([firing(90, 170)]));
  expect(detected.map(({ minutes }) => minutes)).toEqual([3, 0]);
  expect(missed).toHaveLength(2);
});

test('an incident that is notified', () => {
  expect(measure(incident([firing(103, 190)]))).toMatchObject({
    precision: 1,
    recall: 1,
    detectionMinutes: { median: 3 },
    budgetAtFire: { median: 0.03 },
    resetMinutes: { median: 29 },
    duplicates: 0,
  });
});

describe('in time', () => {
  test.each([
    [162, 1],
    [162.1, 0],
  ])('a first notification at minute %d, the deadline being 162, is recalled by %d', (minute, recall) => {
    expect(measure(incident([firing(minute, 200)])).recall).toBe(recall);
  });

  test('an alarm that is on already when the incident begins has notified of it', () => {
    expect(measure(incident([firing(50, 120)]))).toMatchObject({ recall: 1, detectionMinutes: { median: 0 } });
  });

  test('an alarm that was over before it began has not', () => {
    expect(measure(incident([firing(50, 90)]))).toMatchObject({ recall: 0, precision: 0 });
  });
});

test('episodes of insignificant incidents, and those long after a significant one, are false', () => {
  const { episodes, precision, falseAlarms } = measure(incident([firing(103, 190), firing(600, 610)]), incident([firing(110, 120)], false));
  expect([episodes, falseAlarms.length]).toEqual([3, 2]);
  expect(precision).toBeCloseTo(1 / 3, 12);
});

test('the first notification of each urgency is no duplicate, every other is', () => {
  expect(measure(incident([firing(103, 110), firing(104, 170, 'ticket'), firing(112, 130), firing(140, 150)])).duplicates).toBe(2);
});

test('of two middle figures the median is the upper, and the 95th percentile is one that did occur', () => {
  expect(spreadOf([4, 1, 3, 2])).toEqual({ median: 3, p95: 4, worst: 4 });
  expect(spreadOf(Array.from({ length: 100 }, (_, index) => index + 1))).toEqual({ median: 51, p95: 95, worst: 100 });
  expect(spreadOf([])).toEqual({ median: null, p95: null, worst: null });
});
