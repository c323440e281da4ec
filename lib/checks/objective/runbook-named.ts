import type { Problem } from '../../problems/problem';
import type { Check } from '../check';
import type { CheckedObjective } from './checked-objective';

export const runbookNamed: Check<CheckedObjective> = {
  code: 'RUN001',
  requirement: 'the alarms of an objective name a runbook',
  why: 'a responder would have nothing to start from',
  check: findings,
};

/** Finds objectives whose alarms leave a responder without a runbook. Requirement 002-34. */
function findings({ name, objective: { runbook } }: CheckedObjective): Problem[] {
  if (runbook.trim() !== '') return [];
  return [
    {
      code: 'RUN001',
      level: 'error',
      where: { path: name },
      what: 'the alarms of this objective name no runbook',
      received: JSON.stringify(runbook),
      allowed: 'the name of a runbook',
      change: 'name the runbook an operator starts from',
    },
  ];
}
