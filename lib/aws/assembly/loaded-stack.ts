import { partitionOfRegion } from '../arn';
import { templatePropertyOf } from '../cloudformation/nested-stack-types';
import { TemplateResolver } from '../cloudformation/resolve-template';
import { own } from '../cloudformation/resolved-value';
import { generatedName } from '../cloudformation/resource-identity';
import type { JsonObject, JsonValue, Template } from '../cloudformation/template';
import { UnresolvedError } from '../cloudformation/unresolved-error';
import { NotSimulatedError } from '../errors';
import { withNamedValues } from './named-values';
import { outerStack, readWithinBounds, templateLocation, type NestedTemplate, type NestedTemplateReader } from './nested-stacks';
import { PropertyNode } from './property-node';
import type { AssetReader, StackSource } from './stack-source';

/**
 * A resource of a loaded stack. Everything that needs resolving is resolved when asked for, and throws
 * NotSimulatedError, naming the stack and the resource, when it cannot be.
 */
export interface LoadedResource {
  readonly stackName: string;
  readonly logicalId: string;
  readonly type: string;
  readonly region: string;
  /** The stack it belongs to, with all that is beside it. */
  readonly stack: LoadedStack;
  /** Path of the construct that made it, when the assembly says: `prod/Alarms/Portal/Resource`. */
  readonly constructPath?: string;
  /** All properties; one that cannot be resolved hides all others. Whoever asks for a few of them uses {@link LoadedResource.at}. */
  readonly properties: JsonObject;
  /** One property, or the place where it would be. What cannot be resolved hides only itself, and throws CannotTellError when read. */
  at(property: string): PropertyNode;
  /** Throws when it cannot be determined whether its condition holds. */
  requireCreated(): void;
  /** What `Ref` returns: the name of an alarm, the ARN of a topic, the id of a key. */
  readonly ref: string;
  /** What `Fn::GetAtt` returns. */
  attribute(name: string): string;
  /**
   * The same resource, with values that nobody gave named in their place, such as `${Stage}-errors`: in `Ref`, in attributes, and in those texts of its
   * properties whose path is one of some, such as `Dimensions[].Value`.
   */
  naming(paths: ReadonlySet<string>): LoadedResource;
}

/** A stack of an assembly, or a single template taken as one. */
export interface LoadedStack {
  readonly stackName: string;
  /** Its id in the assembly; the name of the stack where there is no assembly. */
  readonly artifactId: string;
  /** Ids of what is deployed before it. */
  readonly dependsOn: readonly string[];
  /** A stand-in when it is not known before deployment. */
  readonly account: string;
  readonly isAccountKnown: boolean;
  /** A stand-in that no ARN written by hand has, when it is not known before deployment. */
  readonly region: string;
  readonly isRegionKnown: boolean;
  /** Name of the CDK stage the stack belongs to, when it belongs to one. */
  readonly stage?: string;
  /** The template, as the user named the path. */
  readonly file: string;
  readonly template: Template;
  /** Size of the template as it is uploaded. */
  readonly bytes: number;
  /** The stack whose resource this one is. Absent: it is deployed by itself. */
  readonly outer?: LoadedStack;
  /** Why the templates of stacks that are nested in this one are not read, by the logical ids of their resources. */
  readonly unreadNestedStacks: ReadonlyMap<string, string>;
  /** Macros the template asks for: CloudFormation would rewrite it before it deploys it. */
  readonly transforms: readonly string[];
  /** The resources whose conditions hold, in the order of the template. */
  readonly resources: readonly LoadedResource[];
  /** Names of its exports, by output; undefined for one that is only known at deployment. */
  readonly exportNames: ReadonlyMap<string, string | undefined>;
  /** The stacks that end up in the same account, in whatever region, this one included: roles are everywhere. */
  readonly accountStacks: readonly LoadedStack[];
  /** Those of the same account and region. */
  readonly neighbours: readonly LoadedStack[];
  /**
   * Text of a file of an asset, by the key of its object in the bucket of assets; undefined when there is none. Absent
   * for a template that came without its assembly.
   */
  readonly assetFile?: AssetReader;
}

/** A stack, and how others see its exports and outputs. */
interface LinkedStack {
  readonly source: StackSource;
  readonly resolver: TemplateResolver;
  readonly stack: LoadedStack;
  readonly outer?: LinkedStack;
  /** The stacks nested in it, or why they are not read, by the logical ids of their resources. */
  readonly nested: Map<string, LinkedStack | string>;
}

const NOT_READ = 'the template of a nested stack is not read';
const UNKNOWN_ACCOUNT = '000000000000';
const UNKNOWN_REGION = 'unknown-region';

/**
 * Makes stacks that see each other's exports and outputs, within one account. Each is followed by those that are nested in it.
 *
 * @param readNested default: templates of nested stacks are not read
 */
export function linkStacks(sources: readonly StackSource[], readNested: NestedTemplateReader = () => NOT_READ): LoadedStack[] {
  const linked: LinkedStack[] = [];
  for (const source of sources) linked.push(linkStack(source, linked));
  const outermost = [...linked];
  // Those that are added on the way are looked into as well.
  for (const outer of linked) linkNestedStacks(outer, linked, readNested);
  return outermost.flatMap(withNestedStacks);
}

function withNestedStacks({ stack, nested }: LinkedStack): LoadedStack[] {
  return [stack, ...[...nested.values()].flatMap((inner) => (typeof inner === 'string' ? [] : withNestedStacks(inner)))];
}

/** The template of a stack and those around it. */
function filesAround({ source, outer }: LinkedStack): string[] {
  return outer === undefined ? [source.file] : [source.file, ...filesAround(outer)];
}

function linkNestedStacks(outer: LinkedStack, linked: LinkedStack[], read: NestedTemplateReader): void {
  const { source, resolver, nested } = outer;
  for (const [logicalId, { Type: type }] of Object.entries(source.template.Resources)) {
    const property = templatePropertyOf(type);
    if (property === undefined || !isCreatedOrUnknown(resolver, logicalId)) continue;
    const found = readWithinBounds(read, { source, logicalId }, templateLocation(resolver, logicalId, property), filesAround(outer));
    if (typeof found === 'string') {
      nested.set(logicalId, found);
      continue;
    }
    const inner = linkStack(nestedSource(outer, logicalId, found), linked, { ...outer, logicalId });
    nested.set(logicalId, inner);
    linked.push(inner);
  }
}

/** A nested stack is deployed where the one around it is, and called as any resource of it. */
function nestedSource({ source }: LinkedStack, logicalId: string, found: NestedTemplate): StackSource {
  const { parameters: _, stackName, artifactId = stackName, template, ...shared } = source;
  const { Type: type } = template.Resources[logicalId]!;
  return { ...shared, ...found, stackName: generatedName({ type, stackName, logicalId }), artifactId: `${artifactId}/${logicalId}` };
}

/**
 * @param linked every stack, once all are linked
 * @param outer the stack it is nested in, and the logical id it has there
 */
function linkStack(source: StackSource, linked: readonly LinkedStack[], outer?: LinkedStack & { readonly logicalId: string }): LinkedStack {
  const nested = new Map<string, LinkedStack | string>();
  const { stackName, account = UNKNOWN_ACCOUNT, region = UNKNOWN_REGION, stage, file, template, bytes, assetFile } = source;
  const ofAccount = () => linked.filter((other) => isSameAccount(source, other.source));
  const neighbours = (wanted: string) => ofAccount().filter((other) => other.stack.region === wanted);
  const resolver = new TemplateResolver(template, {
    accountId: account,
    region,
    partition: partitionOfRegion(region),
    stackName,
    standIns: [...(source.account === undefined ? (['account'] as const) : []), ...(source.region === undefined ? (['region'] as const) : [])],
    parameters: source.parameters ?? {},
    storedParameters: source.storedParameters,
    ...(source.availabilityZones !== undefined && { availabilityZones: source.availabilityZones }),
    importValue: (exportName) => firstDefined(neighbours(region), (other) => other.resolver.exportedValue(exportName)) ?? own(source.imports ?? {}, exportName),
    stackOutput: (name, outputName, wanted) =>
      firstDefined(neighbours(wanted), (other) => (other.source.stackName === name ? other.resolver.output(outputName) : undefined)),
    nestedOutput: (id, outputName, where) => {
      const inner = nested.get(id) ?? NOT_READ;
      if (typeof inner === 'string') throw new UnresolvedError(`output ${outputName} of the nested stack ${id}: ${inner}`, where);
      return inner.resolver.output(outputName);
    },
    ...(outer !== undefined && { outer: outerStack(outer.resolver, outer.logicalId) }),
  });
  let resources: readonly LoadedResource[] | undefined;
  const stack: LoadedStack = {
    stackName,
    artifactId: source.artifactId ?? stackName,
    dependsOn: source.dependsOn ?? [],
    account,
    isAccountKnown: source.account !== undefined,
    region,
    isRegionKnown: source.region !== undefined,
    stage,
    file,
    template,
    bytes,
    assetFile,
    ...(outer !== undefined && { outer: outer.stack }),
    get unreadNestedStacks() {
      return new Map([...nested].filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
    },
    get transforms() {
      return [template.Transform ?? []].flat().map((name) => (typeof name === 'string' ? name : JSON.stringify(name)));
    },
    get resources() {
      resources ??= Object.keys(template.Resources)
        .filter((logicalId) => isCreatedOrUnknown(resolver, logicalId))
        .map((logicalId) => new ResolvedResource(stack, source.constructPaths, resolver, logicalId));
      return resources;
    },
    get exportNames() {
      return resolver.exportNames();
    },
    get accountStacks() {
      return ofAccount().map((other) => other.stack);
    },
    get neighbours() {
      return neighbours(region).map((other) => other.stack);
    },
  };
  return { source, resolver, stack, nested, ...(outer !== undefined && { outer }) };
}

/** Stages are separate deployments, and may be in separate accounts, unless the accounts are known to be the same. */
function isSameAccount(one: StackSource, other: StackSource): boolean {
  return one.account === other.account && (one.account !== undefined || one.stage === other.stage);
}

/** A condition that cannot be resolved keeps its resource, whose properties then say why they cannot be read. */
function isCreatedOrUnknown(resolver: TemplateResolver, logicalId: string): boolean {
  try {
    return resolver.isCreated(logicalId);
  } catch (error) {
    if (error instanceof UnresolvedError) return true;
    throw error;
  }
}

/** A resource by the name it has in the account, and where its template defines it. */
export interface DeployedIdentity {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  readonly stackName: string;
  readonly logicalId: string;
  readonly constructPath?: string;
}

class ResolvedResource implements LoadedResource {
  readonly stackName: string;
  readonly type: string;
  readonly region: string;
  readonly constructPath?: string;
  readonly #constructPaths: ReadonlyMap<string, string> | undefined;
  readonly #resolver: TemplateResolver;
  readonly #named?: ReadonlySet<string>;
  #known?: PropertyNode;

  /** @param named paths of properties in which values that nobody gave are named; absent: nothing is */
  constructor(
    readonly stack: LoadedStack,
    constructPaths: ReadonlyMap<string, string> | undefined,
    resolver: TemplateResolver,
    readonly logicalId: string,
    named?: ReadonlySet<string>,
  ) {
    const { Type: type, Metadata: metadata } = stack.template.Resources[logicalId]!;
    const path = metadata?.['aws:cdk:path'];
    this.stackName = stack.stackName;
    this.type = type;
    this.region = stack.region;
    this.constructPath = typeof path === 'string' ? path : constructPaths?.get(logicalId);
    this.#constructPaths = constructPaths;
    this.#resolver = resolver;
    this.#named = named;
  }

  naming(paths: ReadonlySet<string>): LoadedResource {
    return new ResolvedResource(this.stack, this.#constructPaths, this.#resolver, this.logicalId, paths);
  }

  get properties(): JsonObject {
    this.requireCreated();
    if (this.#named !== undefined) return (this.#properties.json() ?? {}) as JsonObject;
    return this.#resolve(() => this.#resolver.properties(this.logicalId));
  }

  requireCreated(): void {
    this.#resolve(() => this.#resolver.isCreated(this.logicalId));
  }

  at(property: string): PropertyNode {
    return this.#properties.at(property);
  }

  get #properties(): PropertyNode {
    if (this.#known !== undefined) return this.#known;
    const known = this.#resolver.knownProperties(this.logicalId);
    const value = this.#named === undefined || known === undefined ? known : withNamedValues(known, this.#named);
    return (this.#known = new PropertyNode('Properties', value, `${this.stackName}/${this.logicalId}`));
  }

  get #names(): TemplateResolver {
    return this.#named === undefined ? this.#resolver : this.#resolver.naming;
  }

  get ref(): string {
    return String(this.#resolve(() => this.#names.ref(this.logicalId, `resource ${this.logicalId}`)));
  }

  attribute(name: string): string {
    return String(this.#resolve(() => this.#names.attribute(this.logicalId, name, `resource ${this.logicalId}`)));
  }

  #resolve<T extends JsonValue>(resolve: () => T): T {
    try {
      return resolve();
    } catch (error) {
      if (error instanceof UnresolvedError) throw new NotSimulatedError(error.what, `${this.stackName}: ${error.where}`, error.missing);
      throw error;
    }
  }
}

function firstDefined<T, R>(items: readonly T[], read: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const value = read(item);
    if (value !== undefined) return value;
  }
  return undefined;
}
