import { isArn, resourceArn } from '../../../aws/arn';
import type { LoadedResource, LoadedStack } from '../../../aws/assembly/loaded-stack';
import { allowOnly, optionalText, requiredText } from '../../../aws/assembly/property';
import { NotSimulatedError, ServiceError } from '../../../aws/errors';
import { principalName } from '../../../aws/iam/principal';
import type { Instant } from '../../../time/time';
import { authorizeIdentity } from '../../core/authorize-identity';
import type { NotSimulatedParts } from '../../core/not-simulated';
import { takePage, type PageRules } from '../../core/page';
import { optionalInput, requiredInput, type CallContext, type CallInput, type CallOutput, type OperationRuns } from '../../core/service';
import type { StatedParameter } from '../stated/parameters';
import type { PARAMETER_STORE_OPERATIONS } from './operations';
import { SSM_RESOURCES } from './resources';

type Tier = 'Standard' | 'Advanced';

/** One version of a parameter. */
interface ParameterVersion {
  readonly value: string;
  readonly version: number;
  readonly tier: Tier;
  readonly dataType: string;
  readonly description?: string;
  readonly allowedPattern?: string;
  readonly modifiedAt: Instant;
  readonly modifiedBy: string;
}

interface Parameter {
  readonly name: string;
  readonly arn: string;
  readonly type: 'String' | 'StringList' | 'SecureString';
  /** Oldest first; never empty. */
  readonly versions: ParameterVersion[];
}

/** Limits of the API. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html */
const MAX_VALUE_BYTES: Readonly<Record<Tier, number>> = { Standard: 4_096, Advanced: 8_192 };
const MAX_NAMES = 10;
const MAX_VERSIONS = 100;
const MAX_LEVELS = 15;
const MAX_NAME_CHARACTERS = 1_011;
/** Largest pages of GetParametersByPath and GetParameterHistory. */
const PATH_PAGE = 10;
const HISTORY_PAGE = 50;

/**
 * Parameter Store of Systems Manager: the parameters of the templates and those that are put while time passes, with
 * their versions. A SecureString is one that was stated; to put one, policies of parameters, version selectors and labels are not simulated, nor is the
 * event that EventBridge gets of every change.
 */
export class ParameterStore {
  readonly operations: OperationRuns<typeof PARAMETER_STORE_OPERATIONS> = {
    GetParameter: (input, call) => this.#getParameter(input, call),
    GetParameters: (input, call) => this.#getParameters(input, call),
    GetParametersByPath: (input, call) => this.#getByPath(input, call),
    GetParameterHistory: (input, call) => this.#getHistory(input, call),
    PutParameter: (input, call) => this.#putParameter(input, call),
  };
  readonly #accountId: string;
  readonly #stated: (name: string, region: string) => StatedParameter | undefined;
  /** By region and name. */
  readonly #parameters = new Map<string, Parameter>();
  /** Parameters a template has and nobody can tell more of: whoever reads them learns why. */
  readonly #doubts = new Map<string, NotSimulatedError>();

  /** @param stated a parameter that was stated, by name and region */
  constructor(
    accountId: string,
    stacks: readonly LoadedStack[],
    createdAt: Instant,
    notSimulated: NotSimulatedParts,
    stated: (name: string, region: string) => StatedParameter | undefined,
  ) {
    this.#accountId = accountId;
    this.#stated = stated;
    for (const resource of stacks.flatMap((stack) => stack.resources)) {
      if (resource.type === 'AWS::SSM::Parameter') notSimulated.attempt(resource, () => this.#add(resource, createdAt));
    }
  }

  #add(resource: LoadedResource, createdAt: Instant): void {
    const { properties, region, ref: name } = resource;
    try {
      allowOnly(properties, SSM_RESOURCES['AWS::SSM::Parameter']);
      const type = typeOf(requiredText(properties, 'Type'));
      const value = requiredText(properties, 'Value');
      this.#parameters.set(keyOf(region, name), {
        name,
        arn: this.#arn(region, name),
        type,
        versions: [
          {
            value,
            version: 1,
            tier: tierFor(value, optionalText(properties, 'Tier') ?? 'Standard', undefined),
            dataType: optionalText(properties, 'DataType') ?? 'text',
            description: optionalText(properties, 'Description'),
            allowedPattern: optionalText(properties, 'AllowedPattern'),
            modifiedAt: createdAt,
            modifiedBy: 'cloudformation.amazonaws.com',
          },
        ],
      });
    } catch (error) {
      const doubt = error instanceof ServiceError ? new NotSimulatedError(`parameter ${name}: ${error.message}`) : error;
      if (doubt instanceof NotSimulatedError) this.#doubts.set(keyOf(region, name), doubt);
      throw doubt;
    }
  }

  /** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html */
  #getParameter(input: CallInput, call: CallContext): CallOutput {
    const name = requiredInput(input, 'Name');
    this.#authorize('ssm:GetParameter', name, call);
    return { Parameter: describe(this.#existing(name, call), input) };
  }

  /** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html */
  #getParameters(input: CallInput, call: CallContext): CallOutput {
    const { Names: names } = input;
    if (!Array.isArray(names) || names.length === 0 || names.length > MAX_NAMES || !names.every((name) => typeof name === 'string')) {
      throw invalid(`Names must have 1 to ${MAX_NAMES} texts`);
    }
    if (new Set(names).size < names.length) throw invalid('Names has a name twice');
    for (const name of names) this.#authorize('ssm:GetParameters', name, call);
    const found = names.map((name: string) => this.#find(name, call));
    return {
      Parameters: found.filter((parameter) => parameter !== undefined).map((parameter) => describe(parameter, input)),
      InvalidParameters: names.filter((_name, index) => found[index] === undefined),
    };
  }

  /** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html */
  #getByPath(input: CallInput, call: CallContext): CallOutput {
    const path = requiredInput(input, 'Path');
    if (!path.startsWith('/')) throw invalid('Path must begin with a slash');
    this.#authorize('ssm:GetParametersByPath', path, call);
    const prefix = path.endsWith('/') ? path : `${path}/`;
    const isBelow = (name: string) => name.startsWith(prefix) && (input.Recursive === true || !name.slice(prefix.length).includes('/'));
    const doubt = [...this.#doubts].find(([key]) => isBelow(nameIn(key, call.region)));
    if (doubt !== undefined) throw doubt[1];
    const found = [...this.#parameters].filter(([key, { name }]) => key === keyOf(call.region, name) && isBelow(name));
    const sorted = found.map(([, parameter]) => parameter).sort((a, b) => (a.name < b.name ? -1 : 1));
    const { items, rest } = takePage(sorted, input.MaxResults, input.NextToken, pagesOf(PATH_PAGE));
    return { Parameters: items.map((parameter) => describe(parameter, input)), ...rest };
  }

  /** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameterHistory.html */
  #getHistory(input: CallInput, call: CallContext): CallOutput {
    const name = requiredInput(input, 'Name');
    this.#authorize('ssm:GetParameterHistory', name, call);
    const parameter = this.#existing(name, call);
    if (parameter.type === 'SecureString') throw new NotSimulatedError(`ssm:GetParameterHistory of the SecureString ${name}`);
    const { items, rest } = takePage(parameter.versions, input.MaxResults, input.NextToken, pagesOf(HISTORY_PAGE));
    return {
      Parameters: items.map((version) => ({
        Name: parameter.name,
        Type: parameter.type,
        Value: version.value,
        Version: version.version,
        Tier: version.tier,
        DataType: version.dataType,
        Description: version.description,
        AllowedPattern: version.allowedPattern,
        LastModifiedDate: new Date(version.modifiedAt),
        LastModifiedUser: version.modifiedBy,
        Labels: [],
        Policies: [],
      })),
      ...rest,
    };
  }

  #putParameter(input: CallInput, call: CallContext): CallOutput {
    const name = requiredInput(input, 'Name');
    checkName(name);
    this.#authorize('ssm:PutParameter', name, call);
    const value = requiredInput(input, 'Value');
    const existing = this.#find(name, call);
    if (existing?.type === 'SecureString') throw new NotSimulatedError(`ssm:PutParameter over the SecureString ${name}`);
    if (existing !== undefined && input.Overwrite !== true) {
      throw new ServiceError(
        'ParameterAlreadyExists',
        'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
      );
    }
    const type = input.Type === undefined ? existing?.type : typeOf(requiredInput(input, 'Type'));
    if (type === undefined) throw invalid('A parameter type is required when you create a parameter.');
    if (existing !== undefined && type !== existing.type) {
      throw new ServiceError('HierarchyTypeMismatchException', `parameter ${name} is a ${existing.type} and cannot become a ${type}`);
    }
    const previous = existing?.versions.at(-1);
    const allowedPattern = optionalInput(input, 'AllowedPattern') ?? previous?.allowedPattern;
    if (allowedPattern !== undefined && !matchesPattern(value, allowedPattern)) {
      throw new ServiceError('ParameterPatternMismatchException', `Parameter value, cannot be validated against allowedPattern: ${allowedPattern}`);
    }
    const dataType = optionalInput(input, 'DataType') ?? previous?.dataType ?? 'text';
    if (dataType !== 'text') throw new NotSimulatedError(`DataType ${dataType} of ssm:PutParameter`);
    const version: ParameterVersion = {
      value,
      version: (previous?.version ?? 0) + 1,
      tier: tierFor(value, optionalInput(input, 'Tier') ?? previous?.tier ?? 'Standard', previous?.tier),
      dataType,
      description: optionalInput(input, 'Description') ?? previous?.description,
      allowedPattern,
      modifiedAt: call.now,
      modifiedBy: principalName(call.principal),
    };
    if (existing === undefined) {
      this.#parameters.set(keyOf(call.region, name), { name, arn: this.#arn(call.region, name), type, versions: [version] });
    } else {
      existing.versions.push(version);
      // Beyond the limit the oldest version goes: https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-versions.html
      if (existing.versions.length > MAX_VERSIONS) existing.versions.shift();
    }
    return { Version: version.version, Tier: version.tier };
  }

  #existing(name: string, call: CallContext): Parameter {
    const parameter = this.#find(name, call);
    if (parameter === undefined) throw new ServiceError('ParameterNotFound', `Parameter ${name} not found.`);
    return parameter;
  }

  #find(name: string, call: CallContext): Parameter | undefined {
    if (isArn(name)) throw new NotSimulatedError(`parameter by its ARN, ${name}`);
    if (name.includes(':')) throw new NotSimulatedError(`version or label of a parameter, ${name}`);
    const doubt = this.#doubts.get(keyOf(call.region, name));
    if (doubt !== undefined) throw doubt;
    return this.#parameters.get(keyOf(call.region, name)) ?? this.#statedParameter(name, call);
  }

  /** Read anew each time: what is stated can change while a case runs. */
  #statedParameter(name: string, { region, now }: CallContext): Parameter | undefined {
    const stated = this.#stated(name, region);
    if (stated === undefined) return undefined;
    const { value, type } = stated;
    const version: ParameterVersion = { value, version: 1, tier: 'Standard', dataType: 'text', modifiedAt: now, modifiedBy: 'stated' };
    return { name, arn: this.#arn(region, name), type, versions: [version] };
  }

  #authorize(action: string, name: string, call: CallContext): void {
    authorizeIdentity(action, this.#arn(call.region, name), call);
  }

  /** The slash a name begins with is the one the ARN has anyway. */
  #arn(region: string, name: string): string {
    return resourceArn('ssm', region, this.#accountId, `parameter/${name.replace(/^\//, '')}`);
  }
}

/**
 * A SecureString that nobody asks to decrypt is a ciphertext. It is taken to be encrypted with the key aws/ssm, which lets every role of the
 * account decrypt what it may read. https://docs.aws.amazon.com/systems-manager/latest/userguide/ps-restrict-decryption.html
 */
function describe({ name, arn, type, versions }: Parameter, { WithDecryption: decrypts }: CallInput): CallOutput {
  const { value: stored, version, modifiedAt, dataType } = versions.at(-1)!;
  const value = type === 'SecureString' && decrypts !== true ? Buffer.from(`simulated ciphertext of ${name}`).toString('base64') : stored;
  return { Name: name, Type: type, Value: value, Version: version, LastModifiedDate: new Date(modifiedAt), ARN: arn, DataType: dataType };
}

function typeOf(type: string): Parameter['type'] {
  if (type === 'String' || type === 'StringList') return type;
  if (type === 'SecureString') throw new NotSimulatedError('SecureString parameters');
  throw invalid(`Type ${type} is not String, StringList or SecureString`);
}

/**
 * The tier a value is stored in. Intelligent-Tiering takes the standard tier while the value fits; an advanced
 * parameter stays one. https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html
 */
function tierFor(value: string, asked: string, before: Tier | undefined): Tier {
  if (value === '') throw invalid('Value must not be empty');
  if (asked !== 'Standard' && asked !== 'Advanced' && asked !== 'Intelligent-Tiering') throw invalid(`Tier ${asked} is not one`);
  if (asked === 'Standard' && before === 'Advanced') {
    throw invalid(
      "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the advanced-parameter tier to the standard-parameter tier.",
    );
  }
  const bytes = Buffer.byteLength(value);
  const fits = bytes <= MAX_VALUE_BYTES.Standard;
  const tier = asked === 'Intelligent-Tiering' ? (fits && before !== 'Advanced' ? 'Standard' : 'Advanced') : asked;
  const most = MAX_VALUE_BYTES[tier];
  if (bytes > most) throw invalid(`${tier} tier parameters support a maximum parameter value of ${most} bytes, received ${bytes}`);
  return tier;
}

function checkName(name: string): void {
  const levels = name.split('/').filter((level) => level !== '');
  if (!/^[A-Za-z0-9_.\-/]+$/.test(name) || name.endsWith('/') || name.includes('//')) throw invalid(`Parameter name ${name} is not one`);
  if (name.includes('/') && !name.startsWith('/')) throw invalid(`Parameter name ${name} must be a fully qualified name`);
  if (name.length > MAX_NAME_CHARACTERS) throw invalid(`Parameter name is longer than ${MAX_NAME_CHARACTERS} characters`);
  if (/^(aws|ssm)/i.test(levels[0]!)) throw invalid(`Parameter name ${name}: can't be prefixed with "aws" or "ssm" (case-insensitive).`);
  if (levels.length > MAX_LEVELS) {
    throw new ServiceError('HierarchyLevelLimitExceededException', `a hierarchy can have a maximum of ${MAX_LEVELS} levels`);
  }
}

function matchesPattern(value: string, pattern: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`).test(value);
  } catch {
    throw new ServiceError('InvalidAllowedPatternException', `${pattern} is not a regular expression`);
  }
}

function pagesOf(most: number): PageRules {
  return { sizeKey: 'MaxResults', most, usual: most, sizeError: 'ValidationException', tokenError: 'InvalidNextToken' };
}

function keyOf(region: string, name: string): string {
  return `${region} ${name}`;
}

/** The name in a key, or a text no name begins with when the key is of another region. */
function nameIn(key: string, region: string): string {
  return key.startsWith(`${region} `) ? key.slice(region.length + 1) : '';
}

function invalid(message: string): ServiceError {
  return new ServiceError('ValidationException', message);
}
