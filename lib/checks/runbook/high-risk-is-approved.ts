import { allSteps } from '../../runbook/document/document';
import type { Check } from '../check';
import type { CheckedLibrary } from './checked-library';

/** What can cause an outage is approved by somebody. */
export const highRiskIsApproved: Check<CheckedLibrary> = {
  code: 'RUN003',
  requirement: 'a runbook of high risk asks for an approval, with a timeout',
  why: 'one person alone at night starts what can make it worse (requirement 002-73)',
  check: ({ runbooks }) =>
    runbooks
      .filter(
        ({ facts, document }) =>
          facts.risk === 'high' && !allSteps(document.steps).some(({ action, timeoutSeconds }) => action === 'aws:approve' && timeoutSeconds !== undefined),
      )
      .map(({ name }) => ({
        code: 'RUN003',
        level: 'error',
        where: { file: `runbooks/${name}/document.yaml`, path: 'mainSteps' },
        what: `${name} is of high risk, and nobody approves it`,
        allowed: 'a step with aws:approve and timeoutSeconds before the first change',
        change: 'add the approval, or say why the risk is lower',
      })),
};
