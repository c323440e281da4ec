import type { ResourceDeclarations } from '../../core/service-host';

/**
 * Properties that change nothing about what a call reads and writes, or are read below. Capacity is never used up, and
 * an item whose time to live is over stays: DynamoDB may keep it for days.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
 */
const SHARED_PROPERTIES = [
  'AttributeDefinitions',
  'BillingMode',
  'GlobalSecondaryIndexes',
  'KeySchema',
  'SSESpecification',
  'TableName',
  'TimeToLiveSpecification',
  'WarmThroughput',
];
const TABLE_PROPERTIES = [
  ...SHARED_PROPERTIES,
  'ContributorInsightsSpecification',
  'DeletionProtectionEnabled',
  'OnDemandThroughput',
  'PointInTimeRecoverySpecification',
  'ProvisionedThroughput',
  'TableClass',
  'Tags',
];
const GLOBAL_TABLE_PROPERTIES = [
  ...SHARED_PROPERTIES,
  'ReadOnDemandThroughputSettings',
  'ReadProvisionedThroughputSettings',
  'Replicas',
  'WriteOnDemandThroughputSettings',
  'WriteProvisionedThroughputSettings',
];

/** Tables, with the properties that decide nothing here or are read. */
export const DYNAMODB_RESOURCES = {
  'AWS::DynamoDB::Table': TABLE_PROPERTIES,
  'AWS::DynamoDB::GlobalTable': GLOBAL_TABLE_PROPERTIES,
} satisfies ResourceDeclarations;
