import { didYouMean } from '../problems/did-you-mean';
import { findCycle } from '../problems/find-cycle';
import type { Problem } from '../problems/problem';
import { listOf, textOf } from '../problems/untyped';
import type { YamlSource } from './yaml-source';

/**
 * What is wrong with the services that services depend on: names that mean nothing, and circles, in which every service
 * would wait for the others to page. What is of the wrong form was reported by the schema.
 */
export function dependencyProblems(source: YamlSource): Problem[] {
  const services = listOf(source.value, 'services');
  const ids = services.map((service) => textOf(service, 'id'));
  const known = ids.filter((id) => id !== undefined);
  const dependencies = new Map(services.map((service, index) => [ids[index], namesIn(service)] as const));
  const isComplete = known.length === ids.length;
  return services.flatMap((service, index): Problem[] => {
    const unknown = isComplete ? unknownServices(source, index, namesIn(service), known) : [];
    const id = ids[index];
    const circle = id === undefined ? undefined : findCycle(id, (each) => dependencies.get(each) ?? []);
    if (circle === undefined) return unknown;
    return [
      ...unknown,
      {
        code: 'CFG048',
        level: 'error',
        where: source.locate(['services', index, 'dependsOn']),
        what: `service ${id} depends on itself`,
        received: circle.join(' → '),
        allowed: 'services that do not depend on this one in turn',
        change: 'remove one of these dependencies: the service that works without the other keeps none',
      },
    ];
  });
}

/** The names a service depends on; what is no text stands as an empty one, so that positions hold. */
function namesIn(service: unknown): readonly string[] {
  return listOf(service, 'dependsOn').map((name) => (typeof name === 'string' ? name : ''));
}

function unknownServices(source: YamlSource, index: number, names: readonly string[], known: readonly string[]): Problem[] {
  return names.flatMap((name, position): Problem[] => {
    if (name === '' || known.includes(name)) return [];
    const meant = didYouMean(name, known);
    return [
      {
        code: 'CFG047',
        level: 'error',
        where: source.locate(['services', index, 'dependsOn', position]),
        what: `there is no service ${name} to depend on`,
        received: name,
        allowed: known.join(', '),
        change: meant === undefined ? 'remove it' : `write ${meant}`,
      },
    ];
  });
}
