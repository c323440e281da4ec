import type { LoadedResource } from '../../aws/assembly/loaded-stack';
import type { PropertyNode } from '../../aws/assembly/property-node';

/**
 * Everything in a resource that a path leads to: names of properties from the outermost to the innermost, `*` for every item of
 * a list or entry of a map. Nothing below what is not there.
 *
 * @throws CannotTellError where the way leads through something that is only known at deployment
 */
export function placesAt(resource: LoadedResource, path: readonly string[]): readonly PropertyNode[] {
  const [first, ...rest] = path as [string, ...string[]];
  return placesBelow(resource.at(first), rest);
}

function placesBelow(place: PropertyNode, path: readonly string[]): readonly PropertyNode[] {
  const [next, ...rest] = path;
  if (!place.isPresent) return [];
  if (next === undefined) return [place];
  if (next !== '*') return placesBelow(place.at(next), rest);
  const isMap = typeof place.value === 'object' && !Array.isArray(place.value);
  return (isMap ? place.keys().map((key) => place.at(key)) : place.oneOrMore()).flatMap((item) => placesBelow(item, rest));
}
