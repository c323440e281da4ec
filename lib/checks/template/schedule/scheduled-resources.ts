import type { LoadedResource } from '../../../aws/assembly/loaded-stack';
import type { PropertyNode } from '../../../aws/assembly/property-node';
import { scheduledType, type ScheduledType } from '../../../aws/schedule/scheduled-types';
import { placesAt } from '../places-at';
import type { ResourceScope } from '../template-check';

/** A schedule of a resource. */
export interface ScheduleOfResource {
  readonly of: ScheduledType;
  /** What the expression stands in, with the time zone beside it: the resource, or an object in it. */
  readonly around: Pick<PropertyNode, 'at'>;
  readonly expression: PropertyNode;
  /** Undefined for types whose schedules are in UTC. */
  readonly timeZone?: PropertyNode;
}

/** Resources with a schedule of a type of which schedules are read. */
export const SCHEDULED_RESOURCES: ResourceScope = {
  description: 'schedules, rules, maintenance windows, associations, backup plans, rotations, canaries, scheduled scaling and mute rules',
  includes: ({ type }) => scheduledType(type) !== undefined,
};

/**
 * The schedules of a resource, none when its type has none or the resource sets none.
 * @throws CannotTellError when what they stand in is only known at deployment
 */
export function schedulesOf(resource: LoadedResource): readonly ScheduleOfResource[] {
  const of = scheduledType(resource.type);
  if (of === undefined) return [];
  const path = of.expression.split('.');
  const name = path.at(-1)!;
  const arounds: readonly Pick<PropertyNode, 'at'>[] = path.length === 1 ? [resource] : placesAt(resource, path.slice(0, -1));
  return arounds.map((around) => ({
    of,
    around,
    expression: around.at(name),
    ...(of.timeZone === undefined ? {} : { timeZone: around.at(of.timeZone) }),
  }));
}
