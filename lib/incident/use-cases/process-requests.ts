import { messageOf } from '../../problems/error-message';
import type { Instant } from '../../time/time';
import type { RequestEffect, SupportRequest } from '../requests/support-request';
import { changeRequest } from './change-request';
import { transitionContext } from './engine';
import { executeRequestEffects } from './request-effects';
import type { RequestEngine } from './request-engine';

/** Requests a tick looks after. */
const MOST_A_TICK = 100;

/**
 * Does what is due for requests: notifies people of clocks that ran out, and what an earlier run left undone.
 *
 * @returns what could not be done, a sentence each
 */
export async function processRequests(engine: RequestEngine): Promise<readonly string[]> {
  const now = engine.now();
  const failed: string[] = [];
  for (const { sequence, id } of await engine.requests.dueBy(now, MOST_A_TICK)) {
    try {
      const changed = await changeRequest(engine.requests, sequence, { kind: 'time' }, engine.policy.requests, transitionContext(engine));
      if (changed !== undefined) await executeRequestEffects(engine, changed.request, dueEffects(changed.request, changed.before, now));
    } catch (error) {
      failed.push(`${id}: ${messageOf(error)}`);
    }
  }
  return failed;
}

/** What was written now, and what has waited for longer than a run may take. */
function dueEffects({ outbox }: SupportRequest, before: SupportRequest, now: Instant): readonly RequestEffect[] {
  return outbox.filter((entry) => !before.outbox.includes(entry) || entry.notBefore <= now).map(({ effect }) => effect);
}
