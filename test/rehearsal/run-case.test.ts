import { judgeCase } from '../../lib/rehearsal/judge-case';
import { runCase } from '../../lib/rehearsal/run-case';
import type { ExpectedRun, RunbookCase } from '../../lib/rehearsal/runbook-case';
import { DEFAULT_ASSUMPTIONS } from '../../lib/simulator/core/assumptions';
import { caseOf, CHANGE, CHOOSE, libraryWith, READ, REPORT, runbookOf } from './runbooks';

const SOUND = runbookOf('sound', [READ, CHOOSE, REPORT, CHANGE]);
const LIBRARY = libraryWith([SOUND]);
const LIVE = { DryRun: ['false'] };
const expects = (changes: Partial<ExpectedRun>): ExpectedRun => ({ status: 'Success', writes: [], says: [], outputs: {}, after: [], ...changes });

const judged = async (runbookCase: RunbookCase) => judgeCase(runbookCase, await runCase(LIBRARY, SOUND, runbookCase));

test('a dry run (000-15) reads, says what it would change, and changes nothing', async () => {
  const dry = caseOf({
    kind: 'dry run',
    expect: expects({
      reads: ['lambda:GetAlias'],
      says: ['from version 8 to 7'],
      outputs: { 'read.Version': '8' },
      after: [{ kind: 'lambda alias', members: { FunctionName: 'worker', Name: 'live', FunctionVersion: '8' } }],
    }),
  });
  expect(await judged(dry)).toEqual({ outcome: 'passed', differences: [], unknown: [] });
});

test('a live run changes what it says', async () => {
  const after = [{ kind: 'lambda alias', members: { FunctionName: 'worker', Name: 'live', FunctionVersion: '7' } }];
  expect(await judged(caseOf({ parameters: LIVE, expect: expects({ writes: ['lambda:UpdateAlias'], after }) }))).toMatchObject({ outcome: 'passed' });
});

test('whatever is other than expected is named', async () => {
  const wrong = caseOf({
    kind: 'dry run',
    parameters: LIVE,
    expect: expects({
      status: 'Failed',
      reads: [],
      says: ['to version 9'],
      outputs: { 'read.Version': '9' },
      after: [{ kind: 'lambda alias', members: { FunctionName: 'worker', Name: 'live', FunctionVersion: '8' } }, { kind: 'lambda version' }],
    }),
  });
  expect((await judged(wrong)).differences).toEqual([
    'status: expected Failed, found Success',
    'writes: expected none, found lambda:UpdateAlias',
    'reads: expected none, found lambda:GetAlias',
    'no step says "to version 9"',
    'output read.Version: expected 9, found 8',
    'lambda alias worker live: FunctionVersion: expected "8", found "7"',
    'lambda version: expected none, found 2',
    'a dry run changed something: lambda:UpdateAlias',
  ]);
});

test('what is not simulated is "could not tell", and names itself', async () => {
  const { outcome, unknown } = await judged(caseOf({ account: [] }));
  expect([outcome, unknown]).toEqual(['could not tell', [expect.stringContaining('lambda alias')]]);
});

test('what others change meanwhile is met: an alias that is gone when it is to be changed', async () => {
  const waiting = runbookOf('waiting', [READ, { name: 'sleep', action: 'aws:sleep', inputs: { Duration: 'PT1M' } }, CHANGE]);
  const gone = caseOf({ parameters: LIVE, meanwhile: [{ atSeconds: 30, account: [{ kind: 'lambda alias' }] }] });
  const run = await runCase(libraryWith([waiting]), waiting, gone);
  expect([run.status, run.failure]).toEqual(['Failed', expect.stringContaining('ResourceNotFoundException')]);
  expect((await runCase(libraryWith([waiting]), waiting, caseOf({ parameters: LIVE }))).status).toBe('Success');
});

test('a start that is refused says so', async () => {
  const run = await runCase(LIBRARY, SOUND, caseOf({ parameters: { DryRun: ['maybe'] } }));
  expect([run.status, run.failure, run.calls]).toEqual(['refused', expect.stringContaining('DryRun must be true or false'), []]);
});

test('a call fails for as long as the case says, by its error', async () => {
  const failing = [{ service: 'lambda', operation: 'UpdateAlias', error: 'TooManyRequestsException', fromSeconds: 0, forSeconds: 60 }];
  const run = await runCase(LIBRARY, SOUND, caseOf({ parameters: LIVE, failing }));
  expect(run.status).toBe('Failed');
  expect(run.calls.map(({ operation, error }) => [operation, error])).toEqual([
    ['lambda:GetAlias', undefined],
    ['lambda:UpdateAlias', 'TooManyRequestsException'],
  ]);
});

test('a runbook runs with its own role, and no further than that', async () => {
  const run = await runCase(libraryWith([SOUND], ['lambda:GetAlias']), SOUND, caseOf({ parameters: LIVE }));
  expect([run.status, run.calls.at(-1)]).toMatchObject(['Failed', { operation: 'lambda:UpdateAlias', error: 'AccessDeniedException' }]);
});

test('people approve or cancel while a run waits', async () => {
  const ask = { name: 'ask', action: 'aws:approve', timeoutSeconds: 600, inputs: { Approvers: ['arn:aws:iam::111122223333:user/ana'] } };
  const asking = runbookOf('asking', [ask, { ...READ, isEnd: true }]);
  const status = async (people: RunbookCase['people']) => (await runCase(libraryWith([asking]), asking, caseOf({ people }))).status;
  expect([
    await status([{ atSeconds: 60, by: 'ana', does: 'approve' }]),
    await status([{ atSeconds: 60, by: 'ana', does: 'reject' }]),
    await status([{ atSeconds: 60, by: 'ben', does: 'approve' }]),
    await status([{ atSeconds: 60, by: 'ana', does: 'cancel' }]),
  ]).toEqual(['Success', 'Failed', 'TimedOut', 'Cancelled']);
});

test('the same case gives the same run to the last byte', async () => {
  const runs = await Promise.all([1, 2].map(() => runCase(LIBRARY, SOUND, caseOf({ parameters: LIVE }))));
  expect(JSON.stringify(runs[0])).toBe(JSON.stringify(runs[1]));
});

test('a case runs with what it assumes', async () => {
  const empty = runbookOf('empty', [{ ...READ, outputs: [{ Name: 'Version', Selector: '$.Nothing', Type: 'String' }] }]);
  const library = libraryWith([empty]);
  const unsure = caseOf({ assume: { ...DEFAULT_ASSUMPTIONS, selectorWithoutMatch: 'could not tell' } });
  expect((await runCase(library, empty, caseOf())).status).toBe('Failed');
  expect((await runCase(library, empty, unsure)).unknown).toContain('selector $.Nothing');
});
