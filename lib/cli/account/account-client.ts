import type { ApplicationSignalsClient } from '@aws-sdk/client-application-signals';
import type { CloudWatchClient, GetMetricDataCommand, GetMetricDataCommandOutput } from '@aws-sdk/client-cloudwatch';
import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { KMSClient } from '@aws-sdk/client-kms';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { SchedulerClient } from '@aws-sdk/client-scheduler';
import type {
  ListSubscriptionsByTopicCommand,
  ListSubscriptionsByTopicCommandOutput,
  ListTopicsCommand,
  ListTopicsCommandOutput,
  PublishCommand,
  PublishCommandOutput,
  SNSClient,
  SubscribeCommand,
  SubscribeCommandOutput,
} from '@aws-sdk/client-sns';
import type {
  GetAutomationExecutionCommand,
  DeleteParametersCommand,
  DeleteParametersCommandOutput,
  GetAutomationExecutionCommandOutput,
  GetCalendarStateCommand,
  GetCalendarStateCommandOutput,
  GetDocumentCommand,
  GetDocumentCommandOutput,
  GetParametersCommand,
  GetParametersCommandOutput,
  PutParameterCommand,
  PutParameterCommandOutput,
  SSMClient,
  StartAutomationExecutionCommand,
  StartAutomationExecutionCommandOutput,
  UpdateDocumentCommand,
  UpdateDocumentCommandOutput,
  UpdateDocumentDefaultVersionCommand,
  UpdateDocumentDefaultVersionCommandOutput,
} from '@aws-sdk/client-ssm';
import type { TablePort } from '../../handlers/incident-engine/clients';

/**
 * How commands reach an account: through `send` of SDK clients, one a service and region, and the commands they use.
 * The real clients are one account, the simulated account of a scenario is another, tests bring a third.
 */
export interface AccountClient {
  /** Parameter Store of a region. */
  parameters(region: string): Promise<ParameterReader>;
  /** Parameter Store of a region, for what people allow. */
  parameterWriter(region: string): Promise<ParameterWriter>;
  /** DynamoDB of a region, as far as incidents need it. */
  table(region: string): Promise<TablePort>;
  /** Simple Notification Service of a region. */
  topics(region: string): Promise<SubscriptionPort>;
  /** Systems Manager Automation of a region. */
  automation(region: string): Promise<AutomationPort>;
  /** CloudWatch of a region, as far as metrics are read. */
  metrics(region: string): Promise<MetricReader>;
  /** Change calendars of a region, and the records beside them. */
  calendars(region: string): Promise<CalendarPort>;
  /** A service of a region, by its name in permissions, as far as commands only look. */
  reading<Service extends keyof ReadingClients>(service: Service, region: string): Promise<ReadingClients[Service]>;
  /** Lets time pass in the account: the real one makes the command sleep, a simulated one goes on by itself. */
  wait(milliseconds: number): Promise<void>;
}

/** Clients by the name of their service in permissions. */
export interface ReadingClients {
  readonly 'application-signals': Pick<ApplicationSignalsClient, 'send'>;
  readonly cloudwatch: Pick<CloudWatchClient, 'send'>;
  readonly events: Pick<EventBridgeClient, 'send'>;
  readonly kms: Pick<KMSClient, 'send'>;
  readonly lambda: Pick<LambdaClient, 'send'>;
  readonly scheduler: Pick<SchedulerClient, 'send'>;
  readonly sns: Pick<SNSClient, 'send'>;
  readonly ssm: Pick<SSMClient, 'send'>;
}

/** CloudWatch, as far as commands read metrics. */
export interface MetricReader {
  send(command: GetMetricDataCommand): Promise<GetMetricDataCommandOutput>;
}

/** Systems Manager Automation, as far as commands start runbooks and follow them. */
export interface AutomationPort {
  send(command: StartAutomationExecutionCommand): Promise<StartAutomationExecutionCommandOutput>;
  send(command: GetAutomationExecutionCommand): Promise<GetAutomationExecutionCommandOutput>;
}

/** Documents and parameters of Systems Manager, as far as commands look after change calendars. */
export interface CalendarPort {
  send(command: GetDocumentCommand): Promise<GetDocumentCommandOutput>;
  send(command: GetCalendarStateCommand): Promise<GetCalendarStateCommandOutput>;
  send(command: GetParametersCommand): Promise<GetParametersCommandOutput>;
  send(command: PutParameterCommand): Promise<PutParameterCommandOutput>;
  send(command: UpdateDocumentCommand): Promise<UpdateDocumentCommandOutput>;
  send(command: UpdateDocumentDefaultVersionCommand): Promise<UpdateDocumentDefaultVersionCommandOutput>;
}

/** Simple Notification Service, as far as commands look after subscriptions. */
export interface SubscriptionPort {
  send(command: ListTopicsCommand): Promise<ListTopicsCommandOutput>;
  send(command: ListSubscriptionsByTopicCommand): Promise<ListSubscriptionsByTopicCommandOutput>;
  send(command: SubscribeCommand): Promise<SubscribeCommandOutput>;
  send(command: PublishCommand): Promise<PublishCommandOutput>;
}

/** Parameter Store, as far as commands use it. */
export interface ParameterReader {
  send(command: GetParametersCommand): Promise<GetParametersCommandOutput>;
}

/** Parameter Store, as far as people write to it. */
export interface ParameterWriter {
  send(command: PutParameterCommand): Promise<PutParameterCommandOutput>;
  send(command: DeleteParametersCommand): Promise<DeleteParametersCommandOutput>;
}

/**
 * How long a responder waits for an answer before a service counts as unreachable, milliseconds: a network that
 * swallows packets would otherwise hold the command for minutes. Our choice.
 */
const RESPONDER_TIMEOUTS = { connectionTimeout: 5_000, requestTimeout: 15_000, throwOnRequestTimeout: true } as const;

/**
 * The account of the surroundings: credentials, profile and `AWS_ENDPOINT_URL` as the SDK finds them, the region of the
 * plan. The SDK is loaded when the first client is asked for; commands that need no account do not pay for it.
 */
export function surroundingAccount(): AccountClient {
  const systemsManager = async (region: string) => {
    silenceVersionNotice();
    const { SSMClient } = await import('@aws-sdk/client-ssm');
    return new SSMClient({ region, requestHandler: RESPONDER_TIMEOUTS });
  };
  return {
    parameters: async (region) => {
      silenceVersionNotice();
      const { SSMClient } = await import('@aws-sdk/client-ssm');
      return new SSMClient({ region });
    },
    parameterWriter: systemsManager,
    table: async (region) => {
      silenceVersionNotice();
      const { DynamoDBClient } = await import('@aws-sdk/client-dynamodb');
      return new DynamoDBClient({ region, requestHandler: RESPONDER_TIMEOUTS });
    },
    topics: async (region) => {
      silenceVersionNotice();
      const { SNSClient } = await import('@aws-sdk/client-sns');
      return new SNSClient({ region });
    },
    automation: systemsManager,
    metrics: async (region) => {
      silenceVersionNotice();
      const { CloudWatchClient } = await import('@aws-sdk/client-cloudwatch');
      return new CloudWatchClient({ region });
    },
    calendars: systemsManager,
    reading: async (service, region) => {
      silenceVersionNotice();
      return READING_CLIENTS[service](region);
    },
    wait: (milliseconds) => new Promise((resolve) => void setTimeout(resolve, milliseconds)),
  };
}

/** Each is loaded when it is asked for. */
const READING_CLIENTS: { readonly [Service in keyof ReadingClients]: (region: string) => Promise<ReadingClients[Service]> } = {
  'application-signals': async (region) => new (await import('@aws-sdk/client-application-signals')).ApplicationSignalsClient({ region }),
  cloudwatch: async (region) => new (await import('@aws-sdk/client-cloudwatch')).CloudWatchClient({ region }),
  events: async (region) => new (await import('@aws-sdk/client-eventbridge')).EventBridgeClient({ region }),
  kms: async (region) => new (await import('@aws-sdk/client-kms')).KMSClient({ region }),
  lambda: async (region) => new (await import('@aws-sdk/client-lambda')).LambdaClient({ region }),
  scheduler: async (region) => new (await import('@aws-sdk/client-scheduler')).SchedulerClient({ region }),
  sns: async (region) => new (await import('@aws-sdk/client-sns')).SNSClient({ region }),
  ssm: async (region) => new (await import('@aws-sdk/client-ssm')).SSMClient({ region }),
};

/** The version of the SDK is pinned, so its notice about future versions is nothing an operator can act on. */
function silenceVersionNotice(): void {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
}
