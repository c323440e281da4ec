/** Where the name of a type stands, and where it has to be the only one. */
export interface FixedName {
  /** Path of the name. */
  readonly path: string;
  /** Property that says what the name is a name within; absent for names of a whole region. */
  readonly within?: string;
  /** What it is within when that property is not set. */
  readonly whole?: string;
  /** Whether names are those of the account, in whatever region. */
  readonly isGlobal?: boolean;
  /** What several types have one set of names for. Default: the type. */
  readonly kind?: string;
}

const global = (path: string): FixedName => ({ path, isGlobal: true });
const table = { path: 'TableName', kind: 'tables' };

/**
 * Types of this field whose names AWS wants to be their own; each type's page says of the name that it is unique.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
export const FIXED_NAMES: ReadonlyMap<string, FixedName> = new Map<string, FixedName>([
  ['AWS::ApplicationSignals::ServiceLevelObjective', { path: 'Name' }],
  ['AWS::Backup::BackupVault', { path: 'BackupVaultName' }],
  ['AWS::Budgets::Budget', global('Budget.BudgetName')],
  ['AWS::Chatbot::MicrosoftTeamsChannelConfiguration', global('ConfigurationName')],
  ['AWS::Chatbot::SlackChannelConfiguration', global('ConfigurationName')],
  ['AWS::CloudWatch::AlarmMuteRule', { path: 'Name' }],
  ['AWS::CloudWatch::Dashboard', { path: 'DashboardName' }],
  ['AWS::CloudWatch::InsightRule', { path: 'RuleName' }],
  ['AWS::CloudWatch::MetricStream', { path: 'Name' }],
  ['AWS::CodeDeploy::Application', { path: 'ApplicationName' }],
  ['AWS::DynamoDB::GlobalTable', table],
  ['AWS::DynamoDB::Table', table],
  ['AWS::ElasticLoadBalancingV2::LoadBalancer', { path: 'Name' }],
  ['AWS::ElasticLoadBalancingV2::TargetGroup', { path: 'Name' }],
  ['AWS::Events::Connection', { path: 'Name' }],
  ['AWS::Events::EventBus', { path: 'Name' }],
  ['AWS::Events::Rule', { path: 'Name', within: 'EventBusName', whole: 'default' }],
  ['AWS::IAM::Group', global('GroupName')],
  ['AWS::IAM::ManagedPolicy', global('ManagedPolicyName')],
  ['AWS::IAM::Role', global('RoleName')],
  ['AWS::IAM::User', global('UserName')],
  ['AWS::KMS::Alias', { path: 'AliasName' }],
  ['AWS::Kinesis::Stream', { path: 'Name' }],
  ['AWS::Lambda::Function', { path: 'FunctionName', kind: 'functions' }],
  ['AWS::Logs::LogGroup', { path: 'LogGroupName' }],
  ['AWS::Logs::QueryDefinition', { path: 'Name' }],
  ['AWS::S3::Bucket', global('BucketName')],
  ['AWS::SNS::Topic', { path: 'TopicName' }],
  ['AWS::SQS::Queue', { path: 'QueueName' }],
  ['AWS::SSM::Document', { path: 'Name' }],
  ['AWS::SSM::Parameter', { path: 'Name' }],
  ['AWS::Scheduler::Schedule', { path: 'Name', within: 'GroupName', whole: 'default' }],
  ['AWS::Scheduler::ScheduleGroup', { path: 'Name' }],
  ['AWS::SecretsManager::Secret', { path: 'Name' }],
  ['AWS::Serverless::Function', { path: 'FunctionName', kind: 'functions' }],
  ['AWS::StepFunctions::Activity', { path: 'Name' }],
  ['AWS::StepFunctions::StateMachine', { path: 'StateMachineName' }],
  ['AWS::Synthetics::Canary', { path: 'Name' }],
]);
