/** Names of resources are put together with hyphens: what is different in the configuration can come to the same. */

import type { Problem } from '../problems/problem';
import { listOf, textOf } from '../problems/untyped';
import type { ReadEnvironment } from './read-environment';
import type { YamlSource } from './yaml-source';

/**
 * Environments of which one is the beginning of another's name. The alarms of `prod-eu` begin like those of `prod`, and a
 * service `eu-portal` of `prod` would have the alarms of the service `portal` of `prod-eu`.
 */
export function collidingEnvironments(environments: readonly ReadEnvironment[]): Problem[] {
  const named = environments.flatMap(({ source, name }) => (source === undefined ? [] : [{ source, name: textOf(source.value, 'environment') ?? name }]));
  return named.flatMap(({ source, name }) => {
    const shorter = named.find((other) => name.startsWith(`${other.name}-`));
    if (shorter === undefined) return [];
    return [
      {
        code: 'CFG045',
        level: 'error',
        where: source.locate(['environment']),
        what: `names of resources of ${name} begin like those of ${shorter.name}`,
        received: name,
        allowed: `a name that does not begin with ${shorter.name}-`,
        change: `rename the environment, such as to ${turnedAround(name, shorter.name)}`,
      },
    ];
  });
}

/** `eu-prod` for `prod-eu` beside `prod`. */
const turnedAround = (name: string, beginning: string): string => `${name.slice(beginning.length + 1)}-${beginning}`;

/** Objectives of different services whose alarms would have the same names: `a/b-c` and `a-b/c`. */
export function collidingObjectives(operations: YamlSource): Problem[] {
  const seen = new Map<string, string>();
  return listOf(operations.value, 'services').flatMap((service, index) =>
    listOf(service, 'objectives').flatMap((objective, position): Problem[] => {
      const [serviceId, id] = [textOf(service, 'id'), textOf(objective, 'id')];
      if (serviceId === undefined || id === undefined) return [];
      const [name, written] = [`${serviceId}-${id}`, `${serviceId}/${id}`];
      const other = seen.get(name) ?? written;
      seen.set(name, other);
      if (other === written) return [];
      return [
        {
          code: 'CFG046',
          level: 'error',
          where: operations.locate(['services', index, 'objectives', position, 'id']),
          what: `the alarms of ${written} would have the names of those of ${other}`,
          received: id,
          allowed: 'service and objective that together, with a hyphen, are like no others',
          change: 'rename one of the two',
        },
      ];
    }),
  );
}
