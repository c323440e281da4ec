import { ArnFormat, Stack } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { incidentNames } from '../plan/incident-names';
import type { SignalRulePlan } from '../plan/incident-plan';
import { ALARM_RULE_RETRIES } from '../plan/plan-incidents';
import { deadLetterQueue, letStoreDeadLetters } from './dead-letters';
import { SignalEvents } from './signal-events';

/** Properties of {@link AlarmEvents}. */
export interface AlarmEventsProps {
  /** First parts of the names of all alarms: `shop-prod-`. */
  readonly application: string;
  readonly environment: string;
  /** What gets the events: a function of the same region, or an event bus of another one with a role that may put events. */
  readonly target: { readonly arn: string; readonly roleArn?: string };
  /** @default - 185 times within a day */
  readonly retries?: { readonly retries: number; readonly eventAgeSeconds: number };
}

/**
 * The changes of alarms whose names begin as those of an environment, brought to one target, which knows which of them are its own
 * (a pattern of EventBridge has no room for all their names): exactly one, because every target of a rule is tried by itself, and two
 * would be two incidents. Deleted alarms come as changes of their configuration, like created and updated ones.
 *
 * What cannot be handed over is tried again for a day, and then kept in a queue.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
 */
export class AlarmEvents extends Construct {
  readonly rule: CfnRule;
  /** Events that never reached the target. */
  readonly deadLetterQueue: Queue;

  constructor(scope: Construct, id: string, props: AlarmEventsProps) {
    super(scope, id);
    const { application, environment, target, retries = ALARM_RULE_RETRIES } = props;
    const names = incidentNames(props);
    this.deadLetterQueue = deadLetterQueue(this, 'DeadLetters', names.ruleDeadLetters);
    this.rule = new CfnRule(this, 'Rule', {
      name: names.rule,
      description: `Alarms of ${application} ${environment}, on their way to the incident engine`,
      eventPattern: {
        source: ['aws.cloudwatch'],
        'detail-type': ['CloudWatch Alarm State Change', 'CloudWatch Alarm Configuration Change'],
        detail: { alarmName: [{ prefix: `${application}-${environment}-` }] },
      },
      targets: [
        {
          id: 'Target',
          arn: target.arn,
          ...(target.roleArn !== undefined && { roleArn: target.roleArn }),
          retryPolicy: { maximumRetryAttempts: retries.retries, maximumEventAgeInSeconds: retries.eventAgeSeconds },
          deadLetterConfig: { arn: this.deadLetterQueue.queueArn },
        },
      ],
    });
    letStoreDeadLetters(this.deadLetterQueue, 'events.amazonaws.com', [this.rule.attrArn]);
  }
}

/** Properties of {@link AlarmForwarding}. */
export interface AlarmForwardingProps extends Pick<AlarmEventsProps, 'application' | 'environment' | 'retries'> {
  /** Region of the incident engine. */
  readonly homeRegion: string;
  /** Findings of security services that are brought there, too. @default - none */
  readonly signalRules?: readonly SignalRulePlan[];
}

/**
 * Brings the alarms of a region, and what security services find there, to the default event bus of the home region, where the incident engine listens.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-region.html
 */
export class AlarmForwarding extends Construct {
  readonly events: AlarmEvents;

  constructor(scope: Construct, id: string, props: AlarmForwardingProps) {
    super(scope, id);
    const stack = Stack.of(this);
    if (props.homeRegion === stack.region) {
      throw new RangeError(`homeRegion is ${props.homeRegion}, the region of this stack: allowed is another one, whose engine hears the alarms of this one`);
    }
    const bus = stack.formatArn({ service: 'events', region: props.homeRegion, resource: 'event-bus', resourceName: 'default' });
    const { signalRules = [], retries = ALARM_RULE_RETRIES } = props;
    const rules = [incidentNames(props).rule, ...signalRules.map(({ name }) => name)].map((resourceName) =>
      stack.formatArn({ service: 'events', resource: 'rule', resourceName, arnFormat: ArnFormat.SLASH_RESOURCE_NAME }),
    );
    const role = new Role(this, 'Role', {
      description: `Puts alarms of ${props.application} ${props.environment} on the event bus of ${props.homeRegion}`,
      assumedBy: new ServicePrincipal('events.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': stack.account }, ArnEquals: { 'aws:SourceArn': rules.length === 1 ? rules[0] : rules } },
      }),
    });
    role.addToPolicy(new PolicyStatement({ actions: ['events:PutEvents'], resources: [bus] }));
    const target = { arn: bus, roleArn: role.roleArn };
    this.events = new AlarmEvents(this, 'Events', { ...props, target });
    const { deadLetterQueue } = this.events;
    const signals = signalRules.length === 0 ? [] : new SignalEvents(this, 'Signals', { rules: signalRules, target, retries, deadLetterQueue }).rules;
    // Without its permissions the first alarms would go to the queue.
    for (const rule of [this.events.rule, ...signals]) rule.node.addDependency(role);
  }
}
