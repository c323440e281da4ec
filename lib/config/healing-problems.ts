/** What the files say about each other of what heals by itself. */

import { didYouMean } from '../problems/did-you-mean';
import type { Problem } from '../problems/problem';
import { listOf, propertyOf } from '../problems/untyped';
import type { ReadEnvironment } from './read-environment';
import type { ReadOperations } from './read-operations';

/**
 * Supervisors whom nobody knows, and objectives that heal themselves where nobody is on call.
 *
 * @param people names of everybody of on-call.yaml; undefined when it cannot be determined who there is
 */
export function healingProblems(operations: ReadOperations, environments: readonly ReadEnvironment[], people: readonly string[] | undefined): Problem[] {
  if (people === undefined) return [];
  return [...environments.flatMap((environment) => unknownSupervisors(environment, people)), ...(people.length === 0 ? healingOfNobody(operations) : [])];
}

function unknownSupervisors({ source }: ReadEnvironment, people: readonly string[]): Problem[] {
  if (source === undefined) return [];
  return listOf(propertyOf(source.value, 'supervision'), 'people').flatMap((name, index): Problem[] => {
    if (typeof name !== 'string' || people.includes(name)) return [];
    const meant = didYouMean(name, people);
    return [
      {
        code: 'CFG070',
        level: 'error',
        where: source.locate(['supervision', 'people', index]),
        what: `there is no person ${name} to supervise automatic runs`,
        received: name,
        allowed: people.length === 0 ? 'a person of on-call.yaml, which is missing' : people.join(', '),
        change: meant === undefined ? `add ${name} to the people of on-call.yaml, or name another` : `write ${meant}`,
      },
    ];
  });
}

/** The incident engine starts runbooks, and is deployed where somebody is on call. */
function healingOfNobody({ services }: ReadOperations): Problem[] {
  return services.flatMap(({ objectives }) =>
    objectives.flatMap(({ settings, location }): Problem[] =>
      settings.selfHealing === undefined
        ? []
        : [
            {
              code: 'CFG071',
              level: 'error',
              where: location.source.locate([...location.path, 'selfHealing'], 'key'),
              what: `${settings.id} heals itself, and nobody is on call: nothing would start ${settings.selfHealing.runbook}`,
              allowed: 'selfHealing beside a file on-call.yaml',
              change: 'add on-call.yaml, or remove selfHealing',
            },
          ],
    ),
  );
}
