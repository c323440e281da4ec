import { Stack } from 'aws-cdk-lib';
import { Alias } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { pagingKeyAlias, QUIET_ATTRIBUTE } from '../incident/lifecycle/engine-policy';
import { incidentNames } from '../plan/incident-names';
import type { ContactPlan, PersonTopicPlan } from '../plan/incident-plan';
import { checkPeopleOnCall } from './check-incident-props';
import { subscribe } from './subscribe';

/** Properties of {@link PeopleOnCall}. */
export interface PeopleOnCallProps {
  /** What names begin with, together with the environment. */
  readonly application: string;
  readonly environment: string;
  /** One topic for each person. @default - none */
  readonly topics?: readonly PersonTopicPlan[];
  /** Who is subscribed to the fallback topic, without a filter: CloudWatch, which publishes there, does not know who is on call. */
  readonly fallback: { readonly name: string; readonly subscriptions: readonly ContactPlan[] };
}

/**
 * How people are reached: everybody has a topic of their own, to which the incident engine publishes whatever is for them,
 * and is subscribed to it once by each channel; whoever can be paged first is subscribed to the fallback topic, too. So
 * everybody confirms at most two e-mails in a region, however many tiers and severities their roles are in.
 *
 * Key, queue of dead letters and fallback topic are those of `EscalationTiers` in the same account and region, found by
 * their names: it has to be deployed before. Addresses are taken from Parameter Store by CloudFormation: no template holds one.
 */
export class PeopleOnCall extends Construct {
  /** By person. */
  readonly topics: ReadonlyMap<string, Topic>;

  constructor(scope: Construct, id: string, props: PeopleOnCallProps) {
    super(scope, id);
    const { topics = [], fallback } = props;
    checkPeopleOnCall(topics, fallback);
    const stack = Stack.of(this);
    const deadLetters = stack.formatArn({ service: 'sqs', resource: incidentNames(props).subscriptionDeadLetters });
    const masterKey = Alias.fromAliasName(this, 'Key', pagingKeyAlias(props));
    this.topics = new Map(
      topics.map(({ name, person, subscriptions }) => {
        const topic = new Topic(this, `Person-${person}`, { topicName: name, displayName: name, masterKey, enforceSSL: true });
        for (const contact of subscriptions) {
          const subscription = subscribe(topic, contact, deadLetters);
          if (contact.onlyWakes) subscription.filterPolicy = { [QUIET_ATTRIBUTE]: ['false'] };
        }
        return [person, topic];
      }),
    );
    const fallbackTopic = Topic.fromTopicArn(this, 'Fallback', stack.formatArn({ service: 'sns', resource: fallback.name }));
    for (const contact of fallback.subscriptions) subscribe(fallbackTopic, contact, deadLetters);
  }
}
