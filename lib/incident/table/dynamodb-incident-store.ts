import type { Instant } from '../../time/time';
import { nextDueAt } from '../lifecycle/clocks';
import { isActive, type Incident } from '../lifecycle/incident';
import type { IncidentStore } from '../use-cases/incident-store';
import { ACTIVE_ACTIVITY, OWING_ACTIVITY } from './activity-index';
import type { ItemTable } from './item-table';
import { NEVER, RecordTable, type ListedRecord } from './record-table';

/** Incidents in their table. What is not closed is listed, by when it is due, in an index, what is active apart from the rest. */
export class DynamoDbIncidentStore implements IncidentStore {
  readonly #records: RecordTable<Incident>;

  /** @param writer says who writes, and is nobody else's: by it a write is known whose answer was lost */
  constructor(table: ItemTable, tableName: string, writer: string) {
    this.#records = new RecordTable(table, tableName, writer, listedIncident);
  }

  async latest(group: string): Promise<Incident | undefined> {
    const [incident] = await this.ofGroup(group, 1);
    return incident;
  }

  get(group: string, sequence: number): Promise<Incident | undefined> {
    return this.#records.get({ group, sequence });
  }

  active(): Promise<Incident[]> {
    return this.#records.withActivity(ACTIVE_ACTIVITY);
  }

  owingAt(until: Instant, most: number): Promise<Incident[]> {
    return this.#records.dueBy(OWING_ACTIVITY, until, most);
  }

  async notClosed(): Promise<Incident[]> {
    const found = [...(await this.active()), ...(await this.#records.withActivity(OWING_ACTIVITY))];
    return found.sort((a, b) => (nextDueAt(a) ?? NEVER) - (nextDueAt(b) ?? NEVER));
  }

  ofGroup(group: string, most: number): Promise<Incident[]> {
    return this.#records.ofGroup(group, most);
  }

  write(incident: Incident, before?: Pick<Incident, 'version'>): Promise<boolean> {
    return this.#records.write(incident, before);
  }
}

function listedIncident(incident: Incident): ListedRecord | undefined {
  if (incident.state === 'closed' && incident.outbox.length === 0) return undefined;
  return { activity: isActive(incident) ? ACTIVE_ACTIVITY : OWING_ACTIVITY, dueAt: nextDueAt(incident) };
}
