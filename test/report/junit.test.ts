import fc from 'fast-check';
import { toJUnit } from '../../lib/report/junit';
import type { GameDayReport } from '../../lib/gameday/report';
import { parseXml } from '../helpers/parse-xml';

const report = (changes: Partial<GameDayReport> = {}): GameDayReport => ({
  scenario: { id: 'outage', title: 'An outage', environment: 'prod', start: 0, durationMinutes: 60, proves: [] },
  outcome: 'passed',
  timeline: [],
  measurements: [],
  differences: [],
  unknown: [],
  notes: [],
  ...changes,
});
const measurement = (what: string, outcome: GameDayReport['outcome']) => ({ what, expected: 'within 3m', measured: '5m', outcome });

test('a measurement is a case: passed, a failure, or an error when it could not be told', () => {
  const [suite] = parseXml(toJUnit([report({ measurements: [measurement('a', 'passed'), measurement('b', 'failed'), measurement('c', 'could not tell')] })])).children;
  expect(suite!.attributes).toEqual({ name: 'outage', tests: '3', failures: '1', errors: '1' });
  expect(suite!.children.map(({ attributes, children }) => [attributes.name, children.map(({ name }) => name)])).toEqual([
    ['a', []],
    ['b', ['failure']],
    ['c', ['error']],
  ]);
  expect(suite!.children[1]!.children[0]!.attributes.message).toBe('expected within 3m, measured 5m');
});

test('a difference from the plan is a failure, and what could not be told an error, so that no CI takes it for a pass', () => {
  const difference = { kind: 'template', name: 'alarm', resource: 'stack/Alarm', what: 'threshold', planned: '1', found: '2' } as const;
  const [suite] = parseXml(toJUnit([report({ differences: [difference], unknown: ['a mute rule'] })])).children;
  expect(suite!.attributes).toMatchObject({ tests: '2', failures: '1', errors: '1' });
  expect(suite!.children.map(({ children }) => children[0]!.attributes.message)).toEqual(['stack/Alarm: planned 1, found 2', 'a mute rule']);
});

test('any text survives: markup, quotes, line breaks, and characters that XML does not allow are replaced', () => {
  const texts = fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), fc.constantFrom('<&>"\'', 'a\nb', 'a\tb\r', '\u0000', '\uFFFF', '\uD800', '😀'));
  fc.assert(
    fc.property(texts, (text) => {
      const [suite] = parseXml(toJUnit([report({ measurements: [measurement(text, 'passed')] })])).children;
      const name = suite!.children[0]!.attributes.name!;
      const allowed = text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
      expect(name).toBe(allowed);
    }),
    { numRuns: 300 },
  );
});
