/** What has to be cleared away when somebody stops a command: folders, processes, what lies in the way of the next one. */
const cleanups = new Set<() => void>();

/**
 * Has something cleared away if the command is interrupted before it has done so itself.
 *
 * @param cleanup synchronous: nothing else runs after it
 * @returns ends that, when the command has cleared away by itself
 */
export function onInterrupt(cleanup: () => void): () => void {
  cleanups.add(cleanup);
  return () => void cleanups.delete(cleanup);
}

/** Clears everything away, the newest first. One that fails keeps none of the others. */
export function clearAway(): void {
  for (const cleanup of [...cleanups].toReversed()) {
    cleanups.delete(cleanup);
    try {
      cleanup();
    } catch {
      // Whoever interrupted is not to be held up.
    }
  }
}
