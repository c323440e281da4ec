import { partitionOfRegion } from '../arn';
import { TemplateResolver } from '../cloudformation/resolve-template';
import type { JsonObject, JsonValue, Template } from '../cloudformation/template';
import { UnresolvedError } from '../cloudformation/unresolved-error';
import { NotSimulatedError } from '../errors';

/**
 * A resource of a loaded stack. Everything that needs resolving is resolved when asked for, and throws
 * NotSimulatedError, naming the stack and the resource, when it cannot be.
 */
export interface LoadedResource {
  readonly stackName: string;
  readonly logicalId: string;
  readonly type: string;
  readonly region: string;
  /** Path of the construct that made it, when the assembly tells: `prod/Alarms/Portal/Resource`. */
  readonly constructPath?: string;
  readonly properties: JsonObject;
  /** What `Ref` returns: the name of an alarm, the ARN of a topic, the id of a key. */
  readonly ref: string;
  /** What `Fn::GetAtt` returns. */
  attribute(name: string): string;
}

/** A stack of an assembly, or a single template taken as one. */
export interface LoadedStack {
  readonly stackName: string;
  readonly account: string;
  readonly region: string;
  /** Name of the CDK stage the stack belongs to, when it belongs to one. */
  readonly stage?: string;
  /** The template, as the user named the path. */
  readonly file: string;
  /** Macros the template asks for: CloudFormation would rewrite it before it deploys it. */
  readonly transforms: readonly string[];
  /** The resources whose conditions hold, in the order of the template. */
  readonly resources: readonly LoadedResource[];
  /**
   * Text of a file of an asset, by the key of its object in the bucket of assets; undefined when there is none. Absent
   * for a template that came without its assembly.
   */
  readonly assetFile?: AssetReader;
}

/** Reads a file of an asset; see {@link LoadedStack.assetFile}. */
export type AssetReader = (objectKey: string, file: string) => string | undefined;

/** What is known of a stack before its template is resolved. */
export interface StackSource {
  readonly stackName: string;
  readonly account: string;
  readonly region: string;
  readonly stage?: string;
  readonly file: string;
  readonly template: Template;
  readonly parameters: Readonly<Record<string, string>>;
  /** What Parameter Store holds before the deployment, by name. Default: nothing is known of it. */
  readonly storedParameters?: Readonly<Record<string, string>>;
  readonly constructPaths: ReadonlyMap<string, string>;
  readonly assetFile?: AssetReader;
}

/** Makes stacks that see each other's exports and outputs, within one account. */
export function linkStacks(sources: readonly StackSource[]): LoadedStack[] {
  const linked: { source: StackSource; resolver: TemplateResolver }[] = [];
  for (const source of sources) {
    const neighbours = (region: string) => linked.filter((other) => other.source.account === source.account && other.source.region === region);
    const resolver = new TemplateResolver(source.template, {
      accountId: source.account,
      region: source.region,
      partition: partitionOfRegion(source.region),
      stackName: source.stackName,
      parameters: source.parameters,
      storedParameters: source.storedParameters,
      importValue: (exportName) => firstDefined(neighbours(source.region), (other) => other.resolver.exportedValue(exportName)),
      stackOutput: (stackName, outputName, region) =>
        firstDefined(neighbours(region), (other) => (other.source.stackName === stackName ? other.resolver.output(outputName) : undefined)),
    });
    linked.push({ source, resolver });
  }
  return linked.map(({ source, resolver }) => loadStack(source, resolver));
}

function loadStack(source: StackSource, resolver: TemplateResolver): LoadedStack {
  const { stackName, account, region, stage, file, template, assetFile } = source;
  return {
    stackName,
    account,
    region,
    stage,
    file,
    assetFile,
    transforms: [template.Transform ?? []].flat().map((name) => (typeof name === 'string' ? name : JSON.stringify(name))),
    resources: Object.keys(template.Resources)
      .filter((logicalId) => isCreatedOrUnknown(resolver, logicalId))
      .map((logicalId) => new ResolvedResource(source, resolver, logicalId)),
  };
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
  readonly logicalId: string;
  readonly type: string;
  readonly region: string;
  readonly constructPath?: string;
  readonly #resolver: TemplateResolver;

  constructor(source: StackSource, resolver: TemplateResolver, logicalId: string) {
    const { Type: type, Metadata: metadata } = source.template.Resources[logicalId]!;
    const path = metadata?.['aws:cdk:path'];
    this.stackName = source.stackName;
    this.logicalId = logicalId;
    this.type = type;
    this.region = source.region;
    this.constructPath = typeof path === 'string' ? path : source.constructPaths.get(logicalId);
    this.#resolver = resolver;
  }

  get properties(): JsonObject {
    return this.#resolve(() => {
      this.#resolver.isCreated(this.logicalId);
      return this.#resolver.properties(this.logicalId);
    });
  }

  get ref(): string {
    return String(this.#resolve(() => this.#resolver.ref(this.logicalId, `resource ${this.logicalId}`)));
  }

  attribute(name: string): string {
    return String(this.#resolve(() => this.#resolver.attribute(this.logicalId, name, `resource ${this.logicalId}`)));
  }

  #resolve<T extends JsonValue>(resolve: () => T): T {
    try {
      return resolve();
    } catch (error) {
      if (error instanceof UnresolvedError) throw new NotSimulatedError(error.what, `${this.stackName}: ${error.where}`);
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
