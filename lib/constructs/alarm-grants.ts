import { Annotations, ArnFormat, Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement, ServicePrincipal, type PolicyStatementProps } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

const CLOUDWATCH = 'cloudwatch.amazonaws.com';

/**
 * Lets alarms of this account and region encrypt with a key. The policy of an imported key is not the app's to change: a warning says
 * what it has to allow.
 * Source: https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 *
 * @param scope in the stack of the alarms
 */
export function letAlarmsEncrypt(scope: Construct, key: IKey): void {
  const statement = {
    sid: 'AlarmsEncrypt',
    effect: Effect.ALLOW,
    principals: [new ServicePrincipal(CLOUDWATCH)],
    actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
    resources: ['*'],
    conditions: alarmsOfThisAccount(scope),
  };
  addToKeyPolicy(scope, key, statement, CLOUDWATCH);
}

/**
 * Lets alarms of this account and region publish to a topic. The policy of an imported topic is not the app's to change: a warning
 * says what it has to allow.
 *
 * @param scope in the stack of the alarms
 */
export function letAlarmsPublish(scope: Construct, topic: ITopic): void {
  const statement = {
    sid: 'AlarmsPublish',
    effect: Effect.ALLOW,
    principals: [new ServicePrincipal(CLOUDWATCH)],
    actions: ['sns:Publish'],
    resources: [topic.topicArn],
    conditions: alarmsOfThisAccount(scope),
  };
  addToTopicPolicy(scope, topic, statement, CLOUDWATCH);
}

/** Lets a service encrypt with a key; of an imported key, whose policy is not the app's to change, a warning says what it has to allow. */
export function addToKeyPolicy(scope: Construct, key: IKey, statement: PolicyStatementProps, service: string): void {
  if (key.addToResourcePolicy(new PolicyStatement(statement)).statementAdded) return;
  Annotations.of(scope).addWarningV2(
    `day2:key-policy:${service}`,
    `the key ${key.node.path} is imported: its policy has to allow ${service} kms:Decrypt and kms:GenerateDataKey*, or every message from there is dropped`,
  );
}

/** Lets a service publish to a topic; of an imported topic, whose policy is not the app's to change, a warning says what it has to allow. */
export function addToTopicPolicy(scope: Construct, topic: ITopic, statement: PolicyStatementProps, service: string): void {
  if (topic.addToResourcePolicy(new PolicyStatement(statement)).statementAdded) return;
  Annotations.of(scope).addWarningV2(
    `day2:topic-policy:${service}`,
    `the topic ${topic.node.path} is imported: its policy has to allow ${service} sns:Publish, and its key, where it has one, kms:Decrypt and kms:GenerateDataKey*`,
  );
}

function alarmsOfThisAccount(scope: Construct): Record<string, Record<string, string>> {
  const stack = Stack.of(scope);
  return {
    StringEquals: { 'aws:SourceAccount': stack.account },
    ArnLike: {
      'aws:SourceArn': stack.formatArn({
        service: 'cloudwatch',
        resource: 'alarm',
        resourceName: '*',
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
    },
  };
}
