import { partitionOfRegion } from '../../../../aws/arn';
import type { JsonValue } from '../../../../aws/cloudformation/template';
import { NotSimulatedError } from '../../../../aws/errors';
import { substitute, UnfilledReferenceError } from '../../../../runbook/document/references';
import type { Assumptions } from '../../../core/assumptions';
import type { Execution, LoopPass } from './execution';

/** What references are read from. */
export interface ReferenceScope {
  readonly execution: Execution;
  readonly accountId: string;
  readonly now: number;
  readonly pass?: LoopPass;
}

/**
 * A value of a document with its references filled in, as they are when the step runs.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-variables.html
 *
 * @throws NotSimulatedError for a reference to what there is not, such as an output of a step that did not run: AWS does not say
 *   what becomes of it
 */
export function fillReferences(value: JsonValue, scope: ReferenceScope, { listInText }: Assumptions): JsonValue {
  try {
    return substitute(value, (reference) => referenceValue(reference, scope), listInText === 'json' ? JSON.stringify : undefined);
  } catch (error) {
    if (!(error instanceof UnfilledReferenceError)) throw error;
    const what = error.reason === 'unknown' ? '' : ' to a list or map inside a longer text';
    throw new NotSimulatedError(`reference {{ ${error.reference} }}${what} of an Automation document`, scope.execution.document.identity.name);
  }
}

/** What the references to a run itself and to where it runs are made of. */
export interface RunIdentity {
  readonly executionId: string;
  readonly region: string;
  readonly accountId: string;
  readonly now: number;
}

/** What the run itself and the place it runs in are called; undefined for any other reference. */
export function globalValue(reference: string, { executionId, region, accountId, now }: RunIdentity): JsonValue | undefined {
  switch (reference) {
    case 'automation:EXECUTION_ID':
      return executionId;
    case 'global:ACCOUNT_ID':
      return accountId;
    case 'global:AWS_PARTITION':
      return partitionOfRegion(region);
    case 'global:DATE':
      return new Date(now).toISOString().slice(0, 'yyyy-MM-dd'.length);
    case 'global:DATE_TIME':
      return new Date(now).toISOString().slice(0, 'yyyy-MM-ddTHH:mm:ss'.length).replace('T', '_').replaceAll(':', '.');
    case 'global:REGION':
      return region;
    default:
      return undefined;
  }
}

function referenceValue(reference: string, { execution, accountId, now, pass }: ReferenceScope): JsonValue | undefined {
  switch (reference) {
    case 'loop.CurrentIteration':
      return pass?.iteration;
    case 'loop.CurrentIteratorValue':
      return pass?.value;
    default:
      if (reference.startsWith('variable:')) return execution.variables.get(reference.slice('variable:'.length));
      return (
        globalValue(reference, { executionId: execution.id, region: execution.document.identity.region, accountId, now }) ??
        execution.outputs.get(reference) ??
        execution.values.get(reference)
      );
  }
}
