import { messageOf } from '../../problems/error-message';
import { formatInstant, MINUTE_MS, type Instant } from '../../time/time';
import { CANARY_EVERY_MINUTES, canaryName } from '../lifecycle/engine-policy';
import { homeTopic, type Engine } from './engine';

/**
 * Publishes for nobody, as pages are published: to a topic at home that has their key. What it brings about is judged where the
 * watchdog is, by what arrives there. That it fails is a line in the log and changes nothing else: the heartbeat says that
 * incidents are looked after, the canary that messages go out. Fault F62.
 *
 * @param tickAt the beginning of the tick, which decides whether one is due
 */
export async function publishCanary(engine: Engine, tickAt: Instant): Promise<void> {
  if (Math.floor(tickAt / MINUTE_MS) % CANARY_EVERY_MINUTES !== 0) return;
  const name = canaryName(engine.policy);
  const text = `${name}: published at ${formatInstant(tickAt)} to see whether pages arrive. Nobody has to do anything.`;
  try {
    await engine.notifier.publish(homeTopic(engine, name), { subject: name, email: text, sms: text, https: text });
  } catch (error) {
    engine.log({ level: 'ERROR', code: 'canary failed', message: messageOf(error) });
  }
}
