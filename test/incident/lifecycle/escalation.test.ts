import type { Effect } from '../../../lib/incident/lifecycle/effect';
import { IncidentRun } from '../../helpers/incident-run';
import { anEscalationPolicy } from '../../helpers/incidents';

const isTier = (effect: Effect, ...tiers: number[]) => effect.kind === 'page' && tiers.includes(effect.tier);

describe('the escalation', () => {
  test('of S0 pages tier 1 at once, tier 2 after 5 minutes, tier 3 after 30, tier 4 after 60 (002-22, 002-38, 002-44, 002-45, 003-39, 004-11)', () => {
    const run = new IncidentRun().alarm('ALARM').until(60);
    expect(run.pages).toEqual(['0 tier 1 tier due', '5 tier 2 tier due', '30 tier 3 tier due', '60 tier 4 tier due']);
  });

  test('informs leadership of an S0 at once (002-38, 004-20)', () => {
    const run = new IncidentRun().alarm('ALARM');
    expect(run.informs).toEqual(['0 opened']);
    const [opened] = run.carried.filter(({ effect }) => effect.kind === 'inform');
    expect(opened?.effect).toMatchObject({ audience: { kind: 'informed' }, severity: 'S0' });
  });

  test('of S1 waits 15 minutes, two hours and four hours (002-39, 004-12)', () => {
    const run = new IncidentRun().alarm('ALARM', { severity: 'S1' }).until(241);
    expect(run.pages.slice(0, 4)).toEqual(['0 tier 1 tier due', '15 tier 2 tier due', '120 tier 3 tier due', '240 tier 4 tier due']);
  });

  test('of S2 pages tier 2 at 60 minutes and not before (002-40)', () => {
    const run = new IncidentRun().alarm('ALARM', { severity: 'S2' }).until(59);
    expect(run.pages).toEqual(['0 tier 1 tier due']);
    expect(run.until(60).pages).toEqual(['0 tier 1 tier due', '60 tier 2 tier due']);
  });

  test('of S2 does not reach tier 2 when it is acknowledged just before (002-40)', () => {
    const run = new IncidentRun().alarm('ALARM', { severity: 'S2' }).until(59).event({ kind: 'acknowledge', by: 'ana', via: 'cli' }).until(61);
    expect(run.pages).toEqual(['0 tier 1 tier due']);
  });

  test('of S3 opened on a Sunday waits for the close of Monday (F59, 002-41)', () => {
    // Opened Sunday 03:10 UTC; Monday 18:00 in Berlin is 17:00 UTC.
    const closeOfMonday = 20 * 60 + 50 + 17 * 60;
    const run = new IncidentRun()
      .alarm('ALARM', { severity: 'S3' })
      .jumpTo(closeOfMonday - 1)
      .tick();
    expect(run.pages).toEqual(['0 tier 1 tier due']);
    expect(run.jumpTo(closeOfMonday).tick().pages).toEqual(['0 tier 1 tier due', `${closeOfMonday} tier 2 tier due`]);
  });

  test('hands over when the alarm asks for it, earlier or later than the severity (002-26)', () => {
    const run = new IncidentRun().alarm('ALARM', { severity: 'S2', handoverAfterSeconds: 15 * 60 }).until(15);
    expect(run.pages).toEqual(['0 tier 1 tier due', '15 tier 2 tier due']);
  });

  test('of an S0 is not held up by the hand-over of a lesser alarm (002-26)', () => {
    const run = new IncidentRun()
      .alarm('ALARM')
      .alarm('ALARM', { name: 'b', severity: 'S2', handoverAfterSeconds: 45 * 60 })
      .until(30);
    expect(run.pages).toEqual(['0 tier 1 tier due', '5 tier 2 tier due', '30 tier 3 tier due']);
  });

  test('is not touched by an alarm that flaps every minute: one page, tier 2 at 5 minutes (F01)', () => {
    const run = new IncidentRun().alarm('ALARM');
    for (let minute = 1; minute <= 8; minute++) run.until(minute).alarm(minute % 2 === 1 ? 'OK' : 'ALARM');
    expect(run.incidents).toHaveLength(1);
    expect(run.pages).toEqual(['0 tier 1 tier due', '5 tier 2 tier due']);
    expect(run.incident.flapCount).toBe(4);
  });

  test('pages at once, when the alarm is back, what became due while it was off (F01)', () => {
    const run = new IncidentRun().alarm('ALARM').until(4).alarm('OK').until(6);
    expect(run.pages).toEqual(['0 tier 1 tier due']);
    expect(run.alarm('ALARM').pages).toEqual(['0 tier 1 tier due', '6 tier 2 tier due']);
  });

  test('skips a tier that has nobody at once and notifies the watchdog (F21, F23)', () => {
    const run = new IncidentRun(anEscalationPolicy(), (effect) =>
      isTier(effect, 1) ? { kind: 'nobody', unreachable: ['primary-operator'], why: 'all unsubscribed' } : undefined,
    );
    run.alarm('ALARM').until(1);
    expect(run.pages).toEqual(['0 tier 1 tier due', '0 tier 2 tier skipped']);
    expect(run.faults).toEqual(['0 tier empty']);
  });

  test('pages whom it can reach of a tier and notifies the watchdog of the others, once (F21)', () => {
    const run = new IncidentRun(anEscalationPolicy(), (effect) =>
      isTier(effect, 2) ? { kind: 'done', reached: ['ben'], unreachable: ['chiara', 'dev'] } : undefined,
    );
    run.alarm('ALARM').until(90);
    const faults = run.carried.flatMap(({ effect }) => (effect.kind === 'fault' ? [effect.text] : []));
    expect(faults).toEqual(['partner-portal-1: chiara and dev of tier 2 cannot be reached: no confirmed contact']);
  });

  test('that reaches nobody at all is exhausted at once, and stays loud every hour (F22)', () => {
    const run = new IncidentRun(anEscalationPolicy(), (effect) => (effect.kind === 'page' ? { kind: 'nobody', unreachable: [], why: 'nobody' } : undefined));
    run.alarm('ALARM').until(125);
    expect(run.pages.slice(0, 4)).toEqual(['0 tier 1 tier due', '0 tier 2 tier skipped', '0 tier 3 tier skipped', '0 tier 4 tier skipped']);
    expect(run.incident.exhausted).toBe(true);
    expect(run.faults.filter((fault) => fault.includes('escalation'))).toEqual([
      '0 escalation unreachable',
      '60 escalation exhausted',
      '120 escalation exhausted',
    ]);
  });

  test('whose last tier is empty is not exhausted when somebody has it', () => {
    const run = new IncidentRun(anEscalationPolicy(), (effect) => (isTier(effect, 4) ? { kind: 'nobody', unreachable: [], why: 'on holiday' } : undefined));
    run.alarm('ALARM').event({ kind: 'acknowledge', by: 'ana', via: 'cli' });
    for (const minute of [25, 50]) run.until(minute).event({ kind: 'update', by: 'ana', text: 'on it' });
    run.until(61);
    expect(run.incident.exhausted).toBe(false);
    expect(run.faults).toEqual(['60 tier empty']);
  });

  test('of S3 does not become hourly when it is exhausted', () => {
    const days = (count: number) => count * 24 * 60;
    const run = new IncidentRun().alarm('ALARM', { severity: 'S3' });
    for (let day = 1; day <= 16; day++)
      run
        .jumpTo(days(day))
        .tick()
        .jumpTo(days(day) + 60)
        .tick();
    expect(run.incident.exhausted).toBe(true);
    expect(run.pages.filter((page) => page.includes('tier 1 exhausted')).length).toBeLessThan(8);
  });

  test('of an S0 that lasts 30 days loses no page, keeps its escalation round, and its record stays small (F47)', () => {
    const run = new IncidentRun().alarm('ALARM').until(200);
    for (let hour = 4; hour <= 30 * 24; hour++) run.jumpTo(hour * 60).tick();
    expect(run.pages.at(-1)).toBe(`${30 * 24 * 60} tier 4 exhausted`);
    expect(run.incident.round).toBe(1);
    expect(JSON.stringify(run.incident).length).toBeLessThan(100_000);
  });

  test('keeps one record of a person, tier and escalation round, however often it repeats', () => {
    const run = new IncidentRun().alarm('ALARM').until(600);
    expect(run.incident.paged).toHaveLength(5);
  });

  test('repeats every 15 minutes while nobody answers, and after nine repeats hourly with the watchdog, for ever', () => {
    const run = new IncidentRun().alarm('ALARM').until(60 + 9 * 15 + 121);
    const repeats = run.pages.filter((page) => page.includes('nobody acknowledged') || page.includes('exhausted'));
    expect(repeats.filter((page) => page.includes('tier 1'))).toEqual([
      ...[75, 90, 105, 120, 135, 150, 165, 180, 195].map((minute) => `${minute} tier 1 nobody acknowledged`),
      '255 tier 1 exhausted',
      '315 tier 1 exhausted',
    ]);
    expect(run.faults).toEqual(['195 escalation exhausted', '255 escalation exhausted', '315 escalation exhausted']);
  });

  test('goes on at its times when a page fails, says so to the watchdog once, and tries again each minute (F12)', () => {
    const run = new IncidentRun(anEscalationPolicy(), (effect, minute) =>
      isTier(effect, 1) && minute < 7 ? { kind: 'failed', why: 'SNS is down' } : undefined,
    );
    run.alarm('ALARM').until(10);
    expect(run.pages.filter((page) => page.includes('tier 2'))).toEqual(['5 tier 2 tier due']);
    expect(run.faults).toEqual(['0 page failed']);
    expect(run.pages.filter((page) => page.includes('tier 1')).at(-1)).toBe('7 tier 1 tier due');
    expect(run.incident.outbox).toEqual([]);
  });

  test('pages everything that is due when ticks come late', () => {
    const run = new IncidentRun().alarm('ALARM').jumpTo(31).tick();
    expect(run.pages).toEqual(['0 tier 1 tier due', '31 tier 2 tier due', '31 tier 3 tier due']);
  });

  test('keeps the policy it was opened with (F48)', () => {
    const run = new IncidentRun().alarm('ALARM');
    const faster = anEscalationPolicy({ version: 'policy-2' });
    expect(new IncidentRun(faster).alarm('ALARM').incident.policy.version).toBe('policy-2');
    expect(run.until(5).incident.policy.version).toBe('policy-1');
  });
});
