import { compareSeverity } from '../incident/severity';
import type { Problem } from '../problems/problem';
import { textOf, propertyOf } from '../problems/untyped';
import type { ReadEnvironment } from './read-environment';
import { SECURITY_FLOOR } from './signals-schema';
import { unknownRole } from './unknown-role';

/**
 * What `signals` of an environment says that the rest of the configuration does not bear out.
 *
 * @param roles the roles of on-call.yaml; undefined where it is not known which there are, or nobody is on call
 */
export function signalProblems({ source, settings, highestSeverity }: ReadEnvironment, roles: readonly string[] | undefined, isOnCall: boolean): Problem[] {
  const security = propertyOf(propertyOf(source?.value, 'signals'), 'security');
  if (source === undefined || settings === undefined || security === undefined) return [];
  const at = ['signals', 'security'];
  const problems = unknownRole(textOf(security, 'owner'), roles, () => source.locate([...at, 'owner']));
  if (!isOnCall) {
    problems.push({
      code: 'CFG122',
      level: 'error',
      where: source.locate(at, 'key'),
      what: 'security signals are asked for where nobody is on call: nobody would be paged',
      received: source.file,
      allowed: 'on-call.yaml beside operations.yaml',
      change: 'write on-call.yaml, or remove signals',
    });
  }
  if (compareSeverity(highestSeverity, SECURITY_FLOOR) > 0) {
    problems.push({
      code: 'CFG123',
      level: 'error',
      where: source.locate(at, 'key'),
      what: `nothing here is more severe than ${highestSeverity}, and a security event is never below ${SECURITY_FLOOR}`,
      received: highestSeverity,
      allowed: `signals only where highestSeverity is S0 or ${SECURITY_FLOOR}`,
      change: 'raise highestSeverity, or remove signals',
    });
  }
  return problems;
}
