import type { NamedScope } from '../lifecycle/engine-policy';
import type { RequestPolicy } from './request-policy';

/** Everything the intake of requests is given when it is deployed; lies as `policy.json` beside its code. */
export interface IntakePolicy extends NamedScope {
  readonly requests: RequestPolicy;
  /** Services that a request may be about. */
  readonly services: readonly string[];
}
