import { accountOfArn, functionNameOf, regionOfArn, resourceOfArn, serviceOfArn } from '../../../aws/arn';
import type { LoadedResource, LoadedStack } from '../../../aws/assembly/loaded-stack';
import { NotSimulatedError, ServiceError } from '../../../aws/errors';
import { principalName } from '../../../aws/iam/principal';
import { MINUTE_MS, SECOND_MS, type Instant } from '../../../time/time';
import type { Scheduled, VirtualClock } from '../../core/clock';
import { FUNCTION_ORDER } from '../../core/instant-order';
import type { FunctionEndedEntry, LogEntry } from '../../core/log';
import { outsideTemplates } from '../../core/not-simulated';
import {
  denialReason,
  optionalInput,
  requiredInput,
  type CallContext,
  type Caller,
  type CallInput,
  type CallOutput,
  type OperationRuns,
} from '../../core/service';
import type { MetricIdentity } from '../cloudwatch/metric-store';
import { queueUrl } from '../sqs/queue-url';
import { readAsynchronousInvocation, type AsynchronousInvocation, DEFAULT_ASYNCHRONOUS_INVOCATION } from './asynchronous-invocation';
import { DescriptionOperations } from './description-operations';
import { ExecutionEnvironment, type HandlerOutcome } from './execution-environment';
import { deadLetterAttributes, failureRecord, type FailedEvent } from './failed-event';
import { readFunction, withCode, type FunctionDefinition } from './function-definition';
import { readFunctionPolicy, type FunctionPolicy } from './function-policy';
import { readFunctionUrl, URL_CONTEXT, urlEvent } from './function-url';
import type { ExternalEndpoint, HttpsAnswer, HttpsRequest } from './https-request';
import { LAMBDA_OPERATIONS } from './operations';
import type { AttemptOutcome } from './simulated-sdk';

/** What Lambda needs of the account it runs in. */
export interface LambdaOptions {
  readonly stacks: readonly LoadedStack[];
  readonly clock: VirtualClock;
  readonly log: (entry: LogEntry) => void;
  readonly nextId: () => string;
  readonly call: Caller;
  /** Publishes a datapoint of a metric at the present instant. */
  readonly count: (metric: MetricIdentity, value: number) => void;
  /** Calls counted so far: the position of the next one. */
  readonly countedCalls: () => number;
  /** True when the function that makes the call at a position dies after it. */
  readonly isCrash: (position: number) => boolean;
  /** Called with a mistake of ours that came to light while a function ran. */
  readonly onMistake: (error: unknown) => void;
  /** Who answers outside of AWS. */
  readonly endpoints: readonly ExternalEndpoint[];
}

/** A function of a template that is ready to run. */
interface SimulatedFunction {
  /** Changed by UpdateFunctionCode. */
  definition: FunctionDefinition;
  /** The stack it is of, which knows its assets. */
  readonly stack: LoadedStack;
  readonly asynchronous: AsynchronousInvocation;
  /** Environments of the present code that wait for an event. */
  idle: ExecutionEnvironment[];
  /** Set once Lambda has taken on the function's role. */
  hasRole: boolean;
}

/** An event in the queue Lambda keeps for a function. */
interface QueuedEvent extends FailedEvent {
  readonly target: SimulatedFunction;
  readonly acceptedAt: Instant;
  /** Attempts made so far. */
  attempts: number;
  /** Somebody waits for the answer: it is tried once, and kept nowhere. */
  readonly isSynchronous?: true;
}

/** One attempt that has begun and not ended. */
interface Attempt {
  readonly event: QueuedEvent;
  /** The function as it was when the attempt began. */
  readonly definition: FunctionDefinition;
  readonly environment: ExecutionEnvironment;
  readonly timeout: Scheduled;
  readonly startedAt: Instant;
  notSimulated?: NotSimulatedError;
  hasEnded: boolean;
}

/** Waits before the second and the third attempt. https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
const RETRY_WAITS_MS = [MINUTE_MS, 2 * MINUTE_MS] as const;

/** Longest payload of an asynchronous invocation. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MAX_EVENT_BYTES = 1_048_576;

/**
 * Lambda: functions of the templates, run with the code that would be deployed and with the permissions of their role.
 *
 * Asynchronous invocations are simulated, and requests to function URLs. Lambda accepts the event, and whoever sent it is done: a function that
 * fails or takes too long is Lambda's to repeat, after one minute and after two more, and what is still undone then
 * goes to the dead-letter queue or the on-failure destination of the function, never to the sender's. Cold starts and
 * calls take no time; there is no limit of concurrency. New code is there at once: what runs goes on with the old one to its
 * end, and whatever begins from then on, another attempt at the same event included, runs the new one in an environment of its own.
 */
export class Lambda {
  readonly operations: OperationRuns<typeof LAMBDA_OPERATIONS>;
  readonly #options: LambdaOptions;
  /** By ARN. */
  readonly #functions = new Map<string, SimulatedFunction | NotSimulatedError>();
  /** Policies of functions that a service invoked, by ARN. */
  readonly #policies = new Map<string, FunctionPolicy>();
  /** The attempt each environment is busy with. */
  readonly #attempts = new Map<ExecutionEnvironment, Attempt>();

  constructor(options: LambdaOptions) {
    this.#options = options;
    this.operations = {
      Invoke: (input, call) => this.#invoke(input, call),
      InvokeFunctionUrl: (input, call) => this.#invokeUrl(input, call),
      UpdateFunctionCode: (input, call) => this.#updateCode(input, call),
      ...new DescriptionOperations(options.stacks).runs,
    };
    for (const stack of options.stacks) {
      for (const resource of stack.resources) if (resource.type === 'AWS::Lambda::Function') this.#add(resource, stack);
    }
  }

  /** Why it cannot be determined what a function does, undefined when it can. */
  doubtAbout(functionArn: string): NotSimulatedError | undefined {
    const found = this.#functions.get(functionArn) ?? outsideTemplates('function', functionArn);
    return found instanceof NotSimulatedError ? found : undefined;
  }

  /** Functions are noted when they are used, not when they are read: most have no part in what is rehearsed. */
  #add(resource: LoadedResource, stack: LoadedStack): void {
    const arn = orNotSimulated(() => resource.attribute('Arn'));
    if (arn instanceof NotSimulatedError) return;
    const made = orNotSimulated(() => ({
      definition: readFunction(resource, stack),
      stack,
      asynchronous: this.#asynchronousInvocation(resource.ref, arn),
      idle: [],
      hasRole: false,
    }));
    this.#functions.set(arn, made);
  }

  #asynchronousInvocation(name: string, arn: string): AsynchronousInvocation {
    const configs = this.#options.stacks
      .flatMap((stack) => stack.resources)
      .filter(({ type }) => type === 'AWS::Lambda::EventInvokeConfig')
      .map((resource) => readAsynchronousInvocation(resource))
      .filter(({ functionName }) => functionName === name || functionName === arn);
    if (configs.length > 1) throw new NotSimulatedError(`${configs.length} EventInvokeConfigs of one function`);
    return configs[0] ?? DEFAULT_ASYNCHRONOUS_INVOCATION;
  }

  /** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
  #invoke(input: CallInput, call: CallContext): CallOutput {
    const name = requiredInput(input, 'FunctionName');
    const type = optionalInput(input, 'InvocationType') ?? 'RequestResponse';
    const [arn, target] = this.#find(name, call.region);
    const link = typeof call.principal === 'string' ? 'identity policy' : 'function policy';
    const policy = link === 'function policy' ? this.#policyOf(arn) : undefined;
    const decision = call.authorize(link, { action: 'lambda:InvokeFunction', resource: arn, resourcePolicy: policy?.statements });
    if (decision.outcome !== 'allowed') {
      // Nobody can tell whether a permission that cannot be read would have allowed it.
      if (policy?.unread !== undefined) throw policy.unread;
      const reason = denialReason(decision, link);
      throw new ServiceError('AccessDeniedException', `${principalName(call.principal)} may not lambda:InvokeFunction ${arn}: ${reason}`);
    }
    if (target instanceof NotSimulatedError) throw target;
    const payload = payloadOf(input.Payload);
    if (type === 'DryRun') return { StatusCode: 204 };
    if (type !== 'Event') throw new NotSimulatedError(`InvocationType ${type} of lambda:Invoke`);
    this.#start({ target, requestId: this.#options.nextId(), payload, acceptedAt: call.now, attempts: 0 }, call.now);
    return { StatusCode: 202 };
  }

  /**
   * A request to the URL of a function: IAM is asked for two actions, and whoever posted it waits. A run that fails is not repeated. What it
   * answers stands in the log.
   * https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
   */
  #invokeUrl(input: CallInput, call: CallContext): CallOutput {
    const [arn, target] = this.#find(requiredInput(input, 'FunctionName'), call.region);
    const url = readFunctionUrl(arn, this.#options.stacks);
    const { statements, unread } = this.#policyOf(arn);
    for (const action of LAMBDA_OPERATIONS.InvokeFunctionUrl.iamActions) {
      const decision = call.authorize('function policy', { action, resource: arn, resourcePolicy: statements, context: URL_CONTEXT });
      if (decision.outcome === 'allowed') continue;
      if (unread !== undefined) throw unread;
      const reason = denialReason(decision, 'function policy');
      throw new ServiceError('AccessDeniedException', `${principalName(call.principal)} may not ${action} ${arn}: ${reason}`);
    }
    if (target instanceof NotSimulatedError) throw target;
    const requestId = this.#options.nextId();
    const payload = JSON.stringify(urlEvent({ requestId, caller: principalName(call.principal), body: requiredInput(input, 'Body'), now: call.now }));
    this.#start({ target, requestId, payload, acceptedAt: call.now, attempts: 0, isSynchronous: true }, call.now);
    return { FunctionUrl: url };
  }

  /**
   * Code of an asset. Lambda runs the old code until the update is successful, within seconds; here it is at once.
   * https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionCode.html
   */
  #updateCode(input: CallInput, call: CallContext): CallOutput {
    const name = requiredInput(input, 'FunctionName');
    const key = requiredInput(input, 'S3Key');
    requiredInput(input, 'S3Bucket');
    const [arn, target] = this.#find(name, call.region);
    const decision = call.authorize('identity policy', { action: 'lambda:UpdateFunctionCode', resource: arn });
    if (decision.outcome !== 'allowed') {
      const reason = denialReason(decision, 'identity policy');
      throw new ServiceError('AccessDeniedException', `${principalName(call.principal)} may not lambda:UpdateFunctionCode ${arn}: ${reason}`);
    }
    if (target instanceof NotSimulatedError) throw target;
    target.definition = withCode(target.definition, key, target.stack);
    for (const environment of target.idle) environment.close();
    target.idle = [];
    return { FunctionName: target.definition.identity.name, FunctionArn: arn };
  }

  #policyOf(arn: string): FunctionPolicy {
    const policy = this.#policies.get(arn) ?? readFunctionPolicy(arn, this.#options.stacks);
    this.#policies.set(arn, policy);
    return policy;
  }

  /** @throws NotSimulatedError for a version or an alias, and for a function that no template has */
  #find(name: string, region: string): [arn: string, target: SimulatedFunction | NotSimulatedError] {
    if (/^function:[^:]*:/.test(resourceOfArn(name))) throw new NotSimulatedError(`version or alias of a function, ${name}`);
    const known = [...this.#functions.keys()].find((arn) => arn === name || (regionOfArn(arn) === region && functionNameOf(arn) === name));
    if (known === undefined) throw outsideTemplates('function', name);
    return [known, this.#functions.get(known)!];
  }

  #start(event: QueuedEvent, at: Instant): void {
    this.#options.clock.scheduleAsynchronous(at, () => this.#attempt(event), FUNCTION_ORDER);
  }

  #attempt(event: QueuedEvent): void {
    const { clock, log, count } = this.#options;
    const { definition } = event.target;
    const { identity, timeoutSeconds } = definition;
    event.attempts += 1;
    const startedAt = clock.now;
    log({ kind: 'function started', at: startedAt, function: identity, requestId: event.requestId, attempt: event.attempts, event: event.payload });
    count(lambdaMetric(definition, 'Invocations'), 1);
    const environment = idleEnvironment(event.target) ?? this.#createEnvironment(event.target);
    const deadline = startedAt + timeoutSeconds * SECOND_MS;
    const timeout = clock.schedule(
      deadline,
      () => this.#end(attempt, 'timed out', { name: 'Sandbox.Timedout', message: `Task timed out after ${timeoutSeconds}.00 seconds` }),
      FUNCTION_ORDER,
    );
    const attempt: Attempt = { event, definition, environment, timeout, startedAt, hasEnded: false };
    this.#attempts.set(environment, attempt);
    const refused = this.#takeRole(event.target);
    if (refused !== undefined) return this.#end(attempt, refused instanceof NotSimulatedError ? 'not simulated' : 'failed', refused);
    environment.invoke({ requestId: event.requestId, payload: event.payload, context: contextOf(definition), deadline }, (outcome) =>
      this.#handlerEnded(attempt, outcome),
    );
  }

  /** Lambda takes on the role of a function when it first runs it. Returns why it could not. */
  #takeRole(target: SimulatedFunction): Error | undefined {
    if (target.hasRole) return undefined;
    const { identity, roleArn } = target.definition;
    const principal = { service: 'lambda.amazonaws.com', sourceArn: identity.arn, sourceAccount: accountOfArn(identity.arn) };
    try {
      this.#options.call(principal, 'sts', 'AssumeRole', { RoleArn: roleArn, RoleSessionName: identity.name }, identity.region);
      target.hasRole = true;
      return undefined;
    } catch (error) {
      if (error instanceof NotSimulatedError || error instanceof ServiceError) return error;
      throw error;
    }
  }

  #createEnvironment(target: SimulatedFunction): ExecutionEnvironment {
    const { clock, log } = this.#options;
    const { definition } = target;
    const { identity, variables, unknownVariables, source, fileName, handlerName, file } = definition;
    const settings = {
      source,
      fileName,
      handlerName,
      file,
      variables: { AWS_REGION: identity.region, AWS_LAMBDA_FUNCTION_NAME: identity.name, ...variables },
      unknownVariables,
    };
    const environment: ExecutionEnvironment = new ExecutionEnvironment(settings, {
      now: () => clock.now,
      schedule: (at, run) => clock.scheduleAsynchronous(at, run, FUNCTION_ORDER),
      attempt: (...call) => this.#attemptCall(environment, definition, ...call),
      send: (request) => this.#sendOutside(environment, definition, request),
      print: (level, text) => {
        const requestId = this.#attempts.get(environment)?.event.requestId ?? '';
        log({ kind: 'function printed', at: clock.now, function: identity, requestId, level, text });
      },
      notSimulated: (error) => this.#note(environment, error),
    });
    return environment;
  }

  /** @throws NotSimulatedError for an address of which nobody can tell what it answers */
  #sendOutside(environment: ExecutionEnvironment, { identity }: FunctionDefinition, request: HttpsRequest): HttpsAnswer {
    const { clock, log, endpoints } = this.#options;
    const { method, url, body } = request;
    for (const endpoint of endpoints) {
      const answer = endpoint(request, clock.now);
      if (answer === undefined) continue;
      const requestId = this.#attempts.get(environment)?.event.requestId ?? '';
      log({ kind: 'request sent', at: clock.now, function: identity, requestId, method, url, body, answer: answer === 'none' ? 'none' : answer.status });
      return answer;
    }
    throw new NotSimulatedError(`what ${new URL(url).origin} answers to fetch in a function`);
  }

  #attemptCall(
    environment: ExecutionEnvironment,
    { roleArn }: FunctionDefinition,
    service: string,
    operation: string,
    input: CallInput,
    region: string,
  ): AttemptOutcome | undefined {
    const isCrash = this.#options.isCrash(this.#options.countedCalls());
    const outcome = this.#outcomeOf(environment, () => this.#options.call(roleArn, service, operation, input, region));
    if (!isCrash) return outcome;
    this.#crash(environment);
    return undefined;
  }

  /** Nothing more of the function runs; to Lambda it is an attempt that failed. */
  #crash(environment: ExecutionEnvironment): void {
    environment.close();
    const attempt = this.#attempts.get(environment);
    if (attempt === undefined) return;
    if (attempt.notSimulated !== undefined) return this.#end(attempt, 'not simulated', attempt.notSimulated);
    const message = `RequestId: ${attempt.event.requestId} Error: Runtime exited with error: signal: killed`;
    this.#end(attempt, 'failed', { name: 'Runtime.ExitError', message });
  }

  #outcomeOf(environment: ExecutionEnvironment, call: () => CallOutput): AttemptOutcome {
    try {
      return { output: call() };
    } catch (error) {
      if (error instanceof NotSimulatedError) this.#note(environment, error);
      else if (!(error instanceof ServiceError)) this.#options.onMistake(error);
      const { name, message } = error as Error;
      return { error: { name, message, ...(error instanceof ServiceError && { members: error.members }) } };
    }
  }

  #note(environment: ExecutionEnvironment, error: NotSimulatedError): void {
    const attempt = this.#attempts.get(environment);
    if (attempt !== undefined) attempt.notSimulated ??= error;
  }

  /** What the function makes of something that is not simulated, success included, says nothing about AWS. */
  #handlerEnded(attempt: Attempt, outcome: HandlerOutcome): void {
    if (attempt.notSimulated !== undefined) this.#end(attempt, 'not simulated', attempt.notSimulated);
    else if (outcome.kind === 'returned') this.#end(attempt, 'succeeded', undefined, outcome.value);
    else this.#end(attempt, 'failed', outcome.error);
  }

  #end(attempt: Attempt, outcome: FunctionEndedEntry['outcome'], error?: { readonly name: string; readonly message: string }, answer?: unknown): void {
    if (attempt.hasEnded) return;
    attempt.hasEnded = true;
    attempt.timeout.cancel();
    const { event, definition, environment, startedAt } = attempt;
    const { clock, log, count } = this.#options;
    const { target } = event;
    this.#attempts.delete(environment);
    if (outcome !== 'timed out' && environment.isIdle && definition === target.definition) target.idle.push(environment);
    else environment.close();
    log({
      kind: 'function ended',
      at: clock.now,
      function: definition.identity,
      requestId: event.requestId,
      attempt: event.attempts,
      outcome: outcome === 'timed out' && attempt.notSimulated !== undefined ? 'not simulated' : outcome,
      durationMs: clock.now - startedAt,
      error: error === undefined ? undefined : { name: error.name, message: error.message },
      ...(event.isSynchronous === true && answer !== undefined && { answer }),
    });
    const hasFailed = outcome === 'failed' || outcome === 'timed out';
    count(lambdaMetric(definition, 'Errors'), hasFailed ? 1 : 0);
    if (hasFailed && attempt.notSimulated === undefined && event.isSynchronous !== true) this.#repeatOrGiveUp(event, error!);
  }

  #repeatOrGiveUp(event: QueuedEvent, error: { readonly name: string; readonly message: string }): void {
    const { now } = this.#options.clock;
    const { maximumRetryAttempts, maximumEventAgeSeconds } = event.target.asynchronous;
    const wait = RETRY_WAITS_MS[event.attempts - 1];
    if (wait === undefined || event.attempts > maximumRetryAttempts) return this.#giveUp(event, error, 'RetriesExhausted');
    if (now + wait > event.acceptedAt + maximumEventAgeSeconds * SECOND_MS) return this.#giveUp(event, error, 'EventAgeExceeded');
    this.#start(event, now + wait);
  }

  #giveUp(event: QueuedEvent, error: { readonly name: string; readonly message: string }, condition: string): void {
    const { definition, asynchronous } = event.target;
    const targets = [
      { arn: definition.deadLetterArn, message: event.payload, attributes: deadLetterAttributes(event, error), lostMetric: 'DeadLetterErrors' },
      {
        arn: asynchronous.onFailureArn,
        message: JSON.stringify(failureRecord(event, definition.identity.arn, error, condition, this.#options.clock.now)),
        attributes: undefined,
        lostMetric: 'DestinationDeliveryFailures',
      },
    ].filter(({ arn }) => arn !== undefined);
    const at = this.#options.clock.now;
    const entry = {
      kind: 'invocation given up',
      at,
      source: definition.identity,
      requestId: event.requestId,
      reason: `${condition}: ${error.name}: ${error.message}`,
    } as const;
    if (targets.length === 0) this.#options.log({ ...entry, keptIn: [], lost: [] });
    const keptIn: string[] = [];
    const lost: string[] = [];
    const unknown: string[] = [];
    for (const { arn, message, attributes, lostMetric } of targets) {
      if (arn instanceof NotSimulatedError) {
        unknown.push(arn.message);
        continue;
      }
      const failure = this.#send(definition, arn!, message, attributes);
      if (failure === undefined) keptIn.push(arn!);
      else if (failure instanceof NotSimulatedError) unknown.push(`${arn}: ${failure.message}`);
      else {
        lost.push(`${arn}: ${failure.name}: ${failure.message}`);
        this.#options.count(lambdaMetric(definition, lostMetric), 1);
      }
    }
    if (targets.length > 0) this.#options.log({ ...entry, keptIn, lost, unknown });
  }

  /** Sends with the role of the function; returns why it could not. */
  #send({ roleArn, identity }: FunctionDefinition, arn: string, message: string, attributes: object | undefined): Error | undefined {
    const service = serviceOfArn(arn);
    try {
      const more = attributes === undefined ? {} : { MessageAttributes: attributes };
      if (service === 'sqs') this.#options.call(roleArn, 'sqs', 'SendMessage', { QueueUrl: queueUrl(arn), MessageBody: message, ...more }, identity.region);
      else if (service === 'sns') this.#options.call(roleArn, 'sns', 'Publish', { TopicArn: arn, Message: message, ...more }, identity.region);
      else throw new NotSimulatedError(`dead letters to ${arn}`);
      return undefined;
    } catch (error) {
      if (error instanceof ServiceError || error instanceof NotSimulatedError) return error;
      throw error;
    }
  }
}

/** One of them may have died in what it did after its last invocation. */
function idleEnvironment({ idle }: SimulatedFunction): ExecutionEnvironment | undefined {
  for (let environment = idle.pop(); environment !== undefined; environment = idle.pop()) if (environment.isIdle) return environment;
  return undefined;
}

function orNotSimulated<T>(read: () => T): T | NotSimulatedError {
  try {
    return read();
  } catch (error) {
    if (error instanceof NotSimulatedError) return error;
    throw error;
  }
}

function payloadOf(payload: unknown): string {
  const text = payload instanceof Uint8Array ? Buffer.from(payload).toString('utf8') : (payload ?? '{}');
  if (typeof text !== 'string') throw new ServiceError('InvalidRequestContentException', 'Payload must be a text or bytes');
  if (Buffer.byteLength(text) > MAX_EVENT_BYTES) throw new ServiceError('RequestTooLargeException', `Payload exceeds ${MAX_EVENT_BYTES} bytes`);
  try {
    JSON.parse(text);
  } catch {
    throw new ServiceError('InvalidRequestContentException', 'Could not parse request body into json');
  }
  return text;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
function lambdaMetric({ identity }: FunctionDefinition, metricName: string): MetricIdentity {
  return { region: identity.region, namespace: 'AWS/Lambda', metricName, dimensions: { FunctionName: identity.name } };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
function contextOf({ identity, memoryMegabytes }: FunctionDefinition): Readonly<Record<string, unknown>> {
  return {
    functionName: identity.name,
    functionVersion: '$LATEST',
    invokedFunctionArn: identity.arn,
    memoryLimitInMB: String(memoryMegabytes),
    logGroupName: `/aws/lambda/${identity.name}`,
    logStreamName: 'simulated',
  };
}
