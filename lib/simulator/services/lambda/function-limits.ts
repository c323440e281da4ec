/** What Lambda takes as the configuration of a function. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const TIMEOUT_SECONDS = { least: 1, most: 900 };
const MEMORY_MEGABYTES = { least: 128, most: 10_240 };
const ENVIRONMENT_BYTES = 4_096;
/** https://docs.aws.amazon.com/lambda/latest/api/API_Environment.html */
const VARIABLE_NAME = /^[a-zA-Z]\w+$/;
/** What the runtime sets itself. https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
const RESERVED_VARIABLES: ReadonlySet<string> = new Set([
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_DEFAULT_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_LAMBDA_RUNTIME_API',
  'AWS_REGION',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
]);

/**
 * Runtimes of Node.js in which functions run here. Of all others Lambda creates no new function, or soon will not: nodejs20.x is
 * deprecated since 2026-04-30, those before it are blocked. https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
 */
const NODE_RUNTIMES: readonly string[] = ['nodejs22.x', 'nodejs24.x'];

/** The part of a function that limits are about. */
export interface LimitedFunction {
  readonly runtime: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly variables: Readonly<Record<string, string>>;
}

/** Why Lambda refuses to create a function, or it cannot run here; undefined when neither is so. */
export function whyFunctionRefused({ runtime, timeoutSeconds, memoryMegabytes, variables }: LimitedFunction): string | undefined {
  if (!NODE_RUNTIMES.includes(runtime)) {
    const why = /^nodejs\d*/.test(runtime) ? `, which is none of ${NODE_RUNTIMES.join(' and ')}; older ones are retired` : '';
    return `runtime ${runtime}${why}`;
  }
  const bytes = Buffer.byteLength(JSON.stringify(variables));
  if (bytes > ENVIRONMENT_BYTES) return `environment variables of ${bytes} bytes, where Lambda takes ${ENVIRONMENT_BYTES}`;
  const name = Object.keys(variables).find((each) => RESERVED_VARIABLES.has(each) || !VARIABLE_NAME.test(each));
  if (name !== undefined) return `environment variable ${name}, which Lambda refuses`;
  return outside('Timeout', timeoutSeconds, TIMEOUT_SECONDS) ?? outside('MemorySize', memoryMegabytes, MEMORY_MEGABYTES);
}

function outside(property: string, value: number, { least, most }: { readonly least: number; readonly most: number }): string | undefined {
  if (Number.isInteger(value) && value >= least && value <= most) return undefined;
  return `${property} ${value}, which is not ${least} to ${most}`;
}
