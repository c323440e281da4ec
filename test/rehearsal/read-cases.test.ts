import { readCases } from '../../lib/rehearsal/read-cases';
import { DEFAULT_ASSUMPTIONS } from '../../lib/simulator/core/assumptions';

const readWith = (lines: string) => {
  const text = `cases:\n  - id: one\n    kind: success\n${lines}    expect: { status: Success, writes: [] }\n`;
  return readCases('runbooks/one', { readFile: () => text, listFiles: () => [] });
};

test('a case may assume otherwise of what AWS does not document', () => {
  expect(readWith('').cases?.[0]?.assume).toEqual(DEFAULT_ASSUMPTIONS);
  expect(readWith('    assume: { pollSeconds: 30, nestedLoops: run }\n').cases?.[0]?.assume).toEqual({
    ...DEFAULT_ASSUMPTIONS,
    pollSeconds: 30,
    nestedLoops: 'run',
  });
});

test('an assumption about alarms is none of a case', () => {
  expect(readWith('    assume: { metricDelayMinutes: 1 }\n')).toMatchObject({
    problems: [
      { where: { file: 'runbooks/one/cases.yaml', line: 4 }, what: 'unknown key metricDelayMinutes', allowed: expect.stringContaining('pollSeconds') },
    ],
  });
});
