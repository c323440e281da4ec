import { accountOfArn } from '../arn';
import { NotSimulatedError } from '../errors';
import type { LoadedResource } from '../assembly/loaded-stack';
import type { RequestContext } from './condition';
import { evaluateStatements, matchPrincipal, policyStatements, type AccessDecision, type PolicyStatement } from './policy';
import { isAccountRoot, type Principal } from './principal';
import { policiesOfRole, whereIs } from './role-policies';

/** A request to a resource, with the policy the resource itself carries. */
export interface AuthorizationRequest {
  readonly principal: Principal;
  readonly action: string;
  readonly resource: string;
  /** Statements of the resource's own policy; none when it has no policy. */
  readonly resourcePolicy?: readonly PolicyStatement[];
  /**
   * True for KMS keys: identity policies count only when the key policy names the account.
   * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
   */
  readonly identityNeedsResourcePolicy?: boolean;
  /** Condition keys beyond the global ones; see {@link globalContext}. */
  readonly context?: RequestContext;
}

interface Role {
  readonly where: string;
  readonly statements: readonly PolicyStatement[];
  /** Attached policies whose text cannot be known, such as those AWS manages. */
  readonly unknownPolicies: readonly string[];
  readonly hasPermissionsBoundary: boolean;
}

/** Decides calls of services by resource policies, and calls of the templates' roles by identity policies as well. */
export class Authorizer {
  readonly #resources: readonly LoadedResource[];
  readonly #roles = new Map<string, Role>();

  /** @param resources the resources of all stacks; a role and its policies are read when the role makes a call */
  constructor(resources: readonly LoadedResource[]) {
    this.#resources = resources;
  }

  /**
   * Decides a request within one account.
   *
   * @throws NotSimulatedError for a role that no template has, and for a denial that an unknown attached policy
   *   could turn into an allowance
   */
  authorize(request: AuthorizationRequest): AccessDecision {
    const { principal, action, resource, resourcePolicy = [] } = request;
    const access = { principal, action, resource, context: { ...globalContext(principal), ...request.context } };
    const byResource = evaluateStatements(resourcePolicy, access, (statement) => matchPrincipal(statement, principal) === 'named');
    if (typeof principal !== 'string' || byResource.outcome === 'explicitly denied') return byResource;
    const byAccount = evaluateStatements(resourcePolicy, access, (statement) => matchPrincipal(statement, principal) !== 'none');
    if (byAccount.outcome === 'explicitly denied') return byAccount;

    const role = isAccountRoot(principal) ? ROOT : this.#role(principal);
    const byIdentity = evaluateStatements(role.statements, access, () => true);
    if (byIdentity.outcome === 'explicitly denied') return byIdentity;
    if (byResource.outcome === 'allowed') return byResource;
    const identityCounts = request.identityNeedsResourcePolicy !== true || byAccount.outcome === 'allowed';
    if (!identityCounts) return { outcome: 'implicitly denied' };
    const asked = `${role.where}, asked for ${action}`;
    if (role.hasPermissionsBoundary) throw new NotSimulatedError('PermissionsBoundary', asked);
    if (byIdentity.outcome === 'implicitly denied' && role.unknownPolicies.length > 0) {
      throw new NotSimulatedError(`policy ${role.unknownPolicies.join(', ')}`, asked);
    }
    return byIdentity;
  }

  /**
   * Who may take on a role, as statements of a policy of the role itself.
   *
   * @throws NotSimulatedError for a role that no template has
   */
  trustOf(roleArn: string): PolicyStatement[] {
    const resource = this.#resource(roleArn);
    const statements = policyStatements(resource.properties.AssumeRolePolicyDocument, whereIs(resource));
    return statements.map(({ name, body }) => ({ name, body: { ...body, Resource: roleArn } }));
  }

  #resource(arn: string): LoadedResource {
    const resource = this.#resources.find((candidate) => candidate.type === 'AWS::IAM::Role' && arnOf(candidate) === arn);
    if (resource === undefined) throw new NotSimulatedError(`principal ${arn}, which no template has`);
    return resource;
  }

  #role(arn: string): Role {
    const known = this.#roles.get(arn);
    if (known !== undefined) return known;
    const resource = this.#resource(arn);
    const role = readRole(resource, this.#resources);
    this.#roles.set(arn, role);
    return role;
  }
}

const ROOT: Role = {
  where: 'root of the account',
  statements: [{ name: 'root of the account', body: { Effect: 'Allow', Action: '*', Resource: '*' } }],
  unknownPolicies: [],
  hasPermissionsBoundary: false,
};

/**
 * The condition keys the simulator knows of every request. Keys about the caller exist for both kinds of principal,
 * the Source keys only when a service acts for a resource. aws:SourceOwner is the older name SNS gives aws:SourceAccount.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function globalContext(principal: Principal): RequestContext {
  const service = typeof principal === 'string' ? undefined : principal;
  const arn = typeof principal === 'string' ? principal : undefined;
  return {
    'aws:securetransport': 'true',
    'aws:sourcearn': service?.sourceArn,
    'aws:sourceaccount': service?.sourceAccount,
    'aws:sourceowner': service?.sourceAccount,
    'aws:principalarn': arn,
    'aws:principalaccount': arn === undefined ? undefined : accountOfArn(arn),
    'aws:principalisawsservice': String(service !== undefined),
    'aws:principalservicename': service?.service,
  };
}

/** A role whose own name cannot be resolved is nobody's principal. */
function arnOf(role: LoadedResource): string | undefined {
  try {
    return role.attribute('Arn');
  } catch (error) {
    if (error instanceof NotSimulatedError) return undefined;
    throw error;
  }
}

function readRole(resource: LoadedResource, resources: readonly LoadedResource[]): Role {
  const { where, policies, unknownArns, unreadable, permissionsBoundary } = policiesOfRole(resource, resources);
  return {
    where,
    statements: policies.flatMap((policy) => policyStatements(policy.document, policy.where)),
    unknownPolicies: [...unknownArns, ...unreadable.map(({ where: policy = 'of a template' }) => policy)],
    hasPermissionsBoundary: permissionsBoundary !== undefined,
  };
}
