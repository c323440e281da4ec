import { GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDbIncidentStore } from '../../incident/table/dynamodb-incident-store';
import { DynamoDbInformationLog } from '../../incident/table/information-log';
import type { ItemOperations, ItemTable } from '../../incident/table/item-table';
import { DynamoDbRequestStore } from '../../incident/table/request-store';
import type { IncidentStore } from '../../incident/use-cases/incident-store';
import type { InformationLog } from '../../incident/use-cases/information-log';
import type { RequestStore } from '../../incident/use-cases/request-store';
import type { TablePort } from './clients';

/**
 * The incidents in a table, through a client of the SDK: for the function, and for the command line.
 *
 * @param writer says who writes, and is nobody else's
 */
export function incidentStoreIn(client: TablePort, tableName: string, writer: string): IncidentStore {
  return new DynamoDbIncidentStore(itemTableOf(client), tableName, writer);
}

/** What is collected for the digest, in the table of incidents. */
export function informationLogIn(client: TablePort, tableName: string, writer: string): InformationLog {
  return new DynamoDbInformationLog(itemTableOf(client), tableName, writer);
}

/** The requests of people in their table, the same way. */
export function requestStoreIn(client: TablePort, tableName: string, writer: string): RequestStore {
  return new DynamoDbRequestStore(itemTableOf(client), tableName, writer);
}

function itemTableOf(client: TablePort): ItemTable {
  const send = (operation: keyof ItemOperations, input: unknown): Promise<unknown> => {
    switch (operation) {
      case 'GetItem':
        return client.send(new GetItemCommand(input as ItemOperations['GetItem']['input']));
      case 'PutItem':
        return client.send(new PutItemCommand(input as ItemOperations['PutItem']['input']));
      case 'Query':
        return client.send(new QueryCommand(input as ItemOperations['Query']['input']));
    }
  };
  return { call: send as ItemTable['call'] };
}
