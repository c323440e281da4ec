import { INFORMATION_GROUP, type InformationDay } from '../announcements/information-day';
import type { InformationLog } from '../use-cases/information-log';
import type { ItemTable } from './item-table';
import { RecordTable } from './record-table';

/** What happened, in the table of incidents, listed nowhere: the digest knows its days. */
export class DynamoDbInformationLog implements InformationLog {
  readonly #records: RecordTable<InformationDay>;

  /** @param writer says who writes, and is nobody else's: by it a write is known whose answer was lost */
  constructor(table: ItemTable, tableName: string, writer: string) {
    this.#records = new RecordTable<InformationDay>(table, tableName, writer, () => undefined);
  }

  day(sequence: number): Promise<InformationDay | undefined> {
    return this.#records.get({ group: INFORMATION_GROUP, sequence });
  }

  write(day: InformationDay, before?: Pick<InformationDay, 'version'>): Promise<boolean> {
    return this.#records.write(day, before);
  }
}
