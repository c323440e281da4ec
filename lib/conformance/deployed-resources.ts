/**
 * What is deployed, as AWS would describe it: the port that every comparison with a plan reads. Names and ARNs are the ones
 * things have in the account, never logical ids; values are resolved, never intrinsic functions.
 *
 * It is read without waiting: whoever fills it has made its calls before. `assembly-resources.ts` fills it from the
 * templates of an assembly, `lib/cli/account/live-resources.ts` from a live account, with the calls that stand beside every kind
 * and member. Only a live account fills the members about what cannot be told before a deployment: whether a thing is well. A call
 * that is refused, like a value that cannot be resolved, is an {@link Answer} that could not be determined, so that nothing is
 * left out in silence.
 */

import type { JsonObject, JsonValue } from '../aws/cloudformation/template';
import type { RolePolicies } from '../aws/iam/role-policies';
import type { Instant } from '../time/time';

/** What a question about something deployed brought: its value, or why it could not be determined. */
export type Answer<T> = { readonly value: T } | Undetermined;

/** Why something could not be determined. */
export interface Undetermined {
  readonly couldNotTell: string;
  /** Of one thing of a list: its name. Absent: any of them, or an unknown one. */
  readonly name?: string;
}

/** Everything of one account that a plan says something of. */
export interface DeployedResources {
  /** Of the ARN of anything in it; empty where nothing is there. */
  readonly accountId: string;
  /** Where all this was read. Names are complete in templates: what is not there is missing, whatever else cannot be read. */
  readonly source: 'templates' | 'account';
  /** Kinds that are not asked for: nothing is said of them, neither that they are there nor that they are not. */
  readonly notAskedFor: ReadonlySet<DeployedKind>;
  /**
   * All things of a kind in a region, in the order they were found. One that could not be read takes its place as an
   * answer that could not be determined; a list that could not be read at all is one such answer.
   *
   * @param region ignored for roles, which are in every region
   */
  list<K extends DeployedKind>(kind: K, region: string): readonly Answer<DeployedKinds[K]>[];
  /**
   * What Parameter Store holds under a name, undefined when nothing: `ssm:GetParameters`. Absent where nothing is stored yet, and
   * addresses are made up.
   */
  readonly parameter?: (region: string, name: string) => Answer<string | undefined>;
}

/** Kinds of deployed things, by the word for them. */
export interface DeployedKinds {
  readonly alarm: DeployedAlarm;
  readonly topic: DeployedTopic;
  readonly subscription: DeployedSubscription;
  readonly key: DeployedKey;
  readonly 'key alias': DeployedKeyAlias;
  readonly function: DeployedFunction;
  readonly schedule: DeployedSchedule;
  readonly rule: DeployedRule;
  readonly role: DeployedRole;
  readonly queue: DeployedQueue;
  readonly 'log group': DeployedLogGroup;
  readonly table: DeployedThing;
  readonly document: DeployedDocument;
  readonly 'mute rule': DeployedMuteRule;
  readonly 'chat configuration': DeployedChatConfiguration;
  readonly dashboard: DeployedDashboard;
  readonly 'service level objective': DeployedSettings;
  readonly budget: DeployedSettings;
  readonly 'cost anomaly subscription': DeployedSettings;
  readonly bucket: DeployedBucket;
}

/** A kind of deployed thing. */
export type DeployedKind = keyof DeployedKinds;

/** Where a template defines something. */
export interface DefinedIn {
  readonly stackName: string;
  readonly logicalId: string;
  /** Path of the construct that made it, when the template says. */
  readonly constructPath?: string;
}

/**
 * What every deployed thing has. Of tables (`dynamodb:ListTables`) nothing else is asked.
 */
export interface DeployedThing {
  /** The name, or the id of what has no name. */
  readonly name: string;
  readonly region: string;
  /** The tags `aws:cloudformation:stack-name` and `aws:cloudformation:logical-id`; undefined for what no stack made. */
  readonly definedIn?: DefinedIn;
}

/** `cloudwatch:DescribeAlarms`, for both types of alarms. */
export interface DeployedAlarm extends DeployedThing {
  readonly type: 'metric alarm' | 'composite alarm';
  /**
   * The members of `PutMetricAlarm` or `PutCompositeAlarm` that are set, under their names there. Without what the service
   * adds when it describes an alarm: its ARN, its state and when that changed.
   */
  readonly configuration: JsonObject;
  /** `StateValue`. Only of a live account. */
  readonly state?: string;
  /** `StateUpdatedTimestamp`, since when it has its state. Only of a live account. */
  readonly stateSince?: Instant;
}

/** `sns:ListTopics`, and `sns:GetTopicAttributes` of each. */
export interface DeployedTopic extends DeployedThing {
  readonly arn: string;
  readonly kmsMasterKeyId?: JsonValue;
  /** `Policy`, as a value. Only of a live account. */
  readonly policy?: JsonValue;
}

/** `sns:ListSubscriptionsByTopic` of each topic, and `sns:GetSubscriptionAttributes` of each. The name is its ARN. */
export interface DeployedSubscription extends DeployedThing {
  readonly topicArn?: JsonValue;
  readonly protocol?: JsonValue;
  readonly endpoint?: JsonValue;
  /** As a value, not as the text in which SNS answers it. */
  readonly filterPolicy?: JsonValue;
  /** `MessageAttributes` when none is set. */
  readonly filterPolicyScope: JsonValue;
  /** Nobody has confirmed it: nothing is sent there. Only of a live account. */
  readonly isPending?: boolean;
}

/** A key of the account, not one that AWS manages: `kms:ListKeys`, and `KeyManager` of `kms:DescribeKey`. The name is the key id. */
export interface DeployedKey extends DeployedThing {
  readonly arn: string;
  /** `KeyState` of `kms:DescribeKey`. Only of a live account. */
  readonly state?: string;
  /** `kms:GetKeyPolicy`, as a value. Only of a live account. */
  readonly policy?: Answer<JsonValue>;
}

/** `kms:ListAliases`. The name begins with `alias/`. */
export interface DeployedKeyAlias extends DeployedThing {
  /** Id or ARN of its key. */
  readonly targetKeyId?: JsonValue;
}

/** `lambda:ListFunctions` unless a member says otherwise. */
export interface DeployedFunction extends DeployedThing {
  readonly arn: string;
  readonly handler?: JsonValue;
  /** `Timeout`, seconds. */
  readonly timeout?: JsonValue;
  /** `Role`. */
  readonly roleArn?: JsonValue;
  /** `Environment.Variables`. */
  readonly variables: JsonObject;
  /** `DeadLetterConfig.TargetArn`. */
  readonly deadLetterArn?: JsonValue;
  /** `LoggingConfig.LogGroup`. */
  readonly logGroupName?: JsonValue;
  /** `lambda:GetFunctionConcurrency`. */
  readonly reservedConcurrentExecutions?: JsonValue;
  /** `lambda:GetFunctionEventInvokeConfig`; without one, a value without members. */
  readonly eventInvokeConfig: Answer<Attempts>;
  /** The statements of `lambda:GetPolicy` that let a service invoke it. */
  readonly permissions: readonly Answer<InvokePermission>[];
  /**
   * Text of a file of its code, undefined when the code has no such file: `Code.Location` of `lambda:GetFunction`. Absent: the
   * code is not asked for.
   *
   * @param file path in the code
   */
  readonly codeFile?: (file: string) => Answer<string | undefined>;
  /** `State` of `lambda:GetFunctionConfiguration`. Only of a live account. */
  readonly state?: string;
}

/** How often, and for how long, something is tried again. */
export interface Attempts {
  /** `MaximumRetryAttempts`. */
  readonly maximumRetryAttempts?: JsonValue;
  /** `MaximumEventAgeInSeconds`. */
  readonly maximumEventAgeInSeconds?: JsonValue;
}

/** A statement that lets a service invoke a function. */
export interface InvokePermission {
  /** `Principal.Service`. */
  readonly principal?: JsonValue;
  /** `aws:SourceArn` of its condition. */
  readonly sourceArn?: JsonValue;
}

/** What a schedule or a rule hands its event to. */
export interface DeliveryTarget extends Attempts {
  readonly arn?: JsonValue;
  readonly roleArn?: JsonValue;
  /** `DeadLetterConfig.Arn`. */
  readonly deadLetterArn?: JsonValue;
  /** `Input`: the value it says when it is JSON, else the text it is. */
  readonly input?: JsonValue;
}

/** `scheduler:ListSchedules`, and `scheduler:GetSchedule` of each. */
export interface DeployedSchedule extends DeployedThing {
  readonly scheduleExpression?: JsonValue;
  /** `Etc/UTC` when none is set. */
  readonly scheduleExpressionTimezone: JsonValue;
  /** `ENABLED` when none is set. */
  readonly state: JsonValue;
  /** `default` when none is set. */
  readonly groupName: JsonValue;
  /** `FlexibleTimeWindow.Mode`. */
  readonly flexibleTimeWindowMode?: JsonValue;
  readonly target: DeliveryTarget;
  /** Every member that is set and stands in none of the above, under its name in AWS, such as `EndDate`. Without a description. */
  readonly otherMembers: JsonObject;
}

/** `events:ListRules`, and `events:ListTargetsByRule` of each. */
export interface DeployedRule extends DeployedThing {
  readonly arn: string;
  /** `ENABLED` when none is set. */
  readonly state: JsonValue;
  /** `default` when none is set. */
  readonly eventBusName: JsonValue;
  /** As a value, not as the text in which EventBridge answers it. */
  readonly eventPattern?: JsonValue;
  readonly targets: readonly DeliveryTarget[];
}

/** `iam:ListRoles`. */
export interface DeployedRole extends DeployedThing {
  readonly arn: string;
  /**
   * Everything that says what the role may do: `iam:ListRolePolicies` and `iam:GetRolePolicy`, `iam:ListAttachedRolePolicies`
   * and `iam:GetPolicyVersion`, `PermissionsBoundary` of `iam:GetRole`.
   */
  readonly policies: Answer<Omit<RolePolicies, 'unreadable'>>;
}

/** `sqs:ListQueues`, and `QueueArn` of `sqs:GetQueueAttributes`. */
export interface DeployedQueue extends DeployedThing {
  readonly arn: string;
}

/** `logs:DescribeLogGroups`. The ARN ends in `:*`, as policies need it. */
export interface DeployedLogGroup extends DeployedThing {
  readonly arn: string;
}

/** `ssm:ListDocuments`, and `ssm:GetDocument` of each change calendar. */
export interface DeployedDocument extends DeployedThing {
  /** `DocumentType`. */
  readonly type?: JsonValue;
  /** Its text; undefined for a document that is no change calendar. */
  readonly calendar?: JsonValue;
  /** `Status`, `DefaultVersion` and `LatestVersion` of `ssm:DescribeDocument`. Only of a live account. */
  readonly standing?: { readonly status: string; readonly defaultVersion: string; readonly latestVersion: string };
}

/** `cloudwatch:ListAlarmMuteRules`, and `cloudwatch:GetAlarmMuteRule` of each. */
export interface DeployedMuteRule extends DeployedThing {
  /** Of `Rule.Schedule`; the zone is `UTC` when none is set. */
  readonly expression?: JsonValue;
  readonly duration?: JsonValue;
  readonly timezone: JsonValue;
  readonly startDate?: JsonValue;
  readonly expireDate?: JsonValue;
  /** `MuteTargets.AlarmNames`. */
  readonly alarmNames: readonly JsonValue[];
}

/** `chatbot:DescribeSlackChannelConfigurations` and `chatbot:ListMicrosoftTeamsChannelConfigurations`. */
export interface DeployedChatConfiguration extends DeployedThing {
  readonly snsTopicArns?: JsonValue;
}

/** `cloudwatch:ListDashboards`, and `cloudwatch:GetDashboard` of each. A dashboard has no region: it is listed in that of its stack. */
export interface DeployedDashboard extends DeployedThing {
  /** `DashboardBody`, as a value and not as the text in which CloudWatch answers it. */
  readonly body?: JsonValue;
}

/**
 * What is compared by its properties: `application-signals:GetServiceLevelObjective`, `budgets:DescribeBudget` with its notifications and their
 * subscribers, `ce:GetAnomalySubscriptions`.
 */
export interface DeployedSettings extends DeployedThing {
  /** The properties that are set, under their names in CloudFormation. */
  readonly properties: JsonObject;
}

/** A bucket of S3. */
export interface DeployedBucket extends DeployedSettings {
  readonly arn: string;
  /** The document of `s3:GetBucketPolicy`; absent: it has none. */
  readonly policy?: Answer<JsonValue | undefined>;
}
