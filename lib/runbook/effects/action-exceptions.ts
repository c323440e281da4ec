/**
 * Operations that ask for IAM actions of other names, or for more than their own. Data: a row for each, with its source.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html lists the
 * operations that each action is for, a table a service (`list_*.html`). What a table lists for an operation is all that the
 * operation may ask for, in one use or another (DescribeTable lists `dynamodb:ReplicateSettings`, a write): it is never taken whole.
 */

/** An operation that asks for other actions than the one of its name. */
export interface ActionException {
  /** `lambda:Invoke`. */
  readonly operation: string;
  readonly actions: readonly string[];
  readonly source: string;
}

/** An operation that asks for more than the action of its name. */
export interface FurtherActions {
  readonly operation: string;
  readonly also: readonly string[];
  /** Only when its input has this member. Default: always. */
  readonly when?: string;
  /** Instead of its own action, not besides it. */
  readonly instead?: true;
  /** Members that the actions are about, by resource type, where they are not those of the operation itself. */
  readonly on?: Readonly<Record<string, string>>;
  /** Resource types that the actions are about. Default: those they name. */
  readonly types?: readonly string[];
  readonly source: string;
}

const REFERENCE = 'https://docs.aws.amazon.com/service-authorization/latest/reference/';
const S3 = `${REFERENCE}list_amazons3.html`;
const S3_PERMISSIONS = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html';
const DYNAMODB = `${REFERENCE}list_amazondynamodb.html`;
const SQS = `${REFERENCE}list_amazonsqs.html`;
const DATA_SET = 'https://github.com/iann0036/iam-dataset/blob/main/aws/map.json';
const PARTIQL = ['dynamodb:PartiQLSelect', 'dynamodb:PartiQLInsert', 'dynamodb:PartiQLUpdate', 'dynamodb:PartiQLDelete'];

function rows(source: string, actions: Readonly<Record<string, string>>): readonly ActionException[] {
  return Object.entries(actions).map(([operation, names]) => {
    const service = operation.split(':')[0]!;
    return { operation, actions: names.split(' ').map((name) => (name.includes(':') ? name : `${service}:${name}`)), source };
  });
}

/** Operations whose actions have other names. */
export const ACTION_EXCEPTIONS: readonly ActionException[] = [
  ...rows(`${REFERENCE}list_awslambda.html`, {
    'lambda:GetLayerVersionByArn': 'GetLayerVersion',
    'lambda:Invoke': 'InvokeFunction',
    'lambda:InvokeWithResponseStream': 'InvokeFunction',
  }),
  ...rows(DYNAMODB, {
    'dynamodb:BatchExecuteStatement': PARTIQL.join(' '),
    'dynamodb:ExecuteStatement': PARTIQL.join(' '),
    'dynamodb:ExecuteTransaction': PARTIQL.join(' '),
  }),
  ...rows(DATA_SET, {
    'dynamodb:TransactGetItems': 'GetItem',
    'dynamodb:TransactWriteItems': 'PutItem UpdateItem DeleteItem ConditionCheckItem',
  }),
  ...rows(SQS, {
    'sqs:ChangeMessageVisibilityBatch': 'ChangeMessageVisibility',
    'sqs:DeleteMessageBatch': 'DeleteMessage',
    'sqs:SendMessageBatch': 'SendMessage',
  }),
  // A batch asks for what each of its messages asks for; no page was found that says so of SNS.
  ...rows('https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html', { 'sns:PublishBatch': 'Publish' }),
  ...rows(`${REFERENCE}list_awskeymanagementservice.html`, { 'kms:ReEncrypt': 'ReEncryptFrom ReEncryptTo' }),
  ...rows(S3, {
    's3:CompleteMultipartUpload': 'PutObject',
    's3:CopyObject': 'GetObject PutObject',
    's3:CreateBucketMetadataConfiguration': 'CreateBucketMetadataTableConfiguration',
    's3:CreateMultipartUpload': 'PutObject',
    's3:DeleteBucketAnalyticsConfiguration': 'PutAnalyticsConfiguration',
    's3:DeleteBucketCors': 'PutBucketCORS',
    's3:DeleteBucketEncryption': 'PutEncryptionConfiguration',
    's3:DeleteBucketIntelligentTieringConfiguration': 'PutIntelligentTieringConfiguration',
    's3:DeleteBucketInventoryConfiguration': 'PutInventoryConfiguration',
    's3:DeleteBucketLifecycle': 'PutLifecycleConfiguration',
    's3:DeleteBucketMetadataConfiguration': 'DeleteBucketMetadataTableConfiguration',
    's3:DeleteBucketMetricsConfiguration': 'PutMetricsConfiguration',
    's3:DeleteBucketOwnershipControls': 'PutBucketOwnershipControls',
    's3:DeleteBucketReplication': 'PutReplicationConfiguration',
    's3:DeleteBucketTagging': 'PutBucketTagging',
    's3:DeleteObjects': 'DeleteObject',
    's3:DeletePublicAccessBlock': 'PutBucketPublicAccessBlock',
    's3:GetBucketAccelerateConfiguration': 'GetAccelerateConfiguration',
    's3:GetBucketAnalyticsConfiguration': 'GetAnalyticsConfiguration',
    's3:GetBucketEncryption': 'GetEncryptionConfiguration',
    's3:GetBucketIntelligentTieringConfiguration': 'GetIntelligentTieringConfiguration',
    's3:GetBucketInventoryConfiguration': 'GetInventoryConfiguration',
    's3:GetBucketLifecycleConfiguration': 'GetLifecycleConfiguration',
    's3:GetBucketMetadataConfiguration': 'GetBucketMetadataTableConfiguration',
    's3:GetBucketMetricsConfiguration': 'GetMetricsConfiguration',
    's3:GetBucketNotificationConfiguration': 'GetBucketNotification',
    's3:GetPublicAccessBlock': 'GetBucketPublicAccessBlock',
    's3:HeadBucket': 'ListBucket',
    's3:HeadObject': 'GetObject',
    's3:ListBucketAnalyticsConfigurations': 'GetAnalyticsConfiguration',
    's3:ListBucketIntelligentTieringConfigurations': 'GetIntelligentTieringConfiguration',
    's3:ListBucketInventoryConfigurations': 'GetInventoryConfiguration',
    's3:ListBucketMetricsConfigurations': 'GetMetricsConfiguration',
    's3:ListBuckets': 'ListAllMyBuckets',
    's3:ListMultipartUploads': 'ListBucketMultipartUploads',
    's3:ListObjectVersions': 'ListBucketVersions',
    's3:ListObjects': 'ListBucket',
    's3:ListObjectsV2': 'ListBucket',
    's3:ListParts': 'ListMultipartUploadParts',
    's3:PutBucketAccelerateConfiguration': 'PutAccelerateConfiguration',
    's3:PutBucketAnalyticsConfiguration': 'PutAnalyticsConfiguration',
    's3:PutBucketEncryption': 'PutEncryptionConfiguration',
    's3:PutBucketIntelligentTieringConfiguration': 'PutIntelligentTieringConfiguration',
    's3:PutBucketInventoryConfiguration': 'PutInventoryConfiguration',
    's3:PutBucketLifecycleConfiguration': 'PutLifecycleConfiguration',
    's3:PutBucketMetricsConfiguration': 'PutMetricsConfiguration',
    's3:PutBucketNotificationConfiguration': 'PutBucketNotification',
    's3:PutBucketReplication': 'PutReplicationConfiguration',
    's3:PutObjectLockConfiguration': 'PutBucketObjectLockConfiguration',
    's3:PutPublicAccessBlock': 'PutBucketPublicAccessBlock',
    's3:SelectObjectContent': 'GetObject',
    's3:UploadPart': 'PutObject',
    's3:UploadPartCopy': 'GetObject PutObject',
  }),
  ...rows(S3_PERMISSIONS, {
    's3:GetBucketReplication': 'GetReplicationConfiguration',
    's3:GetObjectLockConfiguration': 'GetBucketObjectLockConfiguration',
  }),
  ...rows(DATA_SET, { 'budgets:DescribeBudget': 'ViewBudget', 'budgets:DescribeBudgets': 'ViewBudget' }),
];

/** Operations that ask for more than the action of their name. `iam:PassRole` is not here: see `passed-roles.ts`. */
export const FURTHER_ACTIONS: readonly FurtherActions[] = [
  { operation: 'cloudformation:DetectStackDrift', also: ['cloudformation:DetectStackResourceDrift'], source: `${REFERENCE}list_awscloudformation.html` },
  { operation: 'dynamodb:CreateTable', also: ['dynamodb:PutResourcePolicy'], when: 'ResourcePolicy', source: DYNAMODB },
  { operation: 'kms:CreateKey', also: ['kms:PutKeyPolicy'], when: 'Policy', source: `${REFERENCE}list_awskeymanagementservice.html` },
  { operation: 'kms:CreateKey', also: ['kms:TagResource'], when: 'Tags', source: `${REFERENCE}list_awskeymanagementservice.html` },
  { operation: 'lambda:CreateFunction', also: ['lambda:GetLayerVersion'], when: 'Layers', source: `${REFERENCE}list_awslambda.html` },
  { operation: 'lambda:CreateFunction', also: ['lambda:TagResource'], when: 'Tags', source: `${REFERENCE}list_awslambda.html` },
  { operation: 'lambda:GetFunction', also: ['lambda:ListTags'], source: `${REFERENCE}list_awslambda.html` },
  { operation: 'rds:DeleteDBCluster', also: ['rds:CreateDBClusterSnapshot'], when: 'FinalDBSnapshotIdentifier', source: `${REFERENCE}list_amazonrds.html` },
  { operation: 'rds:DeleteDBInstance', also: ['rds:CreateDBSnapshot'], when: 'FinalDBSnapshotIdentifier', source: `${REFERENCE}list_amazonrds.html` },
  { operation: 'rds:ModifyDBCluster', also: ['rds:ModifyDBInstance'], when: 'DBClusterInstanceClass', source: `${REFERENCE}list_amazonrds.html` },
  { operation: 's3:DeleteObject', also: ['s3:DeleteObjectVersion'], when: 'VersionId', instead: true, source: S3 },
  { operation: 's3:DeleteObjects', also: ['s3:BypassGovernanceRetention'], when: 'BypassGovernanceRetention', source: S3 },
  { operation: 's3:GetObject', also: ['s3:GetObjectVersion'], when: 'VersionId', instead: true, source: S3 },
  { operation: 's3:HeadObject', also: ['s3:GetObjectVersion'], when: 'VersionId', instead: true, source: S3 },
  { operation: 's3:PutObjectAcl', also: ['s3:PutObjectVersionAcl'], when: 'VersionId', instead: true, source: S3 },
  {
    operation: 'secretsmanager:BatchGetSecretValue',
    also: ['secretsmanager:GetSecretValue', 'secretsmanager:ListSecrets'],
    source: `${REFERENCE}list_awssecretsmanager.html`,
  },
  {
    operation: 'sqs:CancelMessageMoveTask',
    also: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
    source: SQS,
  },
  { operation: 'sqs:CreateQueue', also: ['sqs:TagQueue'], when: 'tags', source: SQS },
  { operation: 'sqs:ListMessageMoveTasks', also: ['sqs:GetQueueAttributes'], source: SQS },
  { operation: 'sqs:StartMessageMoveTask', also: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], source: SQS },
  { operation: 'sqs:StartMessageMoveTask', also: ['sqs:SendMessage'], on: { queue: 'DestinationArn' }, source: SQS },
  {
    operation: 'ssm:StartAutomationExecution',
    also: ['ssm:AddTagsToResource'],
    when: 'Tags',
    types: ['automation-execution'],
    source: `${REFERENCE}list_awssystemsmanager.html`,
  },
];
