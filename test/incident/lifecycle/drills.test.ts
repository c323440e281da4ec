import { eventOfTime, realBefore } from '../../../lib/incident/lifecycle/drill';
import type { Incident } from '../../../lib/incident/lifecycle/incident';
import { IncidentRun } from '../../helpers/incident-run';
import { anIncident } from '../../helpers/incidents';

const real = (changes: Partial<Incident> = {}) => anIncident({ id: 'ingest-3', group: 'ingest', drill: false, severity: 'S0', ...changes });

describe('a drill (9.10)', () => {
  test('gives way to something real of its service: no tier is called any more, and everybody reads why', () => {
    const run = new IncidentRun().declare({ severity: 'S0', drill: true }).until(20).alarm('ALARM').until(120);
    const ofDrill = run.carried.filter(({ incidentId }) => incidentId === 'partner-portal-1');
    expect(ofDrill.filter(({ effect }) => effect.kind === 'page').map(({ atMinute }) => atMinute)).toEqual([0, 5]);
    expect(ofDrill.filter(({ effect }) => effect.kind === 'inform').at(-1)).toMatchObject({
      atMinute: 21,
      effect: { reason: 'gave way', audience: { kind: 'everybody' }, text: 'the drill is over: partner-portal-2 (S0) is real' },
    });
    const [drill] = run.incidents;
    expect(drill).toMatchObject({ state: 'closed', resolution: { by: 'day2' } });
    expect(drill!.timeline.map(({ code }) => code)).toContain('gave way');
    expect(run.pages.filter((each) => each.startsWith('50 '))).toEqual(['50 tier 3 tier due']);
  });

  test.each([
    ['as severe, of another service', real(), true],
    ['more severe', real({ severity: 'S0' }), true],
    ['less severe', real({ severity: 'S2' }), false],
    ['acknowledged', real({ state: 'acknowledged' }), true],
    ['muted', real({ state: 'suppressed' }), false],
    ['resolved', real({ state: 'resolved' }), false],
    ['played as well', real({ drill: true }), false],
  ])('of S1 and what is %s: it gives way is %3$s', (_, other, givesWay) => {
    const drill = anIncident({ id: 'portal-1', drill: true, severity: 'S1' });
    expect(eventOfTime(drill, [drill, other]).kind).toBe(givesWay ? 'give way' : 'tick');
    expect(realBefore('S1', [other])?.id).toBe(givesWay ? 'ingest-3' : undefined);
  });

  test('that is over has nothing to give way', () => {
    expect(eventOfTime(anIncident({ drill: true, state: 'resolved' }), [real()])).toEqual({ kind: 'tick' });
  });

  test('is named: of several real ones the worst', () => {
    const drill = anIncident({ drill: true, severity: 'S2' });
    expect(eventOfTime(drill, [real({ id: 'a-1', severity: 'S1' }), real({ id: 'b-1' })])).toMatchObject({ to: { id: 'b-1', severity: 'S0' } });
  });

  test('is no way to end what is real', () => {
    const run = new IncidentRun().alarm('ALARM').event({ kind: 'give way', to: { id: 'ingest-3', severity: 'S0' } });
    expect(run.incident.state).toBe('open');
  });
});
