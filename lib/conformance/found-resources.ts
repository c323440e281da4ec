import { resourceArn } from '../aws/arn';
import type { LoadedResource, LoadedStack } from '../aws/assembly/loaded-stack';
import type { JsonObject, JsonValue } from '../aws/cloudformation/template';
import { NotSimulatedError } from '../aws/errors';
import type { Difference } from './difference';
import { differenceOf } from './difference-of';
import type { PlanDifference } from './plan-difference';

/** The resources of some stacks, looked up by what they are called, and what is found to be wrong with them. */
export class FoundResources {
  readonly differences: PlanDifference[] = [];
  readonly unknown: string[] = [];
  readonly all: readonly LoadedResource[];
  readonly accountId: string;

  constructor(readonly stacks: readonly LoadedStack[]) {
    this.all = stacks.flatMap((stack) => stack.resources);
    this.accountId = stacks[0]?.account ?? '';
  }

  /** Resources of a type in a region for which something holds; one that cannot be read is noted and left out. */
  having(type: string, region: string, holds: (resource: LoadedResource) => boolean): readonly LoadedResource[] {
    return this.all.filter((resource) => resource.type === type && resource.region === region && this.attempt(() => holds(resource)) === true);
  }

  /** The resource whose property has a value; undefined, and a difference, when there is none. */
  named(type: string, region: string, property: string, name: string): LoadedResource | undefined {
    const [found] = this.having(type, region, ({ properties }) => properties[property] === name);
    if (found === undefined) this.miss(name, region, type.split('::').at(-1)!.toLowerCase());
    return found;
  }

  /** Notes something that is planned and in no template. */
  miss(name: string, region: string, what: string): void {
    this.differences.push({ kind: 'template', name, resource: region, what, planned: `exists in ${region}`, found: 'is in no template' });
  }

  /** Notes differences of a resource. */
  differ(name: string, resource: LoadedResource, differences: readonly Difference[]): void {
    for (const difference of differences) this.differences.push(differenceOf('template', name, resource, difference));
  }

  /** Reads something; what cannot be resolved cannot be compared. */
  attempt<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof NotSimulatedError)) throw error;
      if (!this.unknown.includes(error.message)) this.unknown.push(error.message);
      return undefined;
    }
  }

  /** The ARN of something in the account of the stacks. */
  arn(service: string, region: string, rest: string): string {
    return resourceArn(service, region, this.accountId, rest);
  }
}

/** A property that is a list; an empty one when it is none. */
export function listAt(parent: JsonObject, name: string): readonly JsonValue[] {
  const value = parent[name];
  return Array.isArray(value) ? value : [];
}
