import type { CfnResource } from 'aws-cdk-lib';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic, type ITopic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ACKNOWLEDGED_FINDINGS } from '../checks/template/acknowledged-findings';
import type { Severity } from '../incident/severity';
import type { PagerPlan, PagerWatchPlan } from '../plan/incident-plan';
import { letAlarmsPublish } from './alarm-grants';
import { deadLetterQueue, letStoreDeadLetters } from './dead-letters';
import { PagerSender } from './pager-sender';
import { renderMetricAlarm } from './render-alarms';
import { subscribe } from './subscribe';

/** Properties of {@link PagerFeed}. */
export interface PagerFeedProps {
  /** The pagers, and which severities each hears. */
  readonly pagers: readonly PagerPlan[];
  /** The topics of this stack's region. */
  readonly topics: Partial<Readonly<Record<Severity, ITopic>>>;
  readonly deadLetterQueueName: string;
  /**
   * Who hears that a pager was not reached, with the key of the topic, which lets alarms of this account use it.
   *
   * @default - nobody: what a pager did not take waits in the queue
   */
  readonly watch?: { readonly plan: PagerWatchPlan; readonly key: IKey };
}

/**
 * Pagers that hear the topics of alarms: with the address that each has for it, by which they get the messages of CloudWatch as they are
 * and confirm by themselves; or through a function that posts to them. What a pager does not take, as often as it is tried, sets off an
 * alarm that goes to an e-mail address and by no pager. The address is a secret of a kind, so it is taken from Parameter Store when
 * CloudFormation deploys.
 */
export class PagerFeed extends Construct {
  constructor(scope: Construct, id: string, { pagers, topics, deadLetterQueueName, watch }: PagerFeedProps) {
    super(scope, id);
    const deadLetters = deadLetterQueue(this, 'DeadLetters', deadLetterQueueName);
    const heard = new Set<ITopic>();
    for (const pager of pagers) {
      const ofPager = pager.severities.map((severity) => {
        const topic = topics[severity];
        if (topic === undefined) throw new RangeError(`${pager.id} hears ${severity}, but topics names none for it; add topics.${severity}`);
        return topic;
      });
      if (pager.sentBy === 'day2') new PagerSender(this, pager.id, { plan: pager, topics: ofPager, deadLetters });
      else for (const topic of ofPager) subscribe(topic, { person: pager.id, channel: 'https', parameterName: pager.parameterName }, deadLetters.queueArn);
      for (const topic of ofPager) heard.add(topic);
    }
    if (watch !== undefined) heard.add(this.#addWatch(watch, deadLetters));
    letStoreDeadLetters(
      deadLetters,
      'sns.amazonaws.com',
      [...heard].map(({ topicArn }) => topicArn),
    );
  }

  #addWatch({ plan: { alarm, contact }, key }: NonNullable<PagerFeedProps['watch']>, deadLetters: Queue): ITopic {
    const topic = new Topic(this, 'Unreached', { topicName: alarm.topicName, displayName: alarm.topicName, masterKey: key, enforceSSL: true });
    letAlarmsPublish(this, topic);
    subscribe(topic, contact, deadLetters.queueArn);
    const rendered = renderMetricAlarm(this, alarm.constructId, alarm);
    rendered.addAlarmAction(new SnsAction(topic));
    (rendered.node.defaultChild as CfnResource).addMetadata(ACKNOWLEDGED_FINDINGS, { ALM001: alarm.silenceReason });
    return topic;
  }
}
