import { accountOfArn } from '../arn';
import type { LoadedResource } from '../assembly/loaded-stack';
import { NotSimulatedError } from '../errors';
import { conditionHolds, type RequestContext } from './condition';
import {
  concerns,
  effectOf,
  evaluateStatements,
  matchPrincipal,
  policyStatements,
  type AccessDecision,
  type AccessRequest,
  type PolicyStatement,
  type PrincipalMatch,
} from './policy';
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
  /** What the permissions boundary allows at most; undefined for a role without one. */
  readonly boundary?: readonly PolicyStatement[] | 'unknown';
}

/** Decides calls of services by resource policies, and calls of the templates' roles by identity policies as well. */
export class Authorizer {
  readonly #resources: readonly LoadedResource[];
  readonly #roles = new Map<string, Role>();
  /** Decisions, by the policy of the resource and then by everything else a request says; none depends on the time. */
  readonly #decisions = new WeakMap<readonly PolicyStatement[], Map<string, AccessDecision>>();

  /**
   * @param resources the resources of all stacks; a role and its policies are read when the role makes a call
   * @param people ARNs of users and sessions that no template has and that may do what the root of the account may
   */
  constructor(resources: readonly LoadedResource[], people: readonly string[] = []) {
    this.#resources = resources;
    for (const person of people) this.#roles.set(person, ROOT);
  }

  /**
   * Decides a request within one account. The same request is decided once, for as long as the resource has the same
   * list of statements, whose statements are never replaced one by one.
   *
   * @throws NotSimulatedError for a role that no template has, unless the policy of the resource names and allows it, and for what an attached policy or a permissions boundary
   *   that nobody can read could turn round: a denial and an allowance alike
   */
  authorize(request: AuthorizationRequest): AccessDecision {
    const { resourcePolicy = NO_STATEMENTS } = request;
    const asked = textOf(request, resourcePolicy.length);
    const known = this.#decisions.get(resourcePolicy) ?? new Map<string, AccessDecision>();
    this.#decisions.set(resourcePolicy, known);
    const decision = known.get(asked) ?? this.#decide(request, resourcePolicy);
    known.set(asked, decision);
    return decision;
  }

  /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html */
  #decide(request: AuthorizationRequest, resourcePolicy: readonly PolicyStatement[]): AccessDecision {
    const { principal, action, resource } = request;
    const context = { ...globalContext(principal), ...request.context };
    const holds = ({ body, name }: PolicyStatement) => body.Condition === undefined || conditionHolds(body.Condition, context, name);
    const evaluate = (statements: readonly PolicyStatement[], appliesTo: (statement: PolicyStatement) => boolean = () => true) =>
      evaluateStatements(statements, { action, resource }, appliesTo, holds);
    const byResource = (...matches: readonly PrincipalMatch[]) =>
      evaluate(resourcePolicy, (statement) => matches.includes(matchPrincipal(statement, principal)));
    const byStatementOnIt = byResource('named', 'everybody');
    if (typeof principal !== 'string' || byStatementOnIt.outcome === 'explicitly denied') return byStatementOnIt;
    const byAccount = byResource('named', 'everybody', 'account');
    if (byAccount.outcome === 'explicitly denied') return byAccount;

    // Who is named by the resource is let in by that alone, whatever else it may: of a principal that no template has nobody knows.
    if (!isAccountRoot(principal) && !this.#isKnown(principal) && byResource('named').outcome === 'allowed') return byStatementOnIt;
    const role = isAccountRoot(principal) ? ROOT : this.#role(principal);
    const byIdentity = evaluate(role.statements);
    if (byIdentity.outcome === 'explicitly denied') return byIdentity;
    const where = `${role.where}, asked for ${action}`;
    const isDelegated = request.identityNeedsResourcePolicy !== true || byAccount.outcome === 'allowed';
    if (role.unknownPolicies.length > 0 && (byStatementOnIt.outcome === 'allowed' || isDelegated)) {
      throw new NotSimulatedError(`policy ${role.unknownPolicies.join(', ')}`, where);
    }
    const decision = byStatementOnIt.outcome === 'allowed' || !isDelegated ? byStatementOnIt : byIdentity;
    if (role.boundary === undefined || decision.outcome !== 'allowed') return decision;
    if (role.boundary === 'unknown') throw new NotSimulatedError('PermissionsBoundary', where);
    const byBoundary = evaluate(role.boundary);
    if (byBoundary.outcome === 'implicitly denied' && byStatementOnIt.outcome === 'allowed' && byResource('named').outcome !== 'allowed') {
      // A grant to the role itself is limited by the boundary; for one to everybody this is not documented.
      throw new NotSimulatedError('PermissionsBoundary beside a grant to everybody', where);
    }
    return byBoundary.outcome === 'allowed' ? decision : byBoundary;
  }

  /**
   * Whether some policy grants a role an action on a resource, as far as its policies can be read. Denials, conditions and
   * the boundary are left aside: {@link Authorizer.authorize} says whether the grant has an effect.
   *
   * @throws NotSimulatedError for a role that no template has or that cannot be read
   */
  isGranted(roleArn: string, request: AccessRequest): boolean {
    return this.#role(roleArn).statements.some((statement) => effectOf(statement) === 'Allow' && concerns(statement, request));
  }

  /**
   * Who may take on a role, as statements of a policy of the role itself.
   *
   * @throws NotSimulatedError for a role that no template has
   */
  trustOf(roleArn: string): PolicyStatement[] {
    const resource = this.#resource(roleArn);
    const statements = policyStatements(resource.at('AssumeRolePolicyDocument').value, whereIs(resource));
    return statements.map(({ name, body }) => ({ name, body: { ...body, Resource: roleArn } }));
  }

  #isKnown(arn: string): boolean {
    return this.#roles.has(arn) || this.#find(arn) !== undefined;
  }

  #find(arn: string): LoadedResource | undefined {
    return this.#resources.find((candidate) => candidate.type === 'AWS::IAM::Role' && arnOf(candidate) === arn);
  }

  #resource(arn: string): LoadedResource {
    const resource = this.#find(arn);
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
};

const NO_STATEMENTS: readonly PolicyStatement[] = [];

/** Stands in no ARN, action or condition value. */
const END = '\u0000';

/** Everything a request says beside the policy, as a text that no other request has. Made of plain joins: it is asked for in every call. */
function textOf({ principal, action, resource, identityNeedsResourcePolicy = false, context }: AuthorizationRequest, statements: number): string {
  const who = typeof principal === 'string' ? principal : [principal.service, principal.sourceArn, principal.sourceAccount].join(END);
  let text = [who, action, resource, identityNeedsResourcePolicy, statements].join(END);
  // A key that is known to be absent is not the same as one that is empty.
  for (const key in context) text += `${END}${key}${context[key] === undefined ? '' : `=${context[key]}`}`;
  return text;
}

/**
 * The condition keys the simulator knows of every request. Keys about the caller exist for both kinds of principal,
 * the Source keys only when a service acts for a resource. aws:SourceOwner, which the default policy of a topic asks for, is
 * there when CloudWatch publishes for an alarm; EventBridge needs a policy that names it.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function globalContext(principal: Principal): RequestContext {
  const service = typeof principal === 'string' ? undefined : principal;
  const arn = typeof principal === 'string' ? principal : undefined;
  return {
    'aws:securetransport': 'true',
    'aws:sourcearn': service?.sourceArn,
    'aws:sourceaccount': service?.sourceAccount,
    'aws:sourceowner': service?.service === 'cloudwatch.amazonaws.com' ? service.sourceAccount : undefined,
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
  const { where, policies, unknownArns, unreadable, boundary } = policiesOfRole(resource, resources);
  return {
    where,
    statements: policies.flatMap((policy) => policyStatements(policy.document.value, policy.where)),
    unknownPolicies: [...unknownArns, ...unreadable.map(({ where: policy = 'of a template' }) => policy)],
    boundary: typeof boundary === 'object' ? policyStatements(boundary.document.value, boundary.where) : boundary,
  };
}
