import { formatArn } from '../arn';
import type { MissingValue } from '../missing-value';
import { namedValue, namedValueIn } from './named-value';
import { asText, own } from './resolved-value';
import type { JsonValue, TemplateParameter } from './template';
import { UnresolvedError } from './unresolved-error';

/** Everything outside a template that its intrinsic functions can ask for. */
export interface ResolutionContext {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  readonly stackName: string;
  /** Which of account and region above only stand for what the deployment knows. They make names, and decide nothing. Default: none. */
  readonly standIns?: readonly ('account' | 'region')[];
  /** ARN of the stack. Default: one made from account, region and stack name. */
  readonly stackId?: string;
  /** Values for the parameters of the template, before their defaults. */
  readonly parameters: Readonly<Record<string, string>>;
  /** What Parameter Store holds when the stack is deployed, by name. Default: nothing is known of it. */
  readonly storedParameters?: Readonly<Record<string, string>>;
  /** Names of the availability zones that the account has, by region. Default: nothing is known of them. */
  readonly availabilityZones?: Readonly<Record<string, readonly string[]>>;
  /** The value another stack exports under a name; undefined when none does. */
  readonly importValue: (exportName: string) => JsonValue | undefined;
  /** The value of an output of another stack of the same account; undefined when there is no such stack or output. */
  readonly stackOutput: (stackName: string, outputName: string, region: string) => JsonValue | undefined;
  /**
   * The value of an output of a stack that is nested in this one, by the logical id of its resource; undefined when it does not have it. Throws
   * UnresolvedError where its template is not read.
   */
  readonly nestedOutput: (logicalId: string, outputName: string, where: string) => JsonValue | undefined;
  /** Whether a value nobody gave is named in its place, `${Stage}`. Like a stand-in it makes names, and decides nothing. Default: it is not known. */
  readonly namesMissingValues?: boolean;
  /** Of a nested stack, the one whose resource it is. It alone gives values to the parameters. Default: the stack is nested in none. */
  readonly outer?: OuterStack;
}

/** What a nested stack asks of the one it is nested in. Both throw UnresolvedError for what cannot be known. */
export interface OuterStack {
  /** Whether the condition of the nested stack holds, and those of the stacks around it. */
  isCreated(): boolean;
  /**
   * What the nested stack is given for a parameter; undefined when it is given nothing.
   *
   * @param namesMissingValues as of the nested stack
   */
  parameter(name: string, namesMissingValues: boolean): JsonValue | undefined;
}

/**
 * What Ref of a pseudo parameter returns; AWS::NoValue, which is no value, is not among them.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/pseudo-parameter-reference.html
 *
 * @throws UnresolvedError for a name that is none
 */
export function pseudoParameter(name: string, context: ResolutionContext, where: string): JsonValue {
  const { accountId, region, partition, stackName, stackId } = context;
  switch (name) {
    case 'AWS::AccountId':
      return accountId;
    case 'AWS::Region':
      return region;
    case 'AWS::Partition':
      return partition;
    case 'AWS::StackName':
      return stackName;
    case 'AWS::StackId':
      return stackId ?? formatArn({ partition, service: 'cloudformation', region, account: accountId, resource: `stack/${stackName}/SIMULATED` });
    case 'AWS::URLSuffix':
      return partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
    case 'AWS::NotificationARNs':
      return [];
    default:
      throw new UnresolvedError(`pseudo parameter ${name}`, where);
  }
}

/**
 * Holds against deciding by a value that has a stand-in for the account or the region in it: a condition, a key of a mapping.
 *
 * @throws UnresolvedError when a text has one
 */
export function refuseStandIns(texts: readonly string[], context: ResolutionContext, where: string): void {
  if (context.namesMissingValues === true) for (const text of texts) refuseNamedValues(text, where);
  for (const kind of context.standIns ?? []) {
    const standIn = kind === 'account' ? context.accountId : context.region;
    if (texts.some((text) => text.includes(standIn)))
      throw new UnresolvedError(`the ${kind} of the stack, which is only known at deployment`, where, { kind, name: '' });
  }
}

/** @throws UnresolvedError for a text with a value that is only named: what it is would decide */
export function refuseNamedValues(text: string, where: string): void {
  const missing = namedValueIn(text);
  if (missing !== undefined) throw new UnresolvedError(`${missing.kind} ${missing.name}, which was not given`, where, missing);
}

/**
 * The value of a template parameter: the given one, else its default, as its type says. For a type that is stored in
 * Parameter Store these are the name it is stored under.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html
 *
 * @throws UnresolvedError when there is neither, or nothing is known to be stored under the name
 */
export function parameterValue(name: string, parameter: TemplateParameter, context: ResolutionContext, where: string): JsonValue {
  const { Type: type, Default: fallback } = parameter;
  const { outer } = context;
  const value = (outer === undefined ? own(context.parameters, name) : outer.parameter(name, context.namesMissingValues === true)) ?? fallback;
  const storedType = /^AWS::SSM::Parameter::Value<(.*)>$/.exec(type)?.[1];
  if (storedType !== undefined) {
    const stored = typeof value === 'string' ? own(context.storedParameters ?? {}, value) : undefined;
    if (stored === undefined) {
      const missing = typeof value === 'string' ? ({ kind: 'stored parameter', name: value } as const) : ({ kind: 'parameter', name } as const);
      return missingText(`the stored value of SSM parameter ${String(value)} (parameter ${name})`, storedType, missing, context, where);
    }
    return typedValue(storedType, stored);
  }
  if (value === undefined) {
    if (outer !== undefined) throw new UnresolvedError(`parameter ${name}, which has no default and which the outer stack does not give`, where);
    return missingText(`parameter ${name}, which has no default and was not given`, type, { kind: 'parameter', name }, context, where);
  }
  return typedValue(type, asText(value, where));
}

/** The name of a value nobody gave, where that is what is asked for; how many items a list has it does not say. */
function missingText(what: string, type: string, missing: MissingValue, context: ResolutionContext, where: string): string {
  const named = isList(type) ? undefined : namedMissingValue(missing, context);
  if (named === undefined) throw new UnresolvedError(what, where, missing);
  return named;
}

/** What stands in place of a value nobody gave; undefined where nothing may. */
export function namedMissingValue(missing: MissingValue, context: ResolutionContext): string | undefined {
  return context.namesMissingValues === true ? namedValue(missing) : undefined;
}

function isList(type: string): boolean {
  return type === 'CommaDelimitedList' || type.startsWith('List<');
}

function typedValue(type: string, text: string): JsonValue {
  if (isList(type)) return text.split(',').map((item) => item.trim());
  return type === 'Number' ? Number(text) : text;
}
