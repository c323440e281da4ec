import { formatArn, partitionOfRegion } from '../../../aws/arn';
import type { JsonObject } from '../../../aws/cloudformation/template';
import { ServiceError } from '../../../aws/errors';
import { principalName } from '../../../aws/iam/principal';
import { ownActions } from '../../../runbook/effects/iam-action';
import { mayPassRoles, passedRoles } from '../../../runbook/effects/passed-roles';
import { findOperation, requiredMembers, type Operation } from '../../../runbook/operations/operation';
import { SECOND_MS } from '../../../time/time';
import { FUNCTION_ORDER } from '../../core/instant-order';
import { NothingStatedError } from '../../core/not-simulated';
import { authorizePassedRoles, PASS_ROLE } from '../../core/pass-roles';
import { denialReason, type CallContext, type CallInput, type CallOutput, type OperationDeclaration } from '../../core/service';
import type { Service, ServiceHost } from '../../core/service-host';
import { ALARMS } from '../cloudwatch/ports';
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

  /** True when a template has an alarm of a name where the call is made. */
  isDeployedAlarm(name: string): boolean {
    return this.#host
      .use(ALARMS)()
      .some(({ identity }) => identity.name === name && identity.region === this.region);
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

/** An operation over stated resources: what it understands, the resource IAM is asked about, and what it does. */
export interface StatedOperation {
  readonly effect: OperationDeclaration['effect'];
  /** Input members it understands. */
  readonly input: readonly string[];
  /** Default: `*`, for actions without resources. */
  readonly resource?: (input: CallInput, call: StatedCall) => string;
  readonly run: (input: CallInput, call: StatedCall) => CallOutput;
}

/** The operations of one service over stated resources, with the kinds they are about. */
export interface StatedService {
  readonly kinds: StatedKinds;
  readonly service: Service;
  /** Operations that ask for their action on `*`. */
  readonly withoutResource: readonly string[];
}

/** How a service calls itself and its errors. */
export interface StatedServiceNames {
  /** As in IAM actions. */
  readonly name: string;
  readonly title: string;
  /** Code of its error for a call that no policy allows. Default: AccessDeniedException. */
  readonly denied?: string;
  /** Code of its error for an input without a member that is required. Default: ValidationException. */
  readonly invalid?: string;
}

/** A service made of stated resources. Outputs, and what an input must have, are those of the API. */
export function statedService(names: StatedServiceNames, kinds: StatedKinds, operations: Readonly<Record<string, StatedOperation>>): StatedService {
  const entries = Object.entries(operations);
  const { name, title } = names;
  const service: Service = {
    name,
    title,
    resources: {},
    refused: {},
    operations: Object.fromEntries(entries.map(([operation, made]) => [operation, declare(name, operation, made)])),
    events: [],
    create: (host) => ({ operations: Object.fromEntries(entries.map(([operation, made]) => [operation, runOf(host, names, kinds, operation, made)])) }),
  };
  return { kinds, service, withoutResource: entries.flatMap(([operation, { resource }]) => (resource === undefined ? [operation] : [])) };
}

function declare(service: string, operation: string, { input, effect }: StatedOperation): OperationDeclaration {
  return {
    input,
    effect,
    get iamActions() {
      const own = iamActionOf(service, operation);
      return mayPassRoles(apiOf(service, operation), input) ? ([own, PASS_ROLE] as const) : ([own] as const);
    },
    get output() {
      return [...apiOf(service, operation).output.members.keys()];
    },
  };
}

function runOf(host: ServiceHost, names: StatedServiceNames, kinds: StatedKinds, operation: string, made: StatedOperation) {
  const { name, denied = 'AccessDeniedException', invalid = 'ValidationException' } = names;
  const { resource, run } = made;
  let required: readonly string[] | undefined;
  let action: string | undefined;
  let passes: boolean | undefined;
  return (input: CallInput, context: CallContext): CallOutput => {
    const call = new StatedCall(host, context, name);
    required ??= requiredMembers(apiOf(name, operation).input);
    const missing = required.filter((member) => input[member] === undefined);
    if (missing.length > 0) throw new ServiceError(invalid, `${missing.join(', ')} of ${operation} is missing`);
    action ??= iamActionOf(name, operation);
    const arn = resource?.(input, call) ?? '*';
    const decision = context.authorize('identity policy', { action, resource: arn });
    if (decision.outcome === 'allowed') {
      passes ??= made.effect === 'write' && mayPassRoles(apiOf(name, operation), made.input);
      if (passes) authorizePassedRoles(passedRoles(apiOf(name, operation), input as JsonObject), context, host.accountId, denied);
      return run(input, call);
    }
    // What nothing is known of may have a policy of its own: whether the call is denied cannot be determined.
    if (!Object.keys(kinds).some((kind) => call.store.isStated(kind, context.region)))
      throw new NothingStatedError(`${arn}, which nothing states`, context.region);
    const why = denialReason(decision, 'identity policy');
    throw new ServiceError(denied, `User: ${principalName(context.principal)} is not authorized to perform: ${action} on resource: ${arn}: ${why}`);
  };
}

function iamActionOf(service: string, operation: string): string {
  const action = ownActions(apiOf(service, operation))[0];
  if (action === undefined) throw new Error(`no IAM action is known of ${service}:${operation}`);
  return action.name;
}

function apiOf(service: string, operation: string): Operation {
  const found = findOperation(service, operation);
  if ('unknown' in found) throw new Error(`there is no ${service}:${operation}`);
  return found;
}

/** Some members of an input, those that were given. */
export function inputMembers(input: CallInput, ...names: readonly string[]): Stated {
  return membersOf(input as JsonObject, ...names);
}

/** Some members of a resource, those it has. */
export function membersOf(resource: JsonObject, ...names: readonly string[]): Stated {
  return Object.fromEntries(names.flatMap((name) => (resource[name] === undefined ? [] : [[name, resource[name]] as const])));
}

/** The texts of a list in an input; undefined when it was not given. */
export function textsIn(input: CallInput, name: string): readonly string[] | undefined {
  const list = input[name];
  return Array.isArray(list) ? list.map(String) : undefined;
}

/** A resource without some of its members: those the API does not show. */
export function withoutMembers(resource: JsonObject, ...names: readonly string[]): Stated {
  return Object.fromEntries(Object.entries(resource).filter(([name]) => !names.includes(name)));
}
