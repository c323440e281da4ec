import { ServiceError } from '../../../aws/errors';
import type { Authorizer } from '../../../aws/iam/authorizer';
import { principalName } from '../../../aws/iam/principal';
import { denialReason, requiredInput, type CallContext, type CallInput, type CallOutput, type OperationRuns } from '../../core/service';
import type { STS_OPERATIONS } from './operations';

/** Security Token Service, as far as services take on the roles of the templates: the role must trust them. */
export class Sts {
  readonly operations: OperationRuns<typeof STS_OPERATIONS> = {
    AssumeRole: (input, call) => this.#assumeRole(input, call),
  };
  readonly #authorizer: Authorizer;

  constructor(authorizer: Authorizer) {
    this.#authorizer = authorizer;
  }

  /** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
  #assumeRole(input: CallInput, call: CallContext): CallOutput {
    const roleArn = requiredInput(input, 'RoleArn');
    const sessionName = requiredInput(input, 'RoleSessionName');
    const resourcePolicy = this.#authorizer.trustOf(roleArn);
    const decision = call.authorize('trust policy', { action: 'sts:AssumeRole', resource: roleArn, resourcePolicy });
    if (decision.outcome !== 'allowed') {
      const reason = denialReason(decision, 'trust policy');
      throw new ServiceError('AccessDenied', `${principalName(call.principal)} may not sts:AssumeRole ${roleArn}: ${reason}`);
    }
    return { AssumedRoleUser: { Arn: roleArn, AssumedRoleId: sessionName } };
  }
}
