import { startParameters } from '../../maintenance/tasks/task';
import type { Problem } from '../../problems/problem';
import { startRefusal } from '../../runbook/document/parameter-values';
import type { Check } from '../check';
import { placeOf, runbookOf, tasksOf, type CheckedMaintenance } from './checked-maintenance';

/** Filled in where the runbook is deployed. */
const DEPLOYED = { AutomationAssumeRole: 'arn:aws:iam::111122223333:role/deployed', Prefix: 'edi-prod' };

/** A runbook takes what its task starts it with. */
export const parametersFit: Check<CheckedMaintenance> = {
  code: 'MNT002',
  requirement: 'a task gives its runbook every parameter that it requires, and no other, with values that it takes',
  why: 'Systems Manager refuses such a start, at night and every time',
  check: (checked) =>
    tasksOf(checked).flatMap((task): Problem[] => {
      const runbook = runbookOf(checked, task);
      if (runbook === undefined) return [];
      const { application, environment } = checked.model;
      const parameters = runbook.document.parameters
        // What an environment binds is no parameter of the deployed document.
        .filter(({ name }) => !Object.hasOwn(runbook.facts.bound ?? {}, name))
        .map((parameter) =>
          Object.hasOwn(DEPLOYED, parameter.name) ? { ...parameter, defaultValue: DEPLOYED[parameter.name as keyof typeof DEPLOYED] } : parameter,
        );
      const refusal = startRefusal(parameters, startParameters(task, `${application}-${environment}`));
      if (refusal === undefined) return [];
      const settable = parameters.filter(({ name }) => !Object.hasOwn(DEPLOYED, name) && name !== 'DryRun');
      return [
        {
          code: 'MNT002',
          level: 'error',
          where: placeOf(task),
          what: `${task.runbook} does not take its parameters in ${environment}: ${refusal}`,
          received: Object.keys(task.parameters).join(', '),
          allowed: settable.map(({ name, defaultValue }) => (defaultValue === undefined ? `${name} (required)` : name)).join(', '),
          change: 'give the parameters that docs/reference/runbooks.md lists for it',
        },
      ];
    }),
};
