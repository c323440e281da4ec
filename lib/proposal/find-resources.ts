import type { LoadedResource, LoadedStack } from '../aws/assembly/loaded-stack';
import { CannotTellError, NotSimulatedError } from '../aws/errors';
import { resourceSchema } from '../config/resource-schema';
import type { ProposableSource } from './proposable-source';
import { nameOfResource, nameOfStack } from './resource-names';
import { isOpen, type Setting, type Settings } from './resource-reading';
import { READERS } from './resources/readers';
import { USUAL_FORM } from './template-name';

/** A resource for which something is proposed. */
export interface FoundResource {
  /** What it would be called; not yet different from all others. */
  readonly name: string;
  readonly source: ProposableSource;
  readonly settings: Settings;
  /** Name of its stack in every environment, without the name of the stage. */
  readonly stack: string;
  /** Name of its stack, where that is known. */
  readonly stackName?: string;
  readonly logicalId: string;
  /** CloudFormation type, or what somebody said it is. */
  readonly type: string;
}

/** A resource for which nothing is proposed although its type is known. */
export interface LeftOut {
  readonly what: string;
  readonly reason: string;
}

/** What there is in the stacks of an environment. */
export interface Findings {
  readonly resources: readonly FoundResource[];
  readonly leftOut: readonly LeftOut[];
  /** How many resources there are of the other types. */
  readonly otherTypes: ReadonlyMap<string, number>;
}

/** CloudFront is everywhere; its metrics are read in their own region wherever its stack is. */
const EVERYWHERE: readonly ProposableSource[] = ['distribution'];

/**
 * The resources of stacks for which something can be proposed, in the order of the templates.
 *
 * @param region where the services of the environment run
 */
export function findResources(stacks: readonly LoadedStack[], region: string): Findings {
  const resources: FoundResource[] = [];
  const leftOut: LeftOut[] = [];
  const otherTypes = new Map<string, number>();
  for (const resource of stacks.flatMap((stack) => stack.resources)) {
    const found = Object.hasOwn(READERS, resource.type) ? read(resource, region) : undefined;
    if (found === undefined) otherTypes.set(resource.type, (otherTypes.get(resource.type) ?? 0) + 1);
    else if (typeof found === 'string') leftOut.push({ what: describe(resource), reason: found });
    else resources.push(found);
  }
  return { resources, leftOut, otherTypes };
}

/** `Worker (AWS::Lambda::Function) of orders`. */
function describe({ logicalId, type, stackName }: LoadedResource): string {
  return `${logicalId} (${type}) of ${stackName}`;
}

/** A resource, or why nothing is proposed for it. */
function read(resource: LoadedResource, region: string): FoundResource | string {
  const { stack, stackName, logicalId, type } = resource;
  try {
    resource.requireCreated();
    const reading = READERS[type]!(resource);
    if ('refused' in reading) return reading.refused;
    if (stack.region !== region && !EVERYWHERE.includes(reading.source)) return `it is in ${stack.region}, and the environment in ${region}`;
    const { source } = reading;
    return {
      name: nameOfResource(resource),
      source,
      settings: Object.fromEntries(Object.entries(reading.settings).map(([key, setting]) => [key, allowed(setting, key, source, logicalId)])),
      stack: nameOfStack(stack),
      // The name of a template by itself is that of its file.
      ...(stack.assetFile !== undefined && { stackName }),
      logicalId,
      type,
    };
  } catch (error) {
    if (!(error instanceof NotSimulatedError)) throw error;
    return `what the template says of it depends on the deployment: ${error instanceof CannotTellError ? error.reason : error.thing}`;
  }
}

/** A setting that the schema of its resource takes; a name that it does not is for somebody to look at. */
function allowed(setting: Setting, key: string, source: ProposableSource, logicalId: string): Setting {
  if (isOpen(setting) || isAllowed(source, key, setting)) return setting;
  return { why: `the template says ${JSON.stringify(setting)}, which is not what such a name looks like`, logicalId, form: USUAL_FORM };
}

/** True where the schema of a resource takes a value, whatever the other keys are. */
function isAllowed(source: ProposableSource, key: string, value: unknown): boolean {
  const { error } = resourceSchema.safeParse({ source, [key]: value });
  return !(error?.issues ?? []).some(({ path }) => path[0] === key);
}
