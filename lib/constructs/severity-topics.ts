import { RemovalPolicy, Token } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Severity } from '../incident/severity';
import type { TopicPlan } from '../plan/alarm-plan';
import { letAlarmsEncrypt, letAlarmsPublish } from './alarm-grants';

/** Properties of {@link SeverityTopics}. */
export interface SeverityTopicsProps {
  /** The topics to make, one a severity, all of this stack's region. */
  readonly topics: readonly Pick<TopicPlan, 'name' | 'severity'>[];
}

/**
 * One encrypted SNS topic per severity that CloudWatch alarms can really publish to.
 *
 * Encryption is what makes pages vanish: with the key SNS manages, or a key without a grant, the alarm goes off and
 * the message is dropped with a line in the alarm's history. So the key is our own and lets
 * `cloudwatch.amazonaws.com` decrypt and generate data keys, for alarms of this account and region only.
 * Source: https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export class SeverityTopics extends Construct {
  readonly key: Key;
  readonly topics: Partial<Readonly<Record<Severity, Topic>>>;

  constructor(scope: Construct, id: string, props: SeverityTopicsProps) {
    super(scope, id);
    checkTopics(props.topics);
    this.key = new Key(this, 'Key', {
      description: 'Encrypts the alarm topics; CloudWatch alarms of this account may use it',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    letAlarmsEncrypt(this.key);

    const topics: Partial<Record<Severity, Topic>> = {};
    for (const plan of props.topics) {
      const topic = new Topic(this, plan.severity, {
        topicName: plan.name,
        displayName: plan.name,
        masterKey: this.key,
        enforceSSL: true,
      });
      letAlarmsPublish(topic);
      topics[plan.severity] = topic;
    }
    this.topics = topics;
  }
}

/** Source: https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html */
function checkTopics(topics: SeverityTopicsProps['topics']): void {
  const mistakes = topics.flatMap(({ name, severity }, index) => {
    const found: string[] = [];
    if (!Token.isUnresolved(name) && !/^[\w-]{1,256}$/.test(name)) {
      found.push(`topics[${index}].name is ${JSON.stringify(name)}: allowed are 1 to 256 letters, digits, hyphens and underscores`);
    }
    if (topics.findIndex((other) => other.severity === severity) !== index) {
      found.push(`topics[${index}].severity is ${severity}: allowed is a severity that no other topic has`);
    }
    return found;
  });
  if (mistakes.length > 0) throw new RangeError(mistakes.join('\n'));
}
