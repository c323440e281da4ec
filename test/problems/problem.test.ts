import { CATALOGUE, CATALOGUES, type ProblemCode } from '../../lib/problems/catalogue';
import { formatLocation, formatProblem, hasErrors, type Problem, ProblemsError, sortProblems, worstOutcome } from '../../lib/problems/problem';

const problem = (overrides: Partial<Problem> = {}): Problem => ({
  code: 'CFG001',
  level: 'error',
  where: { file: 'config/operations.yaml', line: 3, column: 7, path: 'services[0].id' },
  what: 'the id is not an id',
  change: 'write another one',
  ...overrides,
});

describe('the worst of several outcomes', () => {
  test.each([
    [[], 'could not tell'],
    [['passed'], 'passed'],
    [['passed', 'could not tell'], 'could not tell'],
    [['could not tell', 'failed', 'passed'], 'failed'],
  ] as const)('of %j is %s', (outcomes, worst) => {
    expect(worstOutcome(outcomes)).toBe(worst);
  });
});

test('a problem is printed with everything that is known, and nothing that is not', () => {
  expect(formatProblem(problem({ received: 'X', allowed: 'lower case' }))).toBe(
    [
      'error CFG001 config/operations.yaml:3:7 services[0].id: the id is not an id',
      '    received: X',
      '    allowed:  lower case',
      '    change:   write another one',
    ].join('\n'),
  );
  expect(formatProblem(problem({ where: {} }))).not.toMatch(/undefined|received|allowed/);
});

test.each([
  [{}, ''],
  [{ path: 'a.b' }, 'a.b'],
  [{ file: 'f' }, 'f'],
  [{ file: 'f', column: 2 }, 'f'],
  [{ file: 'f', line: 1 }, 'f:1'],
  [{ file: 'f', line: 1, column: 2, path: '' }, 'f:1:2'],
])('the place %j is written %j', (where, text) => {
  expect(formatLocation(where)).toBe(text);
});

test('problems are in reading order: file, line as a number, column, path, code', () => {
  const at = (file: string, line: number, column: number, path: string, code: ProblemCode) => problem({ code, where: { file, line, column, path } });
  const sorted = [
    at('a', 2, 1, 'p', 'CFG003'),
    at('a', 10, 1, 'p', 'CFG002'),
    at('a', 10, 2, 'o', 'CFG001'),
    at('a', 10, 2, 'p', 'CFG001'),
    at('a', 10, 2, 'p', 'CFG002'),
    at('b', 1, 1, 'p', 'CFG001'),
  ];
  const shuffled = [3, 0, 5, 2, 4, 1].map((index) => sorted[index]!);
  expect(sortProblems(shuffled)).toEqual(sorted);
  expect(shuffled[0]).toBe(sorted[3]);
});

test('warnings are not errors', () => {
  expect(hasErrors([])).toBe(false);
  expect(hasErrors([problem({ level: 'warning' })])).toBe(false);
  expect(hasErrors([problem({ level: 'warning' }), problem()])).toBe(true);
});

test('an error carries all problems and says them all', () => {
  const error = new ProblemsError([problem(), problem({ code: 'CFG002' })]);
  expect(error.problems).toHaveLength(2);
  expect(error.message).toMatch(/CFG001[^]*CFG002/);
});

describe('the catalogue of codes', () => {
  test('has every code of its parts once', () => {
    const codes = CATALOGUES.flatMap(({ catalogue }) => Object.keys(catalogue));
    expect(codes.length).toBeGreaterThan(150);
    expect(new Set(codes).size).toBe(codes.length);
    expect(Object.keys(CATALOGUE).sort()).toEqual([...codes].sort());
    for (const code of codes) expect(code).toMatch(/^[A-Z]{3}\d{3}$/);
  });

  test('is what codes are checked against: a wrong one does not compile', () => {
    // @ts-expect-error no part has this code
    const wrong: Problem = problem({ code: 'CFG999' });
    expect(CATALOGUE).not.toHaveProperty(wrong.code);
  });
});
