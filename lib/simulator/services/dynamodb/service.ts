import { defineService } from '../../core/service-host';
import { DynamoDb } from './dynamodb';
import { DYNAMODB_OPERATIONS } from './operations';
import { DYNAMODB_RESOURCES } from './resources';

/** DynamoDB, as an account runs it. */
export const DYNAMODB = defineService({
  name: 'dynamodb',
  title: 'DynamoDB',
  resources: DYNAMODB_RESOURCES,
  refused: {},
  operations: DYNAMODB_OPERATIONS,
  events: [],
  create: ({ accountId, stacks }) => new DynamoDb(accountId, stacks),
});
