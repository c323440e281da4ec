import { isNestedStack } from './nested-stack-types';
import { namedMissingValue, parameterValue, pseudoParameter, refuseNamedValues, refuseStandIns, type ResolutionContext } from './resolution-context';
import { asText, comparable, own, splitAttribute, withoutDynamicReference } from './resolved-value';
import { attributeOf, isNameProperty, referenceTo } from './resource-identity';
import { samResource } from './sam-resource';
import { isJsonObject, type JsonObject, type JsonValue, type Template, type TemplateResource } from './template';
import { UnresolvedValue, type TemplateObject, type TemplateValue } from './template-value';
import { UnresolvedError } from './unresolved-error';

/** Stands for AWS::NoValue while resolving; whatever holds it is left out. */
const NO_VALUE = Symbol('AWS::NoValue');
type Resolved = JsonValue | typeof NO_VALUE;
type PartlyResolved = TemplateValue | typeof NO_VALUE;

/**
 * Resolves the intrinsic functions of one template, a resource at a time and only when asked, so that a corner that
 * cannot be resolved stops nobody who does not need it. Every method throws UnresolvedError for what it cannot know.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export class TemplateResolver {
  readonly #template: Template;
  readonly #context: ResolutionContext;
  readonly #properties = new Map<string, JsonObject>();
  readonly #conditions = new Map<string, boolean>();
  /** What is being resolved right now: meeting it again means that the template goes in a circle. */
  readonly #inProgress = new Set<string>();
  #naming?: TemplateResolver;

  constructor(template: Template, context: ResolutionContext) {
    this.#template = template;
    this.#context = context;
  }

  /** The same template, with values nobody gave named in their place: {@link ResolutionContext.namesMissingValues}. */
  get naming(): TemplateResolver {
    if (this.#context.namesMissingValues === true) return this;
    return (this.#naming ??= new TemplateResolver(this.#template, { ...this.#context, namesMissingValues: true }));
  }

  /** True when the resource has no condition or its condition holds, and that of the stack where it is nested in another. */
  isCreated(logicalId: string): boolean {
    const where = `resource ${logicalId}`;
    return this.#isMade(this.#resource(logicalId, where), where);
  }

  #isMade({ Condition: condition }: { readonly Condition?: string }, where: string): boolean {
    if (this.#context.outer?.isCreated() === false) return false;
    return condition === undefined || this.#condition(condition, where);
  }

  /** The properties of a resource, resolved; the same object every time. */
  properties(logicalId: string): JsonObject {
    const known = this.#properties.get(logicalId);
    if (known !== undefined) return known;
    const where = `resource ${logicalId}`;
    const source = this.#resource(logicalId, where).Properties ?? {};
    const resolved = this.#once(where, where, () => this.#value(source, where));
    if (!isJsonObject(resolved)) throw new UnresolvedError('Properties, which are not an object', where);
    this.#properties.set(logicalId, resolved);
    return resolved;
  }

  /** The properties of a resource as far as they can be resolved, with gaps where they cannot: none hides what stands beside it. */
  knownProperties(logicalId: string): TemplateValue | undefined {
    const where = `resource ${logicalId}`;
    const known = this.#known(this.#resource(logicalId, where).Properties ?? {}, where);
    return known === NO_VALUE ? undefined : known;
  }

  /** What `Ref` of a resource or parameter returns. */
  ref(name: string, where = `Ref ${name}`): JsonValue {
    const value = this.#ref(name, where);
    if (value === NO_VALUE) throw new UnresolvedError('AWS::NoValue outside a property', where);
    return value;
  }

  /**
   * One part of the properties of a resource, such as `Parameters`, `Stage`; undefined where there is nothing. What stands beside it does not have to
   * be known.
   */
  part(logicalId: string, ...path: readonly string[]): JsonValue | undefined {
    const where = [`resource ${logicalId}`, ...path].join('.');
    return this.#once(where, where, () => {
      let value: JsonValue | undefined = this.#resource(logicalId, where).Properties;
      for (const key of path) {
        const whole: Resolved | undefined = value === undefined || intrinsicFunctionIn(value) === undefined ? value : this.#value(value, where);
        value = isJsonObject(whole) ? own(whole, key) : undefined;
      }
      const resolved = value === undefined ? undefined : this.#value(value, where);
      return resolved === NO_VALUE ? undefined : resolved;
    });
  }

  /** What `Fn::GetAtt` of a resource returns. */
  attribute(logicalId: string, attribute: string, where = `Fn::GetAtt ${logicalId}.${attribute}`): JsonValue {
    const identity = this.#identity(logicalId, where);
    const [, outputName] = isNestedStack(identity.type) ? (/^Outputs\.(.+)$/.exec(attribute) ?? []) : [];
    if (outputName === undefined) return attributeOf(identity, attribute);
    const value = this.#context.nestedOutput(logicalId, outputName, where);
    if (value === undefined) throw new UnresolvedError(`output ${outputName}, which the nested stack ${logicalId} does not have`, where);
    return value;
  }

  /** The value of an output, undefined when the template does not have it or its condition leaves it out. */
  output(outputName: string): JsonValue | undefined {
    const output = own(this.#template.Outputs, outputName);
    const where = `output ${outputName}`;
    if (output === undefined || !this.#isMade(output, where)) return undefined;
    return this.#once(where, where, () => this.#given(output.Value, where));
  }

  /** The value the template exports under a name, undefined when it does not. */
  exportedValue(exportName: string): JsonValue | undefined {
    for (const [id, output] of Object.entries(this.#template.Outputs)) {
      if (output.Export === undefined || !this.#isExportedAs(output.Export.Name, exportName, `output ${id}`)) continue;
      const value = this.output(id);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  /**
   * The names of exports whose conditions hold, by the output that has them. Undefined where the name cannot be resolved, or whether
   * there is the output.
   */
  exportNames(): ReadonlyMap<string, string | undefined> {
    const names = new Map<string, string | undefined>();
    for (const [id, output] of Object.entries(this.#template.Outputs)) {
      const where = `output ${id}`;
      const { Export: exported } = output;
      if (exported === undefined) continue;
      const isMade = this.#attempt(() => this.#isMade(output, where));
      if (isMade === false) continue;
      const name = isMade === undefined ? undefined : this.#attempt(() => this.#text(exported.Name, where));
      names.set(id, name);
    }
    return names;
  }

  #attempt<T>(resolve: () => T): T | undefined {
    try {
      return resolve();
    } catch (error) {
      if (error instanceof UnresolvedError) return undefined;
      throw error;
    }
  }

  /** A name that cannot be resolved is nobody's: whoever imports it will learn that no stack exports it. */
  #isExportedAs(name: JsonValue, exportName: string, where: string): boolean {
    return this.#attempt(() => this.#text(name, where)) === exportName;
  }

  #resource(logicalId: string, where: string): TemplateResource {
    const resource = own(this.#template.Resources, logicalId) ?? samResource(this.#template, logicalId);
    if (resource === undefined) throw new UnresolvedError(`${logicalId}, which the template does not have`, where);
    return resource;
  }

  #identity(logicalId: string, where: string) {
    const resource = this.#resource(logicalId, where);
    if (!this.isCreated(logicalId)) {
      throw new UnresolvedError(`${logicalId}, which its condition leaves out`, where);
    }
    const properties = resource.Properties ?? {};
    return {
      type: resource.Type,
      logicalId,
      ...this.#context,
      property: (name: string): JsonValue | undefined => {
        const source = own(properties, name);
        if (source === undefined) return undefined;
        const location = `resource ${logicalId}.${name}`;
        const value = this.#once(location, where, () => this.#value(source, location));
        // A name may be any; of everything else it would have to be known whether it is a name or an ARN.
        if (typeof value === 'string' && !isNameProperty(resource.Type, name)) this.#refuseNamed(value, location);
        return value === NO_VALUE ? undefined : value;
      },
    };
  }

  #value(value: JsonValue, where: string): Resolved {
    if (typeof value === 'string') return this.#plain(value, where);
    const name = intrinsicFunctionIn(value);
    if (name !== undefined) return this.#intrinsic(name, (value as JsonObject)[name]!, where);
    return mapParts(value, (part) => this.#value(part, where)) as JsonValue;
  }

  #known(value: JsonValue, where: string): PartlyResolved {
    if (typeof value === 'object' && intrinsicFunctionIn(value) === undefined) return mapParts(value, (part) => this.#known(part, where));
    try {
      return this.#value(value, where);
    } catch (error) {
      if (error instanceof UnresolvedError) return new UnresolvedValue(error.what, error.missing, this.#named(value, error, where));
      throw error;
    }
  }

  /** The text that a value comes to when what nobody gave is named; undefined where that would not be one. */
  #named(value: JsonValue, { missing }: UnresolvedError, where: string): string | undefined {
    if (missing === undefined || this.naming === this) return undefined;
    const named = this.#attempt(() => this.naming.#value(value, where));
    return typeof named === 'string' ? named : undefined;
  }

  #refuseNamed(text: string, where: string): void {
    if (this.#context.namesMissingValues === true) refuseNamedValues(text, where);
  }

  #plain(text: string, where: string): string {
    return withoutDynamicReference(text, this.#context.storedParameters, where);
  }

  #intrinsic(name: string, argument: JsonValue, where: string): Resolved {
    switch (name) {
      case 'Ref':
        return this.#ref(this.#text(argument, where), where);
      case 'Fn::GetAtt':
        return this.#getAtt(argument, where);
      case 'Fn::Join': {
        const [delimiter, list] = this.#arguments(name, argument, 2, where);
        const items = this.#list(list!, where).map((item) => asText(item, where));
        return this.#plain(items.join(this.#text(delimiter!, where)), where);
      }
      case 'Fn::Sub':
        return this.#sub(argument, where);
      case 'Fn::Select': {
        const [index, list] = this.#arguments(name, argument, 2, where);
        const items = this.#list(list!, where);
        const selected = items[Number(this.#text(index!, where))];
        if (selected === undefined) throw new UnresolvedError(`Fn::Select beyond a list of ${items.length}`, where);
        return selected;
      }
      case 'Fn::Split': {
        const [delimiter, text] = this.#arguments(name, argument, 2, where).map((each) => this.#text(each, where));
        for (const each of [delimiter!, text!]) this.#refuseNamed(each, where);
        return text!.split(delimiter!);
      }
      case 'Fn::If': {
        const [condition, whenTrue, whenFalse] = this.#arguments(name, argument, 3, where);
        return this.#value(this.#condition(this.#text(condition!, where), where) ? whenTrue! : whenFalse!, where);
      }
      case 'Fn::FindInMap':
        return this.#findInMap(argument, where);
      case 'Fn::ImportValue': {
        const exportName = this.#text(argument, where);
        const value = this.#context.importValue(exportName);
        if (value !== undefined) return value;
        const missing = { kind: 'import', name: exportName } as const;
        const named = namedMissingValue(missing, this.#context);
        if (named === undefined) throw new UnresolvedError(`import of ${exportName}, which no stack exports`, where, missing);
        return named;
      }
      case 'Fn::GetStackOutput':
        return this.#getStackOutput(argument, where);
      case 'Fn::GetAZs':
        return this.#availabilityZones(this.#text(argument, where), where);
      case 'Fn::Base64':
        return Buffer.from(this.#text(argument, where), 'utf8').toString('base64');
      default:
        throw new UnresolvedError(`intrinsic function ${name}`, where);
    }
  }

  #ref(name: string, where: string): Resolved {
    if (name === 'AWS::NoValue') return NO_VALUE;
    if (name.startsWith('AWS::')) return pseudoParameter(name, this.#context, where);
    const parameter = own(this.#template.Parameters, name);
    if (parameter !== undefined) return parameterValue(name, parameter, this.#context, where);
    return referenceTo(this.#identity(name, where));
  }

  #getAtt(argument: JsonValue, where: string): JsonValue {
    const parts = typeof argument === 'string' ? splitAttribute(argument) : this.#arguments('Fn::GetAtt', argument, 2, where);
    const [logicalId, attribute] = [this.#text(parts[0]!, where), this.#text(parts[1] ?? '', where)];
    const [property, ofGenerated] = splitAttribute(attribute);
    if (ofGenerated !== undefined && samResource(this.#template, `${logicalId}.${property}`) !== undefined)
      return this.attribute(`${logicalId}.${property}`, ofGenerated, where);
    return this.attribute(logicalId, attribute, where);
  }

  #sub(argument: JsonValue, where: string): string {
    const [text, variables] = Array.isArray(argument) ? this.#arguments('Fn::Sub', argument, 2, where) : [argument, {}];
    if (typeof text !== 'string' || !isJsonObject(variables)) {
      throw new UnresolvedError('Fn::Sub with anything but a text and an object of variables', where);
    }
    const replaced = text.replace(/\$\{([^}]*)\}/g, (whole, inner: string) => {
      const name = inner.trim();
      if (name.startsWith('!')) return whole.replace('!', '');
      const variable = own(variables, name);
      if (variable !== undefined) return this.#text(variable, where);
      if (name.startsWith('AWS::') || !name.includes('.') || samResource(this.#template, name) !== undefined) return asText(this.ref(name, where), where);
      return asText(this.#getAtt(name, where), where);
    });
    return this.#plain(replaced, where);
  }

  /** RoleArn, which only matters across accounts, is not looked at: whether it may be assumed is not a template's to know. */
  #getStackOutput(argument: JsonValue, where: string): JsonValue {
    const { StackName: stack, OutputName: output, Region: region } = isJsonObject(argument) ? argument : {};
    if (stack === undefined || output === undefined) {
      throw new UnresolvedError('Fn::GetStackOutput without StackName and OutputName', where);
    }
    const names = [this.#text(stack, where), this.#text(output, where)] as const;
    const value = this.#context.stackOutput(...names, region === undefined ? this.#context.region : this.#text(region, where));
    if (value === undefined) throw new UnresolvedError(`output ${names.join('.')}, which no stack has`, where);
    return value;
  }

  /**
   * Zones differ from account to account, and those without a default subnet are left out: they are the ones that were stated.
   * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getavailabilityzones.html
   */
  #availabilityZones(given: string, where: string): readonly string[] {
    const region = given === '' ? this.#context.region : given;
    refuseStandIns([region], this.#context, where);
    const zones = own(this.#context.availabilityZones ?? {}, region);
    if (zones !== undefined) return zones;
    throw new UnresolvedError(`the availability zones of ${region}, which only the account knows`, where, { kind: 'availability zones', name: region });
  }

  #findInMap(argument: JsonValue, where: string): JsonValue {
    const [options] = Array.isArray(argument) && argument.length === 4 ? argument.slice(3) : [];
    const parts = options === undefined ? argument : (argument as readonly JsonValue[]).slice(0, 3);
    const path = this.#arguments('Fn::FindInMap', parts, 3, where).map((part) => this.#mapKey(part, where));
    // What the language extensions take in place of an entry that is not there.
    const fallback = () => (isJsonObject(options) && options.DefaultValue !== undefined ? this.#given(options.DefaultValue, where) : undefined);
    let found: readonly (JsonValue | undefined)[] = [this.#template.Mappings];
    for (const key of path) found = found.flatMap((value) => entriesOf(value, key));
    const doubt = path.find((key) => typeof key !== 'string');
    if (doubt !== undefined) return onlyValue([...found, fallback()]) ?? throwing(doubt);
    const value = found[0] ?? fallback();
    if (value === undefined) throw new UnresolvedError(`mapping ${path.join('.')}, which the template does not have`, where);
    return value;
  }

  /** A key of a mapping, or why it cannot be known: then it may be any. */
  #mapKey(part: JsonValue, where: string): string | UnresolvedError {
    try {
      const key = this.#text(part, where);
      refuseStandIns([key], this.#context, where);
      return key;
    } catch (error) {
      if (error instanceof UnresolvedError) return error;
      throw error;
    }
  }

  #condition(name: string, where: string): boolean {
    const known = this.#conditions.get(name);
    if (known !== undefined) return known;
    const definition = own(this.#template.Conditions, name);
    if (definition === undefined) throw new UnresolvedError(`condition ${name}, which the template does not have`, where);
    const location = `condition ${name}`;
    const holds = this.#once(location, where, () => this.#conditionFunction(definition, location));
    this.#conditions.set(name, holds);
    return holds;
  }

  #conditionFunction(definition: JsonValue, where: string): boolean {
    const [name, ...others] = isJsonObject(definition) ? Object.keys(definition) : [];
    if (!isJsonObject(definition) || name === undefined || others.length > 0) {
      throw new UnresolvedError('a condition that is not one function', where);
    }
    const argument = definition[name]!;
    switch (name) {
      case 'Condition':
        return this.#condition(this.#text(argument, where), where);
      case 'Fn::Equals': {
        const [left, right] = this.#arguments(name, argument, 2, where).map((side) => comparable(this.#given(side, where)));
        if (left !== right) refuseStandIns([left!, right!], this.#context, where);
        return left === right;
      }
      case 'Fn::And':
        return !this.#hasOperand(name, argument, false, where);
      case 'Fn::Or':
        return this.#hasOperand(name, argument, true, where);
      case 'Fn::Not':
        return !this.#conditionFunction(this.#arguments(name, argument, 1, where)[0]!, where);
      default:
        throw new UnresolvedError(`condition function ${name}`, where);
    }
  }

  /** Whether one of several conditions is what decides, which those that nobody can tell then do not. */
  #hasOperand(name: string, argument: JsonValue, deciding: boolean, where: string): boolean {
    if (!Array.isArray(argument) || argument.length === 0) throw new UnresolvedError(`${name} without its conditions`, where);
    let doubt: UnresolvedError | undefined;
    for (const operand of argument) {
      try {
        if (this.#conditionFunction(operand, where) === deciding) return true;
      } catch (error) {
        if (!(error instanceof UnresolvedError)) throw error;
        doubt ??= error;
      }
    }
    if (doubt !== undefined) throw doubt;
    return false;
  }

  #arguments(name: string, argument: JsonValue, count: number, where: string): readonly JsonValue[] {
    if (!Array.isArray(argument) || argument.length !== count) {
      throw new UnresolvedError(`${name} without its ${count} arguments`, where);
    }
    return argument;
  }

  /** A value that must be there. */
  #given(value: JsonValue, where: string): JsonValue {
    const resolved = this.#value(value, where);
    if (resolved === NO_VALUE) throw new UnresolvedError('AWS::NoValue outside a property', where);
    return resolved;
  }

  #text(value: JsonValue, where: string): string {
    return asText(this.#given(value, where), where);
  }

  #list(value: JsonValue, where: string): readonly JsonValue[] {
    const list = this.#given(value, where);
    if (!Array.isArray(list)) throw new UnresolvedError(`${JSON.stringify(list)}, which is not a list`, where);
    return list;
  }

  #once<T>(key: string, where: string, resolve: () => T): T {
    if (this.#inProgress.has(key)) throw new UnresolvedError(`${key}, which refers to itself`, where);
    this.#inProgress.add(key);
    try {
      return resolve();
    } finally {
      this.#inProgress.delete(key);
    }
  }
}

/** The entry of a mapping under a key, or all where it may be any: CloudFormation deploys no stack whose key is none of them. */
function entriesOf(value: JsonValue | undefined, key: string | UnresolvedError): readonly (JsonValue | undefined)[] {
  if (!isJsonObject(value)) return [undefined];
  return typeof key === 'string' ? [own(value, key)] : Object.values(value);
}

/** The value that all that are there have; undefined where they differ. */
function onlyValue(values: readonly (JsonValue | undefined)[]): JsonValue | undefined {
  const different = new Map(values.flatMap((value) => (value === undefined ? [] : [[JSON.stringify(value), value] as const])));
  return different.size === 1 ? [...different.values()][0] : undefined;
}

function throwing(error: UnresolvedError): never {
  throw error;
}

/** Name of the intrinsic function that a value is a call of; undefined for any other value. */
function intrinsicFunctionIn(value: JsonValue): string | undefined {
  const [name, ...others] = isJsonObject(value) ? Object.keys(value) : [];
  return name !== undefined && others.length === 0 && (name === 'Ref' || name.startsWith('Fn::')) ? name : undefined;
}

/** A list or an object with its parts resolved, without those that have no value; anything else as it is. */
function mapParts(value: JsonValue, resolve: (part: JsonValue) => PartlyResolved): TemplateValue {
  if (Array.isArray(value)) return value.map(resolve).filter((part) => part !== NO_VALUE);
  if (!isJsonObject(value)) return value as TemplateValue;
  const entries = Object.entries(value).map(([key, part]) => [key, resolve(part)] as const);
  return Object.fromEntries(entries.filter(([, part]) => part !== NO_VALUE)) as TemplateObject;
}
