import type { JsonObject } from '../../aws/cloudformation/template';

/** Why a read is none that a dry run may do. */
export type RefusalClass = 'changes' | 'starts' | 'exports' | 'costs' | 'reveals';

/** An operation whose access level is Read or List, and that a dry run may not call all the same. */
export interface RefusedRead {
  /** `sqs:ReceiveMessage`; with `*` at its end, all operations that begin so. */
  readonly operation: string;
  readonly class: RefusalClass;
  /** What it does, as a sentence part after the name of the operation. */
  readonly does: string;
  /** Only when its input sets this member, or may set it. Default: always. */
  readonly with?: string;
  readonly source: string;
}

const ACTION_TABLES = 'https://docs.aws.amazon.com/service-authorization/latest/reference/';
const EC2 = 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_';
const IAM = 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_';
const LOGS = 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_';
const SSM = 'https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_';
const CLOUDFORMATION = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_';
const DYNAMODB = 'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_';
const SECRETS = 'https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_';
const XRAY = 'https://docs.aws.amazon.com/xray/latest/api/API_';
const ACM = 'https://docs.aws.amazon.com/acm/latest/APIReference/API_';
const CODEPIPELINE = 'https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_';

function row(operation: string, refusal: RefusalClass, does: string, base: string, member?: string): RefusedRead {
  const source = base.endsWith('API_') ? `${base}${operation.split(':')[1]}.html` : base;
  return { operation, class: refusal, does, ...(member !== undefined && { with: member }), source };
}

const decrypts = (name: string): RefusedRead => row(`ssm:${name}`, 'reveals', 'returns what a SecureString holds', SSM, 'WithDecryption');
const starts = (service: string, base: string, what: string, ...names: readonly string[]): readonly RefusedRead[] =>
  names.map((name) => row(`${service}:${name}`, 'starts', `starts ${what}`, base));
const consumes = (name: string): RefusedRead =>
  row(`dynamodb:${name}`, 'costs', 'consumes read capacity of the table, and returns the data of customers', DYNAMODB);

/**
 * The access level says what an action may do to resources. It does not say that a call of it is without consequence: these
 * hide messages, start work, write an export, cost money by what they read, or return what nobody should see in a report.
 */
export const REFUSED_READS: readonly RefusedRead[] = [
  row('acm:ExportCertificate', 'reveals', 'returns the private key', ACM),
  row('acm:GetAcmeExternalAccountBindingCredentials', 'reveals', 'returns credentials', ACM),
  row('apigateway:GetApiKey', 'reveals', 'returns the value of the key', 'https://docs.aws.amazon.com/apigateway/latest/api/API_', 'includeValue'),
  row('apigateway:GetApiKeys', 'reveals', 'returns the values of keys', 'https://docs.aws.amazon.com/apigateway/latest/api/API_', 'includeValues'),
  row('ce:Get*', 'costs', 'is charged for each request', 'https://aws.amazon.com/aws-cost-management/aws-cost-explorer/pricing/'),
  ...starts(
    'cloudformation',
    CLOUDFORMATION,
    'a drift detection of minutes, which records a drift status',
    'DetectStackDrift',
    'DetectStackResourceDrift',
    'DetectStackSetDrift',
  ),
  row('cloudwatch:GetMetricData', 'costs', 'is charged for each metric', 'https://aws.amazon.com/cloudwatch/pricing/'),
  row('cloudwatch:GetMetricWidgetImage', 'costs', 'is charged for each metric', 'https://aws.amazon.com/cloudwatch/pricing/'),
  row('codepipeline:GetJobDetails', 'reveals', 'returns credentials of the artifact bucket', CODEPIPELINE),
  row('codepipeline:GetThirdPartyJobDetails', 'reveals', 'returns credentials of the artifact bucket', CODEPIPELINE),
  row(
    'config:DeliverConfigSnapshot',
    'exports',
    'writes a snapshot to a bucket and notifies a topic',
    'https://docs.aws.amazon.com/config/latest/APIReference/API_',
  ),
  ...['BatchGetItem', 'GetItem', 'Query', 'Scan', 'SearchVectors', 'TransactGetItems'].map(consumes),
  row('ec2:ExportClientVpnClientConfiguration', 'reveals', 'returns the configuration of clients', EC2),
  row('ec2:ExportVerifiedAccessInstanceClientConfiguration', 'reveals', 'returns the configuration of clients', EC2),
  row('ec2:GetFlowLogsIntegrationTemplate', 'exports', 'writes a template to a bucket', EC2),
  row('ec2:GetPasswordData', 'reveals', 'returns the password of the administrator, encrypted', EC2),
  row('ec2:StartDeclarativePoliciesReport', 'starts', 'starts a report of hours, which is written to a bucket', EC2),
  ...starts('iam', IAM, 'a report', 'GenerateCredentialReport', 'GenerateOrganizationsAccessReport', 'GenerateServiceLastAccessedDetails'),
  row('kms:GetParametersForImport', 'reveals', 'returns a wrapping key and an import token', 'https://docs.aws.amazon.com/kms/latest/APIReference/API_'),
  row('lambda:GetFunction', 'reveals', 'returns an address of the code and the environment variables', 'https://docs.aws.amazon.com/lambda/latest/api/API_'),
  row('logs:FilterLogEvents', 'reveals', 'returns the data of customers', LOGS),
  row('logs:GetLogEvents', 'reveals', 'returns the data of customers', LOGS),
  row('logs:StartLiveTail', 'starts', 'opens a session that is charged', LOGS),
  row('logs:StartQuery', 'costs', 'is charged for what it scans, and takes one of the queries that may run at a time', LOGS),
  row('logs:StopQuery', 'changes', 'stops the query of somebody', LOGS),
  row('rds:DownloadDBLogFilePortion', 'reveals', 'returns the data of customers', 'https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_'),
  row('s3:GetObject', 'reveals', 'returns the data of customers, charged by request and size', 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_'),
  row('s3:HeadObject', 'costs', 'is charged as a request of the object', 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_'),
  row('s3:SelectObjectContent', 'reveals', 'returns the data of customers, charged by what it scans', 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_'),
  row('secretsmanager:BatchGetSecretValue', 'reveals', 'returns secrets', SECRETS),
  row('secretsmanager:GetSecretValue', 'reveals', 'returns the secret', SECRETS),
  row('servicequotas:StartQuotaUtilizationReport', 'starts', 'starts a report', `${ACTION_TABLES}list_servicequotas.html`),
  row(
    'sqs:ReceiveMessage',
    'changes',
    'hides messages, raises their receive count and can push them into the dead-letter queue',
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_',
  ),
  row('ssm:GetAccessToken', 'reveals', 'returns credentials', SSM),
  ...['GetParameter', 'GetParameterHistory', 'GetParameters', 'GetParametersByPath'].map(decrypts),
  row('ssm:StartExecutionPreview', 'starts', 'creates a preview', SSM),
  row('ssm:ValidateCloudConnector', 'starts', 'probes a connector', `${ACTION_TABLES}list_awssystemsmanager.html`),
  row('sts:GetSessionToken', 'reveals', 'returns credentials', 'https://docs.aws.amazon.com/STS/latest/APIReference/API_'),
  row('xray:CancelTraceRetrieval', 'changes', 'cancels the retrieval of somebody', XRAY),
  row('xray:GetSamplingTargets', 'changes', 'takes a share of the sampling quota', XRAY),
  row('xray:StartTraceRetrieval', 'starts', 'starts a retrieval', XRAY),
];

/**
 * The row for which a dry run may not call an operation; undefined when there is none.
 *
 * @param key `sqs:ReceiveMessage`
 * @param input what it is called with, references included; undefined when that is not known
 */
export function refusedRead(key: string, input: JsonObject | undefined): RefusedRead | undefined {
  return REFUSED_READS.find((read) => matches(read.operation, key) && (read.with === undefined || maySet(input, read.with)));
}

function matches(pattern: string, key: string): boolean {
  return pattern.endsWith('*') ? key.startsWith(pattern.slice(0, -1)) : key === pattern;
}

/** A reference may be true; only nothing and a plain false are not. */
function maySet(input: JsonObject | undefined, member: string): boolean {
  return input === undefined || (input[member] !== undefined && input[member] !== false);
}
