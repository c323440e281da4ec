import type { TransitionContext } from '../lifecycle/incident-transition';
import { openRequest } from '../requests/reduce-request';
import type { RequestPolicy } from '../requests/request-policy';
import type { ReceivedRequest, SupportRequest } from '../requests/support-request';
import { changeRecord } from './change-incident';
import type { RequestStore } from './request-store';

/** Of the latest requests this many are looked at for one that was delivered before: SES and callers deliver again within minutes. */
const DELIVERED_AGAIN_WITHIN = 50;

/**
 * Records a request, once however often it is delivered. What follows from it is done by the next tick of the engine.
 *
 * @returns the request as it is recorded
 * @throws CollisionError when others always write first
 * @throws Error as the store answers
 */
export async function receiveRequest(
  store: RequestStore,
  policy: RequestPolicy,
  received: ReceivedRequest,
  context: TransitionContext,
): Promise<SupportRequest> {
  const taken = await changeRecord(
    () => store.latest(DELIVERED_AGAIN_WITHIN),
    (latest) => {
      const known = latest.find(({ key }) => key === received.key);
      if (known !== undefined) return { request: known, isNew: false };
      return { request: openRequest(received, (latest[0]?.sequence ?? 0) + 1, policy, context), isNew: true };
    },
    async ({ request, isNew }) => !isNew || store.write(request),
  );
  return taken!.request;
}
