import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Alias, Key, type IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { pagingKeyAlias, personTopicName } from '../incident/lifecycle/engine-policy';
import { incidentNames } from '../plan/incident-names';
import type { PagingTopicPlan, TierTopicPlan } from '../plan/incident-plan';
import { letAlarmsEncrypt, letAlarmsPublish } from './alarm-grants';
import { checkEscalationTiers } from './check-incident-props';
import { deadLetterQueue, letStoreDeadLetters } from './dead-letters';

/** Properties of {@link EscalationTiers}. */
export interface EscalationTiersProps {
  /** What names begin with, together with the environment. */
  readonly application: string;
  readonly environment: string;
  /** One topic for each tier of each severity; the incident engine publishes to them what it pages people with. @default - none */
  readonly tierTopics?: readonly TierTopicPlan[];
  /** One topic for each severity, of what people are notified of, asked nothing. @default - none */
  readonly informedTopics?: readonly PagingTopicPlan[];
  /** The topic alarms publish to while the engine is silent. */
  readonly fallback: { readonly name: string };
  /**
   * Encrypts the topics, and gets the alias by which stacks with people find it. It has to let roles of this account in by their
   * own policies, as keys of the CDK do.
   *
   * @default - a key of their own, rotated, which outlives the stack
   */
  readonly key?: IKey;
}

/**
 * The topics of paging that are about severities: what the engine pages people with is published there, too, for pagers,
 * chat and integrations to subscribe to; a message says in an attribute whom it is for. People are subscribed by
 * `PeopleOnCall`, to a topic each and to the fallback topic, and nobody to a tier: a change of shift changes nothing.
 *
 * The key and the queue of what SNS gives up on have fixed names, so that stacks with people find them. The key lets roles
 * of this account in by their own policies (see `IncidentEngine`), and alarms of this account and region, which publish to
 * the fallback topic.
 */
export class EscalationTiers extends Construct {
  readonly key: IKey;
  /** Topics of tiers and of those who are informed, by name. */
  readonly topics: ReadonlyMap<string, Topic>;
  readonly fallbackTopic: Topic;
  /** What SNS gave up on. */
  readonly deadLetterQueue: Queue;

  constructor(scope: Construct, id: string, props: EscalationTiersProps) {
    super(scope, id);
    const { tierTopics = [], informedTopics = [], fallback } = props;
    checkEscalationTiers({ tierTopics, informedTopics, fallback });
    this.key = this.#addKey(props);
    letAlarmsEncrypt(this, this.key);
    this.deadLetterQueue = deadLetterQueue(this, 'DeadLetters', incidentNames(props).subscriptionDeadLetters);

    const add = (constructId: string, name: string) =>
      new Topic(this, constructId, { topicName: name, displayName: name, masterKey: this.key, enforceSSL: true });
    this.topics = new Map([
      ...tierTopics.map(({ name, severity, tier }) => [name, add(`${severity}-Tier${tier}`, name)] as const),
      ...informedTopics.map(({ name, severity }) => [name, add(`${severity}-Informed`, name)] as const),
    ]);
    this.fallbackTopic = add('Fallback', fallback.name);
    letAlarmsPublish(this, this.fallbackTopic);
    const people = Stack.of(this).formatArn({ service: 'sns', resource: personTopicName(props, '*') });
    letStoreDeadLetters(this.deadLetterQueue, 'sns.amazonaws.com', [people, this.fallbackTopic.topicArn]);
  }

  /** The alias of a key of the app stands here, so that whatever comes after the tiers finds it. */
  #addKey({ key, ...scope }: EscalationTiersProps): IKey {
    const aliasName = pagingKeyAlias(scope);
    if (key !== undefined) {
      new Alias(this, 'Alias', { aliasName, targetKey: key });
      return key;
    }
    const own = new Key(this, 'Key', {
      description: 'Encrypts the paging topics; the incident engine and alarms of this account may use it',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    own.addAlias(aliasName);
    return own;
  }
}
