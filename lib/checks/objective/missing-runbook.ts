import type { AlertedObjective } from '../../model/model';
import type { Problem } from '../../problems/problem';

/** Finds objectives whose alarms leave a responder without a runbook. Requirement 002-34. */
export function missingRunbook(name: string, { runbook }: AlertedObjective): Problem[] {
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
