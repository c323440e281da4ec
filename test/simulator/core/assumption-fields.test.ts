import { readFileSync } from 'node:fs';
import { documentAssumptions, everyAssumption } from '../../../lib/simulator/core/assumption-fields';
import { DEFAULT_ASSUMPTIONS, type Assumptions } from '../../../lib/simulator/core/assumptions';

const OTHERWISE: Omit<Assumptions, 'multiDayEvaluation' | 'queryMinute'> = {
  metricDelayMinutes: 3,
  extraEvaluationBuckets: 1,
  evaluationSecond: 7,
  multiDayEvaluationMinute: 5,
  youngLoneBreach: 'ok',
  ifFalseMissing: 'drop',
  fillEmptySeries: 'empty',
  dynamoDbMissingData: 'ignore',
  atLeastPercentRounding: 'floor',
  selectorWithoutMatch: 'could not tell',
  listInText: 'json',
  pollSeconds: 30,
  isEndAfterFailure: 'detour',
  uncriticalAbort: 'success',
  nestedLoops: 'run',
  newVersionIsDefault: false,
  anythingButOnLists: 'every',
  flexibleWindow: 'end',
  serviceQuotas: { 'Lambda/ConcurrentExecutions': 1000 },
  anomalyBands: { 'edi-prod-portal-web-cpu-warning': { lower: Array<number>(24).fill(5), upper: Array.from({ length: 24 }, (_, hour) => 50 + hour) } },
};
/** As the table of docs/facts.md writes a value. */
const shown = (value: unknown) => (typeof value === 'object' ? 'none' : String(value));
const ABOUT_DOCUMENTS = ['selectorWithoutMatch', 'listInText', 'pollSeconds', 'isEndAfterFailure', 'uncriticalAbort', 'nestedLoops', 'newVersionIsDefault'];

test('a scenario can set every assumption, and what it does not set is as by default', () => {
  expect(everyAssumption().parse(OTHERWISE)).toEqual({ ...DEFAULT_ASSUMPTIONS, ...OTHERWISE });
  expect(everyAssumption().parse(undefined)).toEqual(DEFAULT_ASSUMPTIONS);
});

test('an edge of a band is one number for the day, or one for each hour, and the upper one is not below the lower', () => {
  const band = (lower: unknown, upper: unknown) => everyAssumption().safeParse({ anomalyBands: { cpu: { lower, upper } } });
  expect(band(5, 50).data?.anomalyBands['cpu']).toEqual({ lower: Array(24).fill(5), upper: Array(24).fill(50) });
  expect(band(5, Array(23).fill(50)).success).toBe(false);
  const nights = Array.from({ length: 24 }, (_, hour) => (hour === 3 ? 4 : 50));
  expect(band(5, nights).error?.issues).toMatchObject([{ path: ['anomalyBands', 'cpu', 'upper'], params: { code: 'SCN013', received: '4' } }]);
});

test('a case of a runbook can set those about runs of documents, and no other', () => {
  const settable = Object.entries(OTHERWISE).filter(([name, value]) => documentAssumptions().safeParse({ [name]: value }).success);
  expect(settable.map(([name]) => name)).toEqual(ABOUT_DOCUMENTS);
});

test('every assumption is explained, with its default', () => {
  const facts = readFileSync('docs/facts.md', 'utf8');
  const row = (name: string) => facts.split('\n').find((line) => line.includes(`| \`${name}\` |`)) ?? '';
  const unexplained = Object.entries(DEFAULT_ASSUMPTIONS).filter(
    ([name, value]) =>
      !row(name)
        .replaceAll('`', '')
        .includes(`| ${shown(value)} |`),
  );
  expect(unexplained).toEqual([]);
});
