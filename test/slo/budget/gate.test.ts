import fc from 'fast-check';
import type { BudgetRecord } from '../../../lib/slo/budget/budget-record';
import { decideGate } from '../../../lib/slo/budget/decide-gate';
import { KEPT_CHANGES, nextGate, type GateObservation, type GateStanding } from '../../../lib/slo/budget/gate';
import { DEFAULT_GATE_POLICY } from '../../../lib/slo/budget/gate-policy';
import type { GateState } from '../../../lib/slo/budget/gate-state';
import { formatInstant, parseInstant } from '../../../lib/time/time';

const HOUR = 3_600_000;
const START = parseInstant('2026-03-02T00:00:00Z')!;
const POLICY = DEFAULT_GATE_POLICY;

const seen = (remaining: number | undefined, changes: Partial<GateObservation> = {}): GateObservation => ({
  remaining,
  coverage: 1,
  doubts: [],
  actionsFiled: true,
  ...changes,
});

/** Runs observations hour by hour. */
function run(observations: readonly (number | undefined | GateObservation)[]): GateStanding {
  let standing: GateStanding | undefined;
  observations.forEach((each, hour) => {
    standing = nextGate(standing, typeof each === 'object' ? each : seen(each), POLICY, START + hour * HOUR);
  });
  return standing!;
}

describe('levels (facts of the budget policy, 000-14)', () => {
  test.each<[number[], GateState]>([
    [[0.5], 'healthy'],
    [[0.499], 'caution'],
    [[0.25], 'caution'],
    [[0.249], 'restricted'],
    [[0.001], 'restricted'],
    [[0], 'frozen'],
    [[-3], 'frozen'],
    [[1, -0.1], 'frozen'],
    [[0.49, 0.54], 'caution'],
    [[0.49, 0.55], 'healthy'],
    [[0.19, 0.29], 'restricted'],
    [[0.19, 0.3], 'caution'],
    [[0.19, 0.54], 'caution'],
    [[0.19, 0.55], 'healthy'],
    [[0.19, 0.3, 0.26], 'caution'],
    [[0.19, 0.3, 0.19], 'restricted'],
  ])('%j ends in %s', (figures, state) => expect(run(figures).state).toBe(state));

  test.each<[GateState, string]>([
    ['healthy', '62 % of the budget remains'],
    ['caution', '30 % of the budget remains, less than 50 %'],
    ['restricted', '10 % of the budget remains, less than 25 %'],
    ['frozen', '-5 % of the budget remains, not more than 0 %'],
  ])('%s says why', (state, why) => {
    const figure = { healthy: 0.62, caution: 0.3, restricted: 0.1, frozen: -0.05 }[state as 'healthy'];
    expect(run([figure])).toMatchObject({ state, reasons: [why], history: [{ from: 'none', to: state, why }] });
  });

  test('a state kept by its level of leaving says so', () => {
    expect(run([0.4, 0.52]).reasons).toEqual(['52 % of the budget remains, caution is left at 55 %']);
    expect(run([0.1, 0.27]).reasons).toEqual(['27 % of the budget remains, restricted is left at 30 %']);
  });
});

describe('a young window (9.15)', () => {
  const young = (remaining: number): GateObservation => seen(remaining, { youngMinutes: 50 });

  test('is unknown whatever its figure says, and nothing is entered by it', () => {
    for (const remaining of [1, 0.3, 0, -40]) {
      expect(run([young(remaining)])).toMatchObject({ state: 'unknown', isYoung: true, reasons: ['50m of the window exist, a budget is judged from 1d on'] });
      expect(run([young(remaining), 0.9]).state).toBe('healthy');
    }
  });

  test('what makes a figure worthless comes first', () => {
    expect(run([seen(0.5, { youngMinutes: 50, coverage: 0.1 })])).not.toHaveProperty('isYoung');
  });

  test('a budget that was frozen when a period began anew is left a day later, not two', () => {
    const firstDay = Array.from({ length: 24 }, () => young(1));
    expect(run([-0.1, ...firstDay])).toMatchObject({ state: 'unknown', isYoung: true, lastKnown: 'frozen' });
    expect(run([-0.1, ...firstDay, 1]).state).toBe('healthy');
    expect(run([-0.1, ...firstDay.slice(1), young(0.01), 1]).state).toBe('frozen');
  });
});

describe('frozen', () => {
  const stable = (hours: number, remaining: number) => Array.from({ length: hours }, () => remaining);

  test('is left after 24 stable hours, to the state the levels of leaving give', () => {
    expect(run([-0.1, ...stable(24, 0.3)]).state).toBe('frozen');
    expect(run([-0.1, ...stable(25, 0.3)]).state).toBe('caution');
    expect(run([-0.1, ...stable(25, 0.06)]).state).toBe('restricted');
    expect(run([-0.1, ...stable(25, 0.6)]).state).toBe('healthy');
    expect(run([-0.1, ...stable(40, 0.049)]).state).toBe('frozen');
  });

  test('stability starts again when too little remains, and when it could not be determined', () => {
    expect(run([-0.1, ...stable(20, 0.3), 0.04, ...stable(10, 0.3)]).state).toBe('frozen');
    expect(run([-0.1, ...stable(20, 0.3), undefined, ...stable(10, 0.3)])).toMatchObject({ state: 'frozen', stableSince: formatInstant(START + 22 * HOUR) });
    expect(run([-0.1, ...stable(20, 0.3), undefined, ...stable(25, 0.3)]).state).toBe('caution');
  });

  test('says what holds it', () => {
    expect(run([-0.1, 0.04]).reasons).toEqual(['4 % of the budget remains', 'frozen until 5 % remains']);
    expect(run([-0.1, 0.3]).reasons).toEqual(['30 % of the budget remains', 'frozen until it has been stable for 1d, since 2026-03-02T01:00:00Z']);
  });

  test('waits for the actions of its incidents', () => {
    const unfiled = Array.from({ length: 30 }, () => seen(0.3, { actionsFiled: false }));
    expect(run([-0.1, ...unfiled])).toMatchObject({
      state: 'frozen',
      reasons: ['30 % of the budget remains', 'frozen until the actions of its incidents are filed'],
    });
    expect(run([-0.1, ...unfiled, 0.3]).state).toBe('caution');
  });

  test('is entered by one large incident without a postmortem, at any figure', () => {
    const incident = seen(0.7, { incidentWithoutPostmortem: 0.21 });
    expect(run([incident])).toMatchObject({
      state: 'frozen',
      reasons: ['an incident spent 21 % of the budget, more than 20 %, and has no postmortem', '70 % of the budget remains'],
    });
    expect(run([seen(0.7, { incidentWithoutPostmortem: 0.2 })]).state).toBe('healthy');
    expect(run(Array.from({ length: 30 }, () => incident)).state).toBe('frozen');
    expect(run([...Array.from({ length: 30 }, () => incident), 0.7]).state).toBe('healthy');
  });
});

describe('unknown', () => {
  test.each([
    ['no figure', seen(undefined), 'what remains of the budget cannot be determined'],
    ['too little measured', seen(0.9, { coverage: 0.8999 }), '89.99 % of the time was measured, less than 90 %'],
    ['a doubt', seen(0.9, { doubts: ['no data for more than 30m'] }), 'no data for more than 30m'],
  ])('%s', (_, observation, why) => {
    expect(run([0.1, observation])).toMatchObject({ state: 'unknown', lastKnown: 'restricted', reasons: [why] });
    expect(run([observation]).lastKnown).toBeUndefined();
  });

  test('exactly the limit is enough', () => expect(run([seen(0.9, { coverage: 0.9 })]).state).toBe('healthy'));

  test('afterwards the last known state decides with the same hysteresis', () => {
    expect(run([0.4, undefined, undefined, 0.52]).state).toBe('caution');
    expect(run([0.6, undefined, 0.52]).state).toBe('healthy');
    expect(run([-1, undefined, 0.9]).state).toBe('frozen');
  });

  test('keeps its beginning and its history', () => {
    expect(run([0.4, undefined, undefined, undefined])).toMatchObject({
      since: '2026-03-02T01:00:00Z',
      history: [{ from: 'caution', to: 'unknown' }, { to: 'caution' }],
    });
  });
});

test('the last twenty changes are kept, newest first', () => {
  const { history } = run(Array.from({ length: 61 }, (_, hour) => (hour % 2 === 0 ? 0.9 : 0.4)));
  expect(history).toHaveLength(KEPT_CHANGES);
  expect(history[0]).toEqual({ at: formatInstant(START + 60 * HOUR), from: 'caution', to: 'healthy', why: '90 % of the budget remains' });
});

describe('whatever is observed', () => {
  const observation: fc.Arbitrary<GateObservation> = fc.record({
    remaining: fc.option(fc.double({ min: -2, max: 1, noNaN: true }), { nil: undefined }),
    coverage: fc.double({ min: 0, max: 1, noNaN: true }),
    doubts: fc.constantFrom<string[]>([], [], ['a doubt']),
    actionsFiled: fc.boolean(),
  });

  test('never healthy below the coverage limit, never mild with nothing left, and unknown never forgets frozen', () => {
    fc.assert(
      fc.property(fc.array(observation, { minLength: 1, maxLength: 60 }), (observations) => {
        let standing: GateStanding | undefined;
        let wasFrozen = false;
        observations.forEach((each, hour) => {
          standing = nextGate(standing, each, POLICY, START + hour * HOUR);
          const { state, lastKnown, reasons, history } = standing;
          const isNotified = each.remaining !== undefined && each.coverage >= POLICY.coverageLimit && each.doubts.length === 0;
          expect(state === 'unknown').toBe(!isNotified);
          if (isNotified && each.remaining! <= 0) expect(state).toBe('frozen');
          if (isNotified && each.remaining! < POLICY.cautionBelow) expect(state).not.toBe('healthy');
          if (state === 'unknown') expect(lastKnown === 'frozen').toBe(wasFrozen);
          else wasFrozen = state === 'frozen';
          expect(reasons.length).toBeGreaterThan(0);
          expect(history[0]!.to).toBe(state);
        });
      }),
    );
  });

  test('small movements around one level do not flap', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(0.5, 0.2, 0),
        fc.array(fc.double({ min: -0.024, max: 0.024, noNaN: true }), { minLength: 2, maxLength: 100 }),
        (level, noise) => {
          expect(run(noise.map((each) => level + each)).history.length).toBeLessThanOrEqual(2);
        },
      ),
    );
  });
});

describe('the verdict', () => {
  const record = (state: GateState, changes: Partial<BudgetRecord> = {}): BudgetRecord => ({
    version: 1,
    objective: 'partner-portal/availability',
    scheduledAt: '2026-03-02T10:00:00Z',
    everyMinutes: 60,
    state,
    since: '2026-03-02T10:00:00Z',
    reasons: ['a reason'],
    history: [],
    hours: { measured: '' },
    ...changes,
  });
  const now = parseInstant('2026-03-02T10:30:00Z')!;

  test.each([
    ['healthy', 'pass'],
    ['caution', 'pass with notice'],
    ['restricted', 'needs approval'],
    ['frozen', 'blocked'],
    ['unknown', 'pass with notice'],
  ] as const)('of %s is %s', (state, verdict) => expect(decideGate(record(state), now)).toEqual({ verdict, state, reason: 'a reason' }));

  test('of nothing stored is a notice, never a pass', () =>
    expect(decideGate(undefined, now)).toMatchObject({ verdict: 'pass with notice', state: 'unknown' }));

  test('a record is a state for two periods', () => {
    const twoHours = parseInstant('2026-03-02T12:00:00Z')!;
    expect(decideGate(record('healthy'), twoHours).verdict).toBe('pass');
    expect(decideGate(record('healthy'), twoHours + 1)).toEqual({
      verdict: 'pass with notice',
      state: 'unknown',
      reason: 'the state was stored for 2026-03-02T10:00:00Z, more than 2h ago',
    });
  });

  test('frozen stays closed when it is too old, or unknown by now', () => {
    expect(decideGate(record('frozen'), now + 24 * HOUR)).toMatchObject({ verdict: 'blocked', state: 'unknown' });
    expect(decideGate(record('unknown', { lastKnown: 'frozen' }), now)).toMatchObject({
      verdict: 'blocked',
      state: 'unknown',
      reason: 'a reason; the last known state was frozen',
    });
    expect(decideGate(record('unknown', { lastKnown: 'restricted' }), now).verdict).toBe('pass with notice');
  });

  test('a record from the future is unknown', () => {
    expect(decideGate(record('healthy'), now - 2 * HOUR)).toMatchObject({ verdict: 'pass with notice', state: 'unknown' });
    expect(decideGate(record('healthy'), now - HOUR).verdict).toBe('pass');
  });
});
