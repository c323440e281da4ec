import { formatArn, isArn, partitionOfRegion } from '../../aws/arn';
import { NotSimulatedError, ServiceError } from '../../aws/errors';
import { principalName } from '../../aws/iam/principal';
import type { PassedRole } from '../../runbook/effects/passed-roles';
import { denialReason, type CallContext } from './service';

/** The action by which a role is handed to a service. It is asked for with a call that sets the role, and is no call of its own. */
export const PASS_ROLE = 'iam:PassRole';

/**
 * Asks whether whoever makes a call may hand on the roles that it sets, each to the service that takes it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 *
 * @param denied code of the service's error
 * @throws ServiceError for a role that may not be handed on
 * @throws NotSimulatedError when it depends on which of several services takes the role, or on the role of an instance profile
 */
export function authorizePassedRoles(roles: readonly PassedRole[], call: CallContext, accountId: string, denied: string): void {
  for (const { role, services } of roles) {
    const resource = role === undefined ? '*' : arnOf(role, call, accountId);
    const decisions = services.map((service) =>
      call.authorize('identity policy', { action: PASS_ROLE, resource, context: { 'iam:passedtoservice': service } }),
    );
    const denial = decisions.find(({ outcome }) => outcome !== 'allowed');
    if (denial === undefined) continue;
    if (role === undefined) throw new NotSimulatedError('the role of an instance profile, which nothing states');
    if (decisions.some(({ outcome }) => outcome === 'allowed')) throw new NotSimulatedError(`which of ${services.join(' and ')} takes the role ${role}`);
    const why = denialReason(denial, 'identity policy');
    throw new ServiceError(denied, `User: ${principalName(call.principal)} is not authorized to perform: ${PASS_ROLE} on resource: ${resource}: ${why}`);
  }
}

function arnOf(role: string, { region }: CallContext, account: string): string {
  return isArn(role) ? role : formatArn({ partition: partitionOfRegion(region), service: 'iam', region: '', account, resource: `role/${role}` });
}
