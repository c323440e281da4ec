import { onCall } from '../../../lib/incident/roster/on-call';
import { membersEver, peopleOf } from '../../../lib/incident/roster/people-of';
import type { Role, Rotation } from '../../../lib/incident/roster/roster';
import { at, officeHours, rosterOf, rotationOf, turnsRole } from '../../helpers/rosters';

const primary = turnsRole('primary', rotationOf(['ana', 'ben', 'eva']));

describe('turns', () => {
  test.each([
    ['before the first hand-over', '2026-01-05T07:59:59Z', []],
    ['at the first hand-over', '2026-01-05T08:00Z', ['ana']],
    ['just before the second', '2026-01-12T07:59:59Z', ['ana']],
    ['at the second', '2026-01-12T08:00Z', ['ben']],
    ['at the third', '2026-01-19T08:00Z', ['eva']],
    ['after everybody, the first again', '2026-01-26T08:00Z', ['ana']],
    ['in summer, just before an hour earlier in UTC', '2026-04-06T06:59:59Z', ['ana']],
    ['in summer, an hour earlier in UTC', '2026-04-06T07:00Z', ['ben']],
  ])('%s', (_, instant, people) => expect(onCall(rosterOf([primary]), 'primary', at(instant))).toEqual(people));

  test.each<[string, string, string, string]>([
    ['Europe/Berlin', '02:30', '2026-03-29', '2026-03-29T01:00:00Z'],
    ['America/New_York', '02:30', '2026-03-08', '2026-03-08T07:00:00Z'],
    ['Australia/Lord_Howe', '02:15', '2026-10-04', '2026-10-03T15:30:00Z'],
    ['Europe/Berlin', '02:30', '2026-10-25', '2026-10-25T00:30:00Z'],
    ['America/New_York', '01:30', '2026-11-01', '2026-11-01T05:30:00Z'],
    ['Australia/Lord_Howe', '01:45', '2026-04-05', '2026-04-04T14:45:00Z'],
  ])('in %s, a hand-over at %s on %s, when clocks change, happens once at %s (F24)', (timeZone, handoverAt, day, instant) => {
    const from = new Date(at(`${day}T00:00Z`) - 86_400_000).toISOString().slice(0, 10);
    const roster = rosterOf([turnsRole('primary', rotationOf(['ana', 'ben', 'eva'], { timeZone, handoverAt, from, everyDays: 1 }))]);
    expect(onCall(roster, 'primary', at(instant) - 1)).toEqual(['ana']);
    for (const minutes of [0, 29, 30, 59, 60, 90, 180]) expect(onCall(roster, 'primary', at(instant) + minutes * 60_000)).toEqual(['ben']);
    expect(onCall(roster, 'primary', at(instant) + 26 * 3_600_000)).toEqual(['eva']);
  });
});

describe('layers', () => {
  const support: Role = {
    id: 'support',
    title: 'support',
    layers: [
      { id: 'office', rotation: rotationOf(['ana']), hours: officeHours({ holidays: ['2026-03-09'] }) },
      { id: 'night', rotation: rotationOf(['ben'], { from: '2026-02-02' }) },
    ],
  };

  test.each([
    ['within hours, the first', '2026-03-06T16:59:59Z', ['ana']],
    ['out of hours, the second', '2026-03-06T17:00Z', ['ben']],
    ['on a holiday, the second', '2026-03-09T12:00Z', ['ben']],
    ['out of hours before the second has begun, nobody (F23)', '2026-01-20T18:00Z', []],
    ['before either has begun, nobody', '2026-01-02T12:00Z', []],
  ])('%s', (_, instant, people) => expect(onCall(rosterOf([support]), 'support', at(instant))).toEqual(people));

  test('without people, the next layer answers, and then those standing', () => {
    const role: Role = { ...primary, layers: [{ id: 'empty', rotation: rotationOf([]) }, ...primary.layers!], standing: ['kim', 'lea'] };
    expect(onCall(rosterOf([role]), 'primary', at('2026-01-06T00:00Z'))).toEqual(['ana']);
    expect(onCall(rosterOf([role]), 'primary', at('2026-01-01T00:00Z'))).toEqual(['kim', 'lea']);
  });

  test('nobody at all is an empty answer, not an error (F22, T17)', () => {
    expect(onCall(rosterOf([{ id: 'none', title: 'none' }]), 'none', 0)).toEqual([]);
    expect(onCall(rosterOf([turnsRole('none', rotationOf([]))]), 'none', at('2026-06-01T00:00Z'))).toEqual([]);
  });
});

describe('overrides', () => {
  const overrides = [
    { role: 'primary', person: 'kim', from: at('2026-01-06T00:00Z'), until: at('2026-01-08T00:00Z') },
    { role: 'primary', person: 'lea', from: at('2026-01-07T00:00Z'), until: at('2026-01-07T12:00Z') },
    { role: 'leads', person: 'max', from: at('2026-01-06T00:00Z'), until: at('2026-01-08T00:00Z') },
  ];
  const roster = rosterOf([primary, { id: 'leads', title: 'leads', standing: ['ida', 'jan'] }], overrides);

  test.each([
    ['primary', '2026-01-05T23:59:59Z', ['ana']],
    ['primary', '2026-01-06T00:00Z', ['kim']],
    ['primary', '2026-01-07T00:00Z', ['lea']],
    ['primary', '2026-01-07T12:00Z', ['kim']],
    ['primary', '2026-01-08T00:00Z', ['ana']],
    ['leads', '2026-01-07T00:00Z', ['max']],
    ['leads', '2026-01-08T00:00Z', ['ida', 'jan']],
  ])('%s at %s: %j', (role, instant, people) => expect(onCall(roster, role, at(instant))).toEqual(people));

  test('people of a role are those of layers and standing; members are those who stand in as well', () => {
    expect(peopleOf(primary)).toEqual(['ana', 'ben', 'eva']);
    expect(membersEver(roster, 'primary')).toEqual(['ana', 'ben', 'eva', 'kim', 'lea']);
    expect(membersEver(roster, 'leads')).toEqual(['ida', 'jan', 'max']);
    expect(peopleOf({ ...primary, standing: ['eva', 'kim'] })).toEqual(['ana', 'ben', 'eva', 'kim']);
  });
});

describe('what is refused', () => {
  test('a role the roster does not have', () => {
    expect(() => onCall(rosterOf([primary]), 'secondary', 0)).toThrow(new RangeError('the roster has no role secondary'));
    expect(() => membersEver(rosterOf([primary]), 'secondary')).toThrow(RangeError);
  });

  test.each<[string, Partial<Rotation>]>([
    ['start 2026-02-30 of a rotation', { from: '2026-02-30' }],
    ['hand-over 24:00 of a rotation', { handoverAt: '24:00' }],
    ['hand-over 9 of a rotation', { handoverAt: '9' }],
    ['received 0', { everyDays: 0 }],
    ['received 1.5', { everyDays: 1.5 }],
    ['time zone', { timeZone: 'Europe/Atlantis' }],
  ])('a rotation with a wrong part: %s', (message, changes) => {
    const roster = rosterOf([turnsRole('primary', rotationOf(['ana'], changes))]);
    expect(() => onCall(roster, 'primary', 0)).toThrow(RangeError);
    expect(() => onCall(roster, 'primary', 0)).toThrow(message);
  });
});
