import type { Instant } from '../../time/time';
import type { Engine } from './engine';
import type { Notifier } from './ports';

/**
 * Milliseconds between two messages of a run to the same topic, and so to the same person: eight a second. SNS delivers at
 * most ten e-mails a second to a subscription, and suspends one that gets more; two are left for what comes from elsewhere.
 * Source: https://docs.aws.amazon.com/general/latest/gr/sns.html
 */
const GAP_MS = 125;

/**
 * A notifier that keeps messages to the same topic apart, so that many incidents at once cost nobody their subscription.
 * Paces what one run sends; runs know nothing of each other.
 *
 * @param clock the present instant, and how to wait
 */
export function pacedNotifier(notifier: Notifier, { now, wait }: Pick<Engine, 'now' | 'wait'>): Notifier {
  const earliest = new Map<string, Instant>();
  return {
    publish: async (topic, message, marks) => {
      const at = Math.max(now(), earliest.get(topic.arn) ?? 0);
      earliest.set(topic.arn, at + GAP_MS);
      if (at > now()) await wait(at - now());
      await notifier.publish(topic, message, marks);
    },
    reachesSomebody: (topic, marks) => notifier.reachesSomebody(topic, marks),
  };
}
