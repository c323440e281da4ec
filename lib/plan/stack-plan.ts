/** Which stacks there are, decided once: stages make them, sizes are counted by them. */

/** What a stack holds. */
export type StackContent =
  /** Topics of a region, and where somebody is on call what gets its alarms to people. */
  | { readonly kind: 'incidents' }
  /** The alarms of one service in a region. */
  | { readonly kind: 'service'; readonly serviceId: string }
  /** A further ledger of a region, where one has too much to do. */
  | { readonly kind: 'ledger'; readonly number: number }
  /** What a region has once: its first ledger, and the signal over all services. */
  | { readonly kind: 'alarms' }
  /** Some of the people on call, by their id. */
  | { readonly kind: 'people'; readonly group: number }
  /** What operators start from the console. */
  | { readonly kind: 'runbooks' }
  /** What is done on schedule. */
  | { readonly kind: 'maintenance' }
  /** What people look at. */
  | { readonly kind: 'dashboards' }
  /** Where evidence is kept. */
  | { readonly kind: 'evidence' }
  | { readonly kind: 'watchdog' };

/** One stack of an environment. */
export interface StackPlan {
  readonly stackName: string;
  readonly region: string;
  /** Ids below the stage, outermost first. */
  readonly path: readonly string[];
  readonly description: string;
  readonly content: StackContent;
  /** Names of stacks that have to be there before, with their region. */
  readonly after: readonly StackReference[];
}

/** A stack by what AWS knows it by: a name is taken once in a region. */
export interface StackReference {
  readonly stackName: string;
  readonly region: string;
}
