import { knownProperties } from '../../../aws/assembly/known-properties';
import type { DeployedIdentity, LoadedResource, LoadedStack } from '../../../aws/assembly/loaded-stack';
import { allowOnly, objectIn, optionalNumber, optionalText, requiredText } from '../../../aws/assembly/property';
import type { JsonObject } from '../../../aws/cloudformation/template';
import { NotSimulatedError, orDoubt } from '../../../aws/errors';
import { whyFunctionRefused } from './function-limits';
import { LAMBDA_RESOURCES } from './resources';

/** Everything needed to run a function. */
export interface FunctionDefinition {
  readonly identity: DeployedIdentity;
  readonly roleArn: string;
  /** Seconds an invocation may last. */
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly variables: Readonly<Record<string, string>>;
  /** Why the value of a variable cannot be determined, by its name. */
  readonly unknownVariables: ReadonlyMap<string, string>;
  readonly source: string;
  readonly fileName: string;
  readonly handlerName: string;
  /** Text of another file of its code, by its path; undefined when there is none. */
  readonly file: (path: string) => string | undefined;
  /** Queue that gets events all attempts of which failed, as DeadLetterConfig names it; an error when it cannot be determined. */
  readonly deadLetterArn?: string | NotSimulatedError;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
const DEFAULT_TIMEOUT_SECONDS = 3;
const DEFAULT_MEMORY_MEGABYTES = 128;

/** Properties that decide nothing about what a function does, or only how its failures end. */
const DISPENSABLE = ['DeadLetterConfig', 'Description', 'Environment', 'LoggingConfig', 'Tags', 'TracingConfig'];

/** Variables one by one: a value that is only known at deployment hides none of the others. */
function readEnvironment(resource: LoadedResource): { readonly known: Readonly<Record<string, string>>; readonly unknown: ReadonlyMap<string, string> } {
  const variables = resource.at('Environment').at('Variables');
  const known: Record<string, string> = {};
  const unknown = new Map<string, string>();
  for (const name of variables.keys()) {
    const value = orDoubt(() => variables.at(name).json());
    if (value instanceof NotSimulatedError) unknown.set(name, value.message);
    else known[name] = String(value);
  }
  return { known, unknown };
}

/**
 * Reads a function with the code that would be deployed: the asset its template points to, or code inside the template.
 *
 * @throws NotSimulatedError for a property, a runtime or a kind of code that is not simulated, for what Lambda would refuse,
 *   and for code that is not there
 */
export function readFunction(resource: LoadedResource, stack: LoadedStack): FunctionDefinition {
  const { region, stackName, logicalId, constructPath } = resource;
  const { properties, gaps } = knownProperties(resource, DISPENSABLE);
  allowOnly(properties, LAMBDA_RESOURCES['AWS::Lambda::Function']);
  const arn = resource.attribute('Arn');
  const runtime = requiredText(properties, 'Runtime');
  const [file, handlerName, ...more] = requiredText(properties, 'Handler').split('.') as [string, string?, ...string[]];
  if (handlerName === undefined || more.length > 0) throw new NotSimulatedError(`handler ${requiredText(properties, 'Handler')}`);
  const fileName = `${file}.js`;
  const environment = readEnvironment(resource);
  const limited = {
    timeoutSeconds: optionalNumber(properties, 'Timeout') ?? DEFAULT_TIMEOUT_SECONDS,
    memoryMegabytes: optionalNumber(properties, 'MemorySize') ?? DEFAULT_MEMORY_MEGABYTES,
    variables: environment.known,
  };
  const refused = whyFunctionRefused({ runtime, ...limited });
  if (refused !== undefined) throw new NotSimulatedError(refused);
  return {
    identity: { name: resource.ref, arn, region, stackName, logicalId, constructPath },
    roleArn: requiredText(properties, 'Role'),
    ...limited,
    unknownVariables: environment.unknown,
    source: sourceOf(objectIn(properties, 'Code'), fileName, stack),
    fileName,
    handlerName,
    file: otherFilesOf(objectIn(properties, 'Code'), stack),
    deadLetterArn: gaps.get('DeadLetterConfig') ?? optionalText(objectIn(properties, 'DeadLetterConfig'), 'TargetArn'),
  };
}

function sourceOf(code: JsonObject, fileName: string, stack: LoadedStack): string {
  const inline = optionalText(code, 'ZipFile');
  if (inline !== undefined) {
    if (fileName === 'index.js') return inline;
    throw new NotSimulatedError(`handler in ${fileName}, while code inside a template is index.js`);
  }
  const key = optionalText(code, 'S3Key');
  const source = key === undefined ? undefined : stack.assetFile?.(key, fileName);
  if (source !== undefined) return source;
  const reason = stack.assetFile === undefined ? 'its code is not part of the template' : `no asset ${key ?? 'of its code'} with ${fileName}`;
  throw new NotSimulatedError(`the function: ${reason}`);
}

/**
 * A function with other code, of an asset that the stack knows.
 *
 * @throws NotSimulatedError for an asset that is not there
 */
export function withCode(definition: FunctionDefinition, s3Key: string, stack: LoadedStack): FunctionDefinition {
  const code = { S3Key: s3Key };
  return { ...definition, source: sourceOf(code, definition.fileName, stack), file: otherFilesOf(code, stack) };
}

/** Code inside a template is one file. */
function otherFilesOf(code: JsonObject, stack: LoadedStack): FunctionDefinition['file'] {
  const key = optionalText(code, 'S3Key');
  return (path) => (key === undefined ? undefined : stack.assetFile?.(key, path));
}
