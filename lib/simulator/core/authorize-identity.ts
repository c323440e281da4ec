import { ServiceError } from '../../aws/errors';
import { principalName } from '../../aws/iam/principal';
import { denialReason, type CallContext } from './service';

/**
 * Asks the identity policy for an action, as services do whose error for a call that nothing allows is AccessDeniedException.
 *
 * @throws ServiceError AccessDeniedException when it does not allow it
 */
export function authorizeIdentity(action: string, resource: string, call: CallContext): void {
  const decision = call.authorize('identity policy', { action, resource });
  if (decision.outcome === 'allowed') return;
  const reason = denialReason(decision, 'identity policy');
  throw new ServiceError(
    'AccessDeniedException',
    `User: ${principalName(call.principal)} is not authorized to perform: ${action} on resource: ${resource}: ${reason}`,
  );
}
