import { didYouMean } from '../problems/did-you-mean';
import type { Problem } from '../problems/problem';

/**
 * A role that on-call.yaml does not have; nothing where it has it.
 *
 * @param roles those of on-call.yaml; undefined where it is not known which there are
 */
export function unknownRole(role: string | undefined, roles: readonly string[] | undefined, where: () => Problem['where']): Problem[] {
  if (role === undefined || roles === undefined || roles.includes(role)) return [];
  const meant = didYouMean(role, roles);
  return [
    {
      code: 'CFG051',
      level: 'error',
      where: where(),
      what: `there is no role ${role} in on-call.yaml`,
      received: role,
      allowed: roles.join(', '),
      change: meant === undefined ? 'name one of them, or add the role' : `write ${meant}`,
    },
  ];
}
