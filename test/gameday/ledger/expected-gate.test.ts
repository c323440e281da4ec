import fc from 'fast-check';
import { ExpectedGate } from '../../../lib/gameday/ledger/expected-gate';
import { nextGate, type GateStanding } from '../../../lib/slo/budget/gate';
import { DEFAULT_GATE_POLICY } from '../../../lib/slo/budget/gate-policy';
import { MINUTE_MS } from '../../../lib/time/time';

const START = Date.UTC(2026, 2, 2);
const HOUR = 60 * MINUTE_MS;

/** States of a gate that sees these shares, one an hour; undefined is a run nothing can be notified of. */
function states(shares: readonly (number | undefined)[]): (string | undefined)[] {
  const gate = new ExpectedGate(DEFAULT_GATE_POLICY);
  return shares.map((share, hour) => (share === undefined ? gate.loseSight() : gate.see(share, START + hour * HOUR)));
}

test.each<[string, (number | undefined)[], string]>([
  ['a worse state is entered at once, whatever lies between', [1, 0.5, 0.49, 0.25, 0.24, 0], 'healthy healthy caution caution restricted frozen'],
  ['a better one has a level of its own', [0.49, 0.54, 0.55, 0.19, 0.29, 0.3], 'caution caution healthy restricted restricted caution'],
  ['unknown continues where it was', [0.19, undefined, 0.29, undefined, 0.3], 'restricted unknown restricted unknown caution'],
])('%s', (_, shares, expected) => {
  expect(states(shares).join(' ')).toBe(expected);
});

test('frozen is left after a day that was stable, and a run nothing can be notified of starts the day again', () => {
  const day = Array.from({ length: 25 }, () => 0.3);
  expect(states([0, ...day]).slice(-2)).toEqual(['frozen', 'caution']);
  expect(states([0, 0.3, undefined, ...day.slice(1)]).at(-1)).toBe('frozen');
  expect(states([0, 0.3, 0.04, ...day.slice(1)]).at(-1)).toBe('frozen');
});

test('a pause in which nobody looked starts the day again', () => {
  const gate = new ExpectedGate(DEFAULT_GATE_POLICY);
  gate.see(0, START);
  for (let hour = 1; hour < 24; hour++) gate.see(0.3, START + hour * HOUR);
  gate.passUnseen();
  expect(gate.see(0.3, START + 25 * HOUR)).toBe('frozen');
});

test('it agrees with the gate of the ledger, which it shares nothing with', () => {
  const share = fc.oneof(fc.double({ min: -0.5, max: 1, noNaN: true }), fc.constantFrom(0, 0.05, 0.2, 0.25, 0.5, 0.55), fc.constant(undefined));
  fc.assert(
    fc.property(fc.array(fc.tuple(share, fc.boolean()), { maxLength: 80 }), (runs) => {
      const gate = new ExpectedGate(DEFAULT_GATE_POLICY);
      const expected = runs.map(([remaining, isYoung], hour) => {
        if (remaining === undefined) return gate.loseSight();
        return isYoung ? gate.seeYoung(remaining, START + hour * HOUR) : gate.see(remaining, START + hour * HOUR);
      });
      let standing: GateStanding | undefined;
      const found = runs.map(([remaining, isYoung], hour) => {
        const observation = {
          ...(remaining !== undefined && { remaining }),
          ...(isYoung && { youngMinutes: 60 }),
          coverage: 1,
          doubts: [],
          actionsFiled: true,
        };
        standing = nextGate(standing, observation, DEFAULT_GATE_POLICY, START + hour * HOUR);
        return standing.state;
      });
      expect(expected).toEqual(found);
    }),
    { numRuns: 500 },
  );
});
