import { MINUTE_MS, type Instant } from '../../time/time';
import { DAY_MS } from '../../time/zoned-time';
import { digestMessage, rosterMessage, type DigestFacts } from '../announcements/announcement-message';
import { digestBefore, dueAnnouncements, type AnnouncementPolicy } from '../announcements/due-announcements';
import { collectedIn, dayOf, type InformationDay } from '../announcements/information-day';
import { informedTopicName } from '../lifecycle/engine-policy';
import type { Incident } from '../lifecycle/incident';
import type { BudgetFact } from '../message/page-facts';
import { isOpenRequest } from '../requests/support-request';
import type { Severity } from '../severity';
import { homeTopic, type Engine } from './engine';
import type { InformationLog } from './information-log';
import { budgetsOf } from './read-budgets';
import { takesRequests } from './request-engine';

/** What is no reason to notify anybody, and stands in the digest. */
const OF_DIGEST: readonly Severity[] = ['S3', 'S4'];
/** Most incidents of a service that a digest looks at. */
const MOST_OF_A_SERVICE = 20;
/** Records of budgets that one answer of Parameter Store holds. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html */
const MOST_BUDGETS_READ = 10;

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
  const information = engine.information && (await informationOfDigest(engine.information, policy.announcements, minute));
  const facts = { incidents: await incidentsOfDigest(engine, minute), requests, budgets: await budgetsOfDigest(engine), ...(information && { information }) };
  await notifier.publish(topic, digestMessage(scope, facts), { quiet: true });
}

async function informationOfDigest(log: InformationLog, policy: AnnouncementPolicy, until: Instant): Promise<DigestFacts['information']> {
  const from = digestBefore(policy, until);
  const days: InformationDay[] = [];
  for (let sequence = dayOf(from); sequence <= dayOf(until); sequence++) {
    const day = await log.day(sequence);
    if (day !== undefined) days.push(day);
  }
  return { events: collectedIn(days, from, until), omitted: days.reduce((sum, { omitted }) => sum + omitted, 0) };
}

/** The objectives by their budgets, a call for as many as one answer holds. */
async function budgetsOfDigest(engine: Engine): Promise<readonly BudgetFact[]> {
  const known = engine.policy.alarms.filter(({ budgetParameter }, index, all) => {
    return budgetParameter !== undefined && all.findIndex((other) => other.budgetParameter === budgetParameter) === index;
  });
  const facts: BudgetFact[] = [];
  for (let from = 0; from < known.length; from += MOST_BUDGETS_READ)
    facts.push(...(await budgetsOf(engine, { alarms: known.slice(from, from + MOST_BUDGETS_READ) })));
  return facts;
}

async function incidentsOfDigest({ store, policy }: Engine, now: Instant): Promise<readonly Incident[]> {
  const found: Incident[] = [];
  for (const { id } of policy.groups) found.push(...(await store.ofGroup(id, MOST_OF_A_SERVICE)));
  return found.filter(({ severity, drill, openedAt, state }) => OF_DIGEST.includes(severity) && !drill && (state !== 'closed' || openedAt > now - DAY_MS));
}
