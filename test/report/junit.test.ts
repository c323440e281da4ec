import fc from 'fast-check';
import { toJUnit } from '../../lib/report/junit';
import { everything, measurement, report, took } from '../helpers/game-day-reports';
import { parseXml } from '../helpers/parse-xml';

test('a measurement is a case: passed, a failure, or an error when it could not be determined', () => {
  const [suite] = parseXml(
    toJUnit([took(report({ measurements: [measurement('a', 'passed'), measurement('b', 'failed'), measurement('c', 'could not tell')] }))]),
  ).children;
  expect(suite!.attributes).toEqual({ name: 'outage', tests: '3', failures: '1', errors: '1', time: '1.250' });
  expect(suite!.children.map(({ attributes, children }) => [attributes.name, children.map(({ name }) => name)])).toEqual([
    ['deployment of a', []],
    ['deployment of b', ['failure']],
    ['deployment of c', ['error']],
  ]);
  const failure = suite!.children[1]!.children[0]!;
  expect(failure.attributes).toEqual({ type: 'deployment', message: 'expected AWS accepts it, measured too long' });
  expect(failure.text).toBe('deployment of b\nexpected AWS accepts it\nmeasured too long');
});

test('a difference from the plan is a failure, and what could not be determined an error, so that no CI takes it for a pass', () => {
  const difference = { kind: 'template', name: 'alarm', resource: 'stack/Alarm', what: 'threshold', planned: '1', found: '2' } as const;
  const [suite] = parseXml(toJUnit([took(report({ differences: [difference], unknown: ['a mute rule'] }))])).children;
  expect(suite!.attributes).toMatchObject({ tests: '2', failures: '1', errors: '1' });
  expect(suite!.children.map(({ children }) => children[0]!.attributes.message)).toEqual(['stack/Alarm: planned 1, found 2', 'a mute rule']);
  expect(suite!.children.map(({ children }) => children[0]!.attributes.type)).toEqual(['difference-template', 'could-not-tell']);
});

test('the root has the totals of all suites', () => {
  expect(parseXml(toJUnit([took(everything, 1.25), took(everything, 0.0004)])).attributes).toEqual({
    name: 'day2 gameday',
    tests: '12',
    failures: '4',
    errors: '6',
    time: '1.250',
  });
});

test('no two cases of a suite have the same name', () => {
  const [suite] = parseXml(toJUnit([took(everything)])).children;
  expect(suite!.children.map(({ attributes }) => attributes.name).slice(-2)).toEqual(['could not tell: a mute rule', 'could not tell: a mute rule (2)']);
});

test('entities are named, and no attribute holds a line end: some readers keep a numeric reference as it is', () => {
  const xml = toJUnit([took(report({ measurements: [measurement('two\nlines <&> "c"', 'failed')] }))]);
  expect(xml).not.toMatch(/&#/);
  expect(xml).toContain('name="deployment of two lines &lt;&amp;&gt; &quot;c&quot;"');
  expect(xml).toContain('deployment of two\nlines &lt;&amp;&gt; "c"');
});

test('any text survives: markup, quotes, line breaks in the body, and characters that XML does not allow are replaced', () => {
  const texts = fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), fc.constantFrom('<&>"\'', 'a\nb', 'a\tb\r', '\u0000', '\uFFFF', '\uD800', '😀', ']]>'));
  fc.assert(
    fc.property(texts, (text) => {
      const [suite] = parseXml(toJUnit([took(report({ measurements: [measurement(`[${text}]`, 'failed')] }))])).children;
      const { attributes, children } = suite!.children[0]!;
      const allowed = text.replace(/\r\n?/g, '\n').replace(/[^\t\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
      expect(children[0]!.text.split('\nexpected ')[0]).toBe(`deployment of [${allowed}]`);
      expect(attributes.name!.replace(/\s+/g, ' ')).toBe(`deployment of [${allowed}]`.replace(/\s+/g, ' '));
      expect(attributes.name).not.toMatch(/[\t\n\r]/);
    }),
    { numRuns: 300 },
  );
});
