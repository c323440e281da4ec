import type { DescribeAlarmsCommand, DescribeAlarmsCommandOutput, PutMetricDataCommand, PutMetricDataCommandOutput } from '@aws-sdk/client-cloudwatch';
import type { GetItemCommand, GetItemCommandOutput, PutItemCommand, PutItemCommandOutput, QueryCommand, QueryCommandOutput } from '@aws-sdk/client-dynamodb';
import type {
  GetSubscriptionAttributesCommand,
  GetSubscriptionAttributesCommandOutput,
  ListSubscriptionsByTopicCommand,
  ListSubscriptionsByTopicCommandOutput,
  PublishCommand,
  PublishCommandOutput,
} from '@aws-sdk/client-sns';
import type {
  CreateOpsItemCommand,
  CreateOpsItemCommandOutput,
  DescribeOpsItemsCommand,
  DescribeOpsItemsCommandOutput,
  GetAutomationExecutionCommand,
  GetAutomationExecutionCommandOutput,
  GetParameterCommand,
  GetParameterCommandOutput,
  GetParametersCommand,
  GetParametersCommandOutput,
  PutParameterCommand,
  PutParameterCommandOutput,
  StartAutomationExecutionCommand,
  StartAutomationExecutionCommandOutput,
  StopAutomationExecutionCommand,
  StopAutomationExecutionCommandOutput,
  UpdateOpsItemCommand,
  UpdateOpsItemCommandOutput,
} from '@aws-sdk/client-ssm';

/**
 * What the engine needs of the cloud: `send` of SDK clients, by region where it talks to several. The function hands in
 * the real clients, tests and commands their own.
 */
export interface EngineClients {
  readonly table: TablePort;
  readonly topics: (region: string) => TopicPort;
  readonly cloudWatch: (region: string) => CloudWatchPort;
  readonly systemsManager: (region: string) => SystemsManagerPort;
  /** The same, for what a page must not wait for: one attempt, and not a long one. */
  readonly bestEffort: {
    readonly topics: (region: string) => TopicPort;
    readonly systemsManager: (region: string) => SystemsManagerPort;
  };
}

/** DynamoDB, as far as incidents need it. */
export interface TablePort {
  send(command: GetItemCommand): Promise<GetItemCommandOutput>;
  send(command: PutItemCommand): Promise<PutItemCommandOutput>;
  send(command: QueryCommand): Promise<QueryCommandOutput>;
}

/** Simple Notification Service, as far as pages need it. */
export interface TopicPort {
  send(command: PublishCommand): Promise<PublishCommandOutput>;
  send(command: ListSubscriptionsByTopicCommand): Promise<ListSubscriptionsByTopicCommandOutput>;
  send(command: GetSubscriptionAttributesCommand): Promise<GetSubscriptionAttributesCommandOutput>;
}

/** CloudWatch, as far as reconciliation and the heartbeat need it. */
export interface CloudWatchPort {
  send(command: DescribeAlarmsCommand): Promise<DescribeAlarmsCommandOutput>;
  send(command: PutMetricDataCommand): Promise<PutMetricDataCommandOutput>;
}

/** Systems Manager, for OpsItems, budget records, automatic runs and what holds them. */
export interface SystemsManagerPort {
  send(command: DescribeOpsItemsCommand): Promise<DescribeOpsItemsCommandOutput>;
  send(command: CreateOpsItemCommand): Promise<CreateOpsItemCommandOutput>;
  send(command: UpdateOpsItemCommand): Promise<UpdateOpsItemCommandOutput>;
  send(command: GetParametersCommand): Promise<GetParametersCommandOutput>;
  send(command: GetParameterCommand): Promise<GetParameterCommandOutput>;
  send(command: PutParameterCommand): Promise<PutParameterCommandOutput>;
  send(command: StartAutomationExecutionCommand): Promise<StartAutomationExecutionCommandOutput>;
  send(command: GetAutomationExecutionCommand): Promise<GetAutomationExecutionCommandOutput>;
  send(command: StopAutomationExecutionCommand): Promise<StopAutomationExecutionCommandOutput>;
}
