import type { Terminal } from './terminal';

/** Often enough to be seen to move. Our choice. */
const EVERY_MS = 250;

/**
 * Shows that something is going on, and for how long: `  … synthesizing the app 3 s`. Nothing where nobody looks.
 *
 * @returns ends it
 */
export function showProgress(what: string, terminal: Terminal): () => void {
  if (!terminal.isInteractive) return () => {};
  const begin = performance.now();
  const show = () => terminal.printProgress(`  … ${what} ${Math.floor((performance.now() - begin) / 1_000)} s`);
  show();
  const timer = setInterval(show, EVERY_MS);
  return () => clearInterval(timer);
}
