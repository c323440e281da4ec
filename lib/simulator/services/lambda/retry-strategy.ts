/**
 * How the AWS SDK for JavaScript 3 repeats calls in its standard mode: exponential backoff with full jitter, and a
 * bucket of tokens that keeps a client from repeating for ever. Numbers as in `@smithy/core` 3 (retries-2026-config) and in
 * the clients.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */

/** How a client repeats calls unless it is set otherwise. */
export interface RetryDefaults {
  /** Attempts of one call, the first included. */
  readonly maxAttempts: number;
  /** What the delay before the first repetition is drawn below, unless the call was throttled. No setting of a client changes it. */
  readonly delayBaseMs: number;
}

const USUAL: RetryDefaults = { maxAttempts: 3, delayBaseMs: 50 };

/** Clients that ask for others, as their packages do; a test compares all that are installed. */
const OF_CLIENTS: Readonly<Record<string, RetryDefaults>> = {
  '@aws-sdk/client-dynamodb': { maxAttempts: 4, delayBaseMs: 25 },
};

/** What the clients of a package start with, such as `@aws-sdk/client-sns`. */
export function retryDefaultsOf(packageName: string): RetryDefaults {
  return (Object.hasOwn(OF_CLIENTS, packageName) ? OF_CLIENTS[packageName] : undefined) ?? USUAL;
}

const THROTTLING_DELAY_BASE_MS = 1_000;
const MAX_DELAY_MS = 20_000;
const INITIAL_TOKENS = 500;
const COST = 14;
const THROTTLING_COST = 5;
const SUCCESS_REFUND = 1;

const THROTTLING_ERRORS: ReadonlySet<string> = new Set([
  'BandwidthLimitExceeded',
  'EC2ThrottledException',
  'LimitExceededException',
  'PriorRequestNotComplete',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'TransactionInProgressException',
]);
const TRANSIENT_ERRORS: ReadonlySet<string> = new Set(['TimeoutError', 'RequestTimeout', 'RequestTimeoutException']);
/** Names of errors that services answer with status 500, and with 503. */
const SERVER_ERROR = /^Internal(Error|Failure|Server|Service)/;
const UNAVAILABLE = /^(Service)?Unavailable/;

/** The status code a service sends with an error, from its name. */
export function statusCodeOf(errorName: string): number {
  if (SERVER_ERROR.test(errorName)) return 500;
  if (UNAVAILABLE.test(errorName)) return 503;
  return errorName === 'TooManyRequestsException' ? 429 : 400;
}

/** One client's budget for repeating calls. */
export class RetryStrategy {
  readonly #maxAttempts: number;
  readonly #delayBaseMs: number;
  readonly #random: () => number;
  #tokens = INITIAL_TOKENS;

  /** @param random numbers in [0, 1) for the jitter */
  constructor({ maxAttempts, delayBaseMs }: RetryDefaults, random: () => number) {
    this.#maxAttempts = maxAttempts;
    this.#delayBaseMs = delayBaseMs;
    this.#random = random;
  }

  /**
   * Milliseconds to wait before a call is repeated, undefined when it is not: the error is none that passes, or the
   * attempts or the tokens are used up.
   *
   * @param attempts attempts made so far
   */
  delayAfter(errorName: string, attempts: number): number | undefined {
    const isThrottling = THROTTLING_ERRORS.has(errorName);
    if (!isThrottling && !TRANSIENT_ERRORS.has(errorName) && statusCodeOf(errorName) < 500) return undefined;
    const cost = isThrottling ? THROTTLING_COST : COST;
    if (attempts >= this.#maxAttempts || this.#tokens < cost) return undefined;
    this.#tokens -= cost;
    const base = isThrottling ? THROTTLING_DELAY_BASE_MS : this.#delayBaseMs;
    return Math.floor(this.#random() * Math.min(base * 2 ** (attempts - 1), MAX_DELAY_MS));
  }

  /** A call succeeded: gives back what its last repetition cost, or a little when there was none. */
  succeeded(lastError: string | undefined): void {
    const cost = lastError === undefined ? SUCCESS_REFUND : THROTTLING_ERRORS.has(lastError) ? THROTTLING_COST : COST;
    this.#tokens = Math.min(INITIAL_TOKENS, this.#tokens + cost);
  }
}
