import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { loadConfiguration } from '../../lib/config/load';
import { maintenanceSchema } from '../../lib/config/maintenance-schema';
import { windowsOfMute } from '../../lib/maintenance/mutes/mute';
import { filesInMemory } from '../helpers/files-in-memory';
import { baseConfiguration } from './museum/museum';

function load(edit: (files: Map<string, string>) => void) {
  const files = baseConfiguration();
  edit(files);
  return loadConfiguration({ directory: 'config', ...filesInMemory('config', files) });
}

describe('maintenance.yaml', () => {
  test('may be left out: then there is no calendar', () => {
    const { models, problems } = load((files) => files.delete('maintenance.yaml'));
    expect(problems).toEqual([]);
    expect(models.map((model) => 'maintenance' in model)).toEqual([false, false]);
  });

  test('every environment has its freezes, and may do without some', () => {
    const { models } = load((files) =>
      files.set('environments/dev.yaml', `${files.get('environments/dev.yaml')}maintenance: { without: { freezes: [nights] } }\n`),
    );
    const names = models.map(({ maintenance }) => maintenance!.freezes!.rules.map(({ id }) => id));
    expect(names).toEqual([
      ['weekends', 'easter', 'quarter-end'],
      ['weekends', 'easter', 'quarter-end', 'nights'],
    ]);
  });

  describe('a freeze that names a calendar', () => {
    const ICS = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//books', 'BEGIN:VEVENT', 'UID:1', 'DTSTART;VALUE=DATE:20260331', 'END:VEVENT', 'END:VCALENDAR'];
    const named = (calendar: string, files: Readonly<Record<string, string>> = {}) =>
      load((all) => {
        const rule = `    books: { reason: closing, owner: operations, timeZone: Europe/Berlin, calendar: ${calendar} }\n`;
        all.set('maintenance.yaml', all.get('maintenance.yaml')!.replace(/^    weekends:/m, `${rule}    weekends:`));
        for (const [path, text] of Object.entries(files)) all.set(path, text);
      });
    const shownProblems = (calendar: string, files?: Readonly<Record<string, string>>) =>
      named(calendar, files).problems.map(({ code, where }) => `${code} ${where.file}:${where.line ?? '-'}`);

    test('has its events, whole days on the clocks of the rule', () => {
      const { models, problems } = named('shared/books.ics', { 'shared/books.ics': ICS.join('\r\n') });
      expect(problems).toEqual([]);
      const books = models[1]!.maintenance!.freezes!.rules.find(({ id }) => id === 'books');
      expect(books!.times).toEqual({ kind: 'events', events: [{ from: Date.parse('2026-03-30T22:00:00Z'), until: Date.parse('2026-03-31T22:00:00Z') }] });
    });

    test('gets what is wrong with it by file and line, beside everything else', () => {
      const at = (start: string, end: string) => ICS.join('\n').replace('DTSTART;VALUE=DATE:20260331', `DTSTART:${start}\nDTEND:${end}`);
      expect(shownProblems('books.ics', { 'books.ics': at('20260329T023000', '20260329T040000') })).toEqual(['CAL006 config/books.ics:4']);
      expect(shownProblems('books.ics', { 'books.ics': at('20260329T010000Z', '20260329T010000Z') })).toEqual(['CAL007 config/books.ics:4']);
      const twice = ICS.flatMap((line) => (line === 'END:VCALENDAR' ? [...ICS.slice(3, 7), line] : [line])).join('\n');
      expect(shownProblems('books.ics', { 'books.ics': twice })).toEqual(['CAL009 config/books.ics:8']);
      expect(shownProblems('books.ics', { 'books.ics': 'no calendar' })).toEqual(['CAL001 config/books.ics:1']);
      expect(shownProblems('books.ics', { 'books.ics': ICS.join('\n').replace('VERSION', 'X-CALENDAR-TYPE:DEFAULT_CLOSED\nVERSION') })).toEqual([
        'CAL008 config/books.ics:-',
      ]);
      const broken = { 'books.ics': 'no calendar', 'environments/prod.yaml': 'environment: prod\n' };
      expect(shownProblems('books.ics', broken)).toEqual(expect.arrayContaining(['CAL001 config/books.ics:1', 'CFG011 config/environments/prod.yaml:1']));
    });

    test('stays in its folder, and has to be there', () => {
      for (const path of ['../books.ics', '/etc/books.ics', 'a/../../books.ics', 'https://example.com/books.ics', 'books.txt']) {
        expect(shownProblems(path)).toEqual([expect.stringMatching(/^CFG013 config\/maintenance.yaml/)]);
      }
      expect(shownProblems('books.ics')).toEqual([expect.stringMatching(/^CFG001 config\/maintenance.yaml:\d+/)]);
    });
  });

  test('an owner is not looked for where nobody is on call', () => {
    const { problems } = load((files) => files.delete('on-call.yaml'));
    expect(problems).toEqual([]);
  });

  test('windows of mutes that do not count are exclusions of what they mute, in environments that have them', () => {
    const { models, problems } = load((files) => {
      files.set('operations.yaml', `${files.get('operations.yaml')}errorBudget: { exclusions: add-back }\n`);
      files.set('environments/dev.yaml', `${files.get('environments/dev.yaml')}maintenance: { without: { mutes: [nightly-import] } }\n`);
      const excluding = files.get('maintenance.yaml')!.replaceAll('countsAgainstBudget: true', 'countsAgainstBudget: false');
      files.set('maintenance.yaml', excluding.replace('severities: [S1, S3]', 'severities: [high, low]'));
    });
    expect(problems).toEqual([]);
    const [dev, prod] = models.map(({ services }) =>
      Object.fromEntries(services.flatMap(({ id, objectives }) => objectives.map((objective) => [`${id}/${objective.id}`, objective.budget]))),
    );
    const move = {
      from: Date.parse('2026-03-28T21:00:00Z'),
      to: Date.parse('2026-03-29T04:00:00Z'),
      reason: 'mute database-move: move of the database',
      author: 'operations',
    };
    expect(prod!['web/latency']).toMatchObject({ exclusionMeaning: 'add-back', exclusions: [move] });
    expect(prod!['web/availability']!.exclusions).toEqual([move]);
    // Thirteen Sundays at 05:00 in New York, from 1 March on; clocks go forward on the 8th.
    expect(prod!['orders/freshness']!.exclusions).toHaveLength(13);
    expect(prod!['orders/freshness']!.exclusions[1]).toMatchObject({ from: Date.parse('2026-03-08T09:00:00Z'), to: Date.parse('2026-03-08T11:00:00Z') });
    expect(dev!['web/availability']!.exclusions).toEqual([move]);
    expect(dev!['orders/freshness']!.exclusions).toEqual([]);
    expect(models.map(({ maintenance }) => maintenance!.mutes!.rules.map(({ id, severities }) => [id, severities]))).toEqual([
      [['database-move', undefined]],
      [
        ['database-move', undefined],
        ['nightly-import', ['S1', 'S3']],
      ],
    ]);
  });

  test('windows of mutes that count are excluded from nothing', () => {
    const { models } = load(() => {});
    expect(models.flatMap(({ services }) => services.flatMap(({ objectives }) => objectives.flatMap(({ budget }) => budget.exclusions)))).toEqual([]);
  });

  test('the mutes of the how-to are what it says: one of four hours that is excluded, one of every Sunday that counts', () => {
    const [sample] = /(?<=```yaml\n)[^`]+/.exec(readFileSync('docs/how-to/mute.md', 'utf8'))!;
    const { mutes } = maintenanceSchema.parse(parse(sample));
    const windows = mutes!.rules.map((mute) => [mute.id, windowsOfMute(mute, mutes!).length, mute.countsAgainstBudget]);
    expect(windows).toEqual([
      ['database-move', 1, false],
      ['weekly-import', 52, true],
    ]);
  });
});
