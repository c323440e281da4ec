import type { LoadedResource, LoadedStack } from '../aws/assembly/loaded-stack';

/** A name becomes part of ids of objectives, which have 40 characters: the longest kind and a hyphen go behind it. */
const MOST_CHARACTERS = 26;

/** A text in lower case letters, digits and hyphens that begins with a letter, as names in a configuration are; `none` where nothing is left. */
export function asName(text: string, none: string, mostCharacters = MOST_CHARACTERS): string {
  const words = text
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '');
  return words.slice(0, mostCharacters).replace(/-+$/, '') || none;
}

/** What a resource is called where the CDK made it by its construct, elsewhere by its logical id. */
export function nameOfResource({ constructPath, logicalId, stack }: LoadedResource): string {
  const path = constructPath?.split('/').slice(stack.stage === undefined ? 1 : 2);
  const construct = path?.filter((part) => part !== 'Resource' && part !== 'Default').join('-');
  // The CDK ends logical ids with eight digits of a hash.
  return asName(construct || logicalId.replace(/[0-9A-F]{8}$/, ''), 'resource');
}

/** What a stack is called in every environment: without the name of its stage. */
export function nameOfStack({ stackName, stage }: LoadedStack): string {
  const words = asName(stackName, 'stack', 40).split('-');
  const own = stage === undefined ? words : words.filter((word) => word !== stage.toLowerCase());
  return own.join('-') || words.join('-');
}

/** The names with numbers behind those that came before. */
export class DistinctNames {
  readonly #taken = new Set<string>();

  take(name: string): string {
    let free = name;
    for (let number = 2; this.#taken.has(free); number += 1) free = `${name.slice(0, MOST_CHARACTERS - String(number).length - 1)}-${number}`;
    this.#taken.add(free);
    return free;
  }
}
