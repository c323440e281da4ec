import type { GateDecision } from '../../../lib/slo/budget/decide-gate';
import { ANSWER_VALID_MINUTES, decideChange, mayDeploy, type ChangeVerdict } from '../../../lib/slo/gate/decide-change';
import { CHANGE_PURPOSES, type CalendarStanding, type ChangeRequest, type GateFacts } from '../../../lib/slo/gate/gate-facts';
import type { Permit } from '../../../lib/slo/gate/permit';
import { MINUTE_MS, parseInstant } from '../../../lib/time/time';

const NOW = parseInstant('2026-03-02T12:00:00Z')!;
const HOUR = 60 * MINUTE_MS;
const SERVICE = 'partner-portal';

const budget = (verdict: GateDecision['verdict'], state: GateDecision['state'], isYoung?: true): GateFacts['budgets'] => [
  { objective: `${SERVICE}/latency`, decision: { verdict: 'pass', state: 'healthy', reason: '80 % of the budget remains' } },
  { objective: `${SERVICE}/availability`, decision: { verdict, state, reason: 'as measured', ...(isYoung && { isYoung }) } },
];

/** What each input alone makes of an ordinary change: written down here, not asked of the code. */
const BUDGETS: Readonly<Record<string, readonly [GateFacts['budgets'], ChangeVerdict]>> = {
  none: [[], 'pass'],
  healthy: [budget('pass', 'healthy'), 'pass'],
  caution: [budget('pass with notice', 'caution'), 'pass with notice'],
  restricted: [budget('needs approval', 'restricted'), 'needs approval'],
  frozen: [budget('blocked', 'frozen'), 'blocked'],
  unknown: [budget('pass with notice', 'unknown'), 'pass with notice'],
  'unknown (young)': [budget('pass with notice', 'unknown', true), 'pass with notice'],
  'unknown, last known frozen': [budget('blocked', 'unknown'), 'blocked'],
  unreadable: [{ unreadable: 'AccessDenied' }, 'could not tell'],
};
const INCIDENTS: Readonly<Record<string, readonly [GateFacts['incidents'], ChangeVerdict]>> = {
  none: [[], 'pass'],
  S2: [[{ id: 'partner-portal-1', severity: 'S2', acknowledgedBy: 'ana' }], 'pass'],
  'S0, acknowledged': [[{ id: 'partner-portal-1', severity: 'S0', acknowledgedBy: 'ana' }], 'blocked'],
  'S1, nobody has it': [[{ id: 'partner-portal-1', severity: 'S1' }], 'blocked'],
  unreadable: [{ unreadable: 'ThrottlingException' }, 'could not tell'],
};
const CALENDARS: Readonly<Record<string, readonly [CalendarStanding, ChangeVerdict]>> = {
  none: [{ state: 'none' }, 'pass'],
  open: [{ state: 'open' }, 'pass'],
  closed: [{ state: 'closed', until: NOW + HOUR }, 'blocked'],
  unreadable: [{ unreadable: 'InvalidDocument' }, 'could not tell'],
};
const permit = (kind: Permit['kind'], from: number, until: number): Permit => ({ kind, by: 'nadia', reason: 'agreed in the release call', from, until });
const PERMITS: Readonly<Record<string, readonly Permit[]>> = {
  none: [],
  approval: [permit('approval', NOW - HOUR, NOW + HOUR)],
  override: [permit('override', NOW - HOUR, NOW + HOUR)],
  'both expired': [permit('approval', NOW - 2 * HOUR, NOW), permit('override', NOW - 2 * HOUR, NOW)],
  'not yet': [permit('override', NOW + 1, NOW + HOUR)],
};
const IDS: readonly (string | undefined)[] = [undefined, 'partner-portal-1', 'partner-portal-9'];
const APPROVERS: readonly (string | undefined)[] = [undefined, 'nadia'];

const ORDER: readonly ChangeVerdict[] = ['pass', 'pass with notice', 'needs approval', 'could not tell', 'blocked'];

describe('truth table of the gate over all inputs (000-06, 000-14, F26, F28)', () => {
  const rows = Object.keys(BUDGETS).flatMap((budgetName) =>
    Object.keys(INCIDENTS).flatMap((incidentName) => Object.keys(CALENDARS).map((calendarName) => [budgetName, incidentName, calendarName] as const)),
  );

  test.each(rows)('budget %s, incident %s, calendar %s', (budgetName, incidentName, calendarName) => {
    const [budgets, byBudget] = BUDGETS[budgetName]!;
    const [incidents, byIncident] = INCIDENTS[incidentName]!;
    const [calendar, byCalendar] = CALENDARS[calendarName]!;
    const held = ORDER[Math.max(...[byBudget, byIncident, byCalendar].map((each) => ORDER.indexOf(each)))]!;
    const eased = held === 'pass' ? 'pass' : 'pass with notice';
    const wrong: object[] = [];
    const isNamed = incidentName === 'S0, acknowledged' || incidentName === 'S1, nobody has it';

    for (const [permitName, permits] of Object.entries(PERMITS)) {
      const allow = (verdict: ChangeVerdict): ChangeVerdict => {
        const isHeld = verdict !== 'pass' && verdict !== 'pass with notice';
        const isAllowed = permitName === 'override' || (permitName === 'approval' && verdict === 'needs approval');
        return isHeld && isAllowed ? 'pass with notice' : verdict;
      };
      for (const purpose of CHANGE_PURPOSES) {
        for (const incident of IDS) {
          for (const approvedBy of APPROVERS) {
            const request: ChangeRequest = { service: SERVICE, purpose, incident, approvedBy };
            const wanted = (): ChangeVerdict => {
              if (purpose === 'rollback' || purpose === 'security-fix') return eased;
              if (purpose === 'incident-fix' && incidentName === 'unreadable') return eased;
              if (purpose === 'incident-fix' && isNamed && incident === 'partner-portal-1') {
                return incidentName === 'S0, acknowledged' || approvedBy !== undefined ? 'pass with notice' : allow('needs approval');
              }
              // A fix that names no open incident is a change like any other.
              return allow(held);
            };
            const decision = decideChange(request, { budgets, incidents, calendar, permits }, NOW);
            const expected = wanted();
            const isRight =
              decision.verdict === expected && decision.reasons.length > 0 && mayDeploy(decision) === (expected === 'pass' || expected === 'pass with notice');
            if (!isRight) wrong.push({ purpose, incident, approvedBy, permitName, expected, decision });
          }
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe('what the answer says', () => {
  const facts: GateFacts = { budgets: [], incidents: [], calendar: { state: 'open' }, permits: [] };
  const change: ChangeRequest = { service: SERVICE, purpose: 'change' };

  test('F27: it counts for one run of the ledger, so that what queued behind a freeze asks anew', () => {
    const decision = decideChange(change, facts, NOW);
    expect(decision.validUntil).toBe(NOW + ANSWER_VALID_MINUTES * MINUTE_MS);
  });

  test('everything that bears on it is named, worst first, with what would change it', () => {
    const decision = decideChange(
      change,
      { budgets: BUDGETS['restricted']![0], incidents: INCIDENTS['S0, acknowledged']![0], calendar: { state: 'closed', until: NOW + HOUR }, permits: [] },
      NOW,
    );
    expect(decision.reasons.map(({ source, change: what }) => [source, what])).toEqual([
      ['incident', 'resolve partner-portal-1, or deploy its fix as the fix of partner-portal-1'],
      ['calendar', 'wait until 2026-03-02T13:00:00Z'],
      ['budget', 'an approval of the release manager'],
    ]);
  });

  test('an override is named with the person, the reason and its end', () => {
    const decision = decideChange(change, { ...facts, calendar: { state: 'closed' }, permits: PERMITS['override']! }, NOW);
    expect(decision.reasons.find(({ source }) => source === 'permit')?.why).toBe('override of nadia until 2026-03-02T13:00:00Z: agreed in the release call');
  });
});
