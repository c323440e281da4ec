import type { LoadedStack } from '../../aws/assembly/loaded-stack';
import type { Authorizer } from '../../aws/iam/authorizer';
import type { Assumptions } from './assumptions';
import type { VirtualClock } from './clock';
import type { FaultInjection } from './fault-injection';
import type { LogEntry } from './log';
import type { NotSimulatedParts } from './not-simulated';
import type { Port, ProvidedPort } from './port';
import type { Caller, OperationDeclarations, OperationRuns } from './service';

/** What an account hands to a service it runs. */
export interface ServiceHost {
  readonly accountId: string;
  readonly stacks: readonly LoadedStack[];
  readonly clock: VirtualClock;
  readonly assumptions: Assumptions;
  /** Everything logged so far, in order. */
  readonly entries: readonly LogEntry[];
  readonly log: (entry: LogEntry) => void;
  /** The next id of the account: the same in every run. */
  readonly nextId: () => string;
  /** Makes a call to a service of the account, authorised and logged like any other. */
  readonly call: Caller;
  /** Calls counted so far: the position of the next one. */
  readonly countedCalls: () => number;
  /** What a scenario lets go wrong. */
  readonly faults: FaultInjection;
  /** Takes parts of the templates that the service does without. */
  readonly notSimulated: NotSimulatedParts;
  /** The policies of the account. Calls authorise themselves, see `CallContext`; this is for who reads policies besides. */
  readonly authorizer: Authorizer;
  /** Takes a mistake of ours that came to light where nobody can catch it: ends the run. */
  readonly onMistake: (error: unknown) => void;
  /** What another service or the account offers; see `Ports.use`. */
  readonly use: <T>(port: Port<T>) => T;
}

/** A service while an account runs. */
export interface RunningService<Declarations extends OperationDeclarations = OperationDeclarations> {
  readonly operations: OperationRuns<Declarations>;
  /** What it offers to the others. */
  readonly ports?: readonly ProvidedPort[];
  /** Called before time passes, with the first minute since the epoch that is not looked at yet. */
  lookAheadTo?(minute: number): void;
  /** Resolves when what the service goes on with after an event has done all it can without time passing. */
  settled?(): Promise<void>;
  /** Called when every service has been made, in the order of the registry. */
  start?(): void;
}

/** A service as it is registered: what is known of it without an account, and how to make it for one. */
export interface Service<Declarations extends OperationDeclarations = OperationDeclarations> {
  /** As in IAM actions: `sns`, `kms`. */
  readonly name: string;
  /** Name for readers: `Simple Notification Service`. */
  readonly title: string;
  /** Resource types it reads, with the properties it understands of each. */
  readonly resources: ResourceDeclarations;
  /** Resource types that bear on who is notified and that it refuses by name, with the reason. */
  readonly refused: Readonly<Record<string, string>>;
  readonly operations: Declarations;
  /** Detail types of the events it emits. */
  readonly events: readonly string[];
  create(host: ServiceHost): RunningService<Declarations>;
}

/**
 * What is understood of a resource type. A list: these properties, and a resource with any other is not simulated.
 * `reads`: these properties decide something, and the reader looks at no others.
 */
export type ResourceDeclaration = readonly string[] | { readonly reads: readonly string[]; readonly note?: string };

/** Declarations by resource type. */
export type ResourceDeclarations = Readonly<Record<string, ResourceDeclaration>>;

/** A service whose operations are all made: one that is declared and not made does not compile. */
export function defineService<const Declarations extends OperationDeclarations>(service: Service<Declarations>): Service {
  return service;
}
