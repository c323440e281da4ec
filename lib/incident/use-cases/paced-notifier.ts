import type { Instant } from '../../time/time';
import type { Engine } from './engine';
import type { Notifier } from './ports';

/**
 * Milliseconds between two messages of a run to the same person: eight a second. SNS delivers at most ten e-mails a second to
 * a subscription, and suspends one that gets more; two are left for what comes from elsewhere.
 * Source: https://docs.aws.amazon.com/general/latest/gr/sns.html
 */
const GAP_MS = 125;

/**
 * A notifier that keeps messages to the same person apart, so that many incidents at once cost nobody their subscription.
 * Paces what one run sends; runs know nothing of each other.
 *
 * @param clock the present instant, and how to wait
 */
export function pacedNotifier(notifier: Notifier, { now, wait }: Pick<Engine, 'now' | 'wait'>): Notifier {
  const earliest = new Map<string, Instant>();
  return {
    publish: async (topic, message, people = []) => {
      // Without people everybody who is subscribed to the topic is meant.
      const receivers = people.length > 0 ? people : [topic.arn];
      const at = Math.max(now(), ...receivers.map((receiver) => earliest.get(receiver) ?? 0));
      for (const receiver of receivers) earliest.set(receiver, at + GAP_MS);
      if (at > now()) await wait(at - now());
      await notifier.publish(topic, message, people);
    },
    reachablePeople: (topic) => notifier.reachablePeople(topic),
  };
}
