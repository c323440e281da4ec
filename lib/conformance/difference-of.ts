import type { LoadedResource } from '../aws/assembly/loaded-stack';
import type { Difference } from './difference';
import type { PlanDifference } from './plan-difference';

/** A difference with the place of its resource. */
export function differenceOf(kind: PlanDifference['kind'], name: string, resource: LoadedResource | undefined, difference: Difference): PlanDifference {
  return {
    kind,
    name,
    resource: resource === undefined ? 'no resource' : `${resource.stackName}/${resource.logicalId}`,
    ...(resource?.constructPath !== undefined && { constructPath: resource.constructPath }),
    ...difference,
  };
}
