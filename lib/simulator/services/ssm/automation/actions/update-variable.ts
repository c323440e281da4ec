import { NotSimulatedError } from '../../../../../aws/errors';
import type { Action } from '../action';
import { hasType } from '../step-outputs';

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-update-variable.html */
export const UPDATE_VARIABLE: Action = {
  verbatim: ['Name'],
  run: ({ inputs, execution }) => {
    const name = String(inputs.Name).replace(/^variable:/, '');
    const variable = execution.document.body.variables.find((candidate) => candidate.name === name);
    if (variable === undefined) throw new NotSimulatedError(`variable ${name} that the document does not have`);
    const value = inputs.Value!;
    if (!hasType(value, variable.type)) return { status: 'Failed', failure: `variable ${name} is a ${variable.type}, and not ${JSON.stringify(value)}` };
    execution.variables.set(name, value);
    return { status: 'Success' };
  },
};
