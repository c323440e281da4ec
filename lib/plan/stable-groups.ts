/**
 * Puts items into as few groups as they fit in, 1, 2, 4, 8, … of them, each by its own key alone: what else there is never moves
 * an item, but for the day on which the groups are doubled, when half of each group goes into a new one and none changes
 * places with another.
 *
 * @param keyOf what an item is put into its group by; the same for ever
 * @param fits whether a group may have these items; one that does not fit alone stays alone
 * @returns groups in order, without those that nothing is in; an item keeps its order within its group
 */
export function stableGroups<T>(items: readonly T[], keyOf: (item: T) => string, fits: (group: readonly T[]) => boolean): readonly StableGroup<T>[] {
  const hashed = items.map((item) => ({ item, hash: hashOf(keyOf(item)) }));
  for (let count = 1; ; count *= 2) {
    const groups = Array.from({ length: count }, (_, index): StableGroup<T> => ({
      number: index + 1,
      items: hashed.filter(({ hash }) => hash % count === index).map(({ item }) => item),
    }));
    if (count >= MAX_GROUPS || groups.every((group) => group.items.length <= 1 || fits(group.items))) return groups.filter((group) => group.items.length > 0);
  }
}

/** Items that are together. */
export interface StableGroup<T> {
  /** From 1; that of a group nothing is in is left out. */
  readonly number: number;
  readonly items: readonly T[];
}

/** Beyond this something else is wrong than the number of groups. */
const MAX_GROUPS = 1_024;

/** A number for a text, evenly spread: FNV-1a, whose lowest bits alone are not even enough, with its bits mixed. http://www.isthe.com/chongo/tech/comp/fnv/ */
export function hashOf(text: string): number {
  let hash = 2_166_136_261;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 16_777_619);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
