import { isArn, serviceOfArn } from '../../aws/arn';
import { isJsonObject, type JsonObject, type JsonValue } from '../../aws/cloudformation/template';
import { referencesIn, substitute, wholeReference } from '../document/references';
import type { Operation } from '../operations/operation';
import { ARN_MEMBERS, ONLY_WHEN_NAMED } from './arn-members';
import type { AskedAction } from './iam-action';
import type { ActionResource } from './iam-action-data';

/** Where a document runs. Each may be a token of the CDK. */
export interface RunScope {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** What is known of the values that are filled into a document: all values a reference may have, with `*` for what is open of one; undefined for one that is only known in a run. */
export type KnownValues = (reference: string) => readonly string[] | undefined;

/** A resource of a policy. */
export interface ResourcePattern {
  /** ARN, with `*` for what is not known; `*` alone for an action that takes no resource. */
  readonly arn: string;
  /** Why it is no narrower; undefined for the ARN of one resource. */
  readonly why?: string;
}

/** Most resource types that are listed one by one; of more, the resources of the service in the region. */
const MAX_TYPES = 8;

/**
 * What an action of a call has to be allowed on: of the resource types that the action requires, and of those that the input
 * names, the ARNs that the input leaves open, else those of all its types. `*` only for an action that takes no resource.
 *
 * @param input members with references; undefined when they are not known
 */
export function resourcePatterns(
  asked: AskedAction,
  operation: Operation,
  input: JsonObject | undefined,
  scope: RunScope,
  known: KnownValues,
): readonly ResourcePattern[] {
  const { action, on } = asked;
  if (operation.http !== undefined) return apiGatewayPatterns(operation.http.path, input, scope, known);
  const service = action.name.split(':')[0]!;
  const types = action.resources
    .filter(({ type }) => asked.types === undefined || asked.types.includes(type))
    .filter(({ type }) => isMeant(`${service}:${type}`, input))
    .map((resource) => ({ resource, named: new NamedType(`${service}:${resource.type}`, resource, input, on?.[resource.type], known) }));
  const wanted = types.filter(({ resource, named }) => resource.isRequired || named.isBound);
  const all = types.filter(({ resource }) => !ONLY_WHEN_NAMED.includes(`${service}:${resource.type}`));
  const chosen = wanted.length > 0 ? wanted : all;
  if (chosen.length === 0) return [{ arn: '*', why: `${action.name} takes no resource` }];
  if (chosen.length > MAX_TYPES) return anyOfService(service, action.name, input, scope, known);
  const patterns = unique(chosen.flatMap(({ resource, named }) => resource.arns.flatMap((arn) => named.patterns(arn, scope))));
  return operation.name === 'Invoke' && input?.Qualifier !== undefined ? qualified(patterns, input.Qualifier, known) : patterns;
}

/** An invocation of a version or an alias asks for that. https://docs.aws.amazon.com/lambda/latest/dg/lambda-api-permissions-ref.html */
function qualified(patterns: readonly ResourcePattern[], qualifier: JsonValue, known: KnownValues): readonly ResourcePattern[] {
  return patterns.flatMap((pattern) =>
    textsOf(qualifier, known).map((text) => ({ ...why(text.includes('*') ? ['Qualifier'] : []), ...pattern, arn: `${pattern.arn}:${text}` })),
  );
}

/** Resources of which the input does not say the type: EC2 has their ids in `Resources`. */
function anyOfService(service: string, action: string, input: JsonObject | undefined, scope: RunScope, known: KnownValues): readonly ResourcePattern[] {
  const ids = input?.Resources === undefined ? ['*'] : textsOf(input.Resources, known);
  return ids.map((id) => ({
    arn: `arn:${scope.partition}:${service}:${scope.region}:${scope.account}:${id === '*' ? '*' : `*/${id}`}`,
    why: `${action} is for resources of many types, and the call does not say which`,
  }));
}

/** Resources of API Gateway are its paths. https://docs.aws.amazon.com/apigateway/latest/developerguide/arn-format-reference.html */
function apiGatewayPatterns(path: string, input: JsonObject | undefined, { partition, region }: RunScope, known: KnownValues): readonly ResourcePattern[] {
  const names = [...path.matchAll(/\{(\w+)\+?\}/g)].map(([, name]) => name!);
  const open = names.filter((name) => valuesOf(input?.[name], known).some((value) => value.includes('*')));
  const paths = names.reduce<readonly string[]>(
    (made, name) => made.flatMap((each) => valuesOf(input?.[name], known).map((value) => each.replace(new RegExp(`\\{${name}\\+?\\}`), value))),
    [path.replace(/^\/v2\//, '/')],
  );
  return paths.map((each) => ({ arn: `arn:${partition}:apigateway:${region}::${each}`, ...why(open) }));
}

/** A resource type as an input names it. */
class NamedType {
  readonly #key: string;
  /** By variable of the ARN: the member that gives it, with its values. */
  readonly #bound = new Map<string, { readonly member: string; readonly values: readonly string[] }>();

  constructor(key: string, { arns }: ActionResource, input: JsonObject | undefined, on: string | undefined, known: KnownValues) {
    this.#key = key;
    for (const [, variable] of arns.join().matchAll(/\$\{(\w+)\}/g)) {
      const member = memberFor(key, variable!, input, on);
      if (member === undefined) continue;
      const values = member.startsWith('=') ? [member.slice(1)] : valuesOf(input?.[member], known).map((value) => inArn(key, member, value));
      this.#bound.set(variable!, { member, values });
    }
  }

  /** The input names the type by a member, whatever its value is. */
  get isBound(): boolean {
    return [...this.#bound.values()].some(({ member }) => !member.startsWith('='));
  }

  patterns(template: string, { partition, region, account }: RunScope): readonly ResourcePattern[] {
    const whole = [...this.#bound.values()].flatMap(({ values }) => values).filter(isArn);
    if (whole.length > 0) return whole.map((arn) => this.#pattern(arn, []));
    const open = new Set<string>();
    let made: readonly string[] = [template];
    for (const [text, variable] of template.matchAll(/\$\{(\w+)\}/g)) {
      const place = { Partition: partition, Region: region, Account: account }[variable!];
      const { values = ['*'] } = place === undefined ? (this.#bound.get(variable!) ?? {}) : { values: [place] };
      if (values.some((value) => value.includes('*'))) open.add(this.#bound.get(variable!)?.member ?? variable!);
      made = made.flatMap((arn) => values.map((value) => arn.replace(text, () => value)));
    }
    return made.map((arn) => this.#pattern(arn, [...open]));
  }

  #pattern(arn: string, open: readonly string[]): ResourcePattern {
    // Documents of AWS belong to no account. https://docs.aws.amazon.com/systems-manager/latest/userguide/security_iam_service-with-iam.html
    if (this.#key.startsWith('ssm:') && /:(document|automation-definition)\/(AWS|Amazon|Amzn)/i.test(arn)) {
      return { arn: arn.replace(/:[^:]*:(document|automation-definition)\//, '::$1/'), ...why(open) };
    }
    // All but tagging asks for a log group with what is in it. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
    if (this.#key === 'logs:log-group' && !arn.endsWith(':*')) return { arn: `${arn}:*`, ...why(open) };
    // The service of an ARN takes no wildcard. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
    if (serviceOfArn(arn).includes('*')) return { arn: '*', ...why(open) };
    return { arn, ...why(open) };
  }
}

function why(open: readonly string[]): { readonly why?: string } {
  return open.length === 0 ? {} : { why: `${open.join(' and ')} ${open.length === 1 ? 'is' : 'are'} only known in a run` };
}

function isMeant(key: string, input: JsonObject | undefined): boolean {
  const { needs, without } = ARN_MEMBERS[key] ?? {};
  if (input === undefined) return true;
  return (needs === undefined || input[needs] !== undefined) && (without === undefined || input[without] === undefined);
}

function memberFor(key: string, variable: string, input: JsonObject | undefined, on: string | undefined): string | undefined {
  if (input === undefined) return undefined;
  if (on !== undefined) return input[on] === undefined ? undefined : on;
  const listed = ARN_MEMBERS[key]?.variables[variable];
  if (listed !== undefined) return listed.find((member) => member.startsWith('=') || input[member] !== undefined);
  return Object.keys(input).find((member) => member.toLowerCase() === variable.toLowerCase());
}

/** The part of an ARN that a member names in another form. */
function inArn(key: string, member: string, value: string): string {
  if (value === '*' || isArn(value)) return value;
  if (member === 'QueueUrl') return value.slice(value.lastIndexOf('/') + 1);
  switch (key) {
    case 'ssm:parameter':
      return `${value.replace(/^\//, '')}${member === 'Path' ? '*' : ''}`;
    case 'kms:alias':
      return value.replace(/^alias\//, '');
    case 'kms:key':
      return value.startsWith('alias/') ? '*' : value;
    case 'route53:hostedzone':
      return value.replace(/^\/?hostedzone\//, '');
    case 'secretsmanager:Secret':
      // Six characters that Secrets Manager makes. https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_iam-permissions.html
      return `${value}-??????`;
    default:
      return key === 'ecs:task-definition' ? value.replace(/:\d+$/, '') : value;
  }
}

/** {@link textsOf}, and `*` where there is no value. */
function valuesOf(value: JsonValue | undefined, known: KnownValues): readonly string[] {
  const found = value === undefined ? [] : textsOf(value, known);
  return found.length === 0 ? ['*'] : found;
}

/** Every text that a value may be, with `*` for what is only known in a run. */
export function textsOf(value: JsonValue, known: KnownValues): readonly string[] {
  if (Array.isArray(value)) return unique(value.flatMap((item: JsonValue) => textsOf(item, known)));
  if (isJsonObject(value) || value === null) return ['*'];
  if (typeof value !== 'string') return [String(value)];
  const names = unique(referencesIn(value).map(({ name }) => name));
  const filled = names.reduce<readonly JsonObject[]>(
    (choices, name) => choices.flatMap((choice) => (known(name) ?? ['*']).map((each) => ({ ...choice, [name]: each }))),
    [{}],
  );
  const made = filled.map((choice) => String(substitute(value, (name) => choice[name])));
  // Of a value that is nothing but a reference the form is not known either: it may be an ARN.
  return wholeReference(value) === undefined ? made.map((text) => text.replaceAll(/\*{2,}/g, '*')) : made;
}

function unique<Item>(items: readonly Item[]): readonly Item[] {
  const seen = new Map(items.map((item) => [typeof item === 'object' ? JSON.stringify(item) : item, item]));
  return [...seen.values()];
}
