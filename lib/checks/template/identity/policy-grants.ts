import { isTemplateObject } from '../../../aws/cloudformation/template-value';
import { NotSimulatedError } from '../../../aws/errors';
import { effectOf, evaluateStatements, matchPrincipal, type AccessRequest, type PolicyStatement } from '../../../aws/iam/policy';
import type { ServicePrincipal } from '../../../aws/iam/principal';

/** What a policy is asked: may a service do this here? */
export interface GrantQuestion extends AccessRequest {
  /** Service principal, such as `cloudwatch.amazonaws.com`. */
  readonly service: string;
}

/** Condition keys that narrow a grant to one's own alarms. Whether their values fit is for the game day to find out. */
const NARROWING_KEYS: readonly string[] = ['aws:sourceaccount', 'aws:sourcearn', 'aws:sourceorgid', 'aws:sourceorgpaths'];
/** Requests between AWS services are always encrypted, so a denial of those that are not does not concern them. */
const TRANSPORT_KEY = 'aws:securetransport';

/**
 * Whether a resource policy lets a service do something. Of conditions only the keys are looked at: for which of its
 * resources the service asks is not known here.
 *
 * @throws NotSimulatedError where that depends on something the policy does not show
 */
export function policyGrants(statements: readonly PolicyStatement[], { service, ...request }: GrantQuestion): boolean {
  const names = (statement: PolicyStatement) => matchPrincipal(statement, serviceAlone(service)) !== 'none';
  return evaluateStatements(statements, request, names, keysHold).outcome === 'allowed';
}

/** A service, on behalf of whatever. */
export function serviceAlone(service: string): ServicePrincipal {
  return { service, sourceArn: '', sourceAccount: '' };
}

/** Keys the condition of a statement asks for, in lower case; none without a condition. */
export function conditionKeys({ body, name }: PolicyStatement): readonly string[] {
  const { Condition: condition = {} } = body;
  const operators = isTemplateObject(condition) ? Object.values(condition) : [undefined];
  return operators.flatMap((keys) => {
    if (!isTemplateObject(keys)) throw new NotSimulatedError('a condition', name);
    return Object.keys(keys).map((key) => key.toLowerCase());
  });
}

function keysHold(statement: PolicyStatement): boolean {
  const keys = conditionKeys(statement);
  if (effectOf(statement) === 'Deny' && keys.includes(TRANSPORT_KEY)) return false;
  const harmless = effectOf(statement) === 'Allow' ? NARROWING_KEYS : [];
  const other = keys.find((key) => !harmless.includes(key));
  if (other !== undefined) throw new NotSimulatedError(`a condition on ${other}`, statement.name);
  return true;
}
