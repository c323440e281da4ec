/**
 * DynamoDB, as far as incidents need it, without its SDK: requests and answers as data. The function and the command line
 * fill it with a client of the SDK, a game day with the simulated account.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations_Amazon_DynamoDB.html
 */
export interface ItemTable {
  /** @throws Error as the service answers; a condition that does not hold is a `ConditionalCheckFailedException` with the `Item` that is there */
  call<Operation extends keyof ItemOperations>(operation: Operation, input: ItemOperations[Operation]['input']): Promise<ItemOperations[Operation]['output']>;
}

/** Strings and numbers are all that incidents are keyed and stored by. */
type AttributeValue = { readonly S: string } | { readonly N: string };

/** An item to be written, or a key. */
export type Item = Record<string, AttributeValue>;

/** An item as it is read: nothing says of which kind its attributes are. */
export type ReadItem = Readonly<Record<string, { readonly S?: string | undefined; readonly N?: string | undefined }>>;

interface WithExpressions {
  readonly TableName: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Item;
}

export interface QueryInput extends WithExpressions {
  readonly IndexName?: string;
  readonly KeyConditionExpression: string;
  readonly ScanIndexForward?: boolean;
  readonly ConsistentRead?: boolean;
  readonly Limit?: number;
  /** Where the page before it ended. */
  readonly ExclusiveStartKey?: Item;
}

/** The operations there are, with input and output. */
export interface ItemOperations {
  readonly GetItem: {
    readonly input: { readonly TableName: string; readonly Key: Item; readonly ConsistentRead: boolean };
    readonly output: { readonly Item?: ReadItem | undefined };
  };
  readonly PutItem: {
    readonly input: WithExpressions & { readonly Item: Item; readonly ConditionExpression: string; readonly ReturnValuesOnConditionCheckFailure: 'ALL_OLD' };
    readonly output: object;
  };
  readonly Query: {
    readonly input: QueryInput;
    readonly output: { readonly Items?: readonly ReadItem[] | undefined; readonly LastEvaluatedKey?: ReadItem | undefined };
  };
}
