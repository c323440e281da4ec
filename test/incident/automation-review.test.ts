import { reviewAutomation } from '../../lib/incident/automation-review';
import type { Incident } from '../../lib/incident/lifecycle/incident';
import type { RecordedCode } from '../../lib/incident/lifecycle/recorded-code';
import { anIncident, OPENED_AT } from '../helpers/incidents';

const DAY = 86_400_000;

/** An incident whose record has these codes, a second apart. */
const recorded = (codes: readonly RecordedCode[], changes: Partial<Incident> = {}) =>
  anIncident({ timeline: codes.map((code, index) => ({ at: OPENED_AT + index * 1_000, code, what: code })), ...changes });
const review = (...incidents: readonly Incident[]) => {
  const { incomplete, ...counts } = reviewAutomation(incidents, OPENED_AT, OPENED_AT + DAY);
  return Object.fromEntries(
    Object.entries(counts)
      .filter(([, count]) => count > 0)
      .concat(incomplete.map((id) => [id, 0])),
  );
};

test.each<[string, readonly RecordedCode[], Readonly<Record<string, number>>]>([
  ['one that helped', ['detected', 'healing started', 'healed', 'alarms over', 'resolved', 'closed'], { runs: 1, healed: 1 }],
  ['one after which it burned again, and another', ['healing started', 'healed', 'healing started', 'healed'], { runs: 2, healed: 2, falseHeals: 1 }],
  ['one that seemed to have helped', ['healing started', 'healed', 'not healed'], { runs: 1, healed: 1, falseHeals: 1 }],
  ['one after which it came back', ['healing started', 'healed', 'resolved', 'reopened'], { runs: 1, healed: 1, falseHeals: 1 }],
  ['one that failed', ['healing started', 'not healed', 'tier paged'], { runs: 1, failed: 1 }],
  ['one that people stopped, and were paged for', ['healing started', 'healing stopped', 'not healed'], { runs: 1, overridden: 1 }],
  ['a dry run', ['healing started', 'healing dry run'], { runs: 1, dryRuns: 1 }],
  ['a start that was refused', ['healing refused'], { refused: 1 }],
  ['none', ['detected', 'reopened', 'resolved'], {}],
])('%s (002-74)', (_what, codes, expected) => {
  expect(review(recorded(codes))).toEqual(expected);
});

test('what ended before the month or after it does not count; a run that began before counts where it ended (002-74)', () => {
  const early = recorded([]);
  const at = (code: RecordedCode, offset: number) => ({ at: OPENED_AT + offset, code, what: code });
  expect(review({ ...early, timeline: [at('healing started', -1_000), at('healed', 0), at('not healed', DAY)] })).toEqual({ healed: 1 });
});

test('incidents add up, drills do not, and a record that was too long is named (002-74)', () => {
  const helped = recorded(['healing started', 'healed']);
  expect(review(helped, helped, { ...helped, drill: true })).toEqual({ runs: 2, healed: 2 });
  expect(review({ ...helped, omitted: { timeline: 4 } })).toEqual({ runs: 1, healed: 1, 'partner-portal-7': 0 });
});
