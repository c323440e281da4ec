import { SLI_SOURCES, type Binding } from '../slo/sli/sources';
import type { Measure, MeasureGap, MeasureId } from './measure';
import type { ResourceKind } from './resource-kind';
import { httpApi, restApi } from './resources/apis';
import { applicationLoadBalancer } from './resources/application-load-balancer';
import { database } from './resources/database';
import { ecsService } from './resources/ecs-service';
import { instance } from './resources/instance';
import { lambda } from './resources/lambda';
import { queue } from './resources/queue';
import { stateMachine } from './resources/state-machine';
import { table } from './resources/table';

/** Every kind of resource that thresholds and capacity can watch, by the word of its `source`, in the order of the reference. */
export const RESOURCE_KINDS = { applicationLoadBalancer, restApi, httpApi, lambda, queue, stateMachine, table, ecsService, database, instance };

type KindName = keyof typeof RESOURCE_KINDS;
type BindingOf<Kind> = Kind extends { readonly example: infer Of } ? Of : never;

/** A resource of an environment: measured by objectives, watched by thresholds, or both. */
export type Resource = Binding | BindingOf<(typeof RESOURCE_KINDS)[KindName]>;

/** Kinds that no objective can measure: they carry no events of users. */
export const WATCHED_ONLY = ['ecsService', 'database', 'instance'] as const satisfies readonly Exclude<KindName, Binding['source']>[];

/** True for a resource that objectives can measure. */
export function isMeasurable(resource: Resource): resource is Binding {
  return Object.hasOwn(SLI_SOURCES, resource.source);
}

/** What can be watched of a resource; none for a source that nothing is watched of but by its objectives. */
export function measuresOf(resource: Resource): readonly MeasureId[] {
  return Object.keys(kindOf(resource)?.measures ?? {}) as MeasureId[];
}

/** A measure of a resource; undefined where its kind has none of that name. */
export function measureOf(resource: Resource, id: MeasureId): Measure | MeasureGap | undefined {
  return kindOf(resource)?.measures[id]?.(resource);
}

function kindOf({ source }: Resource): ResourceKind<Resource> | undefined {
  const kinds: Readonly<Record<string, ResourceKind<Resource>>> = RESOURCE_KINDS;
  return Object.hasOwn(kinds, source) ? kinds[source] : undefined;
}
