import type { Instant } from '../../time/time';
import { nextRequestDueAt } from '../requests/request-clocks';
import { REQUESTS_GROUP } from '../requests/request-policy';
import { isOpenRequest, type SupportRequest } from '../requests/support-request';
import type { RequestStore } from '../use-cases/request-store';
import { OPEN_REQUESTS } from './activity-index';
import type { ItemTable } from './item-table';
import { RecordTable, type ListedRecord } from './record-table';

/** Requests in a table of their own, listed while somebody or something still has to do with them. */
export class DynamoDbRequestStore implements RequestStore {
  readonly #records: RecordTable<SupportRequest>;

  /** @param writer says who writes, and is nobody else's: by it a write is known whose answer was lost */
  constructor(table: ItemTable, tableName: string, writer: string) {
    this.#records = new RecordTable(table, tableName, writer, listedRequest);
  }

  get(sequence: number): Promise<SupportRequest | undefined> {
    return this.#records.get({ group: REQUESTS_GROUP, sequence });
  }

  latest(most: number): Promise<SupportRequest[]> {
    return this.#records.ofGroup(REQUESTS_GROUP, most);
  }

  open(): Promise<SupportRequest[]> {
    return this.#records.withActivity(OPEN_REQUESTS);
  }

  dueBy(until: Instant, most: number): Promise<SupportRequest[]> {
    return this.#records.dueBy(OPEN_REQUESTS, until, most);
  }

  write(request: SupportRequest, before?: Pick<SupportRequest, 'version'>): Promise<boolean> {
    return this.#records.write(request, before);
  }
}

function listedRequest(request: SupportRequest): ListedRecord | undefined {
  return isOpenRequest(request) || request.outbox.length > 0 ? { activity: OPEN_REQUESTS, dueAt: nextRequestDueAt(request) } : undefined;
}
