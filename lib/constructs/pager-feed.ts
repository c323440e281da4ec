import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Severity } from '../incident/severity';
import type { PagerPlan } from '../plan/incident-plan';
import { deadLetterQueue, letStoreDeadLetters } from './dead-letters';
import { subscribe } from './subscribe';

/** Properties of {@link PagerFeed}. */
export interface PagerFeedProps {
  /** The pagers, and which severities each hears. */
  readonly pagers: readonly Pick<PagerPlan, 'id' | 'parameterName' | 'severities'>[];
  /** The topics of this stack's region. */
  readonly topics: Partial<Readonly<Record<Severity, ITopic>>>;
  readonly deadLetterQueueName: string;
}

/**
 * Pagers that are subscribed to the topics of alarms with the address that each has for it. They get the messages of CloudWatch as they
 * are, and confirm by themselves. The address is a secret of a kind, so it is taken from Parameter Store when CloudFormation deploys.
 */
export class PagerFeed extends Construct {
  constructor(scope: Construct, id: string, { pagers, topics, deadLetterQueueName }: PagerFeedProps) {
    super(scope, id);
    const deadLetters = deadLetterQueue(this, 'DeadLetters', deadLetterQueueName);
    const heard = new Set<ITopic>();
    for (const { id: person, parameterName, severities } of pagers) {
      for (const severity of severities) {
        const topic = topics[severity];
        if (topic === undefined) throw new RangeError(`${person} hears ${severity}, but topics names none for it; add topics.${severity}`);
        subscribe(topic, { person, channel: 'https', parameterName }, deadLetters.queueArn);
        heard.add(topic);
      }
    }
    letStoreDeadLetters(
      deadLetters,
      'sns.amazonaws.com',
      [...heard].map(({ topicArn }) => topicArn),
    );
  }
}
