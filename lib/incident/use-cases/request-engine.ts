import type { RequestPolicy } from '../requests/request-policy';
import type { Engine } from './engine';
import type { RequestStore } from './request-store';

/** An engine that looks after requests. */
export interface RequestEngine extends Engine {
  readonly requests: RequestStore;
  readonly policy: Engine['policy'] & { readonly requests: RequestPolicy };
}

/** True for an engine that looks after requests: others have no table of them. */
export function takesRequests(engine: Engine): engine is RequestEngine {
  return engine.requests !== undefined && engine.policy.requests !== undefined;
}
