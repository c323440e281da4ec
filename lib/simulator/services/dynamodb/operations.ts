import type { OperationDeclarations } from '../../core/service';

/** DynamoDB. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations_Amazon_DynamoDB.html */
export const DYNAMODB_OPERATIONS = {
  GetItem: { input: ['TableName', 'Key', 'ConsistentRead'], output: ['Item'], iamActions: ['dynamodb:GetItem'], effect: 'read' },
  PutItem: {
    input: [
      'TableName',
      'Item',
      'ConditionExpression',
      'ExpressionAttributeNames',
      'ExpressionAttributeValues',
      'ReturnValues',
      'ReturnValuesOnConditionCheckFailure',
    ],
    output: ['Attributes'],
    iamActions: ['dynamodb:PutItem'],
    effect: 'write',
  },
  DeleteItem: {
    input: [
      'TableName',
      'Key',
      'ConditionExpression',
      'ExpressionAttributeNames',
      'ExpressionAttributeValues',
      'ReturnValues',
      'ReturnValuesOnConditionCheckFailure',
    ],
    output: ['Attributes'],
    iamActions: ['dynamodb:DeleteItem'],
    effect: 'write',
  },
  Query: {
    input: [
      'TableName',
      'ConsistentRead',
      'ExclusiveStartKey',
      'ExpressionAttributeNames',
      'ExpressionAttributeValues',
      'FilterExpression',
      'IndexName',
      'KeyConditionExpression',
      'Limit',
      'ScanIndexForward',
    ],
    output: ['Items', 'Count', 'ScannedCount', 'LastEvaluatedKey'],
    iamActions: ['dynamodb:Query'],
    effect: 'read',
  },
} as const satisfies OperationDeclarations;
