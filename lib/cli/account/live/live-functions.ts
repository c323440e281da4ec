import { functionNameOf } from '../../../aws/arn';
import { parseJsonText } from '../../../aws/cloudformation/json-text';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../aws/cloudformation/template';
import type { Answer, Attempts, DeployedFunction, InvokePermission } from '../../../conformance/deployed-resources';
import type { OperationsPlan } from '../../../plan/alarm-plan';
import { sentPagers } from '../../../plan/plan-pagers';
import type { LiveLists } from './live-lists';
import type { LiveReader } from './live-reader';

/** Of what is not there: a function, its policy, its settings for asynchronous invocations. */
const MISSING = ['ResourceNotFoundException'];

/** Reads the functions of an environment in a region: the incident engine, what takes requests in, what posts to pagers, and what the schedules of ledgers start. */
export async function readFunctions(reader: LiveReader, plan: OperationsPlan, region: string, lists: LiveLists): Promise<void> {
  const { incidents } = plan;
  const ofEngine = incidents?.policy.region === region ? [incidents.names.engine, incidents.requests?.functionName] : [];
  const senders = sentPagers(plan).filter(({ topics }) => topics.some((topic) => topic.region === region));
  const own = [...ofEngine, ...senders.map(({ functionName }) => functionName)];
  const started = lists.known('schedule', region).flatMap(({ target }) => functionNameOf(String(target.arn)) ?? []);
  for (const name of new Set([...own, ...started])) {
    if (name === undefined) continue;
    const read = await readFunction(reader, name, region);
    if (read !== undefined) lists.add('function', region, read);
  }
}

async function readFunction(reader: LiveReader, name: string, region: string): Promise<Answer<DeployedFunction> | undefined> {
  const { GetFunctionConfigurationCommand, GetFunctionConcurrencyCommand } = await import('@aws-sdk/client-lambda');
  const client = await reader.account.reading('lambda', region);
  const input = { FunctionName: name };
  const read = await reader.askFor('lambda:GetFunctionConfiguration', region, MISSING, () => client.send(new GetFunctionConfigurationCommand(input)), name);
  if ('couldNotTell' in read) return read;
  if (read.value === undefined) return undefined;
  const concurrency = await reader.ask('lambda:GetFunctionConcurrency', region, () => client.send(new GetFunctionConcurrencyCommand(input)), name);
  if ('couldNotTell' in concurrency) return concurrency;
  const { FunctionArn: arn = '', Handler: handler, Timeout: timeout, Role: roleArn, State: state } = read.value;
  const { ReservedConcurrentExecutions: reserved } = concurrency.value;
  return {
    value: {
      name,
      region,
      arn,
      handler,
      timeout,
      roleArn,
      variables: read.value.Environment?.Variables ?? {},
      deadLetterArn: read.value.DeadLetterConfig?.TargetArn,
      logGroupName: read.value.LoggingConfig?.LogGroup,
      reservedConcurrentExecutions: reserved,
      eventInvokeConfig: await readAttempts(reader, name, region),
      permissions: await readPermissions(reader, name, region),
      ...(state !== undefined && { state }),
    },
  };
}

async function readAttempts(reader: LiveReader, name: string, region: string): Promise<Answer<Attempts>> {
  const { GetFunctionEventInvokeConfigCommand } = await import('@aws-sdk/client-lambda');
  const client = await reader.account.reading('lambda', region);
  const send = () => client.send(new GetFunctionEventInvokeConfigCommand({ FunctionName: name }));
  const read = await reader.askFor('lambda:GetFunctionEventInvokeConfig', region, MISSING, send, name);
  if ('couldNotTell' in read) return read;
  const { MaximumRetryAttempts: maximumRetryAttempts, MaximumEventAgeInSeconds: maximumEventAgeInSeconds } = read.value ?? {};
  return { value: { maximumRetryAttempts, maximumEventAgeInSeconds } };
}

async function readPermissions(reader: LiveReader, name: string, region: string): Promise<readonly Answer<InvokePermission>[]> {
  const { GetPolicyCommand } = await import('@aws-sdk/client-lambda');
  const client = await reader.account.reading('lambda', region);
  const read = await reader.askFor('lambda:GetPolicy', region, MISSING, () => client.send(new GetPolicyCommand({ FunctionName: name })), name);
  if ('couldNotTell' in read) return [read];
  const policy = parseJsonText(read.value?.Policy ?? '');
  const statements = isJsonObject(policy) && Array.isArray(policy.Statement) ? policy.Statement : [];
  return statements.filter(isJsonObject).map((statement) => ({ value: invokePermission(statement) }));
}

function invokePermission({ Principal: principal, Condition: condition }: JsonObject): InvokePermission {
  const source = Object.values(isJsonObject(condition) ? condition : {})
    .filter(isJsonObject)
    .flatMap((test) => Object.entries(test))
    .find(([key]) => key.toLowerCase() === 'aws:sourcearn')?.[1];
  return { principal: serviceOf(principal), sourceArn: source };
}

function serviceOf(principal: JsonValue | undefined): JsonValue | undefined {
  return isJsonObject(principal) ? principal.Service : principal;
}
