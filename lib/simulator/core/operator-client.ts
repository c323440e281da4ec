import { ServiceError } from '../../aws/errors';
import { accountRoot } from '../../aws/iam/principal';
import type { SimulatedAccount } from './simulated-account';

/** A command of the AWS SDK: operations are known by its name. */
interface SdkCommand {
  readonly input: object;
}

/** What is used of a client of the AWS SDK. */
export interface OperatorClient {
  send(command: SdkCommand): Promise<unknown>;
}

/** Calls an operation of a service by its name, as in `GetItem`. */
export type OperatorCall = (operation: string, input: object) => Promise<Readonly<Record<string, unknown>>>;

/**
 * Calls of a simulated account as by an operator who may do everything. An error is the service's own, with what it says
 * beside its message on the error itself, as the SDK has it.
 *
 * @param service as in `dynamodb`
 */
export function operatorCall(account: SimulatedAccount, service: string, region: string): OperatorCall {
  return async (operation, input) => {
    try {
      return { ...account.call(accountRoot(account.accountId), service, operation, withoutUndefined(input), region) };
    } catch (error) {
      throw error instanceof ServiceError ? Object.assign(error, error.members) : error;
    }
  };
}

/**
 * A client of the AWS SDK whose calls a simulated account answers, as {@link operatorCall} makes
 * them.
 *
 * @param service as in `dynamodb`
 */
export function operatorClient(account: SimulatedAccount, service: string, region: string): OperatorClient {
  const call = operatorCall(account, service, region);
  return { send: async (command) => ({ $metadata: {}, ...(await call(command.constructor.name.replace(/Command$/, ''), command.input)) }) };
}

/** Members that are undefined are left out, at any depth, as the SDK does. */
function withoutUndefined(input: object): Record<string, unknown> {
  const entries = Object.entries(input).filter(([, member]) => member !== undefined);
  return Object.fromEntries(entries.map(([name, member]) => [name, plain(member)]));
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  const isPlain = typeof value === 'object' && value !== null && !(value instanceof Date) && !(value instanceof Uint8Array);
  return isPlain ? withoutUndefined(value) : value;
}
