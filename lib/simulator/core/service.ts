import { NotSimulatedError, ServiceError } from '../../aws/errors';
import type { AuthorizationRequest } from '../../aws/iam/authorizer';
import type { AccessDecision } from '../../aws/iam/policy';
import type { Principal } from '../../aws/iam/principal';
import type { Instant } from '../../time/time';
import type { AuthorizationCheck, BrokenLink } from './log';

/** Input of a call, in the shape of the service's API. */
export type CallInput = Readonly<Record<string, unknown>>;
/** Output of a call, in the shape of the service's API as the AWS SDK for JavaScript returns it. */
export type CallOutput = Readonly<Record<string, unknown>>;

/** A call on its way through a service. */
export interface CallContext {
  readonly principal: Principal;
  readonly region: string;
  readonly now: Instant;
  /** Asks the policies, records the answer with the call, and returns it. The service turns a denial into its error. */
  authorize(link: AuthorizationCheck['link'], request: Omit<AuthorizationRequest, 'principal'>): AccessDecision;
}

/** Whether an operation changes anything. */
type Effect = 'read' | 'write';

/** What is known of an operation without running it. */
export interface OperationDeclaration {
  /** Input members it understands; all others are not simulated. */
  readonly input: readonly string[];
  /** Output members it may answer with. */
  readonly output: readonly string[];
  /** IAM actions it asks for, its own first. */
  readonly iamActions: readonly [string, ...string[]];
  readonly effect: Effect;
}

/** Operations by name. */
export type OperationDeclarations = Readonly<Record<string, OperationDeclaration>>;

/** What an operation does. */
type OperationRun = (input: CallInput, call: CallContext) => CallOutput;

/** What each of the declared operations does. */
export type OperationRuns<Declarations extends OperationDeclarations> = { readonly [name in keyof Declarations]: OperationRun };

/** Makes a call to the simulated account. Throws what the service throws. */
export type Caller = (principal: Principal, service: string, operation: string, input: CallInput, region: string) => CallOutput;

/** The error of a service, with the link of the paging chain that it means. */
export class BrokenLinkError extends ServiceError {
  constructor(
    readonly link: BrokenLink,
    code: string,
    message: string,
  ) {
    super(code, message);
  }
}

/**
 * The declaration of an operation, with its input checked.
 *
 * @param service as in `sns`
 * @throws NotSimulatedError for an operation or an input key the service does not know
 */
export function findOperation(service: string, operations: OperationDeclarations, name: string, input: CallInput): OperationDeclaration {
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (operation === undefined) throw new NotSimulatedError(`${service}:${name}`);
  const unknown = Object.keys(input).filter((key) => input[key] !== undefined && !operation.input.includes(key));
  if (unknown.length > 0) throw new NotSimulatedError(`input ${unknown.join(', ')} of ${service}:${name}`);
  return operation;
}

/** A text of the input that the API requires. */
export function requiredInput(input: CallInput, key: string): string {
  const value = optionalInput(input, key);
  if (value === undefined) throw new ServiceError('ValidationException', `${key} is required`);
  return value;
}

/** A text of the input, undefined when it was not given. */
export function optionalInput(input: CallInput, key: string): string | undefined {
  const value = input[key];
  if (value === undefined || typeof value === 'string') return value;
  throw new ServiceError('ValidationException', `${key} must be a text`);
}

/** Why a request was denied, as a sentence part: which statement denies it, or that none allows it. */
export function denialReason(decision: AccessDecision, policy: string): string {
  if (decision.outcome === 'explicitly denied') return `${decision.statement ?? policy} denies it`;
  return `no statement of the ${policy} allows it`;
}
