import { IncidentRun } from '../../helpers/incident-run';

const acknowledge = (by: string) => ({ kind: 'acknowledge', by, via: 'console' }) as const;

describe('acknowledging', () => {
  test('stops the tiers that wait for it, notifies everybody paged, and leaves those that wait for a resolution (F04)', () => {
    const run = new IncidentRun().alarm('ALARM').until(6).event(acknowledge('ana')).until(31);
    expect(run.pages).toEqual(['0 tier 1 tier due', '5 tier 2 tier due', '30 tier 3 tier due']);
    expect(run.informs).toContain('6 acknowledged');
  });

  test('is won by the first; the second is notified who (F16)', () => {
    const run = new IncidentRun().alarm('ALARM').event(acknowledge('ana')).event(acknowledge('ben'));
    expect(run.incident.acknowledgement?.by).toBe('ana');
    expect(run.answer).toMatchObject({ accepted: true, text: expect.stringContaining('by ana') });
    expect(run.carried.at(-1)?.effect).toMatchObject({ kind: 'inform', reason: 'already acknowledged', audience: { kind: 'people', people: ['ben'] } });
  });

  test('by somebody who was not paged counts, and says so (F17)', () => {
    const run = new IncidentRun().alarm('ALARM').event(acknowledge('eve'));
    expect(run.incident.state).toBe('acknowledged');
    expect(run.incident.timeline.at(-1)?.what).toContain('who was not paged');
  });

  test('drops a page that has not gone out', () => {
    const run = new IncidentRun(undefined, (effect) => (effect.kind === 'page' ? { kind: 'failed', why: 'down' } : undefined));
    run.alarm('ALARM').event(acknowledge('ana')).until(4);
    expect(run.pages).toEqual(['0 tier 1 tier due']);
  });

  test('of an incident that is over does nothing (F55, T21)', () => {
    const run = new IncidentRun().alarm('ALARM').alarm('OK').event({ kind: 'resolve', by: 'ana', resolution: 'restarted' }).event(acknowledge('ben'));
    expect(run.answer).toEqual({ accepted: false, text: 'partner-portal-1 is resolved: there is nothing to acknowledge' });
    expect(run.incident.acknowledgement).toBeUndefined();
  });

  test('is taken back when two updates are missed: reminder at 30 minutes, tier 1 again at 60 (F19)', () => {
    const run = new IncidentRun().alarm('ALARM', { severity: 'S1' }).event(acknowledge('ana')).until(61);
    expect(run.informs.filter((inform) => inform.includes('update'))).toEqual(['30 update due', '40 update overdue', '60 update due']);
    expect(run.pages).toEqual(['0 tier 1 tier due', '60 tier 1 acknowledgement stale']);
    expect(run.incident).toMatchObject({ state: 'open', round: 2 });
  });

  test('does not call tier 3 again when it goes stale after tier 3 was called, and tier 4 at its time', () => {
    const run = new IncidentRun().alarm('ALARM').event(acknowledge('ana')).until(66);
    expect(run.pages).toEqual(['0 tier 1 tier due', '30 tier 3 tier due', '60 tier 1 acknowledgement stale', '60 tier 4 tier due', '65 tier 2 tier due']);
  });

  test('again and again without a word does not put off those who wait for a resolution', () => {
    const run = new IncidentRun().alarm('ALARM', { severity: 'S1' });
    for (let minute = 0; minute <= 300; minute += 61) run.until(minute).event(acknowledge('ana'));
    expect(run.pages.filter((page) => /tier [34]/.test(page))).toEqual(['120 tier 3 tier due', '240 tier 4 tier due']);
  });

  test('does not go stale while the alarms are over', () => {
    const run = new IncidentRun().alarm('ALARM').event(acknowledge('ana')).until(58).alarm('OK').until(100);
    expect(run.pages.filter((page) => page.includes('stale'))).toEqual([]);
    expect(run.incident.state).toBe('resolved');
  });

  test('while a page is on its way leaves a record of whom it reached, and they hear of the acknowledgement', () => {
    const run = new IncidentRun(undefined, (effect) => (effect.kind === 'page' && effect.tier === 2 ? { kind: 'failed', why: 'not answered yet' } : undefined));
    run.alarm('ALARM').until(5);
    const [sent] = run.incident.outbox.filter(({ effect }) => effect.kind === 'page');
    run.event(acknowledge('ana'));
    run.event({ kind: 'effect outcome', key: sent!.effect.key, page: { tier: 2, round: 1 }, outcome: { kind: 'done', reached: ['ben'] } });
    expect(run.incident.paged).toContainEqual(expect.objectContaining({ person: 'ben', tier: 2 }));
    expect(run.carried.at(-1)?.effect).toMatchObject({ kind: 'inform', reason: 'acknowledged', audience: { kind: 'people', people: ['ben'] } });
  });
});

describe('a shift that ends', () => {
  const over = () =>
    new IncidentRun()
      .alarm('ALARM')
      .event(acknowledge('ana'))
      .until(10)
      .event({ kind: 'shift over', to: ['ben'] });

  test('asks both sides to hand over, once, and leaves the incident where it is (F20)', () => {
    const run = over().event({ kind: 'shift over', to: ['ben'] });
    expect(run.informs.filter((inform) => inform.includes('shift'))).toEqual(['10 shift over']);
    expect(run.carried.at(-1)?.effect).toMatchObject({ audience: { kind: 'people', people: ['ana', 'ben'] } });
    expect(run.incident.acknowledgement?.by).toBe('ana');
  });

  test('hands the incident over to whoever was asked and takes it, and to nobody else (F20)', () => {
    const run = over().event(acknowledge('chiara'));
    expect(run.incident.acknowledgement?.by).toBe('ana');
    run.until(12).event(acknowledge('ben'));
    expect(run.incident).toMatchObject({ state: 'acknowledged', acknowledgement: { by: 'ben' } });
    expect(run.answer?.text).toBe('partner-portal-1 is yours, ben; ana had it');
    expect(run.until(41).informs).not.toContain('40 update due');
    expect(run.until(42).informs).toContain('42 update due');
  });

  test('does not keep an acknowledgement from going stale (F20)', () => {
    expect(over().until(61).pages).toContain('60 tier 1 acknowledgement stale');
  });
});

describe('status updates', () => {
  test('are due 30 minutes after the last one: posting at 29 moves the next to 59 (004-15)', () => {
    const run = new IncidentRun().alarm('ALARM').event(acknowledge('ana')).until(29);
    run.event({ kind: 'update', by: 'ana', text: 'rolling back' }).until(58);
    expect(run.informs.filter((inform) => inform.includes('update due'))).toEqual([]);
    expect(run.until(59).informs.filter((inform) => inform.includes('update due'))).toEqual(['59 update due']);
  });

  test('are asked of everybody paged while nobody has it', () => {
    const run = new IncidentRun().alarm('ALARM').until(30);
    const due = run.carried.find(({ effect }) => effect.kind === 'inform' && effect.reason === 'update due');
    expect(due).toMatchObject({ atMinute: 30, effect: { audience: { kind: 'paged' } } });
  });

  test('stop with the resolution', () => {
    const run = new IncidentRun().alarm('ALARM').alarm('OK').event({ kind: 'resolve', by: 'ana', resolution: 'restarted' }).until(120);
    expect(run.informs.filter((inform) => inform.includes('update'))).toEqual([]);
  });
});
