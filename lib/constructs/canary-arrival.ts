import { Duration, Stack, Validations } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSubscription } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { snsDeliverer } from '../aws/sns-deliverer';
import { ACKNOWLEDGED_FINDINGS } from '../checks/template/acknowledged-findings';
import type { CanaryPlan } from '../plan/incident-plan';
import { renderMetricAlarm } from './render-alarms';

/** Properties of {@link CanaryArrival}. */
export interface CanaryArrivalProps {
  readonly plan: CanaryPlan;
  /** Region of this stack. */
  readonly region: string;
  /** Region of the topic of the canary, which has to be there before. */
  readonly topicRegion: string;
}

/**
 * Where the canary of the paging path arrives: a queue in another region than its topic, which nobody empties and which keeps a
 * message for a minute. What SQS counts as sent is what SNS delivered, so no function has to run to see it. What is not
 * delivered goes to no dead-letter queue: it is missing, and that is what the alarm is for.
 */
export class CanaryArrival extends Construct {
  readonly queue: Queue;
  /** Notifies nobody by itself. */
  readonly alarm: Alarm;

  constructor(scope: Construct, id: string, { plan, region, topicRegion }: CanaryArrivalProps) {
    super(scope, id);
    const topicArn = Stack.of(this).formatArn({ service: 'sns', region: topicRegion, resource: plan.name });
    this.queue = new Queue(this, 'Queue', {
      queueName: plan.name,
      retentionPeriod: Duration.minutes(1),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    });
    Validations.of(this.queue).acknowledge({ id: 'AwsSolutions-SQS3', reason: 'nobody receives from it, so nothing can fail to be received' });
    const delivery = new PolicyStatement({
      sid: 'CanaryArrives',
      principals: [new ServicePrincipal(snsDeliverer(topicRegion, region))],
      actions: ['sqs:SendMessage'],
      resources: [this.queue.queueArn],
      conditions: { ArnEquals: { 'aws:SourceArn': topicArn } },
    });
    this.queue.addToResourcePolicy(delivery);
    // CloudFormation subscribes where the topic is.
    const delivered = { topicArn, region: topicRegion, protocol: 'sqs', endpoint: this.queue.queueArn, rawMessageDelivery: true };
    const subscription = new CfnSubscription(this, 'Subscription', delivered);
    subscription.addMetadata(ACKNOWLEDGED_FINDINGS, { DLQ001: 'a canary that is not delivered is missed by the alarm, and nobody needs it later' });
    this.alarm = renderMetricAlarm(this, 'Missing', plan.alarm);
  }
}
