import { Stack } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { ChatPlan } from '../plan/incident-plan';
import { acknowledgeWildcard } from './wildcard-resource';

/** What the charts beside an alarm need; commands beyond it are refused. */
const READS = [
  'cloudwatch:DescribeAlarms',
  'cloudwatch:GetMetricData',
  'cloudwatch:GetMetricStatistics',
  'cloudwatch:GetMetricWidgetImage',
  'cloudwatch:ListMetrics',
];

/** What a configuration of Amazon Q Developer in chat applications has in common, whichever chat it is for. */
export interface ChatSettings {
  readonly configurationName: string;
  readonly iamRoleArn: string;
  readonly guardrailPolicies: string[];
  readonly loggingLevel: string;
  readonly userRoleRequired: boolean;
  readonly snsTopicArns: string[];
}

/**
 * What a channel hears, and what may be done from it: whoever is in the channel can look at metrics and do nothing, as role and
 * guardrail are the same five reads. https://docs.aws.amazon.com/chatbot/latest/adminguide/understanding-permissions.html
 */
export function chatSettings(scope: Construct, plan: Pick<ChatPlan, 'configurationName' | 'topics'>): ChatSettings {
  const stack = Stack.of(scope);
  const guardrail = new ManagedPolicy(scope, 'Guardrail', {
    description: `What may be done from the channel of ${plan.configurationName}`,
    statements: [new PolicyStatement({ actions: READS, resources: ['*'] })],
  });
  const role = new Role(scope, 'Role', {
    description: `Reads charts for the channel of ${plan.configurationName}`,
    assumedBy: new ServicePrincipal('chatbot.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': stack.account } } }),
    managedPolicies: [guardrail],
  });
  acknowledgeWildcard(guardrail, '*', 'reading metrics has no resources, and nothing is changed by it');
  return {
    configurationName: plan.configurationName,
    iamRoleArn: role.roleArn,
    guardrailPolicies: [guardrail.managedPolicyArn],
    loggingLevel: 'ERROR',
    userRoleRequired: false,
    snsTopicArns: plan.topics.map(({ region, name }) => stack.formatArn({ service: 'sns', region, resource: name })),
  };
}
