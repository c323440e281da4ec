import { RemovalPolicy, Token } from 'aws-cdk-lib';
import { Key, type IKey } from 'aws-cdk-lib/aws-kms';
import { Topic, type ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { SEVERITIES, type Severity } from '../incident/severity';
import { letAlarmsEncrypt, letAlarmsPublish } from './alarm-grants';

/** The topic of a severity: one to be made, or one that is there. */
export type SeverityTopic = NewSeverityTopic | ExistingSeverityTopic;

/** A topic to be made. */
export interface NewSeverityTopic {
  readonly severity: Severity;
  /** @default - CloudFormation names it */
  readonly name?: string;
  readonly topic?: undefined;
}

/** A topic of the app or of another one. */
export interface ExistingSeverityTopic {
  readonly severity: Severity;
  /** Owned or imported. One of the app, and its key, get the permissions that alarms need; of an imported one a warning says which. */
  readonly topic: ITopic;
  readonly name?: undefined;
}

/** Properties of {@link SeverityTopics}. */
export interface SeverityTopicsProps {
  /** One a severity, all of this stack's region. */
  readonly topics: readonly SeverityTopic[];
  /**
   * Encrypts the topics that are made. One of the app gets the permission that alarms need; of an imported one a warning says which.
   *
   * @default - a key of their own, rotated, which outlives the stack
   */
  readonly key?: IKey;
}

/**
 * One encrypted SNS topic per severity that CloudWatch alarms can really publish to.
 *
 * Encryption is what makes pages vanish: with the key SNS manages, or a key without a grant, the alarm goes off and
 * the message is dropped with a line in the alarm's history. So the key is one of the account that lets
 * `cloudwatch.amazonaws.com` decrypt and generate data keys, for alarms of this account and region only.
 * Source: https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export class SeverityTopics extends Construct {
  /** Encrypts the topics that were made; absent where all of them were there and no key was given. */
  readonly key?: IKey;
  readonly topics: Partial<Readonly<Record<Severity, ITopic>>>;

  constructor(scope: Construct, id: string, props: SeverityTopicsProps) {
    super(scope, id);
    checkTopics(props.topics);
    const isAnyNew = props.topics.some(({ topic }) => topic === undefined);
    const key = props.key ?? (isAnyNew ? this.#addKey() : undefined);
    if (key !== undefined) {
      letAlarmsEncrypt(this, key);
      this.key = key;
    }
    this.topics = Object.fromEntries(props.topics.map((each) => [each.severity, each.topic ?? this.#addTopic(each, key!)]));
    for (const topic of Object.values(this.topics)) {
      letAlarmsPublish(this, topic);
      if (topic.masterKey !== undefined && topic.masterKey !== key) letAlarmsEncrypt(this, topic.masterKey);
    }
  }

  #addKey(): Key {
    return new Key(this, 'Key', {
      description: 'Encrypts the alarm topics; CloudWatch alarms of this account may use it',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  }

  #addTopic({ severity, name }: NewSeverityTopic, masterKey: IKey): Topic {
    return new Topic(this, severity, { topicName: name, displayName: name, masterKey, enforceSSL: true });
  }
}

/** Source: https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html */
function checkTopics(topics: SeverityTopicsProps['topics']): void {
  const mistakes = topics.flatMap(({ name, severity, topic }, index) => {
    const found: string[] = [];
    if (name !== undefined && !Token.isUnresolved(name) && !/^[\w-]{1,256}$/.test(name)) {
      found.push(`topics[${index}].name is ${JSON.stringify(name)}: allowed are 1 to 256 letters, digits, hyphens and underscores`);
    }
    if (name !== undefined && topic !== undefined) found.push(`topics[${index}] has name and topic: allowed is one of the two`);
    if (!SEVERITIES.includes(severity)) {
      found.push(`topics[${index}].severity is ${JSON.stringify(severity)}: allowed are ${SEVERITIES.join(', ')}`);
    }
    if (topics.findIndex((other) => other.severity === severity) !== index) {
      found.push(`topics[${index}].severity is ${severity}: allowed is a severity that no other topic has`);
    }
    return found;
  });
  if (mistakes.length > 0) throw new RangeError(mistakes.join('\n'));
}
