import { NotSimulatedError } from '../../../aws/errors';
import type { Instant } from '../../../time/time';
import { copyOutOfRealm, type Realm } from './realm';

/** What a function sends to somebody outside of AWS. */
export interface HttpsRequest {
  readonly method: string;
  readonly url: string;
  /** By name in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  /** Empty when there is none. */
  readonly body: string;
}

/** What comes of it: an answer, or silence. */
export type HttpsAnswer = { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string } | 'none';

/** Somebody outside of AWS. Undefined: the address is another's. */
export type ExternalEndpoint = (request: HttpsRequest, at: Instant) => HttpsAnswer | undefined;

/** What `fetch` needs of the environment a function runs in. */
export interface FetchHost {
  readonly realm: Realm;
  /** Sends. Undefined when the function has ended: nobody will hear the answer. */
  send(request: HttpsRequest): HttpsAnswer | undefined;
  /** Notes that the function needs something that is not simulated, and throws. */
  refuse(thing: string): never;
}

/** What of the settings of a request is read. */
const SETTINGS = ['method', 'headers', 'body', 'redirect', 'signal'];

/**
 * `fetch` of Node.js, as far as somebody who posts needs it: a request takes no virtual time, unless nobody answers; then it ends when its
 * signal does, or never. Of the answer there are status, headers and text.
 */
export function simulatedFetch(host: FetchHost): (address: unknown, settings?: Readonly<Record<string, unknown>>) => Promise<unknown> {
  // What is refused is thrown at once: a promise that is rejected while nobody waits for it would end the process.
  return (address, settings = {}) => host.realm.Promise.resolve(answerTo(host, address, settings));
}

/** The answer, or a promise of none. */
function answerTo(host: FetchHost, address: unknown, settings: Readonly<Record<string, unknown>>): unknown {
  const unknown = Object.keys(settings).find((key) => settings[key] !== undefined && !SETTINGS.includes(key));
  if (unknown !== undefined) host.refuse(`setting ${unknown} of fetch in a function`);
  const { method = 'GET', body = '', redirect = 'follow' } = settings;
  if (typeof method !== 'string' || typeof body !== 'string') return host.refuse('fetch in a function with a method or body that is no text');
  const url = String(address);
  if (!URL.canParse(url)) return Promise.reject(Object.assign(new host.realm.Error(`Failed to parse URL from ${url}`), { name: 'TypeError' }));
  const answer = host.send({ method, url, headers: headersIn(host, settings.headers), body });
  if (answer === undefined) return new Promise(() => {});
  if (answer === 'none') return whenAborted(host, settings.signal);
  if (answer.status >= 300 && answer.status < 400 && redirect !== 'manual') return host.refuse('a redirect that fetch in a function follows');
  return responseOf(host, answer);
}

function headersIn(host: FetchHost, headers: unknown): Readonly<Record<string, string>> {
  if (headers === undefined) return {};
  try {
    const copied = copyOutOfRealm(headers, 'headers of fetch in a function') as Readonly<Record<string, unknown>>;
    return Object.fromEntries(Object.entries(copied).map(([name, value]) => [name.toLowerCase(), String(value)]));
  } catch (error) {
    if (error instanceof NotSimulatedError) return host.refuse(error.thing);
    throw error;
  }
}

function whenAborted({ realm }: FetchHost, signal: unknown): Promise<never> {
  return new Promise((_resolve, reject) => {
    const fail = () => reject(Object.assign(new realm.Error('This operation was aborted'), { name: 'AbortError' }));
    if (!(signal instanceof AbortSignal)) return;
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail, { once: true });
  });
}

function responseOf(host: FetchHost, { status, headers = {}, body = '' }: Exclude<HttpsAnswer, 'none'>): object {
  const known = {
    status,
    ok: status >= 200 && status < 300,
    headers: { get: (name: string) => headers[name.toLowerCase()] ?? null },
    body: { cancel: () => host.realm.Promise.resolve() },
    text: () => host.realm.Promise.resolve(body),
  };
  return new Proxy(known, {
    get: (target, key) => {
      // What a promise is resolved with is asked whether it is one.
      if (typeof key === 'symbol' || key === 'then' || Object.hasOwn(target, key)) return Reflect.get(target, key) as unknown;
      return host.refuse(`${key} of an answer to fetch in a function`);
    },
  });
}
