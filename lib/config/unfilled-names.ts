import type { Problem } from '../problems/problem';
import { entriesOf, propertyOf } from '../problems/untyped';
import type { YamlSource } from './yaml-source';

/** A stand-in for a name, as day2 init writes it where only the account knows the name: `replace-me-1`, `replaceme1`, `EREPLACEME1`. */
const UNFILLED = /replace-?me-?\d/i;

/** Warns of each name of a resource that is still to be filled in: its alarms watch what does not exist. */
export function unfilledNames(source: YamlSource): Problem[] {
  return (entriesOf(propertyOf(source.value, 'resources')) ?? []).flatMap(([resource, settings]) =>
    (entriesOf(settings) ?? [])
      .filter(([, value]) => typeof value === 'string' && UNFILLED.test(value))
      .map(([key, value]): Problem => ({
        code: 'CFG130',
        level: 'warning',
        where: source.locate(['resources', resource, key]),
        what: `the ${key} of ${resource} is still to be filled in: its alarms watch what does not exist`,
        received: String(value),
        allowed: 'the name that the resource has in the account',
        change: 'fill it in before the deployment; the comment above it says where the name stands',
      })),
  );
}
