import fc from 'fast-check';
import { coverageGaps } from '../../../lib/incident/roster/coverage-gaps';
import { handovers } from '../../../lib/incident/roster/handovers';
import { onCall } from '../../../lib/incident/roster/on-call';
import type { Role, Roster, RosterLayer, RosterOverride, Rotation } from '../../../lib/incident/roster/roster';
import { singlePointsOfFailure } from '../../../lib/incident/roster/single-points-of-failure';
import { WEEKDAYS, type BusinessCalendar } from '../../../lib/time/business-calendar';
import type { Instant } from '../../../lib/time/time';
import { at, officeHours, rosterOf, rotationOf, turnsRole } from '../../helpers/rosters';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Three days around each change of clocks of 2026. */
const CHANGES: Readonly<Record<string, readonly [string, string]>> = {
  'Europe/Berlin': ['2026-03-29T01:00Z', '2026-10-25T01:00Z'],
  'America/New_York': ['2026-03-08T07:00Z', '2026-11-01T06:00Z'],
  'Australia/Lord_Howe': ['2026-04-04T15:00Z', '2026-10-03T15:30Z'],
};
const ZONES = Object.keys(CHANGES);

const timeZone = fc.constantFrom(...ZONES);
const twoDigits = (value: number): string => String(value).padStart(2, '0');
const timeOfDay = (least: number, most: number) =>
  fc.integer({ min: least, max: most }).map((minutes) => `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`);
/** Half of the hand-overs fall into the hours in which clocks change. */
const handoverAt = fc.oneof(timeOfDay(0, 1_439), timeOfDay(60, 200));

const rotation = (people: readonly string[], zone: fc.Arbitrary<string> = timeZone): fc.Arbitrary<Rotation> =>
  fc.record({
    timeZone: zone,
    people: fc.constant(people),
    everyDays: fc.integer({ min: 1, max: 9 }),
    handoverAt,
    from: fc.constantFrom('2025-12-29', '2026-01-01', '2026-02-28'),
  });

/** What a local clock shows, by other means than the code under test: parts of a date in `en-CA`. */
function wallClock(zone: string): (instant: Instant) => number {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  return (instant) => Date.parse(`${format.format(instant).replace(', ', 'T')}:00Z`);
}

/** By definition: hand-overs whose local time the clock has reached by then, the furthest it ever was. */
function personByWatchingTheClock({ people, everyDays, from, handoverAt: time }: Rotation, furthest: number): string {
  const first = Date.parse(`${from}T${time}:00Z`);
  return people[Math.floor((furthest - first) / (everyDays * DAY)) % people.length]!;
}

describe('turns through both changes of clocks (F24, T16)', () => {
  test.each(ZONES)('in %s exactly one person is on at every instant looked at, the one the clock says', (zone) => {
    const wall = wallClock(zone);
    const minutes = CHANGES[zone]!.map((change) => Array.from({ length: 33 * 60 }, (_, minute) => at(change) - 28 * HOUR + minute * MINUTE));
    const shown = minutes.map((each) => each.map(wall));
    fc.assert(
      fc.property(rotation(['ana', 'ben', 'eva'], fc.constant(zone)), fc.integer({ min: 0, max: 6 }), (turns, offset) => {
        const roster = rosterOf([turnsRole('primary', turns)]);
        minutes.forEach((instants, change) => {
          let furthest = -Infinity;
          instants.forEach((instant, index) => {
            furthest = Math.max(furthest, shown[change]![index]!);
            // Every seventh minute, and each one around the change.
            if (index % 7 !== offset && Math.abs(instant - at(CHANGES[zone]![change]!)) > 65 * MINUTE) return;
            const people = onCall(roster, 'primary', instant);
            if (people.length !== 1 || people[0] !== personByWatchingTheClock(turns, furthest)) {
              expect([new Date(instant).toISOString(), people]).toEqual([new Date(instant).toISOString(), [personByWatchingTheClock(turns, furthest)]]);
            }
          });
        });
      }),
      { numRuns: 25 },
    );
  });
});

const calendar: fc.Arbitrary<BusinessCalendar> = fc.record({
  timeZone,
  days: fc.subarray([...WEEKDAYS], { minLength: 1 }),
  open: timeOfDay(0, 200),
  close: fc.oneof(timeOfDay(201, 1_439), fc.constant('24:00')),
  holidays: fc.subarray(['2026-03-09', '2026-03-29', '2026-04-06', '2026-10-25', '2026-11-02']),
});

const layer = (id: string, people: readonly string[]): fc.Arbitrary<RosterLayer> =>
  fc.record({ id: fc.constant(id), rotation: rotation(people), hours: fc.option(calendar, { nil: undefined }) });

const role: fc.Arbitrary<Role> = fc.record({
  id: fc.constant('duty'),
  title: fc.constant('duty'),
  layers: fc.oneof(fc.tuple(layer('first', ['ana', 'ben'])), fc.tuple(layer('first', ['ana', 'ben', 'ana']), layer('second', ['kim']))),
  standing: fc.option(fc.constant(['ida', 'jan']), { nil: undefined }),
});

/** A fortnight that begins at most ten days before a change of clocks, with odd milliseconds. */
const fortnight = fc
  .tuple(fc.constantFrom(...ZONES.flatMap((zone) => CHANGES[zone]!)), fc.integer({ min: 0, max: 10 * DAY }))
  .map(([change, before]) => ({ from: at(change) - before, until: at(change) - before + 14 * DAY }));

const override = ({ from }: { from: Instant }): fc.Arbitrary<RosterOverride> =>
  fc
    .record({ person: fc.constantFrom('ana', 'lea'), start: fc.integer({ min: -DAY, max: 14 * DAY }), length: fc.integer({ min: 0, max: 3 * DAY }) })
    .map(({ person, start, length }) => ({ role: 'duty', person, from: from + start, until: from + start + length }));

const scene = fortnight.chain((within) =>
  fc.record({
    within: fc.constant(within),
    duty: role,
    overrides: fc.array(override(within), { maxLength: 3 }),
    step: fc.integer({ min: 31 * MINUTE, max: 97 * MINUTE }),
  }),
);

function samples({ from, until }: { from: Instant; until: Instant }, step: number, edges: readonly Instant[]): Instant[] {
  const regular = Array.from({ length: Math.ceil((until - from) / step) }, (_, index) => from + index * step);
  return [...regular, ...edges.flatMap((edge) => [edge - 1, edge])].filter((instant) => from <= instant && instant < until).sort((a, b) => a - b);
}

describe('what is worked out from edges agrees with asking instant by instant (T16)', () => {
  test('hand-overs: others are on just before, and the same all the time between', () => {
    fc.assert(
      fc.property(scene, ({ within, duty, step }) => {
        const roster = rosterOf([duty]);
        const changes = handovers(duty, within.from, within.until);
        for (const change of changes) expect(onCall(roster, 'duty', change - 1)).not.toEqual(onCall(roster, 'duty', change));
        const instants = samples(within, step, changes);
        const people = instants.map((instant) => onCall(roster, 'duty', instant).join());
        const differing = instants.filter((_, index) => index > 0 && people[index] !== people[index - 1]);
        const expected = differing.filter((instant) => changes.some((change) => instants[instants.indexOf(instant) - 1]! < change && change <= instant));
        expect(differing).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  test('gaps: nobody is on within them, and somebody outside (002-94)', () => {
    fc.assert(
      fc.property(scene, ({ within, duty, overrides, step }) => {
        const roster = rosterOf([duty], overrides);
        const gaps = coverageGaps(roster, 'duty', within.from, within.until);
        const edges = [...gaps.flatMap((gap) => [gap.from, gap.until]), ...overrides.flatMap((each) => [each.from, each.until])];
        const instants = samples(within, step, edges);
        expect(instants.filter((instant) => onCall(roster, 'duty', instant).length === 0)).toEqual(
          instants.filter((instant) => gaps.some((gap) => gap.from <= instant && instant < gap.until)),
        );
      }),
      { numRuns: 60 },
    );
  });

  test('single points of failure: without anybody else, every covered instant stays covered (000-13)', () => {
    fc.assert(
      fc.property(scene, ({ within, duty, overrides, step }) => {
        const roster = rosterOf([duty], overrides);
        const points = singlePointsOfFailure(roster, 'duty', within.from, within.until);
        for (const person of ['ana', 'ben', 'kim', 'lea', 'ida'].filter((each) => !points.includes(each))) {
          const reduced = without(roster, person);
          const nobody = samples(within, 5 * step, []).filter((instant) => onCall(reduced, 'duty', instant).length === 0);
          expect(nobody.filter((instant) => onCall(roster, 'duty', instant).length > 0)).toEqual([]);
        }
      }),
      { numRuns: 25 },
    );
  });
});

/** The roster as text, without a person. */
function without(roster: Roster, person: string): Roster {
  const overrides = roster.overrides.filter((each) => each.person !== person);
  const roles = JSON.parse(JSON.stringify(roster.roles), (key, value) =>
    key === 'people' || key === 'standing' ? value.filter((each: string) => each !== person) : value,
  );
  return { ...roster, roles, overrides };
}

const everyDay = (zone: string, open: string, close: string): BusinessCalendar => officeHours({ timeZone: zone, days: [...WEEKDAYS], open, close });

describe('thirteen months (002-94, T16)', () => {
  const FROM = at('2026-01-06T00:00Z');
  const UNTIL = at('2027-02-06T00:00Z');
  /** All around the clock while both cities have summer time or neither has; New York hands over at 02:00, when Berlin opens. */
  const twoCities: Role = {
    id: 'cities',
    title: 'cities',
    layers: [
      { id: 'berlin', rotation: rotationOf(['ana', 'ben']), hours: everyDay('Europe/Berlin', '08:00', '20:00') },
      { id: 'evening', rotation: rotationOf(['jan', 'ida'], { timeZone: 'America/New_York' }), hours: everyDay('America/New_York', '13:00', '24:00') },
      { id: 'night', rotation: rotationOf(['kim', 'lea'], { timeZone: 'America/New_York' }), hours: everyDay('America/New_York', '00:00', '02:00') },
    ],
  };

  test.each(ZONES)('daily turns in %s handed over at 02:30 leave no instant uncovered', (zone) => {
    const turns = rotationOf(['ana', 'ben', 'eva'], { timeZone: zone, handoverAt: '02:30', everyDays: 1 });
    expect(coverageGaps(rosterOf([turnsRole('primary', turns)]), 'primary', FROM, UNTIL)).toEqual([]);
    expect(handovers(turnsRole('primary', turns), FROM, UNTIL)).toHaveLength(396);
  });

  test('two cities have a gap of an hour on each day on which only one has summer time', () => {
    const gaps = coverageGaps(rosterOf([twoCities]), 'cities', FROM, UNTIL);
    // New York is in summer time from 2026-03-08 to 11-01, Berlin from 03-29 to 10-25.
    const days = (first: string, count: number) =>
      Array.from({ length: count }, (_, day) => ({ from: at(first) + day * DAY, until: at(first) + day * DAY + HOUR }));
    expect(gaps).toEqual([...days('2026-03-09T06:00Z', 20), ...days('2026-10-25T06:00Z', 7)]);
  });

  test('one layer at all hours behind them leaves none', () => {
    const covered: Role = { ...twoCities, layers: [...twoCities.layers!, { id: 'rest', rotation: rotationOf(['eva', 'max'], { from: '2025-12-29' }) }] };
    expect(coverageGaps(rosterOf([covered]), 'cities', FROM, UNTIL)).toEqual([]);
  });

  test('are proven of each of twelve such roles', () => {
    const roles = Array.from({ length: 12 }, (_, index) => ({ ...twoCities, id: `role-${index}` }));
    for (const { id } of roles) expect(coverageGaps(rosterOf(roles), id, FROM, UNTIL)).toHaveLength(27);
  });
});
