import { NotSimulatedError } from '../../../aws/errors';
import type { CallInput, CallOutput } from '../../core/service';
import { copyIntoRealm, copyOutOfRealm, type Realm } from './realm';
import { retryDefaultsOf, RetryStrategy, statusCodeOf } from './retry-strategy';

/** What one attempt of a call came to. */
export type AttemptOutcome = { readonly output: CallOutput } | { readonly error: AttemptError };

interface AttemptError {
  readonly name: string;
  readonly message: string;
  /** What the error says beside them, such as the `Item` of a failed condition. */
  readonly members?: Readonly<Record<string, unknown>>;
}

/** What the SDK needs of the environment a function runs in. */
export interface SdkHost {
  readonly realm: Realm;
  /** Environment variables of the function. */
  readonly variables: Readonly<Record<string, string>>;
  /** Makes a call with the role of the function. Undefined when the function has ended: nobody will hear the answer. */
  attempt(service: string, operation: string, input: CallInput, region: string): AttemptOutcome | undefined;
  /** Resolves after milliseconds of virtual time. */
  sleep(milliseconds: number): Promise<void>;
  random(): number;
  /** Notes that the function needs something that is not simulated, and throws. */
  refuse(thing: string): never;
}

/** Names IAM gives to services whose package is called otherwise. */
const SERVICE_OF_PACKAGE: Readonly<Record<string, string>> = {
  'client-eventbridge': 'events',
  'client-sfn': 'states',
  'client-cloudwatch-logs': 'logs',
};

/** Settings of a client that change nothing in a simulated account, where every call is answered, or are read below. */
const CLIENT_SETTINGS = ['customUserAgent', 'defaultsMode', 'logger', 'maxAttempts', 'region', 'requestHandler', 'retryMode'];

/**
 * Stands in for a package `@aws-sdk/client-*` of the AWS SDK for JavaScript 3: any `XxxClient` with `send` and
 * `destroy`, any `XxxCommand`, and the classes of errors for `instanceof`. Calls take no virtual time; repeated calls
 * wait as that client does in the SDK's standard mode. Everything else of a package is refused by name.
 */
export function simulatedSdk(packageName: string, host: SdkHost): object {
  const folder = packageName.replace('@aws-sdk/', '');
  const service = SERVICE_OF_PACKAGE[folder] ?? folder.replace('client-', '');
  const members = new Map<string, unknown>();
  const create = (name: string): unknown => {
    if (/^[A-Z]\w*Client$/.test(name)) return clientClass(packageName, service, host);
    if (/^[A-Z]\w*Command$/.test(name)) return commandClass(packageName, name.replace(/Command$/, ''));
    if (/^[A-Z]\w*$/.test(name)) return errorClass(packageName, name, host);
    return host.refuse(`${name} of ${packageName}`);
  };
  return new Proxy(
    {},
    {
      get: (_target, name) => {
        if (name === '__esModule') return true;
        if (typeof name === 'symbol' || name === 'default' || name === 'then') return undefined;
        if (!members.has(name)) members.set(name, create(name));
        return members.get(name);
      },
    },
  );
}

interface Command {
  readonly packageName: string;
  readonly operation: string;
  readonly input: unknown;
}

function commandClass(packageName: string, operation: string): unknown {
  return class SimulatedCommand implements Command {
    readonly packageName = packageName;
    readonly operation = operation;
    constructor(readonly input: unknown = {}) {}
  };
}

/** An error is recognised by its name: classes of errors exist once per package, errors are made where they are thrown. */
function errorClass(packageName: string, name: string, host: SdkHost): unknown {
  const refuse = (): never => host.refuse(`${name} of ${packageName} as anything but the class of an error`);
  return new Proxy(refuse, {
    construct: refuse,
    get: (target, key) => {
      if (key === Symbol.hasInstance) return (value: unknown) => typeof value === 'object' && value !== null && 'name' in value && value.name === name;
      if (typeof key === 'symbol' || key === 'prototype') return Reflect.get(target, key) as unknown;
      return key === 'name' ? name : refuse();
    },
  });
}

function clientClass(packageName: string, service: string, host: SdkHost): unknown {
  return class SimulatedClient {
    readonly #region: string;
    readonly #retries: RetryStrategy;

    constructor(settings: Readonly<Record<string, unknown>> = {}) {
      const unknown = Object.keys(settings).find((key) => settings[key] !== undefined && !CLIENT_SETTINGS.includes(key));
      if (unknown !== undefined) host.refuse(`setting ${unknown} of a client of ${packageName}`);
      const { AWS_REGION: ownRegion = '', AWS_MAX_ATTEMPTS: attempts, AWS_RETRY_MODE: mode } = host.variables;
      const defaults = retryDefaultsOf(packageName);
      const { region = ownRegion, maxAttempts = Number(attempts ?? defaults.maxAttempts), retryMode = mode ?? 'standard' } = settings;
      if (typeof region !== 'string') host.refuse('a region that is not a text');
      if (typeof maxAttempts !== 'number') host.refuse('maxAttempts that is not a number');
      if (retryMode !== 'standard') host.refuse(`retryMode ${String(retryMode)}`);
      this.#region = region as string;
      this.#retries = new RetryStrategy({ ...defaults, maxAttempts: maxAttempts as number }, () => host.random());
    }

    send(command: Command, ...more: readonly unknown[]): Promise<unknown> {
      if (more.some((argument) => argument !== undefined)) host.refuse('a second argument of send');
      if (command?.packageName !== packageName) host.refuse(`a command that is not of ${packageName}`);
      return host.realm.Promise.resolve(this.#send(command));
    }

    destroy(): void {}

    async #send({ operation, input }: Command): Promise<unknown> {
      let totalRetryDelay = 0;
      let lastError: string | undefined;
      for (let attempts = 1; ; attempts += 1) {
        const outcome = host.attempt(service, operation, plainInput(input, `input of ${service}:${operation}`, host), this.#region);
        if (outcome === undefined) return new Promise(() => {});
        const metadata = { attempts, totalRetryDelay };
        if ('output' in outcome) {
          this.#retries.succeeded(lastError);
          return copyIntoRealm({ ...outcome.output, $metadata: { httpStatusCode: 200, ...metadata } }, host.realm);
        }
        const { name } = outcome.error;
        const delay = this.#retries.delayAfter(name, attempts);
        if (delay === undefined) throw sdkError(outcome.error, metadata, host.realm);
        lastError = name;
        totalRetryDelay += delay;
        await host.sleep(delay);
      }
    }
  };
}

function plainInput(input: unknown, what: string, host: SdkHost): CallInput {
  try {
    return copyOutOfRealm(input, what) as CallInput;
  } catch (error) {
    if (error instanceof NotSimulatedError) return host.refuse(error.thing);
    throw error;
  }
}

function sdkError({ name, message, members = {} }: AttemptError, metadata: object, realm: Realm): Error {
  const httpStatusCode = statusCodeOf(name);
  const error = new realm.Error(message);
  Object.assign(error, copyIntoRealm(members, realm), {
    name,
    $fault: httpStatusCode >= 500 ? 'server' : 'client',
    $metadata: copyIntoRealm({ httpStatusCode, ...metadata }, realm),
  });
  return error;
}
