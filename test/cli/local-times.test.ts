import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LocalTimes, localTimesOf } from '../../lib/cli/local-times';
import { DAY_MS } from '../../lib/time/zoned-time';
import { runCommand, utcAloneIn } from '../helpers/recording-terminal';
import { turnsRole, rosterOf, rotationOf } from '../helpers/rosters';
import { shopIncidents, SHOP_CONFIG } from '../helpers/shop-incidents';

/** Incidents of shop whose roster hands over by the clock of a zone. */
const incidentsIn = (timeZone: string) => {
  const incidents = shopIncidents();
  return { ...incidents, policy: { ...incidents.policy, roster: rosterOf([turnsRole('on-call', rotationOf(['ana', 'ben'], { timeZone }))]) } };
};

afterEach(() => void jest.restoreAllMocks());

describe('an instant is printed for people in UTC and in the zone of the roster', () => {
  test.each([
    ['Europe/Berlin', '2026-03-29T00:59:59Z', '2026-03-29T00:59:59Z (Sun 01:59)'],
    ['Europe/Berlin', '2026-03-29T01:00:00Z', '2026-03-29T01:00:00Z (Sun 03:00)'],
    ['Europe/Berlin', '2026-07-31T23:10:00Z', '2026-07-31T23:10:00Z (Sat 01:10)'],
    ['America/New_York', '2026-03-08T03:10:00Z', '2026-03-08T03:10:00Z (Sat 22:10)'],
    ['Asia/Kolkata', 'frozen until 2026-07-01T12:00:00Z, or later', 'frozen until 2026-07-01T12:00:00Z (Wed 17:30), or later'],
    ['Europe/Berlin', 'check 2026-03-02T08:00:00Z-4f1c', 'check 2026-03-02T08:00:00Z-4f1c'],
    ['Europe/Berlin', 'no instant: 2026-13-01T00:00:00Z', 'no instant: 2026-13-01T00:00:00Z'],
  ])('%s: %s', (timeZone, text, printed) => {
    const times = localTimesOf({ incidents: incidentsIn(timeZone) });
    expect(times.of(text)).toBe(printed);
    expect(times.note).toEqual([`in brackets: local time in ${timeZone}`]);
    expect(times.answer(text)).toBe(printed === text ? text : `${printed}\nin brackets: local time in ${timeZone}`);
  });

  test.each([
    ['their clock shows UTC', { incidents: incidentsIn('UTC') }],
    ['their zone is another name of UTC', { incidents: incidentsIn('Etc/UTC') }],
    ['nobody is on call', {}],
  ])('once where %s', (_, plan) => {
    const times = localTimesOf(plan);
    expect([times.of('2026-07-01T12:00:00Z'), times.answer('2026-07-01T12:00:00Z'), times.note]).toEqual(['2026-07-01T12:00:00Z', '2026-07-01T12:00:00Z', []]);
  });

  test.each([
    ['Europe/Berlin', 0, '03:10Z (Sun 04:10)'],
    ['Europe/Berlin', -6 * DAY_MS + 1, '03:10Z (Mon 04:10)'],
    ['Europe/Berlin', -6 * DAY_MS, '2026-03-02'],
    ['Pacific/Auckland', 6 * DAY_MS, '2026-03-14'],
    ['Pacific/Auckland', 7 * DAY_MS + 8 * 3_600_000, '2026-03-16'],
    ['UTC', 0, 'Sun 03:10Z'],
    ['UTC', 30 * DAY_MS, '2026-04-07'],
  ])('in a table in %s, %i milliseconds from now: %s', (timeZone, away, cell) => {
    const now = Date.UTC(2026, 2, 8, 3, 10);
    expect(new LocalTimes(timeZone).cell(now + away, now)).toBe(cell);
  });
});

describe('no command prints an instant another way', () => {
  /** Files whose sentences hold an instant in UTC, and why nothing stands beside it there. */
  const IN_UTC: Readonly<Record<string, string>> = {
    'error-budget-text.ts': 'a part of the plan, which is printed with local times as a whole',
    'gameday.ts': 'what a game day has reached, on the clock of its scenario, whose expectations are written in UTC',
    'runbook-test.ts': 'a case of a runbook is played at an instant that its file states in UTC, and in no environment',
  };
  const FOLDER = 'lib/cli/commands';

  test('a file that makes a sentence of an instant knows the local times, or says why not', () => {
    const files = readdirSync(FOLDER).filter((file) => {
      const text = readFileSync(join(FOLDER, file), 'utf8');
      // A day or a month of an instant names a file or a heading.
      return /\$\{formatInstant\((?:[^()]|\([^()]*\))*\)\}/.test(text) && !text.includes("'../local-times'");
    });
    expect(files).toEqual(Object.keys(IN_UTC));
  });

  test.each([
    ['in UTC alone', 'open since 2026-03-08T03:10:00Z, as planned', ['2026-03-08T03:10:00Z']],
    ['with its local time', 'open since 2026-03-08T03:10:00Z (Sun 04:10)', []],
    ['in a command', 'day2 oncall --at 2026-03-08T03:10:00Z', []],
    ['in a link', 'https://example.org/?start=2026-03-08T03:10:00Z&end=2026-03-08T03:20:00Z', []],
  ])('what all tests of commands are held to finds an instant %s, or not', (_, text, found) => {
    expect(utcAloneIn(text)).toEqual(found);
  });

  test('what all tests of commands are held to throws, where somebody is on call in another zone than UTC', async () => {
    jest.spyOn(LocalTimes.prototype, 'of').mockImplementation(String);
    await expect(runCommand(['oncall', '--config', SHOP_CONFIG, '--env', 'prod', '--at', '2026-03-08T03:10:00Z'])).rejects.toThrow(/in UTC alone/);
  });
});
