import type { EffectOutcomeEvent, HealingEvent } from '../../../lib/incident/lifecycle/incident-event';
import { healingParameters, healingToken, latestRun, type SelfHealing } from '../../../lib/incident/lifecycle/self-healing';
import { IncidentRun } from '../../helpers/incident-run';
import { anEscalationPolicy, OPENED_AT } from '../../helpers/incidents';

const LIVE: SelfHealing = {
  runbook: 'self-heal-service',
  parameters: { Cluster: ['edi-prod'] },
  maxPerHour: 3,
  coolDownMinutes: 10,
  mayDelayPageSeconds: 300,
  verifiedBy: 'availability-still-failing-2m',
  clearsWithinMinutes: 35,
  liveFrom: OPENED_AT,
  supervisors: ['zoe'],
};
const { liveFrom: _, ...DRY } = LIVE;

/** An account in which every start succeeds, or comes to something else. */
function lifeOf(start?: EffectOutcomeEvent['outcome']): IncidentRun {
  let runs = 0;
  return new IncidentRun(anEscalationPolicy(), (effect) => (effect.kind === 'heal' ? (start ?? { kind: 'done', reference: `run-${++runs}` }) : undefined));
}

const found = (run: string, event: HealingEvent['found']): HealingEvent => ({ kind: 'healing', executionId: run, found: event });
const ended = (run: string, status: 'succeeded' | 'failed', why?: string): HealingEvent =>
  found(run, { kind: 'ended', status, ...(why !== undefined && { why }) });
const starts = (life: IncidentRun): string[] =>
  life.carried.flatMap(({ atMinute, effect }) => (effect.kind === 'heal' ? [`${atMinute} ${effect.isLive ? 'live' : 'dry'} ${effect.runbook}`] : []));
const stops = (life: IncidentRun): string[] =>
  life.carried.flatMap(({ atMinute, effect }) => (effect.kind === 'stop healing' ? [`${atMinute} ${effect.executionId}`] : []));
const figures = (life: IncidentRun, name: string): number[] =>
  life.carried.flatMap(({ effect }) => (effect.kind === 'figure' && effect.figure === name ? [effect.value] : []));

test('a runbook is started before anybody is paged; it helps, and nobody is woken, while a postmortem is owed (002-66, F50)', () => {
  const life = lifeOf().alarm('ALARM', { selfHealing: LIVE }).until(4);
  expect([life.pages, starts(life)]).toEqual([[], ['0 live self-heal-service']]);
  life.event(found('run-1', { kind: 'ended', status: 'succeeded', changedAt: OPENED_AT + 90_000 })).until(30);
  life.alarm('OK').until(75);
  expect(life.pages).toEqual([]);
  expect(figures(life, 'AutoHealMttrSeconds')).toEqual([90]);
  expect(life.informs).toEqual(expect.arrayContaining(['0 opened', '0 healing', '4 healed', '63 resolved']));
  expect(life.incident).toMatchObject({ state: 'resolved', paged: [], postmortem: { status: 'due' } });
});

test('until somebody supervises, a run is a dry run, and nobody waits for it (002-66)', () => {
  const life = lifeOf().alarm('ALARM', { selfHealing: DRY });
  expect([life.pages, starts(life)]).toEqual([['0 tier 1 tier due'], ['0 dry self-heal-service']]);
  life.event(ended('run-1', 'succeeded'));
  expect(latestRun(life.incident)).toMatchObject({ status: 'dry run', isLive: false });
  expect(figures(life, 'AutoHealMttrSeconds')).toEqual([]);
  const later = lifeOf().alarm('ALARM', { selfHealing: { ...LIVE, liveFrom: OPENED_AT + 1 } });
  expect(starts(later)).toEqual(['0 dry self-heal-service']);
});

test.each([
  ['fails', (life: IncidentRun) => life.until(2).event(ended('run-1', 'failed', 'step restart'))],
  ['cannot be observed', (life: IncidentRun) => life.until(2).event(found('run-1', { kind: 'unobserved', why: 'throttled' }))],
  ['is overridden', (life: IncidentRun) => life.until(2).event({ kind: 'override', why: 'ana: we look ourselves' })],
])('people are paged at once when a run %s, and their time counts from then (002-66, F52)', (_case, happens) => {
  const life = happens(lifeOf().alarm('ALARM', { selfHealing: LIVE }));
  expect(life.pages).toEqual(['2 tier 1 tier due']);
  life.until(8);
  expect(life.pages).toEqual(['2 tier 1 tier due', '7 tier 2 tier due']);
  // Who is called because it is not resolved is called as if nothing had tried to heal it.
  life.until(31);
  expect(life.pages).toContain('30 tier 3 tier due');
});

test.each([
  ['is refused', { kind: 'refused', why: 'overridden by ana' } as const, 'refused'],
  ['fails', { kind: 'failed', why: 'throttled' } as const, 'failed'],
])('people are paged at once when a start %s, and it is not tried again', (_case, outcome, status) => {
  const life = lifeOf(outcome).alarm('ALARM', { selfHealing: LIVE });
  expect(life.pages).toEqual(['0 tier 1 tier due']);
  expect(latestRun(life.incident)?.status).toBe(status);
  life.until(3);
  expect(starts(life)).toHaveLength(1);
});

test('a page waits no longer than it may (002-66)', () => {
  const life = lifeOf().alarm('ALARM', { selfHealing: LIVE }).until(20);
  expect(life.pages).toEqual(['5 tier 1 tier due', '10 tier 2 tier due', '20 tier 1 nobody acknowledged', '20 tier 2 nobody acknowledged'].slice(0, 2));
  // The run ends well after all: the record says so, and people who have been called stay called.
  life.event(ended('run-1', 'succeeded'));
  expect(latestRun(life.incident)?.status).toBe('healed');
});

test('what was healed and burns again is healed again while that is allowed, then people are paged at once (F51)', () => {
  const life = lifeOf().alarm('ALARM', { selfHealing: LIVE });
  const burns = (minute: number, run: string) => life.until(minute).event(found(run, { kind: 'burns again', why: 'it is ALARM' }));
  life.until(4).event(ended('run-1', 'succeeded'));
  burns(15, 'run-1').until(19).event(ended('run-2', 'succeeded'));
  burns(30, 'run-2').until(34).event(ended('run-3', 'succeeded'));
  expect(life.pages).toEqual([]);
  burns(45, 'run-3');
  expect(starts(life)).toEqual(['0 live self-heal-service', '15 live self-heal-service', '30 live self-heal-service']);
  expect(life.pages.slice(0, 1)).toEqual(['45 tier 1 tier due']);
  expect(life.incident.timeline.map(({ what }) => what)).toContain(
    'self-heal-service is not started by itself: it ran 3 times within an hour, which is the most allowed',
  );
});

test('three failures within an hour, over several incidents, are the last; the fourth outage pages without a run (F51)', () => {
  const often = { ...LIVE, maxPerHour: 10 };
  const life = lifeOf();
  for (const [index, minute] of [0, 14, 28].entries()) {
    life
      .jumpTo(minute)
      .alarm('ALARM', { selfHealing: often })
      .event(ended(`run-${index + 1}`, 'failed', 'step verify'));
    life.alarm('OK').event({ kind: 'resolve', by: 'ana', resolution: 'by hand' });
  }
  life.jumpTo(42).alarm('ALARM', { selfHealing: often });
  expect(starts(life)).toHaveLength(3);
  expect(life.pages.filter((page) => page.startsWith('42 '))).toEqual(['42 tier 1 reopened']);
  expect(life.incident.timeline.map(({ what }) => what)).toContain('self-heal-service is not started by itself: it failed 3 times within an hour');
});

test('it cools down between runs', () => {
  const life = lifeOf().alarm('ALARM', { selfHealing: LIVE }).until(2);
  life
    .event(ended('run-1', 'succeeded'))
    .until(8)
    .event(found('run-1', { kind: 'burns again', why: 'it is ALARM' }));
  expect(starts(life)).toHaveLength(1);
  expect(life.pages).toEqual(['8 tier 1 tier due']);
});

test('one run at a time: what joins or promotes meanwhile starts no other, and waits as long', () => {
  const life = lifeOf().alarm('ALARM', { selfHealing: LIVE, severity: 'S1', name: 'slow' }).until(1);
  life.alarm('ALARM', { selfHealing: LIVE }).until(4);
  expect([starts(life), life.pages]).toEqual([['0 live self-heal-service'], []]);
  expect(life.incident).toMatchObject({ severity: 'S0', round: 2 });
  life.event(ended('run-1', 'failed'));
  expect(life.pages).toEqual(['4 tier 1 tier due']);
});

test('whoever takes it while it heals is not called first, and no other run begins', () => {
  const life = lifeOf().alarm('ALARM', { selfHealing: LIVE }).until(2).event({ kind: 'acknowledge', by: 'ana', via: 'cli' });
  life.event(ended('run-1', 'failed')).until(20);
  expect([life.pages, starts(life)]).toEqual([[], ['0 live self-heal-service']]);
});

test('an override that comes before the start is carried out takes it back; one that comes while it is, stops it (002-70)', () => {
  const life = new IncidentRun(anEscalationPolicy(), () => undefined);
  life.alarm('ALARM', { selfHealing: LIVE });
  const run = latestRun(life.incident)!;
  const before = { ...life.incident, healing: { ...life.incident.healing!, runs: [{ ...run, status: 'starting' as const }] } };
  life.incidents[0] = before;
  life.event({ kind: 'override', why: 'ana' });
  expect(latestRun(life.incident)).toMatchObject({ status: 'stopped', why: 'ana' });
  life.event({ kind: 'effect outcome', key: 'partner-portal-1/heal/1', outcome: { kind: 'done', reference: 'run-1' } });
  expect(stops(life)).toEqual(['0 run-1']);
});

test('a run that goes on is stopped by an override and when the incident is resolved, once (002-70, F52)', () => {
  const life = lifeOf().alarm('ALARM', { selfHealing: LIVE }).until(1);
  life.event({ kind: 'override', why: 'ana' }).event({ kind: 'override', why: 'ana' }).until(3);
  expect(stops(life)).toEqual(['1 run-1']);
  const other = lifeOf().alarm('ALARM', { selfHealing: LIVE }).until(1);
  other.event({ kind: 'resolve', by: 'ana', resolution: 'by hand', despiteAlarms: 'users are well' });
  expect([stops(other), other.pages]).toEqual([['1 run-1'], []]);
});

test('over within the hold-down and back: the runbook is asked once more, or people are', () => {
  const life = lifeOf().alarm('ALARM', { selfHealing: LIVE }).until(1).event(ended('run-1', 'succeeded')).alarm('OK').until(3).alarm('ALARM');
  // It cools down: people.
  expect([starts(life), life.pages]).toEqual([['0 live self-heal-service'], ['3 tier 1 tier due']]);
  // Their time counts from then.
  expect(life.until(7).pages).toHaveLength(1);
});

test('a relapse after people read that it is over starts the runbook, and pages when that does not help', () => {
  const life = lifeOf().alarm('ALARM', { selfHealing: LIVE }).event(ended('run-1', 'succeeded')).alarm('OK').until(12);
  expect(life.incident.state).toBe('monitoring');
  life.alarm('ALARM');
  expect([starts(life), life.pages]).toEqual([['0 live self-heal-service', '12 live self-heal-service'], []]);
  life.until(14).event(ended('run-2', 'failed'));
  expect(life.pages).toEqual(['14 tier 1 tier due']);
});

test('a relapse of what nobody was called for calls the first tier once, and the second when that has had its time', () => {
  const life = lifeOf()
    .alarm('ALARM', { selfHealing: { ...LIVE, coolDownMinutes: 30 } })
    .event(ended('run-1', 'succeeded'))
    .alarm('OK')
    .until(12);
  life.alarm('ALARM');
  expect([starts(life), life.pages]).toEqual([['0 live self-heal-service'], ['12 tier 1 tier due']]);
  expect(life.until(18).pages).toEqual(['12 tier 1 tier due', '17 tier 2 tier due']);
});

test('a person who judges it worse calls people, whatever heals it', () => {
  const life = lifeOf().alarm('ALARM', { selfHealing: LIVE, severity: 'S1' }).until(1);
  life.event({ kind: 'reclassify', by: 'ana', severity: 'S0', reason: 'everybody' });
  expect(life.pages).toEqual(['1 tier 1 promoted']);
});

test('parameters of a run are those of the configuration and of the engine, and its token is the same each time', () => {
  expect(healingParameters(LIVE, { incidentId: 'portal-1', isLive: true })).toEqual({
    Cluster: ['edi-prod'],
    DryRun: ['false'],
    IncidentId: ['portal-1'],
    AlarmName: ['availability-still-failing-2m'],
    MaxPerHour: ['3'],
    CoolDownMinutes: ['10'],
  });
  expect(healingToken('a')).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect([healingToken('a') === healingToken('a'), healingToken('a') === healingToken('b')]).toEqual([true, false]);
});

test('acknowledged within the target or not: 100 or 0 an incident, counted from the first page (002-54)', () => {
  const acknowledge = { kind: 'acknowledge', by: 'ana', via: 'cli' } as const;
  const inTime = lifeOf().alarm('ALARM').until(4).event(acknowledge);
  const late = lifeOf().alarm('ALARM').until(6).event(acknowledge);
  const afterHealing = lifeOf().alarm('ALARM', { selfHealing: LIVE }).until(9).event(acknowledge);
  const never = lifeOf().alarm('ALARM').until(9).event({ kind: 'resolve', by: 'ana', resolution: 'x', despiteAlarms: 'y' });
  const healed = lifeOf().alarm('ALARM', { selfHealing: LIVE }).event(ended('run-1', 'succeeded')).alarm('OK').until(50);
  expect([inTime, late, afterHealing, never, healed].map((life) => figures(life, 'AckWithinTarget'))).toEqual([[100], [0], [100], [0], []]);
});
