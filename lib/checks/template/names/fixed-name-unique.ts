import type { LoadedResource, LoadedStack } from '../../../aws/assembly/loaded-stack';
import type { PropertyNode } from '../../../aws/assembly/property-node';
import { CannotTellError } from '../../../aws/errors';
import { placesAt } from '../places-at';
import type { ResourceCheck } from '../template-check';
import { FIXED_NAMES, type FixedName } from './fixed-names';

/**
 * No two resources of a type have the same name where AWS wants names of their own. CloudFormation compares what identifies a
 * type, which for many is an ARN that no template has. Names of alarms are ALM017's.
 */
export const fixedNameUnique: ResourceCheck = {
  code: 'NAM001',
  requirement: 'no two resources of a type have the same name in one account and region',
  why: 'the second is refused when half of its stack stands, or takes the first one over',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html',
  appliesTo: {
    description: 'resources with a name of their own',
    includes: (resource) => FIXED_NAMES.has(resource.type) && nameNode(resource) !== undefined,
  },
  *check(resource) {
    const at = nameNode(resource)!;
    const first = firstOfName(resource);
    if (first === resource) return;
    for (const each of [first, resource]) each.requireCreated();
    const { isAccountKnown, isRegionKnown } = resource.stack;
    const isGlobal = fixedName(resource).isGlobal === true;
    if (first.stack !== resource.stack && !(isAccountKnown && (isRegionKnown || isGlobal))) {
      throw new CannotTellError(at.path, `${first.logicalId} of ${first.stack.file} has the same name, and account or region is only known at deployment`);
    }
    yield {
      at,
      what: `the name is taken by ${first.logicalId} of ${first.stack.file}`,
      received: at.shown,
      allowed: `a name of its own for every ${resource.type} of an account${isGlobal ? '' : ' and region'}`,
      change: 'put what distinguishes the two into the name, or leave it to CloudFormation',
    };
  },
};

/** The first resource with the name of another, perhaps itself. */
function firstOfName(resource: LoadedResource): LoadedResource {
  const key = keyOf(resource);
  const stacks = fixedName(resource).isGlobal === true ? resource.stack.accountStacks : resource.stack.neighbours;
  return stacks.map((stack) => namesOf(stack).get(key)).find((found) => found !== undefined) ?? resource;
}

/** The names of each stack, put together when they are first asked for. */
const NAMES = new WeakMap<LoadedStack, ReadonlyMap<string, LoadedResource>>();

/** The first resource of each name in a stack; what cannot be read is nobody's. */
function namesOf(stack: LoadedStack): ReadonlyMap<string, LoadedResource> {
  const known = NAMES.get(stack);
  if (known !== undefined) return known;
  const names = new Map<string, LoadedResource>();
  for (const resource of stack.resources) {
    const key = FIXED_NAMES.has(resource.type) ? readKey(resource) : undefined;
    if (key !== undefined && !names.has(key)) names.set(key, resource);
  }
  NAMES.set(stack, names);
  return names;
}

function readKey(resource: LoadedResource): string | undefined {
  try {
    return nameNode(resource) === undefined ? undefined : keyOf(resource);
  } catch (error) {
    if (error instanceof CannotTellError) return undefined;
    throw error;
  }
}

/** What has to be the only one: the kind of name, what it is a name within, and the name. */
function keyOf(resource: LoadedResource): string {
  const { kind, within, whole } = fixedName(resource);
  const scope = within === undefined || !resource.at(within).isPresent ? whole : resource.at(within).text();
  return JSON.stringify([kind ?? resource.type, scope, nameNode(resource)!.text()]);
}

function nameNode(resource: LoadedResource): PropertyNode | undefined {
  return placesAt(resource, fixedName(resource).path.split('.'))[0];
}

function fixedName({ type }: LoadedResource): FixedName {
  return FIXED_NAMES.get(type)!;
}
