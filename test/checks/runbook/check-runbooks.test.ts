import { checkRunbooks, lintRunbooks } from '../../../lib/checks/runbook/check-runbooks';
import type { Runbook, RunbookFacts } from '../../../lib/runbook/library/runbook';
import { exampleObjective } from '../../helpers/models';
import { exampleModelOnCall } from '../../helpers/on-call';
import { CHANGE, CHOOSE, READ, REPORT, runbookOf } from '../../rehearsal/runbooks';

const MODEL = exampleModelOnCall({ checkout: [exampleObjective({ runbook: 'roll-back' })] });
const OWNER = MODEL.onCall!.roster.roles[0]!.id;
const APPROVE = { name: 'ask', action: 'aws:approve', timeoutSeconds: 900, inputs: { Approvers: ['arn:aws:iam::111122223333:user/ana'] } };

function rollBack(facts: Partial<RunbookFacts> = {}, steps = [READ, CHOOSE, REPORT, CHANGE]): Runbook {
  const runbook = runbookOf('roll-back', steps);
  return { ...runbook, facts: { ...runbook.facts, owner: OWNER, ...facts } };
}

const problems = (runbooks: readonly Runbook[], ownRunbooks: readonly string[] = []) =>
  checkRunbooks({ runbooks, models: [MODEL], ownRunbooks }).map(({ code, where, what }) => `${code} ${where.path}: ${what}`);

test('a library that is kept, and that every page leads into, has no findings; nor has none', () => {
  expect([problems([rollBack()]), problems([])]).toEqual([[], []]);
});

test('a page that leads to no runbook is named with its objective (002-34, 002-87)', () => {
  const other = { ...rollBack({ triggers: ['operator'] }), name: 'roll-forward' };
  expect(problems([other], ['incident-engine'])).toEqual([
    'RUN004 prod checkout/availability: there is no runbook roll-back',
    "RUN004 alarms of day2's own: there is no runbook incident-engine",
  ]);
});

test('a runbook may stand elsewhere, at an https address', () => {
  const model = exampleModelOnCall({ checkout: [exampleObjective({ runbook: 'https://wiki.example/outage' })] });
  expect(checkRunbooks({ runbooks: [rollBack({ triggers: ['operator'] })], models: [model], ownRunbooks: [] })).toEqual([]);
});

test('a runbook of nobody, and one that does not say that pages start it, are findings (000-20)', () => {
  expect(problems([rollBack({ owner: 'nobody' })])).toEqual(['RUN002 owner: no role of prod is called nobody']);
  expect(problems([rollBack({ triggers: ['operator'] })])).toEqual(['RUN002 triggers: alarms name the runbook roll-back, which says that no page starts it']);
});

test('what is of high risk is approved within a time (002-73, F54)', () => {
  expect(problems([rollBack({ risk: 'high' })])).toEqual(['RUN003 mainSteps: roll-back is of high risk, and nobody approves it']);
  expect(problems([rollBack({ risk: 'high' }, [READ, CHOOSE, REPORT, APPROVE, CHANGE])])).toEqual([]);
  const { timeoutSeconds: _, ...forEver } = APPROVE;
  expect(problems([rollBack({ risk: 'high' }, [READ, CHOOSE, REPORT, forEver, CHANGE])])).toHaveLength(1);
});

test('documents are held to the rules of our own', () => {
  expect(lintRunbooks([rollBack()]).map(({ code }) => code)).toContain('RUN052');
});
