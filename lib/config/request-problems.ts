import type { Problem } from '../problems/problem';
import { propertyOf, textOf } from '../problems/untyped';
import type { ReadEnvironment } from './read-environment';
import { unknownRole } from './unknown-role';

/**
 * What `requests` of an environment says that the rest of the configuration does not bear out.
 *
 * @param roles the roles of on-call.yaml; undefined where it is not known which there are, or nobody is on call
 */
export function requestProblems({ source }: ReadEnvironment, roles: readonly string[] | undefined, isOnCall: boolean): Problem[] {
  const requests = propertyOf(source?.value, 'requests');
  if (source === undefined || requests === undefined) return [];
  const problems = (['owner', 'lead'] as const).flatMap((key) => unknownRole(textOf(requests, key), roles, () => source.locate(['requests', key])));
  const isStaffed = isOnCall && propertyOf(source.value, 'pagedBy') === undefined && propertyOf(source.value, 'nobodyIsPaged') === undefined;
  if (isStaffed) return problems;
  return [
    ...problems,
    {
      code: 'CFG124',
      level: 'error',
      where: source.locate(['requests'], 'key'),
      what: 'requests are to be taken where nobody is on call: nobody would be notified',
      received: source.file,
      allowed: 'on-call.yaml beside operations.yaml, and neither pagedBy nor nobodyIsPaged in the environment',
      change: 'say who is on call, or remove requests',
    },
  ];
}
