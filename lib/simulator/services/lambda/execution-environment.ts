import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { format } from 'node:util';
import { NotSimulatedError } from '../../../aws/errors';
import type { Instant } from '../../../time/time';
import type { Scheduled } from '../../core/clock';
import type { PrintLevel } from '../../core/log';
import type { CallInput } from '../../core/service';
import { simulatedFetch, type HttpsAnswer, type HttpsRequest } from './https-request';
import { copyIntoRealm, copyOutOfRealm, createRealm, describeThrown, runModule, type Realm } from './realm';
import { seededRandom } from './seeded-random';
import { simulatedSdk, type AttemptOutcome, type SdkHost } from './simulated-sdk';

/** What an execution environment needs of the account. */
export interface EnvironmentPorts {
  now(): Instant;
  /** Puts the continuation of a function on the clock. */
  schedule(at: Instant, run: () => void): Scheduled;
  /** Makes a call with the role of the function. Undefined when the function died of it. */
  attempt(service: string, operation: string, input: CallInput, region: string): AttemptOutcome | undefined;
  /** Sends a request to somebody outside of AWS. @throws NotSimulatedError when nobody can tell what comes of it */
  send(request: HttpsRequest): HttpsAnswer;
  print(level: PrintLevel, text: string): void;
  /** Called when the function needs something that is not simulated; the first time counts. */
  notSimulated(error: NotSimulatedError): void;
}

/** The code of a function, and the settings it finds when it runs. */
export interface EnvironmentSettings {
  /** Text of the file that holds the handler, a CommonJS module. */
  readonly source: string;
  /** Its name, for stack traces. */
  readonly fileName: string;
  readonly handlerName: string;
  readonly variables: Readonly<Record<string, string>>;
  /** Why the value of a variable cannot be determined, by its name: a function that reads it cannot be judged. */
  readonly unknownVariables?: ReadonlyMap<string, string>;
  /** Text of another file that is deployed with the code, by its path; undefined when there is none. */
  readonly file: (path: string) => string | undefined;
}

/** One run of the handler. */
export interface InvocationInput {
  readonly requestId: string;
  /** The event, JSON. */
  readonly payload: string;
  /** Facts of the `context` argument; `getRemainingTimeInMillis` is added. */
  readonly context: Readonly<Record<string, unknown>>;
  /** When Lambda ends the invocation. */
  readonly deadline: Instant;
}

/** How a run of the handler ended, other than by a timeout. */
export type HandlerOutcome =
  | { readonly kind: 'returned'; readonly value: unknown }
  | { readonly kind: 'threw'; readonly error: { readonly name: string; readonly message: string } };

type Handler = (event: unknown, context: unknown) => unknown;

/** Globals of Node that functions can expect and that are not simulated. */
const REFUSED_GLOBALS = ['BroadcastChannel', 'EventSource', 'MessageChannel', 'WebSocket', 'XMLHttpRequest', 'crypto', 'navigator', 'performance'];

/**
 * An execution environment of Lambda for Node.js: a realm of its own with the built-in objects of JavaScript, virtual
 * time and randomness, a console, timers, the environment variables of the function and a simulated AWS SDK. One
 * invocation at a time; like a real one it is used again, with whatever the module keeps.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
 */
export class ExecutionEnvironment {
  readonly #ports: EnvironmentPorts;
  readonly #settings: EnvironmentSettings;
  readonly #realm: Realm;
  readonly #timers = new Map<number, Scheduled>();
  /** Values of JSON files that were required, by path: like Node.js, an environment reads each once. */
  readonly #jsonFiles = new Map<string, unknown>();
  #handler: Handler | undefined;
  #random: () => number = seededRandom('');
  #fail: ((thrown: unknown) => void) | undefined;
  #lastTimer = 0;
  #isBroken = false;
  #isClosed = false;

  constructor(settings: EnvironmentSettings, ports: EnvironmentPorts) {
    this.#settings = settings;
    this.#ports = ports;
    this.#realm = createRealm(
      () => ports.now(),
      () => this.#random(),
    );
    this.#defineGlobals();
  }

  /** True when nothing of an invocation is left over, so that the environment can serve the next one. */
  get isIdle(): boolean {
    return !this.#isBroken && !this.#isClosed && this.#timers.size === 0;
  }

  /**
   * Loads the module at the first invocation and calls the handler. The outcome is settled once, in the same turn or in a
   * later one; never when the handler waits for something that does not come.
   */
  invoke(input: InvocationInput, onOutcome: (outcome: HandlerOutcome) => void): void {
    let isSettled = false;
    const tell = (outcome: HandlerOutcome): void => {
      if (isSettled || this.#isClosed) return;
      isSettled = true;
      this.#fail = undefined;
      onOutcome(outcome);
    };
    const fail = (thrown: unknown): void => tell({ kind: 'threw', error: describeThrown(thrown) });
    this.#random = seededRandom(input.requestId);
    this.#fail = fail;
    try {
      this.#handler ??= this.#load();
      const event = copyIntoRealm(JSON.parse(input.payload), this.#realm);
      const answer = this.#handler(event, this.#context(input));
      void Promise.resolve(answer).then((value) => {
        try {
          tell({ kind: 'returned', value: copyOutOfRealm(value, 'the result of a function') });
        } catch (error) {
          this.#note(error);
          fail(error);
        }
      }, fail);
    } catch (error) {
      fail(error);
    }
  }

  /** Ends whatever still runs in the environment: no timer fires and no call is made any more. */
  close(): void {
    this.#isClosed = true;
    for (const timer of this.#timers.values()) timer.cancel();
    this.#timers.clear();
  }

  #load(): Handler {
    const { source, fileName, handlerName } = this.#settings;
    const module = copyIntoRealm({ exports: {} }, this.#realm) as { exports: Record<string, unknown> };
    runModule(this.#realm, source, fileName, [module.exports, (name) => this.#require(name), module, `/var/task/${fileName}`, '/var/task']);
    const handler = module.exports[handlerName];
    if (typeof handler !== 'function') {
      throw Object.assign(new this.#realm.Error(`${fileName} exports no function ${handlerName}`), { name: 'Runtime.HandlerNotFound' });
    }
    if (handler.length > 2) this.#refuse('a handler with a callback');
    return handler as Handler;
  }

  #require(name: string): unknown {
    if (/^@aws-sdk\/client-[a-z0-9-]+$/.test(name)) return simulatedSdk(name, this.#sdkHost());
    if (/^\.\.?\/.+\.json$/.test(name)) return this.#requireJson(name);
    // The same text has the same hash everywhere; keys and chance of the module are the machine's.
    if (/^(?:node:)?crypto$/.test(name)) return this.#onlyKnown('crypto', { createHash });
    return this.#refuse(`module ${name} in a function`);
  }

  /** A JSON file that is deployed with the code. What Node.js throws for one that is not there, the function gets. */
  #requireJson(name: string): unknown {
    const path = posix.join(posix.dirname(this.#settings.fileName), name);
    if (this.#jsonFiles.has(path)) return this.#jsonFiles.get(path);
    const text = path.startsWith('..') ? undefined : this.#settings.file(path);
    if (text === undefined) throw Object.assign(new this.#realm.Error(`Cannot find module '${name}'`), { code: 'MODULE_NOT_FOUND' });
    const value = copyIntoRealm(this.#parsed(text, path), this.#realm);
    this.#jsonFiles.set(path, value);
    return value;
  }

  #parsed(text: string, path: string): unknown {
    try {
      return JSON.parse(text);
    } catch (error) {
      throw Object.assign(new this.#realm.Error(`/var/task/${path}: ${(error as Error).message}`), { name: 'SyntaxError' });
    }
  }

  #sdkHost(): SdkHost {
    return {
      realm: this.#realm,
      variables: this.#environment(),
      attempt: (...call) => (this.#isClosed ? undefined : this.#ports.attempt(...call)),
      sleep: (milliseconds) => new Promise((resolve) => this.#setTimer(milliseconds, resolve)),
      random: () => this.#random(),
      refuse: (thing) => this.#refuse(thing),
    };
  }

  #send(request: HttpsRequest): HttpsAnswer | undefined {
    if (this.#isClosed) return undefined;
    try {
      return this.#ports.send(request);
    } catch (error) {
      if (error instanceof NotSimulatedError) return this.#refuse(error.thing);
      throw error;
    }
  }

  #context({ requestId, context, deadline }: InvocationInput): unknown {
    const copy = copyIntoRealm({ ...context, awsRequestId: requestId }, this.#realm) as Record<string, unknown>;
    copy.getRemainingTimeInMillis = () => Math.max(0, deadline - this.#ports.now());
    return copy;
  }

  #defineGlobals(): void {
    const { context } = this.#realm;
    const timer = (callback: (...given: unknown[]) => void, milliseconds: number, given: unknown[]) =>
      this.#timerHandle(this.#setTimer(milliseconds, () => callback(...given)));
    const globals = {
      AbortController,
      Buffer,
      TextDecoder,
      TextEncoder,
      URL,
      URLSearchParams,
      clearImmediate: (handle: unknown) => this.#clearTimer(handle),
      clearInterval: (handle: unknown) => this.#clearTimer(handle),
      clearTimeout: (handle: unknown) => this.#clearTimer(handle),
      console: this.#onlyKnown('console', this.#console()),
      fetch: simulatedFetch({ realm: this.#realm, send: (request) => this.#send(request), refuse: (thing) => this.#refuse(thing) }),
      process: this.#onlyKnown('process', { env: this.#environment(), nextTick: queueMicrotask }),
      queueMicrotask,
      setImmediate: (callback: () => void, ...given: unknown[]) => timer(callback, 0, given),
      setInterval: () => this.#refuse('setInterval in a function'),
      setTimeout: (callback: () => void, milliseconds = 0, ...given: unknown[]) => timer(callback, milliseconds, given),
      structuredClone: (value: unknown) => copyIntoRealm(copyOutOfRealm(value, 'structuredClone'), this.#realm),
    };
    for (const [name, value] of Object.entries(globals)) Object.defineProperty(context, name, { value, writable: true, configurable: true });
    for (const name of REFUSED_GLOBALS) {
      Object.defineProperty(context, name, { get: () => this.#refuse(`${name} in a function`), configurable: true });
    }
    Object.defineProperty(context, 'global', { value: context, configurable: true });
  }

  /** The variables; one that is not known is refused as soon as it is read. */
  #environment(): Readonly<Record<string, string>> {
    const environment = copyIntoRealm(this.#settings.variables, this.#realm) as Record<string, string>;
    for (const [name, reason] of this.#settings.unknownVariables ?? []) {
      const get = () => this.#refuse(`environment variable ${name} of a function: ${reason}`);
      Object.defineProperty(environment, name, { get, enumerable: true, configurable: true });
    }
    return environment;
  }

  #console(): Record<PrintLevel, (...given: unknown[]) => void> {
    const line =
      (level: PrintLevel) =>
      (...given: unknown[]): void =>
        this.#print(level, format(...given));
    return { debug: line('debug'), error: line('error'), info: line('info'), log: line('log'), trace: line('trace'), warn: line('warn') };
  }

  /** Code of a turn in which the function died still runs to its end, unheard. */
  #print(level: PrintLevel, text: string): void {
    if (!this.#isClosed) this.#ports.print(level, text);
  }

  #onlyKnown(what: string, known: object): object {
    return new Proxy(known, {
      get: (target, key) => {
        if (typeof key === 'symbol' || Object.hasOwn(target, key)) return Reflect.get(target, key) as unknown;
        return this.#refuse(`${what}.${key} in a function`);
      },
    });
  }

  #timerHandle(id: number): object {
    const handle = { id, hasRef: () => true, ref: () => handle, unref: () => handle };
    return handle;
  }

  /** Time passes in whole milliseconds, at least one as in Node.js. */
  #setTimer(milliseconds: number, callback: () => void): number {
    const id = (this.#lastTimer += 1);
    if (this.#isClosed) return id;
    const wait = Math.max(1, Math.trunc(Number(milliseconds)) || 0);
    const fire = (): void => {
      this.#timers.delete(id);
      try {
        callback();
      } catch (error) {
        // Nobody can catch what a timer throws: Node.js ends the process, and Lambda starts another.
        this.#isBroken = true;
        this.#fail?.(error);
      }
    };
    this.#timers.set(id, this.#ports.schedule(this.#ports.now() + wait, fire));
    return id;
  }

  #clearTimer(handle: unknown): void {
    const id = typeof handle === 'object' && handle !== null && 'id' in handle ? Number(handle.id) : NaN;
    this.#timers.get(id)?.cancel();
    this.#timers.delete(id);
  }

  #refuse(thing: string): never {
    const error = new NotSimulatedError(thing);
    this.#note(error);
    throw Object.assign(new this.#realm.Error(error.message), { name: error.name });
  }

  #note(error: unknown): void {
    if (error instanceof NotSimulatedError) this.#ports.notSimulated(error);
  }
}
