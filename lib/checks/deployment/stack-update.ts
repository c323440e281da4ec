import type { LoadedStack } from '../../aws/assembly/loaded-stack';
import type { ResourceChange } from './compare-resources';

/** A stack that is deployed, what takes its place, and what that changes. */
export interface StackUpdate {
  readonly before: LoadedStack;
  readonly after: LoadedStack;
  readonly changes: readonly ResourceChange[];
}
