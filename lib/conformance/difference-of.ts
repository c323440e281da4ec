import type { DeployedThing } from './deployed-resources';
import type { Difference } from './difference';
import type { PlanDifference } from './plan-difference';

/** A difference with the place of its resource. */
export function differenceOf(kind: PlanDifference['kind'], name: string, thing: DeployedThing | undefined, difference: Difference): PlanDifference {
  const { constructPath } = thing?.definedIn ?? {};
  return { kind, name, resource: locationOf(thing), ...(constructPath !== undefined && { constructPath }), ...difference };
}

/** `stack/LogicalId`; for what no stack made, its name and region. */
function locationOf(thing: DeployedThing | undefined): string {
  if (thing === undefined) return 'no resource';
  const { definedIn, name, region } = thing;
  return definedIn === undefined ? `${name} in ${region}` : `${definedIn.stackName}/${definedIn.logicalId}`;
}
