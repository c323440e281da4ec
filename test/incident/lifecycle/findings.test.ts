import type { AlarmFacts } from '../../../lib/incident/lifecycle/incident-event';
import { IncidentRun } from '../../helpers/incident-run';
import { OPENED_AT } from '../../helpers/incidents';

const ACKNOWLEDGED = { kind: 'acknowledge', by: 'ana', via: 'cli' } as const;
const RESOLVED = { kind: 'resolve', by: 'ana', resolution: 'the key was revoked' } as const;
const INTRUSION = { name: 'guardduty/1', severity: 'S1', title: 'an instance calls a command server', recovers: 'by people' } as const;
const OTHER = { ...INTRUSION, name: 'guardduty/2' };
const EXPOSED = { name: 'securityhub/1', severity: 'S1', title: 'a bucket is public', recovers: 'by source' } as const;
const DAY = 1_440;

describe('a finding that only people can say is over', () => {
  test('stays until a person resolves its incident, for which they need no excuse (002-17)', () => {
    const run = new IncidentRun().alarm('ALARM', INTRUSION).event(ACKNOWLEDGED).until(50);
    expect(run.incident).toMatchObject({ severity: 'S1', state: 'acknowledged' });
    run.event(RESOLVED);
    expect(run.answer).toMatchObject({ accepted: true });
    expect(run.incident).toMatchObject({ state: 'resolved', alarms: [{ state: 'OK' }] });
  });

  test('reported again is the same finding, and no second page', () => {
    const run = new IncidentRun().alarm('ALARM', INTRUSION).event(ACKNOWLEDGED).until(10).alarm('ALARM', INTRUSION).until(15);
    expect(run.incidents).toHaveLength(1);
    expect(run.pages).toEqual(['0 tier 1 tier due']);
  });

  test('that happens again after the resolution brings its incident back; what happened before it does not', () => {
    const run = new IncidentRun().alarm('ALARM', INTRUSION).event(ACKNOWLEDGED).until(10).event(RESOLVED).until(12);
    run.alarm('ALARM', { ...INTRUSION, transitionMinute: 9 });
    expect(run.incident.state).toBe('resolved');
    run.alarm('ALARM', INTRUSION);
    expect(run.incident).toMatchObject({ state: 'open', round: 2 });
  });

  test('pages although somebody has the incident of another one, each once', () => {
    const run = new IncidentRun().alarm('ALARM', INTRUSION).event(ACKNOWLEDGED).until(5).alarm('ALARM', OTHER).alarm('ALARM', OTHER).until(8);
    expect(run.incidents).toHaveLength(1);
    expect(run.pages).toEqual(['0 tier 1 tier due', '5 tier 1 finding joined']);
  });

  test('that does not fit into the record any more is a fault of paging, not silence', () => {
    const run = new IncidentRun().alarm('ALARM', INTRUSION);
    for (let index = 2; index < 100; index += 1) run.alarm('ALARM', { ...INTRUSION, name: `guardduty/${index}`, impact: 'x'.repeat(500) });
    expect(run.incident.alarms.length).toBeLessThan(99);
    expect(run.faults).toHaveLength(99 - run.incident.alarms.length);
    expect(new Set(run.faults)).toEqual(new Set(['0 finding left out']));
  });
});

describe('a finding whose source says when it is over', () => {
  test('recovers as an alarm does', () => {
    const run = new IncidentRun().alarm('ALARM', EXPOSED).event(ACKNOWLEDGED).until(10).alarm('OK', EXPOSED).until(14);
    expect(run.incident.state).toBe('monitoring');
  });

  test('is resolved despite it only with a reason, and reported every day after that pages nobody until it was over', () => {
    const run = new IncidentRun().alarm('ALARM', EXPOSED).event(ACKNOWLEDGED).until(10).event(RESOLVED);
    expect(run.answer).toMatchObject({ accepted: false });
    run.event({ ...RESOLVED, despiteAlarms: 'the bucket is a public web site' });
    run.jumpTo(DAY).alarm('ALARM', EXPOSED);
    expect(run.incidents).toHaveLength(1);
    expect(run.incident.state).toBe('resolved');
    run
      .jumpTo(2 * DAY)
      .alarm('OK', EXPOSED)
      .jumpTo(3 * DAY)
      .alarm('ALARM', EXPOSED);
    expect(run.incidents).toHaveLength(2);
  });
});

describe('a finding that has to be remedied in time', () => {
  const UNPATCHED: Partial<AlarmFacts> & { readonly name: string } = { ...EXPOSED, remedyDueAt: OPENED_AT + DAY * 60_000 };
  const updatesUntil = (run: IncidentRun, minute: number): IncidentRun => {
    for (let at = run.minute + 20; at < minute; at += 20) run.until(at).event({ kind: 'update', by: 'ana', text: 'patching' });
    return run.until(minute);
  };

  test('pages exactly 24 hours after it was found, once, although somebody has it (002-55)', () => {
    const run = new IncidentRun().alarm('ALARM', UNPATCHED).event(ACKNOWLEDGED);
    const overdue = () => run.pages.filter((page) => page.endsWith('remedy overdue'));
    // Reported again in between: the day counts from the first time.
    updatesUntil(run, 700).alarm('ALARM', { ...UNPATCHED, remedyDueAt: OPENED_AT + 2 * DAY * 60_000 });
    updatesUntil(run, DAY - 1);
    expect(overdue()).toEqual([]);
    updatesUntil(run, DAY + 120);
    expect(overdue()).toEqual(['1440 tier 1 remedy overdue']);
  });

  test('and is, pages nobody (002-55)', () => {
    const run = new IncidentRun()
      .alarm('ALARM', UNPATCHED)
      .event(ACKNOWLEDGED)
      .until(10)
      .alarm('OK', UNPATCHED)
      .until(DAY + 10);
    expect(run.pages).toEqual(['0 tier 1 tier due']);
  });

  test('has an acknowledgement target of 15 minutes, as all of S1 (002-55)', () => {
    const run = new IncidentRun().alarm('ALARM', UNPATCHED);
    expect(run.incident.policy.severities.S1.acknowledgeWithin).toEqual({ kind: 'elapsed', seconds: 15 * 60 });
  });
});
