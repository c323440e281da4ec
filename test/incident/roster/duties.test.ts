import { bothAtOnce } from '../../../lib/incident/roster/both-at-once';
import { coverageGaps } from '../../../lib/incident/roster/coverage-gaps';
import { handovers } from '../../../lib/incident/roster/handovers';
import type { Role } from '../../../lib/incident/roster/roster';
import { shiftEndOf } from '../../../lib/incident/roster/shift-end-of';
import { singlePointsOfFailure } from '../../../lib/incident/roster/single-points-of-failure';
import { formatInstant } from '../../../lib/time/time';
import { at, officeHours, rosterOf, rotationOf, turnsRole } from '../../helpers/rosters';

const primary = turnsRole('primary', rotationOf(['ana', 'ben']));
/** The week of Monday 2026-03-02, in which ana is on until the next Monday. */
const WEEK = [at('2026-03-02T08:00Z'), at('2026-03-09T08:00Z')] as const;
const officeOnly: Role = { id: 'office', title: 'office', layers: [{ id: 'hours', rotation: rotationOf(['ana', 'ben']), hours: officeHours() }] };

describe('hand-overs', () => {
  const texts = (role: Role, from: string, until: string): string[] => handovers(role, at(from), at(until)).map(formatInstant);

  test('include the beginning of the time and leave out its end', () => {
    expect(texts(primary, '2026-01-12T08:00Z', '2026-01-26T08:00Z')).toEqual(['2026-01-12T08:00:00Z', '2026-01-19T08:00:00Z']);
    expect(texts(primary, '2026-01-12T08:00:01Z', '2026-01-26T08:00:01Z')).toEqual(['2026-01-19T08:00:00Z', '2026-01-26T08:00:00Z']);
  });

  test('follow the local clock: an hour earlier in UTC in summer', () => {
    expect(texts(primary, '2026-03-20T00:00Z', '2026-04-01T00:00Z')).toEqual(['2026-03-23T08:00:00Z', '2026-03-30T07:00:00Z']);
  });

  test('at 02:30 happen once on the nights clocks change: after the gap, and at the first of two (F24)', () => {
    const nightly = turnsRole('primary', rotationOf(['ana', 'ben'], { handoverAt: '02:30', everyDays: 1 }));
    expect(texts(nightly, '2026-03-28T00:00Z', '2026-03-31T00:00Z')).toEqual(['2026-03-28T01:30:00Z', '2026-03-29T01:00:00Z', '2026-03-30T00:30:00Z']);
    expect(texts(nightly, '2026-10-24T00:00Z', '2026-10-27T00:00Z')).toEqual(['2026-10-24T00:30:00Z', '2026-10-25T00:30:00Z', '2026-10-26T01:30:00Z']);
  });

  test('include the first turn, openings and closings', () => {
    expect(texts(primary, '2026-01-01T00:00Z', '2026-01-06T00:00Z')).toEqual(['2026-01-05T08:00:00Z']);
    expect(texts(officeOnly, '2026-03-05T12:00Z', '2026-03-09T12:00Z')).toEqual([
      '2026-03-05T17:00:00Z',
      '2026-03-06T08:00:00Z',
      '2026-03-06T17:00:00Z',
      '2026-03-09T08:00:00Z',
    ]);
  });

  test('are none where the same person goes on', () => {
    expect(texts(turnsRole('alone', rotationOf(['ana'])), '2026-02-01T00:00Z', '2026-03-01T00:00Z')).toEqual([]);
    expect(texts({ id: 'leads', title: 'leads', standing: ['ida'] }, '2026-02-01T00:00Z', '2026-03-01T00:00Z')).toEqual([]);
    const samePerson: Role = { ...officeOnly, layers: [...officeOnly.layers!, { id: 'night', rotation: rotationOf(['ana', 'ben']) }] };
    expect(texts(samePerson, '2026-03-05T12:00Z', '2026-03-09T12:00Z')).toEqual(['2026-03-09T08:00:00Z']);
  });

  test('on a day that a zone leaves out, two at one instant are one', () => {
    const apia = turnsRole('primary', rotationOf(['ana', 'ben', 'eva'], { timeZone: 'Pacific/Apia', handoverAt: '00:00', everyDays: 1, from: '2011-12-28' }));
    expect(texts(apia, '2011-12-29T00:00Z', '2012-01-01T00:00Z')).toEqual(['2011-12-29T10:00:00Z', '2011-12-30T10:00:00Z', '2011-12-31T10:00:00Z']);
  });
});

describe('coverage gaps (002-94, F23)', () => {
  test('are none for turns at all hours once they have begun, and end where they begin', () => {
    expect(coverageGaps(rosterOf([primary]), 'primary', ...WEEK)).toEqual([]);
    expect(coverageGaps(rosterOf([primary]), 'primary', at('2026-01-01T00:00Z'), WEEK[1])).toEqual([
      { from: at('2026-01-01T00:00Z'), until: at('2026-01-05T08:00Z') },
    ]);
  });

  test('of office hours are the nights and the weekend, to the millisecond', () => {
    expect(coverageGaps(rosterOf([officeOnly]), 'office', at('2026-03-05T12:00Z'), at('2026-03-09T12:00Z'))).toEqual([
      { from: at('2026-03-05T17:00Z'), until: at('2026-03-06T08:00Z') },
      { from: at('2026-03-06T17:00Z'), until: at('2026-03-09T08:00Z') },
    ]);
  });

  test('are filled by an override, as far as it goes', () => {
    const roster = rosterOf([officeOnly], [{ role: 'office', person: 'kim', from: at('2026-03-06T12:00Z'), until: at('2026-03-09T07:59Z') }]);
    expect(coverageGaps(roster, 'office', at('2026-03-06T08:00Z'), at('2026-03-09T12:00Z'))).toEqual([
      { from: at('2026-03-09T07:59Z'), until: at('2026-03-09T08:00Z') },
    ]);
  });

  test('are all of the time for a role of nobody, and nothing for no time', () => {
    expect(coverageGaps(rosterOf([{ id: 'none', title: 'none' }]), 'none', 1, 2)).toEqual([{ from: 1, until: 2 }]);
    expect(coverageGaps(rosterOf([{ id: 'none', title: 'none' }]), 'none', 2, 2)).toEqual([]);
  });
});

describe('single points of failure (000-13)', () => {
  const pointsOf = (role: Role, ...overrides: { person: string; from: string; until: string }[]): readonly string[] =>
    singlePointsOfFailure(
      rosterOf(
        [role],
        overrides.map((each) => ({ role: role.id, person: each.person, from: at(each.from), until: at(each.until) })),
      ),
      role.id,
      ...WEEK,
    );

  test.each<[string, Role, string[]]>([
    ['two who take turns are none', primary, []],
    ['one alone is one', turnsRole('alone', rotationOf(['ana'])), ['ana']],
    ['one under two names of the list is one', turnsRole('alone', rotationOf(['ana', 'ana'])), ['ana']],
    ['two standing are none', { id: 'leads', title: 'leads', standing: ['ida', 'jan'] }, []],
    ['one standing is one', { id: 'leads', title: 'leads', standing: ['ida'] }, ['ida']],
    ['gaps anyhow make nobody one', officeOnly, []],
    ['one who alone has the nights is one', { ...officeOnly, layers: [...officeOnly.layers!, { id: 'night', rotation: rotationOf(['kim']) }] }, ['kim']],
    [
      'one who alone has the office hours is none when the night layer steps in',
      { ...primary, layers: [{ id: 'hours', rotation: rotationOf(['kim']), hours: officeHours() }, ...primary.layers!] },
      [],
    ],
    ['nobody has none', { id: 'none', title: 'none' }, []],
  ])('%s', (_, role, people) => expect(pointsOf(role)).toEqual(people));

  test('a stand-in is none where others would be on, and one where nobody would', () => {
    expect(pointsOf(primary, { person: 'kim', from: '2026-03-04T00:00Z', until: '2026-03-05T00:00Z' })).toEqual([]);
    expect(pointsOf(officeOnly, { person: 'kim', from: '2026-03-07T00:00Z', until: '2026-03-08T00:00Z' })).toEqual(['kim']);
    expect(pointsOf(officeOnly, { person: 'kim', from: '2026-03-21T00:00Z', until: '2026-03-22T00:00Z' })).toEqual([]);
  });
});

describe('both duties at once', () => {
  const secondary = turnsRole('secondary', rotationOf(['ben', 'ana']));

  test('are none when turns are shifted by one', () => {
    expect(bothAtOnce(rosterOf([primary, secondary]), 'primary', 'secondary', at('2026-01-05T08:00Z'), at('2027-02-05T08:00Z'))).toEqual([]);
  });

  test('are where a stand-in has the other duty already', () => {
    const roster = rosterOf([primary, secondary], [{ role: 'primary', person: 'ben', from: at('2026-03-08T00:00Z'), until: at('2026-03-10T00:00Z') }]);
    expect(bothAtOnce(roster, 'primary', 'secondary', ...WEEK)).toEqual([{ from: at('2026-03-08T00:00Z'), until: WEEK[1], person: 'ben' }]);
  });

  test('are where hand-overs are at other hours', () => {
    const late = turnsRole('late', rotationOf(['ben', 'ana'], { handoverAt: '10:00' }));
    expect(bothAtOnce(rosterOf([primary, late]), 'primary', 'late', at('2026-03-03T00:00Z'), at('2026-03-10T00:00Z'))).toEqual([
      { from: at('2026-03-09T08:00Z'), until: at('2026-03-09T09:00Z'), person: 'ben' },
    ]);
  });

  test('name each person of two standing groups', () => {
    const roster = rosterOf([
      { id: 'a', title: 'a', standing: ['ida', 'jan', 'kim'] },
      { id: 'b', title: 'b', standing: ['kim', 'ida'] },
    ]);
    expect(bothAtOnce(roster, 'a', 'b', 0, 9)).toEqual([
      { from: 0, until: 9, person: 'ida' },
      { from: 0, until: 9, person: 'kim' },
    ]);
  });
});

describe('the end of a shift (F20)', () => {
  const roster = rosterOf(
    [primary, officeOnly, turnsRole('alone', rotationOf(['ana'])), turnsRole('twice', rotationOf(['ana', 'ana', 'ben']))],
    [{ role: 'primary', person: 'kim', from: at('2026-03-18T00:00Z'), until: at('2026-03-19T00:00Z') }],
  );

  test.each<[string, string, string, string, string | undefined]>([
    ['from its first instant', 'primary', 'ana', '2026-03-02T08:00Z', '2026-03-09T08:00:00Z'],
    ['to just before its last', 'primary', 'ana', '2026-03-09T07:59:59Z', '2026-03-09T08:00:00Z'],
    ['after the hand-over, none', 'primary', 'ana', '2026-03-09T08:00Z', undefined],
    ['somebody who is not on has none', 'primary', 'ben', '2026-03-02T08:00Z', undefined],
    ['an override ends it', 'primary', 'ana', '2026-03-17T00:00Z', '2026-03-18T00:00:00Z'],
    ['a stand-in has one', 'primary', 'kim', '2026-03-18T12:00Z', '2026-03-19T00:00:00Z'],
    ['closing ends it', 'office', 'ana', '2026-03-03T12:00Z', '2026-03-03T17:00:00Z'],
    ['two turns of one person are one', 'twice', 'ana', '2026-01-06T00:00Z', '2026-01-19T08:00:00Z'],
    ['one alone keeps it', 'alone', 'ana', '2026-03-03T12:00Z', undefined],
  ])('%s', (_, role, person, instant, end) => {
    const found = shiftEndOf(roster, role, person, at(instant));
    expect(found === undefined ? undefined : formatInstant(found)).toBe(end);
  });

  test('of a stand-in is where a later override of the list begins, not an earlier one', () => {
    const span = { role: 'primary', from: at('2026-03-03T00:00Z'), until: at('2026-03-06T00:00Z') };
    const within = { role: 'primary', from: at('2026-03-04T00:00Z'), until: at('2026-03-05T00:00Z') };
    const kimThenLea = rosterOf(
      [primary],
      [
        { ...span, person: 'kim' },
        { ...within, person: 'lea' },
      ],
    );
    const leaThenKim = rosterOf(
      [primary],
      [
        { ...within, person: 'lea' },
        { ...span, person: 'kim' },
      ],
    );
    expect(shiftEndOf(kimThenLea, 'primary', 'kim', span.from)).toBe(within.from);
    expect(shiftEndOf(leaThenKim, 'primary', 'kim', span.from)).toBe(span.until);
  });

  test('is found for turns of a year', () => {
    const yearly = rosterOf([turnsRole('yearly', rotationOf(['ana', 'ben'], { everyDays: 365 }))]);
    expect(shiftEndOf(yearly, 'yearly', 'ana', at('2026-01-06T00:00Z'))).toBe(at('2027-01-05T08:00Z'));
  });
});
