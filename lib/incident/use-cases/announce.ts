import { MINUTE_MS, type Instant } from '../../time/time';
import { DAY_MS } from '../../time/zoned-time';
import { digestMessage, rosterMessage } from '../announcements/announcement-message';
import { dueAnnouncements } from '../announcements/due-announcements';
import { informedTopicName } from '../lifecycle/engine-policy';
import type { Incident } from '../lifecycle/incident';
import { isOpenRequest } from '../requests/support-request';
import type { Severity } from '../severity';
import { homeTopic, type Engine } from './engine';
import { takesRequests } from './request-engine';

/** What is no reason to notify anybody, and stands in the digest. */
const OF_DIGEST: readonly Severity[] = ['S3', 'S4'];
/** Most incidents of a service that a digest looks at. */
const MOST_OF_A_SERVICE = 20;

/**
 * Posts what is due in the minute of a tick to the channels that hear S4: the roster at each handover, the digest once a day. A tick that
 * is lost takes its post along.
 *
 * @param minute the full minute of the tick
 * @throws Error as the topic or the tables answer
 */
export async function announce(engine: Engine, minute: Instant): Promise<void> {
  const { policy, notifier } = engine;
  if (policy.announcements === undefined) return;
  const { application, environment, region, roster } = policy;
  const scope = { application, environment, region, now: minute };
  const { handedOver, digest } = dueAnnouncements(policy.announcements, roster, { from: minute - MINUTE_MS, until: minute });
  const topic = homeTopic(engine, informedTopicName(policy, 'S4'));
  if (handedOver.length > 0) await notifier.publish(topic, rosterMessage(scope, roster, handedOver), { quiet: true });
  if (!digest) return;
  const requests = takesRequests(engine) ? (await engine.requests.open()).filter(isOpenRequest) : [];
  await notifier.publish(topic, digestMessage(scope, await incidentsOfDigest(engine, minute), requests), { quiet: true });
}

async function incidentsOfDigest({ store, policy }: Engine, now: Instant): Promise<readonly Incident[]> {
  const found: Incident[] = [];
  for (const { id } of policy.groups) found.push(...(await store.ofGroup(id, MOST_OF_A_SERVICE)));
  return found.filter(({ severity, drill, openedAt, state }) => OF_DIGEST.includes(severity) && !drill && (state !== 'closed' || openedAt > now - DAY_MS));
}
