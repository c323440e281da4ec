import type { Construct } from 'constructs';
import type { SentPagerPlan } from '../plan/incident-plan';
import { letStoreDeadLetters } from './dead-letters';
import type { EscalationTiers } from './escalation-tiers';
import { PagerSender } from './pager-sender';

/** Pagers of others that hear the topics of tiers beside people, each through a function that posts to it. What one does not take is a dead letter as any other of paging. */
export function addPagersOfTiers(scope: Construct, plans: readonly SentPagerPlan[], { topics, deadLetterQueue: deadLetters }: EscalationTiers): void {
  const heard = new Set<string>();
  for (const plan of plans) {
    const ofPager = plan.topics.map(({ name }) => topics.get(name)!);
    new PagerSender(scope, `Pager-${plan.id}`, { plan, topics: ofPager, deadLetters });
    for (const { topicArn } of ofPager) heard.add(topicArn);
  }
  if (heard.size > 0) letStoreDeadLetters(deadLetters, 'sns.amazonaws.com', [...heard], 'StoreDeadLettersOfPagers');
}
