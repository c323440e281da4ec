import { RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { WatchdogPlan } from '../plan/incident-plan';
import { letAlarmsEncrypt, letAlarmsPublish } from './alarm-grants';
import { CanaryArrival } from './canary-arrival';
import { topicMistakes } from './check-incident-props';
import { deadLetterQueue, letStoreDeadLetters } from './dead-letters';
import { renderMetricAlarm } from './render-alarms';
import { subscribe } from './subscribe';

/** Properties of {@link Watchdog}. */
export interface WatchdogProps {
  /** Topic, people, the alarm on the heartbeat and that on the canary; its region is that of this stack. */
  readonly plan: Pick<WatchdogPlan, 'region' | 'topicName' | 'subscriptions' | 'alarm' | 'canary'>;
  /** Region of the incident engine, which has to be another one. */
  readonly engineRegion: string;
}

/**
 * Watches the incident engine from another region, with people, topic and key of its own: nothing that fails with the
 * engine fails here. Without a heartbeat it notifies its people, whatever the reason: engine, schedule, region.
 *
 * The engine reports here what is wrong with paging itself. Its role may publish by its own policy, and use the key by
 * it; that role need not exist when this is deployed. The topic of its canary has to: see `CanaryArrival`.
 */
export class Watchdog extends Construct {
  readonly key: Key;
  readonly topic: Topic;
  /** On the heartbeat. */
  readonly alarm: Alarm;
  readonly canary: CanaryArrival;
  /** What SNS gave up on. */
  readonly deadLetterQueue: Queue;

  constructor(scope: Construct, id: string, { plan, engineRegion }: WatchdogProps) {
    super(scope, id);
    checkWatchdog(plan, engineRegion, Stack.of(this).region);
    this.key = new Key(this, 'Key', {
      description: 'Encrypts the topic of the watchdog; the incident engine and alarms of this account may use it',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    letAlarmsEncrypt(this, this.key);
    this.topic = new Topic(this, 'Topic', { topicName: plan.topicName, displayName: plan.topicName, masterKey: this.key, enforceSSL: true });
    letAlarmsPublish(this, this.topic);
    this.deadLetterQueue = deadLetterQueue(this, 'DeadLetters');
    letStoreDeadLetters(this.deadLetterQueue, 'sns.amazonaws.com', [this.topic.topicArn]);
    for (const contact of plan.subscriptions) subscribe(this.topic, contact, this.deadLetterQueue.queueArn);
    this.alarm = renderMetricAlarm(this, 'EngineSilent', plan.alarm);
    this.canary = new CanaryArrival(this, 'Canary', { plan: plan.canary, region: plan.region, topicRegion: engineRegion });
    for (const alarm of [this.alarm, this.canary.alarm]) {
      alarm.addAlarmAction(new SnsAction(this.topic));
      alarm.addOkAction(new SnsAction(this.topic));
    }
  }
}

function checkWatchdog(plan: WatchdogProps['plan'], engineRegion: string, region: string): void {
  const mistakes = topicMistakes('plan', { name: plan.topicName, subscriptions: plan.subscriptions });
  if (!Token.isUnresolved(region) && plan.region !== region)
    mistakes.push(`plan.region is ${plan.region}, but this stack is in ${region}: allowed is the region of the stack`);
  if (plan.region === engineRegion)
    mistakes.push(`plan.region is ${plan.region}, where the engine is: allowed is another region, because a region that is down takes its alarms with it`);
  if (plan.subscriptions.length === 0) mistakes.push('plan.subscriptions is empty: allowed is at least one contact, or nobody hears of a dead engine');
  if (mistakes.length > 0) throw new RangeError(mistakes.join('\n'));
}
