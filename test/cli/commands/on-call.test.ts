import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { severityDuty } from '../../../lib/cli/commands/on-call-duty';
import { printEscalations } from '../../../lib/cli/commands/on-call-text';
import { LocalTimes } from '../../../lib/cli/local-times';
import { formatInstant, MINUTE_MS } from '../../../lib/time/time';
import { runCommand, stackTraceIn, type CommandResult } from '../../helpers/recording-terminal';
import { at, rosterOf, rotationOf, turnsRole } from '../../helpers/rosters';
import { shopIncidents, SHOP_CONFIG } from '../../helpers/shop-incidents';

const oncall = (...options: string[]): Promise<CommandResult> => runCommand(['oncall', '--config', SHOP_CONFIG, ...options]);
const AT = '2026-03-08T03:10:00Z';

let scratch: string;
beforeEach(() => (scratch = mkdtempSync(join(tmpdir(), 'day2-oncall-'))));
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

/** The base configuration with an edit of its on-call.yaml. */
function edited(edit: (text: string) => string): string {
  cpSync(SHOP_CONFIG, scratch, { recursive: true });
  const file = join(scratch, 'on-call.yaml');
  writeFileSync(file, edit(readFileSync(file, 'utf8')));
  return scratch;
}

describe('day2 oncall', () => {
  test('says who would be paged, tier by tier, with their channels, and the next hand-over', async () => {
    const { exitCode, output, errors } = await oncall('--at', AT, '--severity', 'S0');
    expect([exitCode, errors]).toEqual([0, '']);
    expect(output).toBe(
      [
        'shop prod: who hears of an incident that opens at 2026-03-08T03:10:00Z (Sun 04:10) and that nobody acknowledges',
        'in brackets: local time in Europe/Berlin',
        '',
        'S0 critical',
        '  tier 1  2026-03-08T03:10:00Z (Sun 04:10)  at once                         on-call      ana (email, sms)',
        '  tier 2  2026-03-08T03:15:00Z (Sun 04:15)  after 5m   if not acknowledged  back-up      daniel (email, sms)',
        '                                                                            operations   chiara (email, sms), daniel (email, sms)',
        '  tier 3  2026-03-08T03:40:00Z (Sun 04:40)  after 30m  if not resolved      engineering  ana (email, sms), ben (email, sms)',
        '  tier 4  2026-03-08T04:10:00Z (Sun 05:10)  after 1h   if not resolved      management   elena (email, sms), farid (email, sms)',
        '  notified, asked nothing: engineering ana, ben; management elena, farid',
        '  next hand-over of tier 1: 2026-03-09T08:00:00Z (Mon 09:00), on-call from ana to ben',
        '',
      ].join('\n'),
    );
  });

  test('has every severity that pages somebody in the environment, and no other', async () => {
    const severities = (output: string) => [...output.matchAll(/^S\d/gm)].map(([severity]) => severity);
    expect(severities((await oncall('--at', AT)).output)).toEqual(['S0', 'S1', 'S2', 'S3']);
    expect(severities((await oncall('--at', AT, '--env', 'dev')).output)).toEqual(['S3']);
    expect(severities((await oncall('--at', AT, '--service', 'orders')).output)).toEqual(['S1', 'S3']);
  });

  test('looks each tier up at its own time: whoever comes on duty before it is due is paged', async () => {
    const instant = '2026-03-09T16:58:00Z';
    expect((await oncall('--at', instant, '--role', 'back-up')).output).toMatch(/: daniel /);
    const { severities } = JSON.parse((await oncall('--at', instant, '--json')).output);
    const [first, second] = severities[0].tiers;
    expect([first.duties[0].people[0].id, second.at, second.duties[0].people[0].id]).toEqual(['ben', '2026-03-09T17:03:00Z', 'chiara']);
    expect(severities[0].handover).toEqual({ role: 'on-call', at: '2026-03-16T08:00:00Z', from: ['ben'], to: ['ana'] });
  });

  test('knows who stands in', async () => {
    expect((await oncall('--at', '2026-12-25T12:00:00Z', '--role', 'on-call')).output).toMatch(
      /^on-call \(On call\) at 2026-12-25T12:00:00Z \(Fri 13:00\): ben/,
    );
  });

  test('business days end when the calendar closes', async () => {
    expect((await oncall('--at', '2026-03-06T10:00:00Z', '--severity', 'S3')).output).toMatch(
      /tier 2 {2}2026-03-09T17:00:00Z \(Mon 18:00\) {2}after 1 business day {2}if not acknowledged/,
    );
  });

  test('marks a tier that has nobody', async () => {
    const { exitCode, output } = await oncall('--at', '2026-01-04T12:00:00Z', '--severity', 'S0');
    expect(exitCode).toBe(0);
    expect(output).toMatch(/tier 1 .* on-call +NOBODY: the next tier is paged at once$/m);
    expect(output).toMatch(/next hand-over of tier 1: 2026-01-05T08:00:00Z \(Mon 09:00\), on-call from NOBODY to ana/);
  });

  test('an alarm of a service may ask for an earlier second tier', () => {
    const { policy } = shopIncidents();
    const alarms = policy.alarms.map((alarm) => (alarm.name === 'shop-prod-web-latency-s1' ? { ...alarm, handoverAfterSeconds: 120 } : alarm));
    const second = (service?: string) =>
      severityDuty({ ...policy, alarms }, { severity: 'S1', at: at(AT), ...(service !== undefined && { service }) }).tiers[1];
    expect([second()?.after, second('orders')?.after, second('web')?.after]).toEqual(['after 10m', 'after 10m', 'after 2m']);
    expect(second('web')?.at).toBe('2026-03-08T03:12:00Z');
  });

  test('--role says who has it, and who comes next', async () => {
    expect(await oncall('--at', AT, '--role', 'back-up')).toMatchObject({
      exitCode: 0,
      output:
        'back-up (Back-up) at 2026-03-08T03:10:00Z (Sun 04:10): daniel (email, sms)\n  next hand-over: 2026-03-09T17:00:00Z (Mon 18:00), back-up from daniel to chiara\n',
    });
    expect((await oncall('--at', AT, '--role', 'management')).output).toMatch(/next hand-over: none in the next 92 days/);
    expect(JSON.parse((await oncall('--at', AT, '--role', 'on-call', '--json')).output)).toMatchObject({
      at: AT,
      role: 'on-call',
      people: [{ id: 'ana', channels: ['email', 'sms'] }],
      handover: { to: ['ben'] },
    });
  });

  test('without an instant is about now', async () => {
    jest.spyOn(Date, 'now').mockReturnValue(at(AT));
    expect((await oncall()).output).toBe((await oncall('--at', AT)).output);
    jest.restoreAllMocks();
  });
});

describe('--assert', () => {
  test.each([
    ['ana is first', ['--assert', 'ana'], 0],
    ['ben is not first', ['--assert', 'ben'], 1],
    ['ben is first a week later', ['--assert', 'ben', '--at', '2026-03-10T00:00:00Z'], 0],
    ['daniel is in the first tier of S3', ['--assert', 'daniel', '--severity', 'S3'], 0],
    ['daniel is the back-up', ['--assert', 'daniel', '--role', 'back-up'], 0],
    ['chiara is not the back-up', ['--assert', 'chiara', '--role', 'back-up'], 1],
  ])('%s', async (_, options, exitCode) => {
    const instant = options.includes('--at') ? [] : ['--at', AT];
    expect((await oncall(...options, ...instant)).exitCode).toBe(exitCode);
  });

  test('says who it is instead', async () => {
    expect((await oncall('--at', AT, '--assert', 'ben')).errors).toBe('ben is not in tier 1 of S0 at 2026-03-08T03:10:00Z (Sun 04:10): ana\n');
    expect((await oncall('--at', '2026-01-04T12:00:00Z', '--assert', 'ben')).errors).toMatch(/: nobody is$/m);
  });
});

/** The changes of clocks of 2026. */
const NIGHTS: Readonly<Record<string, readonly [string, string]>> = {
  'Europe/Berlin': ['2026-03-29T01:00Z', '2026-10-25T01:00Z'],
  'America/New_York': ['2026-03-08T07:00Z', '2026-11-01T06:00Z'],
  'Australia/Lord_Howe': ['2026-04-04T15:00Z', '2026-10-03T15:30Z'],
};

test.each(Object.entries(NIGHTS))('in %s exactly one person is first in both nights in which clocks change, and hands over once (F24)', (timeZone, changes) => {
  const { policy } = shopIncidents();
  const onCallRole = turnsRole('on-call', rotationOf(['ana', 'ben', 'eva'], { timeZone, everyDays: 1, handoverAt: '02:15' }));
  const others = ['back-up', 'operations', 'engineering', 'management'].map((id) => ({ id, title: id, standing: ['olga'] }));
  const roster = rosterOf([onCallRole, ...others]);
  for (const change of changes) {
    const firsts: string[] = [];
    for (let minute = -5 * 60; minute <= 5 * 60; minute += 5) {
      const instant = at(change) + minute * MINUTE_MS;
      const escalation = severityDuty({ ...policy, roster }, { severity: 'S0', at: instant });
      expect([formatInstant(instant), escalation.tiers[0]?.duties.map(({ people }) => people.length)]).toEqual([formatInstant(instant), [1]]);
      expect(printEscalations('shop prod', [escalation], instant, new LocalTimes('UTC'))).toMatch(/tier 1 .* on-call +(?:ana|ben|eva) \(email, sms\)\n/);
      firsts.push(escalation.tiers[0]!.duties[0]!.people[0]!.id);
    }
    expect(firsts.filter((first, index) => index > 0 && first !== firsts[index - 1])).toHaveLength(1);
  }
});

describe('usage', () => {
  test.each([
    [['--role', 'on-cal'], /there is no role on-cal: did you mean on-call\?/],
    [['--service', 'billing'], /there is no service billing: allowed are web, orders, operations/],
    [['--assert', 'anna'], /there is no person anna: did you mean ana\?/],
    [['--severity', 'S4'], /nobody is paged for S4 of prod: allowed are S0, S1, S2, S3/],
    [['--severity', 'S0', '--service', 'orders'], /nobody is paged for S0 of orders in prod: allowed are S1, S3/],
    [['--role', 'on-call', '--severity', 'S0'], /cannot be used with option '--severity/],
    [['--at', 'tomorrow'], /write an instant in UTC/],
    [['--env', 'staging'], /there is no environment staging/],
  ])('%j is a usage error', async (options, message) => {
    const { exitCode, output, errors } = await oncall(...options);
    expect([exitCode, output, stackTraceIn(errors)]).toEqual([2, '', []]);
    expect(errors).toMatch(message);
  });

  test('a roster with a mistake is a problem, and nobody is named', async () => {
    const { exitCode, output, errors } = await runCommand(['oncall', '--config', edited((text) => text.replace('people: [ana, ben]', 'people: [ana, bne]'))]);
    expect([exitCode, output]).toEqual([1, '']);
    expect(errors).toMatch(/error CFG\d{3} .*on-call\.yaml/);
  });
});
