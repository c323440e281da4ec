import { RemovalPolicy } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { CfnSubscription, Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { RESPONDER_ATTRIBUTE } from '../incident/lifecycle/engine-policy';
import type { ContactPlan, IncidentRegionPlan, PagingTopicPlan, TierTopicPlan } from '../plan/incident-plan';
import { letAlarmsEncrypt, letAlarmsPublish } from './alarm-grants';
import { checkEscalationTiers } from './check-incident-props';
import { deadLetterQueue, letStoreDeadLetters } from './dead-letters';
import { storedText } from './stored-text';

/** Properties of {@link EscalationTiers}. */
export interface EscalationTiersProps {
  /** One topic for each tier of each severity; the incident engine publishes to them. @default - none */
  readonly tierTopics?: readonly TierTopicPlan[];
  /** One topic for each severity, for those who are notified, asked nothing. @default - none */
  readonly informedTopics?: readonly PagingTopicPlan[];
  /** The topic alarms publish to while the engine is silent: everybody subscribed is notified everything. */
  readonly fallback: IncidentRegionPlan['fallbackTopic'];
  /** Name of the queue with what SNS could not hand over to somebody. @default - made up by CloudFormation */
  readonly deadLetterQueueName?: string;
}

/**
 * The topics people are paged on, with their subscriptions. Everybody who can ever have a role of a tier is subscribed;
 * a message says whom it is for, and the filter of each subscription lets only that person's through. So a change of
 * shift changes nothing here.
 *
 * Addresses are taken from Parameter Store by CloudFormation: no template holds one. E-mail has to be confirmed by its
 * owner, once for each topic; until then SNS sends nothing there.
 *
 * The key lets roles of this account in by their own policies (see `IncidentEngine`), and alarms of this account and
 * region, which publish to the fallback topic.
 */
export class EscalationTiers extends Construct {
  readonly key: Key;
  /** Topics of tiers and of those who are informed, by name. */
  readonly topics: ReadonlyMap<string, Topic>;
  readonly fallbackTopic: Topic;
  /** What SNS gave up on. */
  readonly deadLetterQueue: Queue;

  constructor(scope: Construct, id: string, props: EscalationTiersProps) {
    super(scope, id);
    const { tierTopics = [], informedTopics = [], fallback, deadLetterQueueName } = props;
    checkEscalationTiers({ tierTopics, informedTopics, fallback });
    this.key = new Key(this, 'Key', {
      description: 'Encrypts the paging topics; the incident engine and alarms of this account may use it',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    letAlarmsEncrypt(this.key);
    this.deadLetterQueue = deadLetterQueue(this, 'DeadLetters', deadLetterQueueName);

    const topics = new Map<string, Topic>();
    const add = (constructId: string, topic: Omit<PagingTopicPlan, 'severity'>, isFiltered: boolean) => {
      const made = new Topic(this, constructId, { topicName: topic.name, displayName: topic.name, masterKey: this.key, enforceSSL: true });
      for (const contact of topic.subscriptions) this.#subscribe(made, contact, isFiltered);
      return made;
    };
    for (const topic of tierTopics) topics.set(topic.name, add(`${topic.severity}-Tier${topic.tier}`, topic, true));
    for (const topic of informedTopics) topics.set(topic.name, add(`${topic.severity}-Informed`, topic, true));
    this.topics = topics;
    this.fallbackTopic = add('Fallback', fallback, false);
    letAlarmsPublish(this.fallbackTopic);
    letStoreDeadLetters(
      this.deadLetterQueue,
      'sns.amazonaws.com',
      [...topics.values(), this.fallbackTopic].map(({ topicArn }) => topicArn),
    );
  }

  #subscribe(topic: Topic, contact: ContactPlan, isFiltered: boolean): void {
    const subscription = subscribe(topic, contact, this.deadLetterQueue);
    if (isFiltered) subscription.filterPolicy = { [RESPONDER_ATTRIBUTE]: [contact.person] };
  }
}

/**
 * Tries to reach a web address again: 3 at once, 2 a second apart, 10 up to 20 seconds apart, and 85 of 20 seconds,
 * together about half of the hour that SNS allows. Source:
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
const HTTPS_RETRIES = {
  healthyRetryPolicy: {
    numNoDelayRetries: 3,
    numMinDelayRetries: 2,
    minDelayTarget: 1,
    maxDelayTarget: 20,
    numMaxDelayRetries: 85,
    numRetries: 100,
    backoffFunction: 'exponential',
  },
};

/** Subscribes a contact; what SNS gives up on goes to a queue that has to let it. */
export function subscribe(topic: Topic, { person, channel, parameterName }: ContactPlan, deadLetters: Queue): CfnSubscription {
  return new CfnSubscription(topic, `${person}-${channel}`, {
    topicArn: topic.topicArn,
    protocol: channel,
    endpoint: storedText(topic, parameterName),
    redrivePolicy: { deadLetterTargetArn: deadLetters.queueArn },
    ...(channel === 'https' && { deliveryPolicy: HTTPS_RETRIES }),
  });
}
