import { Stack } from 'aws-cdk-lib';
import { CfnSlackChannelConfiguration } from 'aws-cdk-lib/aws-chatbot';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { ChatPlan } from '../plan/incident-plan';
import { storedText } from './stored-text';
import { acknowledgeWildcard } from './wildcard-resource';

/** Properties of {@link SlackFeed}. */
export interface SlackFeedProps {
  /** The channel, where its ids are stored, and the topics it hears, which exist before it does. */
  readonly plan: Pick<ChatPlan, 'configurationName' | 'workspaceParameter' | 'channelParameter' | 'topics'>;
}

/** What the charts beside an alarm need; commands beyond it are refused. */
const READS = [
  'cloudwatch:DescribeAlarms',
  'cloudwatch:GetMetricData',
  'cloudwatch:GetMetricStatistics',
  'cloudwatch:GetMetricWidgetImage',
  'cloudwatch:ListMetrics',
];

/**
 * A Slack channel that hears of alarms and incidents, through Amazon Q Developer in chat applications. The workspace
 * has to be authorised once in its console; ids of workspace and channel are taken from Parameter Store. Whoever is in
 * the channel can look at metrics and do nothing: role and guardrail are the same five reads.
 *
 * Source: https://docs.aws.amazon.com/chatbot/latest/adminguide/understanding-permissions.html
 */
export class SlackFeed extends Construct {
  readonly configuration: CfnSlackChannelConfiguration;

  constructor(scope: Construct, id: string, { plan }: SlackFeedProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const guardrail = new ManagedPolicy(this, 'Guardrail', {
      description: `What may be done from the channel of ${plan.configurationName}`,
      statements: [new PolicyStatement({ actions: READS, resources: ['*'] })],
    });
    const role = new Role(this, 'Role', {
      description: `Reads charts for the channel of ${plan.configurationName}`,
      assumedBy: new ServicePrincipal('chatbot.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': stack.account } } }),
      managedPolicies: [guardrail],
    });
    acknowledgeWildcard(guardrail, '*', 'reading metrics has no resources, and nothing is changed by it');
    this.configuration = new CfnSlackChannelConfiguration(this, 'Configuration', {
      configurationName: plan.configurationName,
      slackWorkspaceId: storedText(this, plan.workspaceParameter),
      slackChannelId: storedText(this, plan.channelParameter),
      iamRoleArn: role.roleArn,
      guardrailPolicies: [guardrail.managedPolicyArn],
      loggingLevel: 'ERROR',
      userRoleRequired: false,
      snsTopicArns: plan.topics.map(({ region, name }) => stack.formatArn({ service: 'sns', region, resource: name })),
    });
  }
}
