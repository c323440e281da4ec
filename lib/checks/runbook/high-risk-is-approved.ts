import type { Problem } from '../../problems/problem';
import { allSteps } from '../../runbook/document/document';
import { referencesIn } from '../../runbook/document/references';
import type { Runbook } from '../../runbook/library/runbook';
import type { Check } from '../check';
import type { CheckedLibrary } from './checked-library';

/** What can cause an outage is approved by somebody, who is not chosen by whoever starts it. Requirement 002-73. */
export const highRiskIsApproved: Check<CheckedLibrary> = {
  code: 'RUN003',
  requirement: 'a runbook of high risk asks for an approval, with a timeout, and nobody who starts a runbook names who approves it',
  why: 'one person alone at night starts what can make it worse',
  check: ({ runbooks }) => runbooks.flatMap((runbook) => [...unapproved(runbook), ...freeApprovers(runbook)]),
};

function unapproved({ name, facts, document }: Runbook): Problem[] {
  const isApproved = allSteps(document.steps).some(({ action, timeoutSeconds }) => action === 'aws:approve' && timeoutSeconds !== undefined);
  if (facts.risk !== 'high' || isApproved) return [];
  return [
    {
      code: 'RUN003',
      level: 'error',
      where: { file: `runbooks/${name}/document.yaml`, path: 'mainSteps' },
      what: `${name} is of high risk, and nobody approves it`,
      allowed: 'a step with aws:approve and timeoutSeconds before the first change',
      change: 'add the approval, or say why the risk is lower',
    },
  ];
}

/** Whoever gives a parameter at a start could name themselves. */
function freeApprovers({ name, facts, document }: Runbook): Problem[] {
  const free = document.parameters.map((parameter) => parameter.name).filter((parameter) => !Object.hasOwn(facts.bound ?? {}, parameter));
  const asking = allSteps(document.steps).filter(
    ({ action, inputs }) => action === 'aws:approve' && referencesIn(inputs.Approvers ?? []).some((reference) => free.includes(reference.name)),
  );
  return asking.map((step) => ({
    code: 'RUN003',
    level: 'error',
    where: { file: `runbooks/${name}/document.yaml`, path: `mainSteps.${step.name}` },
    what: `whoever starts ${name} names who approves it`,
    received: String(step.inputs.Approvers),
    allowed: 'approvers that an environment binds, or that stand in the document',
    change: 'list the parameter under bound in runbook.yaml, with the roles that approve under approvers',
  }));
}
