import type { OperationsPlan } from '../../plan/alarm-plan';
import type { CallEntry, LogEntry } from '../../simulator/core/log';
import type { BudgetRecord } from '../../slo/budget/budget-record';
import { LEDGER_METRICS, LEDGER_NAMESPACE } from '../../slo/budget/ledger-input';
import { parseBudgetRecord } from '../../slo/budget/stored-record';
import type { Instant } from '../../time/time';

/** Something that was written where the record of an objective belongs. */
export interface StoredState {
  readonly at: Instant;
  readonly objective: string;
  /** Undefined when it is no record. */
  readonly record: BudgetRecord | undefined;
}

/** A value the ledger published, at the instant it was published. */
export interface PublishedValue {
  readonly at: Instant;
  readonly value: number;
}

/** Metrics of one objective and run, by name; burn rates with their window: `BurnRate 1h`. */
export type PublishedFigures = ReadonlyMap<string, PublishedValue>;

/** What the ledgers of a game day wrote and published, read from the calls of the account that succeeded. */
export class LedgerRuns {
  /** By objective, in order. */
  readonly stored = new Map<string, StoredState[]>();
  /** By objective, then by run. */
  readonly published = new Map<string, Map<Instant, Map<string, PublishedValue>>>();
  /** The best heartbeat of a run, by region and ledger ({@link heartbeatsKey}), then by run. */
  readonly heartbeats = new Map<string, Map<Instant, PublishedValue>>();
  readonly #objectives = new Map<string, string>();

  constructor(plan: OperationsPlan) {
    for (const { region, errorBudget } of plan.regions) {
      for (const { name, parameterName } of errorBudget?.objectives ?? []) this.#objectives.set(`${region} ${parameterName}`, name);
    }
  }

  /**
   * Takes what a log entry says of a ledger.
   *
   * @returns what was stored, when the entry stored something
   */
  add(entry: LogEntry): StoredState | undefined {
    if (entry.kind !== 'call' || entry.outcome !== 'succeeded') return undefined;
    if (entry.service === 'ssm' && entry.operation === 'PutParameter') return this.#addStored(entry);
    if (entry.service === 'cloudwatch' && entry.operation === 'PutMetricData' && entry.input.Namespace === LEDGER_NAMESPACE) this.#addPublished(entry);
    return undefined;
  }

  #addStored({ at, region, input }: CallEntry): StoredState | undefined {
    const objective = this.#objectives.get(`${region} ${String(input.Name)}`);
    if (objective === undefined) return undefined;
    const record = parseBudgetRecord(String(input.Value));
    const stored = { at, objective, record };
    entryOf(this.stored, objective, () => []).push(stored);
    return stored;
  }

  #addPublished({ at, region, input }: CallEntry): void {
    for (const { MetricName, Dimensions = [], Timestamp, Value } of input.MetricData as readonly Datum[]) {
      // Whoever else publishes here may leave out what a ledger never does.
      if (Timestamp === undefined || Value === undefined) continue;
      const scheduledAt = Timestamp.getTime();
      const dimension = (name: string) => Dimensions.find(({ Name }) => Name === name)?.Value;
      const objective = dimension('Objective');
      if (objective !== undefined) {
        const figures = entryOf(
          entryOf(this.published, objective, () => new Map()),
          scheduledAt,
          () => new Map<string, PublishedValue>(),
        );
        const window = dimension('Window');
        figures.set(window === undefined ? MetricName : `${MetricName} ${window}`, { at, value: Value });
      } else if (MetricName === LEDGER_METRICS.complete) {
        const beats = entryOf(this.heartbeats, heartbeatsKey(region, dimension('Ledger')), () => new Map<Instant, PublishedValue>());
        if (Value >= (beats.get(scheduledAt)?.value ?? -Infinity)) beats.set(scheduledAt, { at, value: Value });
      }
    }
  }
}

/** Of the first ledger of a region, which has no number, or of another one. */
export function heartbeatsKey(region: string, ledger?: string | number): string {
  return ledger === undefined ? region : `${region} ${ledger}`;
}

interface Datum {
  readonly MetricName: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: string }[];
  readonly Timestamp?: Date;
  readonly Value?: number;
}

function entryOf<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
