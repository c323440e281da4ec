import type { Account } from './account';
import { ServiceError } from '../../aws/errors';
import { accountRoot } from '../../aws/iam/principal';

/** A command of the AWS SDK: operations are known by its name. */
export interface SdkCommand {
  readonly input: object;
}

/** What is used of a client of the AWS SDK. */
export interface OperatorClient {
  send(command: SdkCommand): Promise<unknown>;
}

/**
 * A client of the AWS SDK whose calls a simulated account answers, as for an operator who may do everything. An error is
 * the service's own, with what it says beside its message on the error itself, as the SDK has it.
 *
 * @param service as in `dynamodb`
 */
export function operatorClient(account: Account, service: string, region: string): OperatorClient {
  return {
    send: async (command) => {
      const operation = command.constructor.name.replace(/Command$/, '');
      try {
        return { $metadata: {}, ...account.call(accountRoot(account.accountId), service, operation, withoutUndefined(command.input), region) };
      } catch (error) {
        throw error instanceof ServiceError ? Object.assign(error, error.members) : error;
      }
    },
  };
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
