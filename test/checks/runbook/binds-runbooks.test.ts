import { checkRunbooks } from '../../../lib/checks/runbook/check-runbooks';
import type { RunbookBindings } from '../../../lib/model/model';
import { readRunbookDocument } from '../../../lib/runbook/document/read-document';
import type { Runbook, RunbookFacts } from '../../../lib/runbook/library/runbook';
import { exampleObjective } from '../../helpers/models';
import { exampleModelOnCall } from '../../helpers/on-call';
import { CHANGE, CHOOSE, READ, REPORT, runbookOf } from '../../rehearsal/runbooks';

const MODEL = exampleModelOnCall({ checkout: [exampleObjective({ runbook: 'roll-back' })] });
const [OWNER, LEAD] = MODEL.onCall!.roster.roles.map(({ id }) => id) as [string, string];
const ASK = { name: 'ask', action: 'aws:approve', timeoutSeconds: 900, inputs: { Approvers: '{{ Approvers }}', MinRequiredApprovals: 2 } };
const BOUND: Partial<RunbookFacts> = { approvers: [OWNER, LEAD], bound: { Approvers: ['ana', 'ben'], Worker: 'worker' } };
const COMPLETE: RunbookBindings = { approvers: { [OWNER]: ['role/one'], [LEAD]: ['role/two'] }, values: { Worker: 'worker' } };

/** A runbook of high risk that two people approve, and that leaves them and the name of a function to environments. */
function rollBack(facts: Partial<RunbookFacts> = BOUND): Runbook {
  const runbook = runbookOf('roll-back', [READ, CHOOSE, REPORT, ASK, CHANGE]);
  const content = {
    ...runbook.content,
    parameters: { ...(runbook.content.parameters as object), Approvers: { type: 'StringList' }, Worker: { type: 'String', allowedPattern: '^[a-z]+$' } },
  };
  const read = readRunbookDocument(content, runbook.locate);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return { ...runbook, content, document: read.document, facts: { ...runbook.facts, owner: OWNER, risk: 'high', ...facts } };
}

const problems = (runbook: Runbook, bindings?: RunbookBindings) =>
  checkRunbooks({ runbooks: [runbook], models: [{ ...MODEL, ...(bindings !== undefined && { runbooks: bindings }) }], ownRunbooks: [] }).map(
    ({ code, where, what }) => `${code} ${where.path}: ${what}`,
  );

test('an environment that binds all that a runbook leaves to it has no findings', () => expect(problems(rollBack(), COMPLETE)).toEqual([]));

test('whoever starts a runbook does not name who approves it (002-73)', () => {
  expect(problems(rollBack({ bound: { Worker: 'worker' } }), COMPLETE)).toEqual(['RUN003 mainSteps.ask: whoever starts roll-back names who approves it']);
});

test('an environment that binds nothing has nobody who can approve, and does not name the function (002-73, 002-34)', () => {
  const both = [
    'RUN007 prod runbooks.bindings.Worker: prod does not bind Worker, which roll-back needs',
    'RUN007 prod runbooks.approvers: prod has too few who can approve roll-back',
  ];
  expect(problems(rollBack())).toEqual(both);
  expect(problems(rollBack(), { approvers: {}, values: {} })).toEqual(both);
});

test('two approvals need two approvers: the same one in two roles is one (002-73)', () => {
  const once = { ...COMPLETE, approvers: { [OWNER]: ['role/one'], [LEAD]: ['role/one'] } };
  expect(problems(rollBack(), once)).toEqual(['RUN007 prod runbooks.approvers: prod has too few who can approve roll-back']);
  const many = { ...COMPLETE, approvers: { [OWNER]: Array.from({ length: 11 }, (_, index) => `user/u${index}`) } };
  expect(problems(rollBack(), many)).toEqual(['RUN007 prod runbooks.approvers: prod has too many who can approve roll-back']);
});

test('a value that the runbook does not allow is refused before it is deployed', () => {
  expect(problems(rollBack(), { ...COMPLETE, values: { Worker: 'Worker 1' } })).toEqual([
    'RUN007 prod runbooks.bindings.Worker: roll-back does not allow what Worker is bound to',
  ]);
});

test('what no runbook leaves to environments, and a role that there is not, were meant for something', () => {
  const typos = { approvers: { ...COMPLETE.approvers, nobody: ['role/x'] }, values: { ...COMPLETE.values, Wroker: 'worker' } };
  expect(problems(rollBack(), typos)).toEqual([
    'RUN008 prod runbooks.bindings.Wroker: no runbook leaves a parameter Wroker to environments',
    'RUN008 prod runbooks.approvers.nobody: there is no role nobody in on-call.yaml',
  ]);
});

test('what a runbook says of itself fits its document', () => {
  expect(problems(rollBack({ ...BOUND, bound: { ...BOUND.bound, Nothing: 'x' } }), { ...COMPLETE, values: { ...COMPLETE.values, Nothing: 'x' } })).toEqual([
    'RUN007 bound.Nothing: roll-back leaves a parameter to environments that its document does not have',
  ]);
  expect(problems(rollBack({ ...BOUND, approvers: [] }), COMPLETE)).toContain('RUN007 approvers: roll-back does not say which roles approve');
});
