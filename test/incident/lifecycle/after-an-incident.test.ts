import type { PostmortemContent } from '../../../lib/incident/lifecycle/incident-event';
import { SECOND_MS } from '../../../lib/time/time';
import { IncidentRun } from '../../helpers/incident-run';
import { OPENED_AT } from '../../helpers/incidents';

const HOUR = 60;

const POSTMORTEM: PostmortemContent = {
  overview: 'the portal was down for an hour',
  timeline: 'see the record',
  rootCause: 'a certificate expired',
  lessons: 'watch certificates',
  actions: [{ what: 'alarm on certificates', owner: 'platform-engineering', dueAt: OPENED_AT, kind: 'prevent', status: 'open' }],
};

const resolved = () => new IncidentRun().alarm('ALARM').alarm('OK').event({ kind: 'resolve', by: 'ana', resolution: 'new certificate' });

describe('the postmortem clock', () => {
  test('reminds after 24, 48 and 66 hours and reports the breach at exactly 72:00:00, then daily (F29, 000-12)', () => {
    const run = resolved();
    for (const hour of [24, 48, 66, 72, 96]) {
      run.jumpTo(hour * HOUR - 1 / 60).tick();
      run.jumpTo(hour * HOUR).tick();
    }
    const notified = run.carried.filter(({ effect }) => effect.kind === 'inform' && effect.reason.startsWith('postmortem'));
    expect(notified.map(({ atMinute, effect }) => `${atMinute / HOUR} ${effect.kind === 'inform' ? effect.reason : ''}`)).toEqual([
      '24 postmortem due',
      '48 postmortem due',
      '66 postmortem due',
      '72 postmortem overdue',
      '96 postmortem overdue',
    ]);
    expect(run.carried.at(-1)?.effect).toMatchObject({ kind: 'ops item', flags: ['postmortem-overdue'] });
  });

  test('filed at 71:59 is in time (000-12)', () => {
    const run = resolved()
      .jumpTo(72 * HOUR - 1)
      .event({ kind: 'file postmortem', by: 'ana', postmortem: POSTMORTEM });
    run.jumpTo(200 * HOUR).tick();
    expect(run.informs.filter((inform) => inform.includes('overdue'))).toEqual([]);
  });

  test('does not take one with an empty root cause: the clock runs on (F30, 003-08)', () => {
    const run = resolved().event({ kind: 'file postmortem', by: 'ana', postmortem: { ...POSTMORTEM, rootCause: ' ' } });
    expect(run.answer).toMatchObject({ accepted: false, missing: ['rootCause is empty'] });
    run.jumpTo(72 * HOUR).tick();
    expect(run.informs.at(-1)).toBe(`${72 * HOUR} postmortem overdue`);
  });

  test.each(['overview', 'timeline', 'rootCause', 'lessons'] as const)('does not take one whose %s is empty (003-25)', (section) => {
    const { answer } = resolved().event({ kind: 'file postmortem', by: 'ana', postmortem: { ...POSTMORTEM, [section]: ' ' } });
    expect(answer).toMatchObject({ accepted: false, missing: [`${section} is empty`] });
  });

  test('needs something that prevents it, or a reason (003-41)', () => {
    const actions = [{ ...POSTMORTEM.actions[0]!, kind: 'detect' as const }];
    expect(resolved().event({ kind: 'file postmortem', by: 'ana', postmortem: { ...POSTMORTEM, actions } }).answer?.accepted).toBe(false);
    const excused = { ...POSTMORTEM, actions, noPreventionBecause: 'the supplier is gone' };
    expect(resolved().event({ kind: 'file postmortem', by: 'ana', postmortem: excused }).answer?.accepted).toBe(true);
  });

  test('stops for a waiver with a name and a reason, and not without (000-12)', () => {
    expect(resolved().event({ kind: 'waive postmortem', by: 'cto', reason: '' }).answer?.accepted).toBe(false);
    const run = resolved().event({ kind: 'waive postmortem', by: 'cto', reason: 'the same as portal-6' });
    run.jumpTo(100 * HOUR).tick();
    expect(run.incident.postmortem).toMatchObject({ status: 'waived', decidedBy: 'cto' });
    expect(run.informs.filter((inform) => inform.includes('postmortem'))).toEqual([]);
  });

  test('does not run for S2 (003-09)', () => {
    const run = new IncidentRun().alarm('ALARM', { severity: 'S2' }).alarm('OK').event({ kind: 'resolve', by: 'ana', resolution: 'fixed' });
    expect(run.incident.postmortem).toBeUndefined();
  });

  test('notified late notifies the latest only', () => {
    const run = resolved()
      .jumpTo(49 * HOUR)
      .tick();
    expect(run.informs.filter((inform) => inform.includes('postmortem'))).toEqual([`${49 * HOUR} postmortem due`]);
  });
});

describe('resolving', () => {
  test('is refused while an alarm is on', () => {
    const run = new IncidentRun().alarm('ALARM').event({ kind: 'resolve', by: 'ana', resolution: 'done' });
    expect(run.answer).toMatchObject({ accepted: false, missing: ['availability-s0 is on'] });
    expect(run.incident.state).toBe('open');
  });

  test('needs to say what was done (004-16)', () => {
    expect(new IncidentRun().alarm('ALARM').alarm('OK').event({ kind: 'resolve', by: 'ana', resolution: '' }).answer?.accepted).toBe(false);
  });
});

describe('an incident that resolves itself', () => {
  const update = { kind: 'update', by: 'ana', text: 'still duplicating' } as const;

  test('is never one that a person declared, whatever alarm joins it and is over (9.6)', () => {
    const run = new IncidentRun()
      .declare({ severity: 'S1' })
      .event({ kind: 'acknowledge', by: 'ana', via: 'cli' })
      .until(20)
      .alarm('ALARM', { severity: 'S1' })
      .until(25)
      .alarm('OK', { severity: 'S1' });
    for (const minute of [50, 80, 110, 140]) run.until(minute).event(update);
    expect(run.incident).toMatchObject({ state: 'acknowledged', declaredBy: 'ana' });
    expect(run.incident.recoveredSince).toBeUndefined();
    expect(run.event({ kind: 'resolve', by: 'ana', resolution: 'fixed' }).incident.state).toBe('resolved');
  });

  test('is none of which somebody has written since the alarms were over; updates stay due (9.6, 004-15)', () => {
    const run = new IncidentRun().alarm('ALARM').event({ kind: 'acknowledge', by: 'ana', via: 'cli' }).until(3).alarm('OK').until(10).event(update).until(120);
    expect(run.incident.state).toBe('monitoring');
    expect(run.informs).toContain('40 update due');
  });
});

describe('closing', () => {
  test('is refused with a list until everything that is owed is done (F61, 004-23, 004-28, 003-10)', () => {
    const run = resolved().event({ kind: 'close', by: 'ana' });
    expect(run.answer?.missing).toEqual([
      'report: not done',
      'telemetry-snapshot: not done',
      'lessons-shared: not done',
      'follow-ups: not done',
      'documentation: not done',
      'postmortem: neither filed nor waived',
    ]);
    for (const item of ['report', 'telemetry-snapshot', 'lessons-shared', 'follow-ups', 'documentation'] as const) {
      run.event({ kind: 'complete', by: 'ana', item, note: 'see the wiki' });
    }
    run.event({ kind: 'file postmortem', by: 'ana', postmortem: POSTMORTEM }).event({ kind: 'close', by: 'ana' });
    expect(run.answer?.missing).toEqual(['action of platform-engineering is open: alarm on certificates']);
    run.event({ kind: 'action', by: 'ana', index: 0, status: 'transferred' }).event({ kind: 'close', by: 'ana' });
    expect(run.incident.state).toBe('closed');
  });

  test('of what owes nothing happens by itself once it cannot be reopened', () => {
    const run = new IncidentRun().alarm('ALARM', { severity: 'S3' }).alarm('OK').event({ kind: 'resolve', by: 'ana', resolution: 'fixed' });
    expect(run.until(29).incident.state).toBe('resolved');
    expect(run.until(30).incident.state).toBe('closed');
  });
});

describe('a drill', () => {
  test('has nothing to do with an alarm that is real', () => {
    const run = new IncidentRun()
      .declare({ drill: true, severity: 'S1' })
      .event({ kind: 'acknowledge', by: 'ana', via: 'cli' })
      .until(5)
      .alarm('ALARM', { severity: 'S1' });
    expect(run.incidents.map(({ id, drill, state }) => `${id} ${drill} ${state}`)).toEqual([
      'partner-portal-1 true acknowledged',
      'partner-portal-2 false open',
    ]);
    expect(run.pages).toEqual(['0 tier 1 tier due', '5 tier 1 tier due']);
  });

  test('is marked, pages and owes nothing afterwards (F63)', () => {
    const run = new IncidentRun().declare({ drill: true, severity: 'S0' });
    expect(run.pages).toEqual(['0 tier 1 tier due']);
    run.event({ kind: 'resolve', by: 'ana', resolution: 'practised' });
    expect(run.incident.drill).toBe(true);
    expect(run.incident.postmortem).toBeUndefined();
    expect(run.event({ kind: 'close', by: 'ana' }).incident.state).toBe('closed');
  });
});

describe('the record', () => {
  test('has the five phases in order (000-04, 002-42)', () => {
    const run = resolved();
    const phases = ['detected', 'classified', 'people paged', 'resolved', 'postmortem due'];
    const locations = phases.map((phase) => run.incident.timeline.findIndex(({ code }) => code === phase));
    expect(locations.every((location) => location >= 0)).toBe(true);
    expect([...locations].sort((a, b) => a - b)).toEqual(locations);
    expect(run.incident.resolution!.at - run.incident.openedAt).toBeLessThan(SECOND_MS);
  });
});
