import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { ACTIVITY_INDEX } from '../incident/table/activity-index';

/**
 * A table of numbered records by group, with an index of those that are not over by when they are due: of incidents, and of requests.
 *
 * Encrypted with a key of DynamoDB's own: a key of ours could be taken away, and the engine would forget everything.
 *
 * It outlives an update and the deletion of the stack, but not a first deployment that fails: its name is fixed, and the
 * next attempt would find it taken. Deletion protection would do just that: the rollback could not delete the table.
 * Whoever deletes it by hand has the backup that DynamoDB makes of a table with point-in-time recovery, for 35 days.
 */
export function addActivityTable(scope: Construct, tableName: string): Table {
  const table = new Table(scope, 'Table', {
    tableName,
    partitionKey: { name: 'group', type: AttributeType.STRING },
    sortKey: { name: 'sequence', type: AttributeType.NUMBER },
    billingMode: BillingMode.PAY_PER_REQUEST,
    encryption: TableEncryption.DEFAULT,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
  table.addGlobalSecondaryIndex({
    indexName: ACTIVITY_INDEX,
    partitionKey: { name: 'activity', type: AttributeType.STRING },
    sortKey: { name: 'dueAt', type: AttributeType.NUMBER },
    projectionType: ProjectionType.ALL,
  });
  return table;
}
