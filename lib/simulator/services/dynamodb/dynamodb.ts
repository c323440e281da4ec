import { isArn, resourceArn } from '../../../aws/arn';
import type { LoadedResource, LoadedStack } from '../../../aws/assembly/loaded-stack';
import { NotSimulatedError, ServiceError } from '../../../aws/errors';
import { principalName } from '../../../aws/iam/principal';
import { outsideTemplates } from '../../core/not-simulated';
import { denialReason, optionalInput, requiredInput, type CallContext, type CallInput, type CallOutput, type OperationRuns } from '../../core/service';
import { readItem, type Item } from './attribute-value';
import { holds } from './condition';
import { invalid } from './invalid';
import type { DYNAMODB_OPERATIONS } from './operations';
import { parseCondition } from './parse-condition';
import { Placeholders } from './placeholders';
import { runQuery } from './query';
import { isTable, readTable } from './read-table';
import { Table } from './table';

/**
 * DynamoDB: the tables of the templates with their global secondary indexes, empty when the run begins. Every read sees
 * every write before it, on an index too, where DynamoDB promises that only after a while. Time to live, streams,
 * capacity and the metrics of tables are not simulated, nor are updates in place, scans, batches and transactions.
 *
 * A call to a table that no template has, or that cannot be simulated, throws NotSimulatedError.
 */
export class DynamoDb {
  readonly operations: OperationRuns<typeof DYNAMODB_OPERATIONS> = {
    GetItem: (input, call) => this.#getItem(input, call),
    PutItem: (input, call) => this.#putItem(input, call),
    DeleteItem: (input, call) => this.#deleteItem(input, call),
    Query: (input, call) => this.#query(input, call),
  };
  readonly #accountId: string;
  /** By region and name. */
  readonly #tables = new Map<string, Table | NotSimulatedError>();
  /** Set when the name of a table could not be read: it may be any that no other table has. */
  #unnamed: NotSimulatedError | undefined;

  constructor(accountId: string, stacks: readonly LoadedStack[]) {
    this.#accountId = accountId;
    for (const resource of stacks.flatMap((stack) => stack.resources)) if (isTable(resource)) this.#add(resource);
  }

  /** Tables are noted when they are used, not when they are read: most tables of an account have no part in paging. */
  #add(resource: LoadedResource): void {
    let name: string | undefined;
    try {
      name = resource.ref;
      this.#tables.set(keyOf(resource.region, name), new Table(readTable(resource)));
    } catch (error) {
      if (!(error instanceof NotSimulatedError)) throw error;
      if (name === undefined) this.#unnamed ??= error;
      else this.#tables.set(keyOf(resource.region, name), error);
    }
  }

  /** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html */
  #getItem(input: CallInput, call: CallContext): CallOutput {
    const table = this.#authorizedTable(input, 'dynamodb:GetItem', call);
    const item = table.get(keyIn(input, table));
    return item === undefined ? {} : { Item: item };
  }

  /** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html */
  #putItem(input: CallInput, call: CallContext): CallOutput {
    const table = this.#authorizedTable(input, 'dynamodb:PutItem', call);
    const item = readItem(input.Item, 'Item');
    const before = table.get(table.checkItem(item));
    const output = checkCondition(input, before);
    table.put(item);
    return output;
  }

  /** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteItem.html */
  #deleteItem(input: CallInput, call: CallContext): CallOutput {
    const table = this.#authorizedTable(input, 'dynamodb:DeleteItem', call);
    const key = keyIn(input, table);
    const output = checkCondition(input, table.get(key));
    table.delete(key);
    return output;
  }

  #query(input: CallInput, call: CallContext): CallOutput {
    const index = optionalInput(input, 'IndexName');
    return runQuery(this.#authorizedTable(input, 'dynamodb:Query', call, index === undefined ? '' : `/index/${index}`), input);
  }

  /** Who may not use a table does not learn whether there is one. */
  #authorizedTable(input: CallInput, action: string, call: CallContext, part = ''): Table {
    const name = requiredInput(input, 'TableName');
    if (isArn(name)) throw new NotSimulatedError(`table by its ARN, ${name}`);
    const resource = `${resourceArn('dynamodb', call.region, this.#accountId, `table/${name}`)}${part}`;
    const decision = call.authorize('identity policy', { action, resource });
    if (decision.outcome !== 'allowed') {
      const reason = denialReason(decision, 'identity policy');
      throw new ServiceError(
        'AccessDeniedException',
        `User: ${principalName(call.principal)} is not authorized to perform: ${action} on resource: ${resource}: ${reason}`,
      );
    }
    const table = this.#tables.get(keyOf(call.region, name)) ?? this.#unnamed;
    if (table instanceof NotSimulatedError) throw table;
    if (table === undefined) throw outsideTemplates('table', `${name} in ${call.region}`);
    return table;
  }
}

function keyIn(input: CallInput, table: Table): Item {
  const key = readItem(input.Key, 'Key');
  table.checkKey(key);
  return key;
}

/** What a write answers, once its condition holds for the item as it was before. */
function checkCondition(input: CallInput, before: Item | undefined): CallOutput {
  const expression = optionalInput(input, 'ConditionExpression');
  const wanted = oneOf(input, 'ReturnValues');
  const wantedOnFailure = oneOf(input, 'ReturnValuesOnConditionCheckFailure');
  const placeholders = new Placeholders(input, expression !== undefined);
  const condition = expression === undefined ? undefined : parseCondition(expression, 'ConditionExpression', placeholders);
  placeholders.checkAllUsed();
  if (condition !== undefined && !holds(condition, before ?? {})) {
    const members = wantedOnFailure === 'ALL_OLD' && before !== undefined ? { Item: before } : {};
    throw new ServiceError('ConditionalCheckFailedException', 'The conditional request failed', members);
  }
  return wanted === 'ALL_OLD' && before !== undefined ? { Attributes: before } : {};
}

function oneOf(input: CallInput, key: string): 'NONE' | 'ALL_OLD' {
  const value = optionalInput(input, key) ?? 'NONE';
  if (value === 'NONE' || value === 'ALL_OLD') return value;
  throw invalid(`${key} can only be ALL_OLD or NONE`);
}

function keyOf(region: string, name: string): string {
  return `${region} ${name}`;
}
