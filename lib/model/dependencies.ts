import type { Service } from './model';

/**
 * Every service that a service cannot work without, directly or through others, nearest first.
 *
 * @param id of the service that is asked about
 * @returns ids, each once
 */
export function allDependencies(services: readonly Pick<Service, 'id' | 'dependsOn'>[], id: string): readonly string[] {
  const found = [id];
  for (const each of found) {
    for (const dependency of services.find((service) => service.id === each)?.dependsOn ?? []) if (!found.includes(dependency)) found.push(dependency);
  }
  return found.slice(1);
}
