import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AccountClient } from '../../../lib/cli/account/account-client';
import { openIncident } from '../../../lib/incident/lifecycle/open-incident';
import { printBudgetRecord } from '../../../lib/slo/budget/stored-record';
import { formatInstant, MINUTE_MS } from '../../../lib/time/time';
import { accountOfOnly } from '../../helpers/accounts';
import { exampleBudgetRecord } from '../../helpers/budget-records';
import { OPENED_AT } from '../../helpers/incidents';
import { runCommand } from '../../helpers/recording-terminal';
import { shopAccount, shopAlarm, SHOP_CONFIG, shopIncidents } from '../../helpers/shop-incidents';

let scratch: string;
beforeEach(() => (scratch = mkdtempSync(join(tmpdir(), 'day2-maintenance-'))));
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

describe('day2 retro schedule', () => {
  const schedule = (...options: string[]) =>
    runCommand([
      'retro',
      'schedule',
      '--project',
      'relaunch',
      '--start',
      '2026-03-23',
      '--cadence',
      'weekly',
      '--count',
      '2',
      '--out',
      join(scratch, 'retros', 'r.json'),
      ...options,
    ]);

  test('writes the dates as JSON, in local time and as instants across a change of clocks (003-43)', async () => {
    const { exitCode, output, errors } = await schedule('--time-zone', 'Europe/Berlin');
    expect([exitCode, errors]).toEqual([0, '']);
    expect(JSON.parse(readFileSync(join(scratch, 'retros', 'r.json'), 'utf8'))).toEqual({
      project: 'relaunch',
      cadence: 'weekly',
      time: '10:00',
      timeZone: 'Europe/Berlin',
      retros: [
        { number: 1, date: '2026-03-23', at: '2026-03-23T09:00:00Z' },
        { number: 2, date: '2026-03-30', at: '2026-03-30T08:00:00Z' },
      ],
    });
    expect(output).toContain('relaunch: 2 retrospectives, weekly\n  2026-03-23 10:00 Europe/Berlin, 2026-03-23T09:00:00Z\n');
  });

  test.each([
    [['--start', '2026-02-30'], 'write a date that exists, such as 2026-03-02'],
    [['--cadence', 'yearly'], 'weekly, biweekly, monthly'],
    [['--count', '0'], 'write a whole number from 1 to 520'],
    [['--project', '../x'], 'write letters, digits'],
    [['--time', '25:00'], 'write a time from 00:00 to 23:59'],
    [['--time-zone', 'Europe/Atlantis'], 'write the name of an IANA time zone'],
  ])('%j is refused', async (options, message) => {
    const { exitCode, errors } = await schedule(...options);
    expect(exitCode).toBe(2);
    expect(errors).toContain(message);
  });
});

describe('day2 report', () => {
  const figures = (attainedPercent: number) => exampleBudgetRecord({ figures: { ...exampleBudgetRecord().figures!, attainedPercent } });
  const accountWith = (attainedPercent: number) =>
    accountOfOnly({
      parameters: async () => ({
        send: async ({ input: { Names: names = [] } }) => ({
          $metadata: {},
          Parameters: names.map((Name) => ({
            Name,
            Value: printBudgetRecord({ ...figures(attainedPercent), objective: Name.split('/').slice(-2).join('/') }),
          })),
        }),
      }),
      table: async () => ({ send: async () => ({ $metadata: {}, Items: [] }) as never }),
    });
  const report = (attainedPercent: number, ...options: string[]) =>
    runCommand(['report', '--config', 'test/config/base', '--env', 'prod', '--out', scratch, ...options], {}, accountWith(attainedPercent));

  test('has the four categories, whether an objective has them or not, and says which objective was kept and which was missed (002-57, 003-32)', async () => {
    const first = await report(99.95, '--at', '2026-03-02T08:10:00Z');
    expect([first.exitCode, first.errors]).toEqual([0, '']);
    const [file] = readdirSync(scratch);
    expect(file).toBe('2026-02-shop-prod.md');
    const text = readFileSync(join(scratch, file!), 'utf8');
    expect(text.split('\n').filter((line) => line.startsWith('#'))).toEqual([
      '# shop prod, 2026-02',
      '## Operational excellence',
      '## Quality',
      '## Cost',
      '## Compliance',
      '## Incidents',
      '## What ran by itself',
    ]);
    expect(text).toContain('Objectives as of 2026-03-02T08:10:00Z (Mon 09:10), over');
    expect(text).toMatch(/^## Cost\n\nNo objective is for it\.$/m);
    expect(text).toMatch(/^\| web\/availability \| 99\.9 % \| 99\.95 % \| yes \| /m);
    await report(99.8, '--at', '2026-03-02T08:10:00Z', '--month', '2026-02');
    expect(readFileSync(join(scratch, file!), 'utf8')).toMatch(/^\| web\/availability \| 99\.9 % \| 99\.8 % \| no \| /m);
  });

  test('a month that is none is refused', async () => {
    const { exitCode, errors } = await report(99.95, '--month', '2026-13');
    expect([exitCode, errors]).toEqual([2, expect.stringContaining('write a month such as 2026-02')]);
  });
});

describe('day2 snapshot', () => {
  const account = accountOfOnly({
    parameters: async () => ({
      send: async ({ input: { Names: names = [] } }) => ({
        $metadata: {},
        Parameters: names.map((Name) => ({ Name, Value: printBudgetRecord(exampleBudgetRecord({ objective: Name.split('/').slice(-2).join('/') })) })),
      }),
    }),
    table: async () => ({ send: async () => ({ $metadata: {}, Items: [] }) as never }),
  });
  const snapshot = (...options: string[]) =>
    runCommand(['snapshot', '--config', 'test/config/base', '--env', 'prod', '--out', scratch, ...options], {}, account);
  const written = (name: string) => readFileSync(join(scratch, name), 'utf8');

  test('is in the file of the UTC day, and a second one of the day stands below it (004-18)', async () => {
    const first = await snapshot('--at', '2026-03-02T08:10:00Z');
    expect([first.exitCode, first.errors]).toEqual([0, '']);
    await snapshot('--at', '2026-03-02T23:59:59Z', '--reason', 'portal-7 is resolved');
    await snapshot('--at', '2026-03-03T00:00:00Z');
    const headings = (name: string) =>
      written(name)
        .split('\n')
        .filter((line) => line.startsWith('#'));
    expect(headings('2026-03-02.md')).toEqual([
      '# Metrics of 2026-03-02 (UTC)',
      '## shop prod, 2026-03-02T08:10:00Z (Mon 09:10)',
      '## shop prod, 2026-03-02T23:59:59Z (Tue 00:59): portal-7 is resolved',
    ]);
    expect(headings('2026-03-03.md')).toEqual(['# Metrics of 2026-03-03 (UTC)', '## shop prod, 2026-03-03T00:00:00Z (Tue 01:00)']);
    expect(written('2026-03-02.md')).toContain('web/availability');
    expect(written('2026-03-02.md')).toContain('no incidents that are not closed');
  });

  test('says which alarms a mute hides, since when and until when (11.3)', async () => {
    const event = { ...shopAlarm('shop-prod-web-availability-s0', 'ALARM', OPENED_AT), mutedUntil: OPENED_AT + 60 * MINUTE_MS };
    const { incident: muted } = openIncident({ group: 'web', policy: shopIncidents().policy.escalation, previous: undefined }, event, { now: OPENED_AT });
    const { account: shop } = await shopAccount(muted);
    const at = formatInstant(OPENED_AT + 5 * MINUTE_MS);
    const both: AccountClient = { ...account, table: (region) => shop.table(region) };
    const { exitCode, output } = await runCommand(['snapshot', '--config', SHOP_CONFIG, '--env', 'prod', '--out', scratch, '--at', at, '--json'], {}, both);
    expect(exitCode).toBe(0);
    const [alarm] = muted.alarms;
    const hidden = { incident: muted.id, alarm: alarm!.name, since: formatInstant(alarm!.transitionAt), mutedUntil: formatInstant(OPENED_AT + 60 * MINUTE_MS) };
    expect((JSON.parse(output) as { hiddenByMutes: unknown }).hiddenByMutes).toEqual([hidden]);
    expect(written(`${at.slice(0, 10)}.md`)).toContain(
      `a mute hides ${hidden.alarm}: on since ${hidden.since} (Sun 04:10), muted until ${hidden.mutedUntil} (Sun 05:10) (web-1)`,
    );
  });
});
