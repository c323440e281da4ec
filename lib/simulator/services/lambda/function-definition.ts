import type { DeployedIdentity, LoadedResource, LoadedStack } from '../../../aws/assembly/loaded-stack';
import { allowOnly, objectIn, optionalNumber, optionalText, requiredText } from '../../../aws/assembly/property';
import type { JsonObject } from '../../../aws/cloudformation/template';
import { NotSimulatedError } from '../../../aws/errors';
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
  readonly source: string;
  readonly fileName: string;
  readonly handlerName: string;
  /** Text of another file of its code, by its path; undefined when there is none. */
  readonly file: (path: string) => string | undefined;
  /** Queue that gets events all attempts of which failed, as DeadLetterConfig names it. */
  readonly deadLetterArn?: string;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
const DEFAULT_TIMEOUT_SECONDS = 3;
const DEFAULT_MEMORY_MEGABYTES = 128;

/**
 * Reads a function with the code that would be deployed: the asset its template points to, or code inside the template.
 *
 * @throws NotSimulatedError for a property, a runtime or a kind of code that is not simulated, for what Lambda would refuse,
 *   and for code that is not there
 */
export function readFunction(resource: LoadedResource, stack: LoadedStack): FunctionDefinition {
  const { properties, region, stackName, logicalId, constructPath } = resource;
  allowOnly(properties, LAMBDA_RESOURCES['AWS::Lambda::Function']);
  const arn = resource.attribute('Arn');
  const runtime = requiredText(properties, 'Runtime');
  const [file, handlerName, ...more] = requiredText(properties, 'Handler').split('.') as [string, string?, ...string[]];
  if (handlerName === undefined || more.length > 0) throw new NotSimulatedError(`handler ${requiredText(properties, 'Handler')}`);
  const fileName = `${file}.js`;
  const environment = objectIn(objectIn(properties, 'Environment'), 'Variables');
  const limited = {
    timeoutSeconds: optionalNumber(properties, 'Timeout') ?? DEFAULT_TIMEOUT_SECONDS,
    memoryMegabytes: optionalNumber(properties, 'MemorySize') ?? DEFAULT_MEMORY_MEGABYTES,
    variables: Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, String(value)])),
  };
  const refused = whyFunctionRefused({ runtime, ...limited });
  if (refused !== undefined) throw new NotSimulatedError(refused);
  return {
    identity: { name: resource.ref, arn, region, stackName, logicalId, constructPath },
    roleArn: requiredText(properties, 'Role'),
    ...limited,
    source: sourceOf(objectIn(properties, 'Code'), fileName, stack),
    fileName,
    handlerName,
    file: otherFilesOf(objectIn(properties, 'Code'), stack),
    deadLetterArn: optionalText(objectIn(properties, 'DeadLetterConfig'), 'TargetArn'),
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

/** Code inside a template is one file. */
function otherFilesOf(code: JsonObject, stack: LoadedStack): FunctionDefinition['file'] {
  const key = optionalText(code, 'S3Key');
  return (path) => (key === undefined ? undefined : stack.assetFile?.(key, path));
}
