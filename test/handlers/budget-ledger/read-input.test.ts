import { readLedgerInput } from '../../../lib/handlers/budget-ledger/read-input';
import { LEDGER_PROBLEMS } from '../../../lib/problems/catalogue/ledger';
import { ProblemsError } from '../../../lib/problems/problem';
import { EVENTS, input, SLICES, START, task } from './ledger-fixtures';

function problemsOf(event: unknown): string[] {
  try {
    readLedgerInput(event);
    return [];
  } catch (error) {
    return (error as ProblemsError).problems.map(({ code, where }) => `${code} ${where.path}`);
  }
}

const withTask = (changes: object): object => ({ ...input(START), objectives: [{ ...task(), ...changes }] });
const withSli = (changes: object): object => withTask({ sli: { ...EVENTS, ...changes } });

test.each<[string, object]>([
  ['events', input(START)],
  ['slices', input(START, task({ sli: SLICES }))],
  ['a calendar window', withTask({ window: { kind: 'calendar', unit: 'month', timeZone: 'Europe/Berlin' } })],
  ['expected silence', JSON.parse(JSON.stringify(withTask({ quietMinutes: undefined }))) as object],
  ['no burn windows', withTask({ burnWindowsMinutes: [] })],
  ['a time with a fraction, as some schedules send it', { ...input(START), scheduledAt: '2026-03-02T08:00:00.000Z' }],
])('%s are an input', (_, event) => expect(readLedgerInput(event)).toBe(event));

test.each<[string, unknown, string[]]>([
  ['nothing', undefined, ['LDG001 ']],
  ['a text', 'scheduledAt', ['LDG001 ']],
  ['no objectives', { scheduledAt: '2026-03-02T08:00:00Z' }, ['LDG001 ']],
  ['an empty list of objectives', { ...input(START), objectives: [] }, ['LDG003 objectives']],
  ['an unresolved placeholder', { ...input(START), scheduledAt: '<aws.scheduler.scheduled-time>' }, ['LDG003 scheduledAt']],
  ['no period', { ...input(START), everyMinutes: undefined }, ['LDG002 everyMinutes']],
  ['a negative settling time', { ...input(START), settleMinutes: -1 }, ['LDG003 settleMinutes']],
  ['an empty name', { ...input(START), application: '' }, ['LDG003 application']],
  ['a task that is none', { ...input(START), objectives: [7] }, ['LDG002 objectives[0]']],
  ['nothing allowed to fail', withTask({ allowedBadFraction: 0 }), ['LDG003 objectives[0].allowedBadFraction']],
  ['a percentage', withTask({ allowedBadFraction: 1 }), ['LDG003 objectives[0].allowedBadFraction']],
  ['half a day', withTask({ window: { kind: 'rolling', minutes: 720 } }), ['LDG003 objectives[0].window']],
  ['two years', withTask({ window: { kind: 'rolling', minutes: 730 * 1_440 } }), ['LDG003 objectives[0].window']],
  ['a zone nobody knows', withTask({ window: { kind: 'calendar', unit: 'month', timeZone: 'Mars/Olympus' } }), ['LDG003 objectives[0].window']],
  ['a window of another kind', withTask({ window: { kind: 'lunar' } }), ['LDG003 objectives[0].window']],
  ['a long silence', withTask({ quietMinutes: 4_321 }), ['LDG003 objectives[0].quietMinutes']],
  ['an exclusion that ends before it begins', withTask({ exclusions: [{ from: 2, to: 1, reason: 'r', author: 'a' }] }), ['LDG003 objectives[0].exclusions']],
  ['an exclusion nobody decided', withTask({ exclusions: [{ from: 1, to: 2, reason: 'r' }] }), ['LDG003 objectives[0].exclusions']],
  ['a meaning nobody published', withTask({ exclusionMeaning: 'forget' }), ['LDG003 objectives[0].exclusionMeaning']],
  ['a level left below where it is entered', withTask({ policy: { ...task().policy, leaveCaution: 0.4 } }), ['LDG003 objectives[0].policy']],
  ['levels in the wrong order', withTask({ policy: { ...task().policy, restrictedBelow: 0.52, leaveRestricted: 0.6 } }), ['LDG003 objectives[0].policy']],
  ['half a policy', withTask({ policy: { cautionBelow: 0.5 } }), ['LDG003 objectives[0].policy']],
  ['a burn window of no length', withTask({ burnWindowsMinutes: [0] }), ['LDG003 objectives[0].burnWindowsMinutes']],
  ['no indicator', withTask({ sli: undefined }), ['LDG002 objectives[0].sli']],
  ['another kind of indicator', withSli({ kind: 'feelings', sliceMinutes: 1 }), ['LDG003 objectives[0].sli.kind']],
  ['no metrics', withSli({ metrics: {} }), ['LDG003 objectives[0].sli.metrics']],
  ['half a metric', withSli({ metrics: { m: { namespace: 'n' } } }), ['LDG003 objectives[0].sli.metrics']],
  ['events without a total', withSli({ steps: [EVENTS.steps[0]] }), ['LDG003 objectives[0].sli.steps']],
  ['slices that do not divide an hour', withTask({ sli: { ...SLICES, sliceMinutes: 7 } }), ['LDG003 objectives[0].sli.sliceMinutes']],
  ['an objective twice', { ...input(START), objectives: [task(), task()] }, ['LDG004 objectives[1].objective', 'LDG004 objectives[1].parameterName']],
])('%s is reported', (_, event, problems) => expect(problemsOf(event)).toEqual(problems));

test('everything wrong is reported together, with what was received', () => {
  const event = { ...input(START), scheduledAt: 5, objectives: [{ ...task(), quietMinutes: 0 }] };
  expect(problemsOf(event)).toEqual(['LDG003 scheduledAt', 'LDG003 objectives[0].quietMinutes']);
  expect(() => readLedgerInput(event)).toThrow(/received: 5\n.*allowed: {2}an instant such as/s);
});

test('every code is used', () => {
  const source = JSON.stringify([
    problemsOf(undefined),
    problemsOf(withTask({ sli: undefined })),
    problemsOf(withTask({ window: {} })),
    problemsOf({ ...input(START), objectives: [task(), task()] }),
  ]);
  for (const code of Object.keys(LEDGER_PROBLEMS)) expect(source).toContain(code);
});
