import { TemplateResolver } from '../../aws/cloudformation/resolve-template';
import { isJsonObject, type JsonObject, type JsonValue, type Template } from '../../aws/cloudformation/template';
import { UnresolvedError } from '../../aws/cloudformation/unresolved-error';
import { INDEXED_TYPES, indexResources, type ResourceIndex } from './resource-index';
import { CannotTellError, isIntrinsic, PropertyNode, UnresolvedValue, type TemplateValue } from './template-value';

/** A template to be checked, and where it will be deployed as far as that is known. */
export interface TemplateSource {
  /** Name of the file for problems. */
  readonly file: string;
  readonly stackName: string;
  /** Default: not known before deployment. */
  readonly region?: string;
  /** Default: not known before deployment. */
  readonly account?: string;
  /** CDK stage, or any other name of what is deployed together. Default: everything without a name is one. */
  readonly stage?: string;
}

const UNKNOWN_ACCOUNT = '000000000000';
const UNKNOWN_REGION = 'unknown-region';

/**
 * A stack under check. Values are resolved one by one and only when asked for, so that a parameter without a value
 * hides nothing but itself.
 */
export class CheckedStack {
  #resources?: readonly CheckedResource[];
  #references?: ResourceIndex<CheckedResource>;
  #resolver?: TemplateResolver;
  /** Stand-in resources, one for each intrinsic function met: the resolver resolves resources, not single values. */
  readonly #probes = new Map<JsonValue, string>();

  /**
   * @param bytes size of the template as it is uploaded
   * @param all every stack under check, this one included once they are all made
   */
  constructor(
    readonly source: TemplateSource,
    readonly template: Template,
    readonly bytes: number,
    readonly all: readonly CheckedStack[],
  ) {}

  /** The resources, without those whose condition is known not to hold. */
  get resources(): readonly CheckedResource[] {
    this.#resources ??= Object.keys(this.template.Resources)
      .filter((logicalId) => this.#mayBeCreated(logicalId))
      .map((logicalId) => new CheckedResource(this, logicalId));
    return this.#resources;
  }

  /** The region, or a stand-in that no ARN written by hand can contain. */
  get region(): string {
    return this.source.region ?? UNKNOWN_REGION;
  }

  /** The account, or a stand-in. */
  get account(): string {
    return this.source.account ?? UNKNOWN_ACCOUNT;
  }

  /** The stacks that end up in the same account and region, as far as can be told: this one and those beside it. */
  get neighbours(): readonly CheckedStack[] {
    return this.#sameAccount().filter((other) => other.region === this.region);
  }

  /** The stacks that end up in the same account, in whatever region: roles are everywhere. */
  get accountStacks(): readonly CheckedStack[] {
    return this.#sameAccount();
  }

  /**
   * Resources of this stack and its neighbours that have one of some types and whose `Ref` or ARN is a reference.
   * @throws CannotTellError when there are none, but one of those types has a name that is only known at deployment
   */
  findAll(types: readonly string[], reference: string): readonly CheckedResource[] {
    const isOfType = ({ type }: CheckedResource) => types.includes(type);
    const found = this.neighbours.flatMap((stack) => (stack.#index.known.get(reference) ?? []).filter(isOfType));
    const nameless = this.neighbours.flatMap((stack) => stack.#index.nameless.filter(isOfType))[0];
    if (found.length > 0 || nameless === undefined) return found;
    const place = `${nameless.stack.source.stackName}/${nameless.logicalId}`;
    throw new CannotTellError('Properties', `${reference} may be ${place}, whose name is only known at deployment`);
  }

  /** A value of this template with its intrinsic functions resolved; undefined for AWS::NoValue. */
  resolve(value: JsonValue): TemplateValue | undefined {
    if (typeof value === 'string' && value.includes('{{resolve:')) return new UnresolvedValue('a dynamic reference');
    if (Array.isArray(value)) {
      return value.map((item: JsonValue) => this.resolve(item)).filter((item) => item !== undefined);
    }
    if (!isJsonObject(value)) return value as TemplateValue;
    if (isIntrinsic(value)) return this.#resolveIntrinsic(value);
    const entries = Object.entries(value).map(([key, item]) => [key, this.resolve(item)] as const);
    return Object.fromEntries(entries.filter((entry) => entry[1] !== undefined)) as TemplateValue;
  }

  /** Resolves references and outputs of this template. */
  get resolver(): TemplateResolver {
    this.#resolver ??= new TemplateResolver(this.#withProbes(), {
      accountId: this.account,
      region: this.region,
      partition: partitionOf(this.region),
      stackName: this.source.stackName,
      parameters: {},
      importValue: (name) => firstDefined(this.neighbours, (stack) => stack.resolver.exportedValue(name)),
      stackOutput: (stackName, outputName, region) =>
        firstDefined(this.#sameAccount(), (stack) =>
          stack.source.stackName === stackName && stack.region === region ? stack.resolver.output(outputName) : undefined,
        ),
    });
    return this.#resolver;
  }

  get #index(): ResourceIndex<CheckedResource> {
    this.#references ??= indexResources(this.resources.filter(({ type }) => INDEXED_TYPES.has(type)));
    return this.#references;
  }

  #mayBeCreated(logicalId: string): boolean {
    try {
      return this.resolver.isCreated(logicalId);
    } catch (error) {
      if (error instanceof UnresolvedError) return true;
      throw error;
    }
  }

  #resolveIntrinsic(value: JsonObject): TemplateValue | undefined {
    try {
      return this.resolver.properties(this.#probes.get(value)!).value;
    } catch (error) {
      if (error instanceof UnresolvedError) return new UnresolvedValue(`cannot resolve ${error.what}`);
      throw error;
    }
  }

  #withProbes(): Template {
    const collect = (value: JsonValue): void => {
      // Ids of resources are alphanumeric, so no template has one with a space.
      if (isIntrinsic(value)) this.#probes.set(value, `probe ${this.#probes.size}`);
      else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect);
    };
    Object.values(this.template.Resources).forEach((resource) => collect(resource.Properties ?? {}));
    const stands = [...this.#probes].map(([value, id]) => [id, { Type: 'day2::probe', Properties: { value } }] as const);
    return { ...this.template, Resources: { ...this.template.Resources, ...Object.fromEntries(stands) } };
  }

  /** Stages are separate deployments, and may be in separate accounts, unless the accounts are known to be the same. */
  #sameAccount(): readonly CheckedStack[] {
    const { account, stage } = this.source;
    return this.all.filter((other) =>
      account === undefined ? other.source.account === undefined && other.source.stage === stage : other.source.account === account,
    );
  }
}

/** A resource under check. */
export class CheckedResource {
  #properties?: PropertyNode;

  constructor(
    readonly stack: CheckedStack,
    readonly logicalId: string,
  ) {}

  get type(): string {
    return this.stack.template.Resources[this.logicalId]!.Type;
  }

  get properties(): PropertyNode {
    this.#properties ??= new PropertyNode('Properties', this.stack.resolve(this.stack.template.Resources[this.logicalId]!.Properties ?? {}));
    return this.#properties;
  }

  /**
   * What `Ref` returns: the name of an alarm, the ARN of a topic, the id of a key.
   * @throws CannotTellError when that is only known at deployment
   */
  get reference(): string {
    return this.#identity(() => this.stack.resolver.ref(this.logicalId));
  }

  /**
   * What `Fn::GetAtt` of `Arn` returns.
   * @throws CannotTellError when that is only known at deployment
   */
  get arn(): string {
    return this.#identity(() => this.stack.resolver.attribute(this.logicalId, 'Arn'));
  }

  #identity(read: () => JsonValue): string {
    try {
      return String(read());
    } catch (error) {
      if (error instanceof UnresolvedError) throw new CannotTellError('Properties', `cannot resolve ${error.what}`);
      throw error;
    }
  }
}

/** Partition by the prefix of the region. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

function firstDefined<T, R>(items: readonly T[], read: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const value = read(item);
    if (value !== undefined) return value;
  }
  return undefined;
}
