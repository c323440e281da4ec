import type { LoadedResource, LoadedStack } from '../../aws/assembly/loaded-stack';
import { NotSimulatedError, orDoubt } from '../../aws/errors';

/** The resources of a type that the templates deploy in a region, in their order: for operations that only describe them. */
export function deployedOfType(stacks: readonly LoadedStack[], type: string, region: string): LoadedResource[] {
  return stacks.flatMap(({ resources }) => resources).filter((resource) => resource.type === type && resource.region === region);
}

/**
 * The first of some resources that is asked for; undefined when there is none for certain.
 *
 * @param isAskedFor reads what names a resource
 * @throws NotSimulatedError of a resource whose name cannot be resolved, when no other one is it
 */
export function findDeployed(resources: readonly LoadedResource[], isAskedFor: (resource: LoadedResource) => boolean): LoadedResource | undefined {
  let doubt: NotSimulatedError | undefined;
  for (const resource of resources) {
    const isIt = orDoubt(() => isAskedFor(resource));
    if (isIt === true) return resource;
    if (isIt instanceof NotSimulatedError) doubt ??= isIt;
  }
  if (doubt !== undefined) throw doubt;
  return undefined;
}
