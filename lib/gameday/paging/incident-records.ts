import type { Incident } from '../../incident/lifecycle/incident';
import type { IncidentPlan } from '../../plan/incident-plan';
import type { LogEntry } from '../../simulator/core/log';
import type { Instant } from '../../time/time';

/** A record of an incident as it was written, and as it was before. */
export interface WrittenRecord {
  readonly at: Instant;
  readonly incident: Incident;
  /** Absent for the first. */
  readonly before?: Incident;
}

/** Every record of an incident that was written, read from the calls of the account that succeeded. */
export class IncidentRecords {
  readonly written: WrittenRecord[] = [];
  readonly #latest = new Map<string, Incident>();
  readonly #tableName: string;

  constructor({ tableName }: Pick<IncidentPlan, 'tableName'>) {
    this.#tableName = tableName;
  }

  /** Takes the next entry of the log; returns the record it wrote, when it wrote one. */
  add(entry: LogEntry): WrittenRecord | undefined {
    if (entry.kind !== 'call' || entry.service !== 'dynamodb' || entry.operation !== 'PutItem') return undefined;
    const isWritten = entry.outcome === 'succeeded' || entry.isAnswerLost === true;
    if (!isWritten || entry.input.TableName !== this.#tableName) return undefined;
    const { record } = entry.input.Item as { readonly record?: { readonly S?: string } };
    const incident = JSON.parse(record?.S ?? '{}') as Incident;
    const before = this.#latest.get(incident.id);
    const written = { at: entry.at, incident, ...(before !== undefined && { before }) };
    this.#latest.set(incident.id, incident);
    this.written.push(written);
    return written;
  }

  /**
   * An incident of a group as it was recorded at an instant; undefined when there was none.
   *
   * @param sequence default: that of the latest
   */
  recordedAt(group: string, at: Instant, sequence?: number): Incident | undefined {
    const known = this.written.filter((each) => each.at <= at && each.incident.group === group).map(({ incident }) => incident);
    const wanted = sequence ?? Math.max(...known.map((each) => each.sequence));
    return known.findLast((each) => each.sequence === wanted);
  }

  /** Every incident as it was recorded at an instant. */
  allAt(at: Instant): readonly Incident[] {
    const known = new Map<string, Incident>();
    for (const each of this.written) if (each.at <= at) known.set(each.incident.id, each.incident);
    return [...known.values()];
  }
}
