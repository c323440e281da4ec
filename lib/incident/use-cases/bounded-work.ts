/**
 * Works on a list several at a time, in its order, and stops beginning when it may not go on.
 *
 * @param atOnce most that are worked on at the same time
 * @param mayBegin asked before each
 * @returns what was not begun, in order
 */
export async function workOn<T>(
  list: readonly T[],
  { atOnce, mayBegin = () => true }: { readonly atOnce: number; readonly mayBegin?: () => boolean },
  work: (each: T) => Promise<void>,
): Promise<readonly T[]> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < list.length && mayBegin()) await work(list[next++]!);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, list.length) }, worker));
  return list.slice(next);
}
