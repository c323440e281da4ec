import { IncidentRun } from '../../helpers/incident-run';

const BUDGET = { name: 'availability-budget-exhausted', severity: 'S1', title: 'error budget of partner-portal/availability', recovers: 'by window' } as const;
const LEVEL = { ...BUDGET, name: 'availability-budget-caution', severity: 'S3' } as const;
const resolve = (despiteAlarms?: string) =>
  ({ kind: 'resolve', by: 'ana', resolution: 'rolled back to 4.1', ...(despiteAlarms !== undefined && { despiteAlarms }) }) as const;
const acknowledge = { kind: 'acknowledge', by: 'ana', via: 'cli' } as const;

/** An outage that spends the budget; its own alarm is over at minute 60, the budget is spent for a month. */
const outage = () => new IncidentRun().alarm('ALARM').event(acknowledge).until(50).alarm('ALARM', BUDGET).until(60).alarm('OK');
/** What reconciliation finds from then on, each minute. */
const found = { ...BUDGET, transitionMinute: 50, source: 'reconciliation' } as const;

describe('the level of an error budget', () => {
  test('does not keep an outage from being resolved, and afterwards nobody is paged for it (9.4)', () => {
    const run = outage().until(62).event(resolve());
    expect(run.answer?.accepted).toBe(true);
    const before = run.pages.length;
    for (const minute of [63, 64, 120, 200, 2_000]) run.jumpTo(minute).tick().alarm('ALARM', found);
    expect(run.pages.slice(before)).toEqual([]);
    expect(run.incidents).toHaveLength(1);
  });

  test('neither holds nor escalates an outage that nobody resolves', () => {
    const run = outage().until(400);
    expect(run.incident).toMatchObject({ state: 'resolved', resolution: { by: 'day2' } });
    expect(run.pages.filter((page) => Number(page.split(' ')[0]) > 60)).toEqual([]);
  });

  test('is paged once, at its own severity, when the incident is less severe, and does not promote it', () => {
    const run = new IncidentRun().alarm('ALARM', { name: 'availability-s2', severity: 'S2' }).event(acknowledge).until(5).alarm('ALARM', BUDGET).until(200);
    expect(run.pages).toEqual(['0 tier 1 tier due', '5 tier 1 budget spent']);
    expect(run.carried.find(({ effect }) => effect.kind === 'page' && effect.reason === 'budget spent')?.effect).toMatchObject({ severity: 'S1' });
    expect(run.incident).toMatchObject({ severity: 'S2', round: 1, state: 'acknowledged' });
  });

  test('that opens an incident pages the first tier once, asks for nothing more, and is resolved by its acknowledgement', () => {
    const run = new IncidentRun().alarm('ALARM', BUDGET).until(500);
    expect(run.pages).toEqual(['0 tier 1 tier due']);
    expect(run.informs).toEqual(['0 opened']);
    run.event({ ...acknowledge, by: 'ben' });
    expect(run.incident).toMatchObject({ state: 'resolved', acknowledgement: { by: 'ben' }, postmortem: { status: 'due' } });
    run.until(501).alarm('ALARM', { ...found, transitionMinute: 0 });
    expect(run.incidents).toHaveLength(1);
    expect(run.pages).toHaveLength(1);
  });

  test('may be resolved at any time, and resolves itself when the budget is back', () => {
    expect(new IncidentRun().alarm('ALARM', BUDGET).event(resolve()).answer?.accepted).toBe(true);
    const run = new IncidentRun().alarm('ALARM', BUDGET).until(90).alarm('OK', BUDGET);
    expect(run.incident.resolution?.text).toBe('the error budget is back; nobody acknowledged that it was spent');
  });

  test('that nobody acknowledged becomes an incident when the service fails: paged and escalated from then on', () => {
    const run = new IncidentRun().alarm('ALARM', BUDGET).until(300).alarm('ALARM', { name: 'latency-s1', severity: 'S1' }).until(316);
    expect(run.pages).toEqual(['0 tier 1 tier due', '300 tier 1 tier due', '315 tier 2 tier due']);
    expect(run.incident).toMatchObject({ severity: 'S1', round: 2 });
    expect(new IncidentRun().alarm('ALARM', LEVEL).until(300).alarm('ALARM').until(305).pages).toEqual([
      '0 tier 1 tier due',
      '300 tier 1 tier due',
      '305 tier 2 tier due',
    ]);
  });

  test('that gets worse before anybody acknowledges pages the first tier of the worse one, once', () => {
    const run = new IncidentRun().alarm('ALARM', LEVEL).until(60).alarm('ALARM', BUDGET).until(500);
    expect(run.pages).toEqual(['0 tier 1 tier due', '60 tier 1 promoted']);
    expect(run.incident.severity).toBe('S1');
  });

  test('is handed on to the next incident of the service, which it does not open, join again or hold', () => {
    const run = outage().until(62).event(resolve()).until(200).alarm('ALARM', { name: 'errors-s1', severity: 'S1' });
    expect(run.incidents.map(({ id }) => id)).toEqual(['partner-portal-1', 'partner-portal-2']);
    const before = run.pages.length;
    run.alarm('ALARM', found).until(205).alarm('OK', { name: 'errors-s1', severity: 'S1' }).event(resolve());
    expect(run.incident.state).toBe('resolved');
    run.jumpTo(400).alarm('ALARM', found);
    expect(run.incidents).toHaveLength(2);
    expect(run.pages.slice(before)).toEqual([]);
  });

  test('that is spent again after it was back notifies again', () => {
    const run = outage().until(62).event(resolve());
    run.jumpTo(9_000).alarm('OK', BUDGET).jumpTo(9_100).alarm('ALARM', BUDGET);
    expect(run.pages.at(-1)).toBe('9100 tier 1 tier due');
    // An OK that nobody heard of: CloudWatch says itself when the alarm went on.
    run.event(acknowledge).jumpTo(20_000).alarm('ALARM', BUDGET);
    expect(run.pages.at(-1)).toBe('20000 tier 1 tier due');
  });

  test('without data in between was not back', () => {
    const run = outage().until(62).event(resolve());
    const before = run.pages.length;
    run.until(80).alarm('INSUFFICIENT_DATA', BUDGET).until(95).alarm('ALARM', BUDGET);
    expect(run.pages.slice(before)).toEqual([]);
  });
});

describe('resolving despite alarms that are on', () => {
  test('is refused without a reason, naming the alarms', () => {
    const run = new IncidentRun().alarm('ALARM').alarm('ALARM', { name: 'latency-s1', severity: 'S1' }).event(resolve());
    expect(run.answer).toMatchObject({ accepted: false, missing: ['availability-s0 is on', 'latency-s1 is on'] });
    expect(run.event(resolve(' ')).incident.state).toBe('open');
  });

  test('with a reason ends it, says so in the record, and the alarm pages again only when it fires anew', () => {
    const run = new IncidentRun().alarm('ALARM').until(10).event(resolve('the canary is broken, users are well'));
    expect(run.incident.state).toBe('resolved');
    expect(run.incident.timeline.find(({ code }) => code === 'alarms answered')?.what).toContain('availability-s0 is on: the canary is broken');
    const before = run.pages.length;
    for (const minute of [11, 12, 40, 300]) run.jumpTo(minute).tick().alarm('ALARM', { transitionMinute: 0, source: 'reconciliation' });
    expect(run.pages.slice(before)).toEqual([]);
    run.jumpTo(310).alarm('OK').jumpTo(320).alarm('ALARM');
    expect(run.pages.at(-1)).toBe('320 tier 1 tier due');
  });

  test('does not silence another alarm of the service, nor the same one within the hour', () => {
    const resolved = () => new IncidentRun().alarm('ALARM').until(10).event(resolve('the canary is broken'));
    expect(resolved().until(20).alarm('ALARM', { name: 'latency-s1', severity: 'S1' }).pages.at(-1)).toBe('20 tier 1 reopened');
    expect(resolved().until(20).alarm('OK').until(25).alarm('ALARM').pages.at(-1)).toBe('25 tier 1 reopened');
  });
});
