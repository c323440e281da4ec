import { setImmediate } from 'node:timers/promises';

/**
 * Resolves when everything a function can do without time passing has been done: promises run to their end before
 * the next turn of the real event loop. No real time is measured, so the outcome does not depend on the machine.
 */
export async function microtasksDone(): Promise<void> {
  await setImmediate();
}
