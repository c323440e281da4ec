import { localTimeZone, timeZoneNote, withLocalTimes } from '../../lib/cli/local-times';
import { turnsRole, rosterOf, rotationOf } from '../helpers/rosters';
import { shopIncidents } from '../helpers/shop-incidents';

/** Incidents of shop whose roster hands over by the clock of a zone. */
const incidentsIn = (timeZone: string) => {
  const incidents = shopIncidents();
  return { ...incidents, policy: { ...incidents.policy, roster: rosterOf([turnsRole('on-call', rotationOf(['ana', 'ben'], { timeZone }))]) } };
};

describe('an instant is printed for people in UTC and in the zone of the roster', () => {
  test.each([
    ['Europe/Berlin', '2026-03-29T00:59:59Z', '2026-03-29T00:59:59Z (Sun 01:59)'],
    ['Europe/Berlin', '2026-03-29T01:00:00Z', '2026-03-29T01:00:00Z (Sun 03:00)'],
    ['Europe/Berlin', '2026-07-31T23:10:00Z', '2026-07-31T23:10:00Z (Sat 01:10)'],
    ['America/New_York', '2026-03-08T03:10:00Z', '2026-03-08T03:10:00Z (Sat 22:10)'],
    ['Asia/Kolkata', 'frozen until 2026-07-01T12:00:00Z, or later', 'frozen until 2026-07-01T12:00:00Z (Wed 17:30), or later'],
    ['Europe/Berlin', 'no instant: 2026-13-01T00:00:00Z', 'no instant: 2026-13-01T00:00:00Z'],
  ])('%s: %s', (timeZone, text, printed) => {
    const zone = localTimeZone({ incidents: incidentsIn(timeZone) });
    expect(withLocalTimes(text, zone)).toBe(printed);
    expect(timeZoneNote(zone)).toEqual([`in brackets: local time in ${timeZone}`]);
  });

  test.each([
    ['their clock shows UTC', { incidents: incidentsIn('UTC') }],
    ['their zone is another name of UTC', { incidents: incidentsIn('Etc/UTC') }],
    ['nobody is on call', {}],
  ])('once where %s', (_, plan) => {
    const zone = localTimeZone(plan);
    expect(withLocalTimes('2026-07-01T12:00:00Z', zone)).toBe('2026-07-01T12:00:00Z');
    expect(timeZoneNote(zone)).toEqual([]);
  });
});
