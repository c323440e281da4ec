import { readRunbooks } from '../../lib/cli/files/read-runbooks';
import { judgeCase } from '../../lib/rehearsal/judge-case';
import { runCase } from '../../lib/rehearsal/run-case';
import { deployedDocument, deployedName, roleOf, statementsOfRole, type RunbookLibrary } from '../../lib/rehearsal/runbook-library';
import { allSteps } from '../../lib/runbook/document/document';
import { effectOfStep, type StepEffect } from '../../lib/runbook/effects/effect-of-step';
import { iamAction } from '../../lib/runbook/effects/iam-action-data';
import { derivePermissions } from '../../lib/runbook/effects/permissions';
import { caseOf, CHANGE, CHOOSE, READ, REPORT, runbookOf } from './runbooks';

const PREFIX = 'edi-prod';
const SOUND = runbookOf('sound', [
  READ,
  CHOOSE,
  REPORT,
  { ...CHANGE, isEnd: false },
  { ...READ, name: 'list', inputs: { Service: 'lambda', Api: 'ListVersionsByFunction', FunctionName: 'worker' }, outputs: [] },
]);
const LIVE = caseOf({ parameters: { DryRun: ['false'] } });
const libraryOf = (runbooks: RunbookLibrary['runbooks'], statementsOf?: RunbookLibrary['statementsOf']): RunbookLibrary => ({
  runbooks,
  prefix: PREFIX,
  statementsOf,
});
/** Read once for all tests. */
const SHIPPED = readRunbooks('runbooks');
const ARN = 'arn:aws:lambda:eu-central-1:111122223333:function:worker';

test('the derived role of a runbook is allowed what it calls, and nothing else', async () => {
  const library = libraryOf([SOUND]);
  expect(statementsOfRole(library, SOUND)).toEqual([
    { Effect: 'Allow', Action: ['lambda:GetAlias', 'lambda:ListVersionsByFunction', 'lambda:UpdateAlias'], Resource: [ARN] },
  ]);
  const run = await runCase(library, SOUND, LIVE);
  expect([run.status, run.statementsUsed]).toEqual(['Success', ['statement 1 of runbooks/Role0']]);
});

test('with any action less, the run is denied', async () => {
  const derived = statementsOfRole(libraryOf([SOUND]), SOUND);
  for (const less of ['lambda:GetAlias', 'lambda:UpdateAlias', 'lambda:ListVersionsByFunction']) {
    const library = libraryOf([SOUND], () =>
      derived.map((statement) => ({ ...statement, Action: (statement.Action as readonly string[]).filter((name) => name !== less) })),
    );
    const run = await runCase(library, SOUND, LIVE);
    expect([run.status, run.calls.at(-1)]).toMatchObject(['Failed', { operation: less, error: 'AccessDeniedException' }]);
  }
});

test('a runbook that starts another may do that, follow it, and hand it its role, but not what that one does', () => {
  const start = {
    name: 'start',
    action: 'aws:executeAutomation',
    inputs: { DocumentName: '{{ Prefix }}-sound', RuntimeParameters: { DryRun: ['{{ DryRun }}'] } },
  };
  const parent = runbookOf('parent', [start]);
  const library = libraryOf([SOUND, parent]);
  const allowed = statementsOfRole(library, parent);
  expect(allowed.flatMap(({ Action }) => Action)).toEqual(['ssm:StartAutomationExecution', 'iam:PassRole', 'ssm:GetAutomationExecution']);
  expect(allowed[1]).toMatchObject({ Resource: [roleOf(library, SOUND)], Condition: { StringEquals: { 'iam:PassedToService': ['ssm.amazonaws.com'] } } });
});

/** A run that another one started is not followed by calls in the simulated account. */
const NOT_ASKED = ['ssm:GetAutomationExecution'];

test('with their derived roles the cases (000-15) of the runbooks end as they should, and one of them uses every statement and reaches every step', async () => {
  const library = libraryOf(SHIPPED.map(({ runbook }) => runbook));
  for (const { runbook, cases } of SHIPPED) {
    const statements = statementsOfRole(library, runbook);
    const used = new Set<string>();
    const reached = new Set<string>();
    let isKnown = true;
    for (const each of cases) {
      const run = await runCase(library, runbook, each);
      // A case with a script that runs in Python is not run here to its end; `day2 runbook test` does.
      if (run.unknown === undefined) expect([runbook.name, each.id, judgeCase(each, run).differences]).toEqual([runbook.name, each.id, []]);
      isKnown &&= run.unknown === undefined;
      for (const name of run.statementsUsed) used.add(name);
      for (const { document, name } of run.steps) if (document === deployedName(library, runbook)) reached.add(name);
    }
    if (!isKnown) continue;
    const unseen = runbook.document.steps.map(({ name }) => name).filter((name) => !reached.has(name));
    expect([runbook.name, unseen]).toEqual([runbook.name, []]);
    const unused = statements.filter(
      (statement, position) => !used.has(`statement ${position + 1} of runbooks/Role0`) && !NOT_ASKED.includes((statement.Action as readonly string[])[0]!),
    );
    expect([runbook.name, unused]).toEqual([runbook.name, []]);
  }
});

/** Starting another runbook is a write of its own, whatever that one does. */
const STARTS: StepEffect = { effect: 'mutates', reason: 'it starts a run' };
const SCOPE = { partition: 'aws', region: 'eu-central-1', account: '111122223333' };

/** Of these actions, those whose access level is not Read or List; one that is not known is none that reads. */
const aboveReading = (actions: readonly string[]): readonly string[] => actions.filter((name) => !['Read', 'List'].includes(iamAction(name)?.level ?? 'Write'));

test('no role of the library holds a write for a step that only reads: the role of a runbook that changes nothing holds none (000-15)', () => {
  const all = SHIPPED.map(({ runbook }) => runbook);
  const library = libraryOf(all);
  const readOnly: string[] = [];
  let reads = 0;
  for (const runbook of all) {
    const document = deployedDocument(library, runbook);
    const steps = allSteps(document.steps);
    const reading = steps.filter((step) => effectOfStep(step, () => STARTS).effect === 'reads').map((step) => ({ ...step, steps: [] }));
    const { statements } = derivePermissions({ ...document, steps: reading }, { scope: SCOPE, values: { Prefix: [PREFIX] } });
    const asked = statements.flatMap(({ actions }) => actions);
    reads += asked.length;
    expect([runbook.name, aboveReading(asked)]).toEqual([runbook.name, []]);
    if (reading.length < steps.length) continue;
    readOnly.push(runbook.name);
    const held = statementsOfRole(library, runbook).flatMap(({ Action }) => Action as readonly string[]);
    expect([runbook.name, aboveReading(held)]).toEqual([runbook.name, []]);
  }
  expect(readOnly).toContain('check-certificates');
  expect(reads).toBeGreaterThan(100);
});
