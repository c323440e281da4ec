import { IncidentRun } from '../../helpers/incident-run';

const LATENCY = { name: 'latency-s1', severity: 'S1', title: 'partner-portal/latency' } as const;
const TICKET = { name: 'availability-s3', severity: 'S3' } as const;

describe('alarms of one service', () => {
  test('share an incident and one page; the severity is the higher one (F02, 003-06)', () => {
    const run = new IncidentRun().alarm('ALARM').alarm('ALARM', LATENCY).until(1);
    expect(run.incidents).toHaveLength(1);
    expect(run.pages).toEqual(['0 tier 1 tier due']);
    expect(run.incident.severity).toBe('S0');
  });

  test('promote an acknowledged incident: a new escalation round, paged again, its clocks from now (F03)', () => {
    const run = new IncidentRun()
      .alarm('ALARM', { name: 'a-s2', severity: 'S2' })
      .event({ kind: 'acknowledge', by: 'ana', via: 'cli' })
      .until(10)
      .alarm('ALARM')
      .until(15);
    expect(run.pages).toEqual(['0 tier 1 tier due', '10 tier 1 promoted', '15 tier 2 tier due']);
    expect(run.incident).toMatchObject({ severity: 'S0', peakSeverity: 'S0', round: 2, state: 'open' });
    expect(run.incident.acknowledgement).toBeUndefined();
  });

  test('that are over hold the escalation for three minutes, then it is watched, and tier 1 hears of it (F05, 002-71)', () => {
    const run = new IncidentRun().alarm('ALARM').until(3).alarm('OK').until(5);
    expect(run.incident.state).toBe('open');
    run.until(6);
    expect(run.incident.state).toBe('monitoring');
    expect(run.informs).toContain('6 recovered');
    run.until(36);
    expect(run.pages).toEqual(['0 tier 1 tier due']);
    expect(run.incident).toMatchObject({ state: 'resolved', resolution: { by: 'day2' }, postmortem: { status: 'due' } });
  });

  test('that come back while it is watched call tier 1 again and give it its time (9.7)', () => {
    const run = new IncidentRun().alarm('ALARM').until(3).alarm('OK').until(10).alarm('ALARM').until(75);
    expect(run.incident.state).toBe('open');
    expect(run.pages.slice(0, 5)).toEqual(['0 tier 1 tier due', '10 tier 1 relapsed', '15 tier 2 tier due', '40 tier 3 tier due', '70 tier 4 tier due']);
  });

  test('that come back bring nothing that fell due while they were over: no repeat, no stale acknowledgement (9.7)', () => {
    const unanswered = new IncidentRun().alarm('ALARM').until(70).alarm('OK').until(90).alarm('ALARM').until(104);
    expect(unanswered.pages.filter((page) => Number(page.split(' ')[0]) > 60)).toEqual(['90 tier 1 relapsed']);
    const silent = new IncidentRun()
      .alarm('ALARM')
      .event({ kind: 'acknowledge', by: 'ana', via: 'cli' })
      .until(55)
      .alarm('OK')
      .until(80)
      .alarm('ALARM')
      .until(100);
    expect(silent.pages.filter((page) => Number(page.split(' ')[0]) > 55)).toEqual(['80 tier 1 relapsed']);
  });

  test.each(['INSUFFICIENT_DATA', 'deleted'] as const)(
    'that are %s after they were over have not come back: nobody is paged, no fault is raised (9.8)',
    (state) => {
      const run = new IncidentRun().alarm('ALARM').until(3).alarm('OK').until(10).alarm(state).until(36);
      expect(run.pages).toEqual(['0 tier 1 tier due']);
      expect(run.informs).not.toContain('10 relapsed');
      expect(run.informs).not.toContain('10 blind');
      expect(run.faults).toEqual([]);
      expect(run.incident).toMatchObject({ state: 'resolved', flapCount: 0 });
    },
  );

  test('that fire after they were over and blind have come back (9.8)', () => {
    const run = new IncidentRun().alarm('ALARM').until(3).alarm('OK').until(10).alarm('INSUFFICIENT_DATA').until(12).alarm('ALARM').until(13);
    expect(run.pages).toEqual(['0 tier 1 tier due', '12 tier 1 relapsed']);
  });

  test('that go blind while they are on keep the incident: nothing says that it is over', () => {
    const run = new IncidentRun().alarm('ALARM').until(3).alarm('INSUFFICIENT_DATA').until(36);
    expect(run.incident.state).toBe('open');
  });

  test('that come back after somebody had it wake tier 1 all the same: everybody was notified that it is over', () => {
    const run = new IncidentRun().alarm('ALARM').event({ kind: 'acknowledge', by: 'ana', via: 'cli' }).until(3).alarm('OK').until(20).alarm('ALARM');
    expect(run.incident.state).toBe('acknowledged');
    expect(run.pages).toEqual(['0 tier 1 tier due', '20 tier 1 relapsed']);
    expect(run.informs).toContain('20 relapsed');
  });

  test('that fire 40 minutes after the resolution reopen it as escalation round 2 (F07, F32)', () => {
    const run = new IncidentRun().alarm('ALARM').alarm('OK').event({ kind: 'resolve', by: 'ana', resolution: 'restarted' }).until(40).alarm('ALARM');
    expect(run.incidents).toHaveLength(1);
    expect(run.incident).toMatchObject({ state: 'open', round: 2, postmortem: { status: 'paused' } });
    expect(run.pages).toEqual(['0 tier 1 tier due', '40 tier 1 reopened']);
    run.until(50).alarm('OK').event({ kind: 'resolve', by: 'ana', resolution: 'really' });
    expect(run.incident.postmortem).toMatchObject({ status: 'due', clockStart: run.incident.resolution?.at });
  });

  test('that fire exactly 60 minutes after it reopen it, and a minute later open a new one that names the old (F08)', () => {
    const resolved = () => new IncidentRun().alarm('ALARM').alarm('OK').event({ kind: 'resolve', by: 'ana', resolution: 'restarted' });
    expect(resolved().until(60).alarm('ALARM').incidents).toHaveLength(1);
    const run = resolved().until(61).alarm('ALARM');
    expect(run.incidents.map(({ id }) => id)).toEqual(['partner-portal-1', 'partner-portal-2']);
    expect(run.incident.previousId).toBe('partner-portal-1');
  });

  test('of a lower class do not keep an outage open, and it does not resolve itself before they are over (9.5)', () => {
    const run = new IncidentRun().alarm('ALARM').until(1).alarm('ALARM', TICKET).until(2).alarm('OK').until(6);
    expect(run.incident.state).toBe('monitoring');
    expect(run.carried.flatMap(({ effect }) => (effect.kind === 'inform' && effect.reason === 'recovered' ? effect.text : []))).toEqual([
      'availability-s3 is still on; nobody is paged for it, and the incident does not resolve itself before that is over',
    ]);
    run.until(90);
    expect(run.incident.state).toBe('monitoring');
    run.alarm('OK', TICKET).until(102);
    expect(run.incident.state).toBe('monitoring');
    // A ticket has the hold-down and the recovery of its own severity: thirteen minutes.
    run.until(103);
    expect(run.incident).toMatchObject({ state: 'resolved', resolution: { by: 'day2' } });
    expect(run.pages).toEqual(['0 tier 1 tier due']);
  });

  test('of a lower class that become visible when their page is over join it, found by reconciliation too, and whoever was paged reads so (9.5)', () => {
    const run = new IncidentRun().alarm('ALARM').until(2).alarm('OK').until(8);
    run.alarm('ALARM', { ...TICKET, transitionMinute: 1, source: 'reconciliation' }).until(60);
    run.alarm('ALARM', { ...TICKET, transitionMinute: 1, source: 'reconciliation' });
    expect(run.incidents.map(({ id, severity, state }) => `${id} ${severity} ${state}`)).toEqual(['partner-portal-1 S0 monitoring']);
    expect(run.informs.filter((each) => each.endsWith('recovered'))).toEqual(['5 recovered', '8 recovered']);
    expect(run.pages).toEqual(['0 tier 1 tier due']);
  });

  test('of a lower class that are on when a person resolves it become an incident of their own, unless the person speaks of them (9.5)', () => {
    const resolved = (despite: object): IncidentRun =>
      new IncidentRun()
        .alarm('ALARM')
        .until(1)
        .alarm('ALARM', TICKET)
        .until(2)
        .alarm('OK')
        .event({ kind: 'resolve', by: 'ana', resolution: 'restarted', ...despite })
        .until(3);
    const silent = resolved({});
    expect(silent.answer?.text).toBe('partner-portal-1 is resolved; availability-s3 is still on: an incident of its own');
    silent.alarm('ALARM', { ...TICKET, transitionMinute: 1, source: 'reconciliation' });
    expect(silent.incidents.map(({ id, severity }) => `${id} ${severity}`)).toEqual(['partner-portal-1 S0', 'partner-portal-2 S3']);
    const spoken = resolved({ despiteAlarms: 'its window has yet to pass' });
    spoken.alarm('ALARM', { ...TICKET, transitionMinute: 1, source: 'reconciliation' });
    expect(spoken.incidents).toHaveLength(1);
  });

  test('that lose their data do not end it (F33)', () => {
    const run = new IncidentRun().alarm('ALARM').until(3).alarm('INSUFFICIENT_DATA').until(40);
    expect(run.incident.state).toBe('open');
    expect(run.informs).toContain('3 blind');
    expect(run.pages).toContain('30 tier 3 tier due');
  });

  test('that are deleted leave it to a person, and the watchdog is notified (F35)', () => {
    const run = new IncidentRun().alarm('ALARM').until(3).alarm('deleted').until(40);
    expect(run.incident.state).toBe('open');
    expect(run.faults).toEqual(['3 alarm deleted']);
    expect(run.event({ kind: 'resolve', by: 'ana', resolution: 'replaced' }).incident.state).toBe('resolved');
  });

  test('count once when an event comes twice, and not when it was overtaken (F09, F56)', () => {
    const run = new IncidentRun().alarm('ALARM').alarm('ALARM', { transitionMinute: 0 }).until(4).alarm('OK', { transitionMinute: 3 });
    run.alarm('ALARM', { transitionMinute: 2 });
    expect(run.incident.recoveredSince).toBeDefined();
    expect(run.pages).toEqual(['0 tier 1 tier due']);
  });

  test('are on when an OK arrives that an ALARM has overtaken (F56)', () => {
    const run = new IncidentRun().alarm('ALARM').until(4).alarm('ALARM', { transitionMinute: 3.5 }).alarm('OK', { transitionMinute: 3 }).until(5);
    expect(run.incident.recoveredSince).toBeUndefined();
    expect(run.pages).toEqual(['0 tier 1 tier due', '5 tier 2 tier due']);
  });

  test('whose clock is ten minutes off are counted from when they arrive (F56)', () => {
    for (const transitionMinute of [-10, 10]) {
      expect(new IncidentRun().alarm('ALARM', { transitionMinute }).until(5).pages).toEqual(['0 tier 1 tier due', '5 tier 2 tier due']);
    }
  });

  test('that are muted are recorded and page when the mute ends and they are still on (F36)', () => {
    const run = new IncidentRun().alarm('ALARM', { mutedUntilMinute: 20 }).until(19);
    expect(run.incident.state).toBe('suppressed');
    expect(run.pages).toEqual([]);
    expect(run.until(25).pages).toEqual(['20 tier 1 tier due', '25 tier 2 tier due']);
  });

  test('that are muted do not silence others of their service', () => {
    const run = new IncidentRun()
      .alarm('ALARM', { ...LATENCY, severity: 'S2', mutedUntilMinute: 600 })
      .until(5)
      .alarm('ALARM')
      .until(10);
    expect(run.pages).toEqual(['5 tier 1 tier due', '10 tier 2 tier due']);
    expect(run.incident).toMatchObject({ state: 'open', severity: 'S0', title: 'partner-portal/availability' });
  });

  test('whose mute was taken away early page when they fire again', () => {
    const run = new IncidentRun().alarm('ALARM', { mutedUntilMinute: 600 }).until(5).alarm('OK').until(10).alarm('ALARM');
    expect(run.pages).toEqual(['10 tier 1 tier due']);
  });

  test('that are muted and found by reconciliation are left alone, until the mute ends', () => {
    const reconciled = { ...LATENCY, transitionMinute: 1, source: 'reconciliation' } as const;
    const run = new IncidentRun()
      .alarm('ALARM')
      .until(1)
      .alarm('ALARM', { ...LATENCY, mutedUntilMinute: 60 })
      .alarm('OK')
      .until(40);
    expect(run.incident.state).toBe('resolved');
    expect(run.alarm('ALARM', reconciled).incident.state).toBe('resolved');
    expect(run.until(61).alarm('ALARM', reconciled).pages.at(-1)).toBe('61 tier 1 reopened');
  });

  test('promote their incident whenever they are on and not muted, also when they joined muted and were over when the mute ended (9.1, 003-06)', () => {
    const run = new IncidentRun()
      .alarm('ALARM', { ...LATENCY, severity: 'S2' })
      .until(2)
      .alarm('ALARM', { mutedUntilMinute: 30 })
      .until(20)
      .alarm('OK')
      .until(50)
      .alarm('ALARM')
      .until(56);
    expect(run.incident).toMatchObject({ severity: 'S0', peakSeverity: 'S0', round: 2 });
    expect(run.pages).toEqual(['0 tier 1 tier due', '50 tier 1 promoted', '55 tier 2 tier due']);
  });

  test('promote an incident that is watched with one page, not with a relapse and a promotion', () => {
    const run = new IncidentRun()
      .alarm('ALARM', { ...LATENCY, severity: 'S2' })
      .alarm('ALARM', { mutedUntilMinute: 10 })
      .until(5)
      .alarm('OK')
      .alarm('OK', { ...LATENCY, severity: 'S2' })
      .until(12);
    expect(run.incident.state).toBe('monitoring');
    run.alarm('ALARM');
    expect(run.pages.filter((each) => each.startsWith('12'))).toEqual(['12 tier 1 promoted']);
  });

  test('that are muted cannot be resolved by hand', () => {
    const run = new IncidentRun().alarm('ALARM', { mutedUntilMinute: 60 }).event({ kind: 'resolve', by: 'ana', resolution: 'nothing' });
    expect(run.answer?.accepted).toBe(false);
    expect(run.incident.state).toBe('suppressed');
  });

  test('that are over by then close without a word', () => {
    const run = new IncidentRun().alarm('ALARM', { mutedUntilMinute: 20 }).until(10).alarm('OK').until(20);
    expect(run.incident.state).toBe('closed');
    expect(run.carried).toEqual([]);
  });

  test('muted after the escalation began change nothing (F37)', () => {
    const run = new IncidentRun()
      .alarm('ALARM')
      .until(2)
      .alarm('ALARM', { ...LATENCY, mutedUntilMinute: 60 })
      .until(5);
    expect(run.pages).toEqual(['0 tier 1 tier due', '5 tier 2 tier due']);
  });

  test('of information open nothing', () => {
    expect(new IncidentRun().alarm('ALARM', { severity: 'S4' }).incidents).toEqual([]);
  });

  test('found late by reconciliation are marked (F44)', () => {
    expect(new IncidentRun().until(5).alarm('ALARM', { transitionMinute: 0, source: 'reconciliation' }).incident.late).toBe(true);
    expect(new IncidentRun().until(5).alarm('ALARM', { transitionMinute: 4, source: 'reconciliation' }).incident.late).toBe(false);
  });
});

describe('changing the severity by hand', () => {
  test('to information is refused: nobody would look after the alarms', () => {
    const run = new IncidentRun().alarm('ALARM').event({ kind: 'reclassify', by: 'ana', severity: 'S4', reason: 'noise' });
    expect(run.answer?.accepted).toBe(false);
    expect(run.incident.severity).toBe('S0');
  });

  test('does not make an alarm that fires again after the resolution any less bad', () => {
    const run = new IncidentRun().alarm('ALARM').event({ kind: 'reclassify', by: 'ana', severity: 'S3', reason: 'one partner' }).alarm('OK');
    run.event({ kind: 'resolve', by: 'ana', resolution: 'fixed' }).until(10).alarm('ALARM');
    expect(run.incident).toMatchObject({ state: 'open', severity: 'S0', round: 2 });
  });

  test('outweighs the alarms that are on and their flapping, and not one that fires anew after the hold-down', () => {
    const run = new IncidentRun()
      .alarm('ALARM')
      .alarm('ALARM', { ...LATENCY, severity: 'S2' })
      .until(2)
      .event({ kind: 'reclassify', by: 'ana', severity: 'S2', reason: 'one partner only' });
    run.until(5).alarm('OK').until(7).alarm('ALARM').until(20);
    expect(run.incident).toMatchObject({ severity: 'S2', round: 1 });
    run.alarm('OK').until(40).alarm('ALARM');
    expect(run.incident).toMatchObject({ severity: 'S0', round: 2 });
    expect(run.pages.at(-1)).toBe('40 tier 1 promoted');
  });

  test('up begins an escalation, down does not take back the postmortem (000-12)', () => {
    const run = new IncidentRun().alarm('ALARM').until(2).event({ kind: 'reclassify', by: 'ana', severity: 'S2', reason: 'one partner only' });
    expect(run.incident).toMatchObject({ severity: 'S2', peakSeverity: 'S0', round: 1 });
    run.alarm('OK').event({ kind: 'resolve', by: 'ana', resolution: 'fixed' });
    expect(run.incident.postmortem?.status).toBe('due');
  });
});
