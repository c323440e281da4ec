import { formatArn, partitionOfRegion } from '../../../aws/arn';
import type { JsonObject } from '../../../aws/cloudformation/template';
import { ServiceError } from '../../../aws/errors';
import { principalName } from '../../../aws/iam/principal';
import { SECOND_MS } from '../../../time/time';
import { FUNCTION_ORDER } from '../../core/instant-order';
import { denialReason, type CallContext, type CallInput, type CallOutput, type OperationDeclaration } from '../../core/service';
import type { Service, ServiceHost } from '../../core/service-host';
import { STATED, type Stated, type StatedKinds, type StatedResources } from './stated-resources';

/** What an operation over stated resources has. */
export class StatedCall {
  readonly #host: ServiceHost;
  readonly #call: CallContext;
  readonly #service: string;

  constructor(host: ServiceHost, call: CallContext, service: string) {
    this.#host = host;
    this.#call = call;
    this.#service = service;
  }

  get store(): StatedResources {
    return this.#host.use(STATED);
  }

  get region(): string {
    return this.#call.region;
  }

  get accountId(): string {
    return this.#host.accountId;
  }

  /** The present instant. */
  get now(): Date {
    return new Date(this.#call.now);
  }

  /** The next id of the account: the same in every run. */
  nextId(): string {
    return this.#host.nextId();
  }

  /** ARN of a resource of the service, where the call is made. */
  arn(resource: string, service = this.#service, region = this.region): string {
    return formatArn({ partition: partitionOfRegion(this.region), service, region, account: this.accountId, resource });
  }

  /**
   * A resource that has to be there.
   *
   * @param missing the error of the API when it is not
   * @throws ServiceError that error
   * @throws NotSimulatedError when nothing of the kind was stated
   */
  existing(kind: string, key: string | readonly string[], missing: ServiceError): Stated {
    const found = this.store.find(kind, this.region, ...(typeof key === 'string' ? [key] : key));
    if (found === undefined) throw missing;
    return found;
  }

  /** Does something after seconds of virtual time: a job of the service that goes on by itself. */
  after(seconds: number, run: () => void): void {
    const { clock } = this.#host;
    clock.schedule(clock.now + seconds * SECOND_MS, run, FUNCTION_ORDER);
  }
}

/** An operation over stated resources: its declaration, the resource IAM is asked about, and what it does. */
export interface StatedOperation extends OperationDeclaration {
  /** Default: `*`, for actions without resources. */
  readonly resource?: (input: CallInput, call: StatedCall) => string;
  readonly run: (input: CallInput, call: StatedCall) => CallOutput;
}

/** The operations of one service over stated resources, with the kinds they are about. */
export interface StatedService {
  readonly kinds: StatedKinds;
  readonly service: Service;
}

/**
 * A service made of stated resources.
 *
 * @param denied code of its error for a call that no policy allows; default AccessDeniedException
 */
export function statedService(
  names: { readonly name: string; readonly title: string; readonly denied?: string },
  kinds: StatedKinds,
  operations: Readonly<Record<string, StatedOperation>>,
): StatedService {
  const { name, title, denied = 'AccessDeniedException' } = names;
  const service: Service = {
    name,
    title,
    resources: {},
    refused: {},
    operations,
    events: [],
    create: (host) => ({
      operations: Object.fromEntries(
        Object.entries(operations).map(([operation, { resource, iamActions, run }]) => [
          operation,
          (input: CallInput, context: CallContext) => {
            const call = new StatedCall(host, context, name);
            authorize(iamActions[0], resource?.(input, call) ?? '*', context, denied);
            return run(input, call);
          },
        ]),
      ),
    }),
  };
  return { kinds, service };
}

function authorize(action: string, resource: string, call: CallContext, denied: string): void {
  const decision = call.authorize('identity policy', { action, resource });
  if (decision.outcome === 'allowed') return;
  const message = `User: ${principalName(call.principal)} is not authorized to perform: ${action} on resource: ${resource}: ${denialReason(decision, 'identity policy')}`;
  throw new ServiceError(denied, message);
}

/** Some members of an input, those that were given. */
export function inputMembers(input: CallInput, ...names: readonly string[]): Stated {
  return membersOf(input as JsonObject, ...names);
}

/** Some members of a resource, those it has. */
export function membersOf(resource: JsonObject, ...names: readonly string[]): Stated {
  return Object.fromEntries(names.flatMap((name) => (resource[name] === undefined ? [] : [[name, resource[name]] as const])));
}
