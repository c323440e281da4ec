import type { Alarm } from './alarm';
import { alarmKey } from './read-alarms';

/** The alarms that exist, by region and name. */
export class AlarmSet {
  readonly #alarms = new Map<string, Alarm>();
  /** Lists of regions, until an alarm is added or deleted: some look at them every minute. */
  readonly #inRegion = new Map<string, readonly Alarm[]>();

  constructor(alarms: readonly Alarm[]) {
    for (const alarm of alarms) this.#alarms.set(keyOf(alarm), alarm);
  }

  /** All of them, metric alarms first, in the order of the templates. */
  get all(): readonly Alarm[] {
    return [...this.#alarms.values()];
  }

  /** Those of a region, in the same order. */
  inRegion(region: string): readonly Alarm[] {
    const known = this.#inRegion.get(region) ?? this.all.filter(({ identity }) => identity.region === region);
    this.#inRegion.set(region, known);
    return known;
  }

  /** The alarm of a name in a region, or undefined when there is none. */
  find(region: string, name: string): Alarm | undefined {
    return this.#alarms.get(alarmKey(region, name));
  }

  /** The alarms of these names in a region; names without one are left out. */
  named(names: readonly string[], region: string): Alarm[] {
    return names.flatMap((name) => this.find(region, name) ?? []);
  }

  /** False once an alarm is deleted. */
  has(alarm: Alarm): boolean {
    return this.#alarms.get(keyOf(alarm)) === alarm;
  }

  /** Adds an alarm, behind the others. */
  add(alarm: Alarm): void {
    this.#alarms.set(keyOf(alarm), alarm);
    this.#inRegion.clear();
  }

  delete(alarm: Alarm): void {
    this.#inRegion.clear();
    this.#alarms.delete(keyOf(alarm));
  }
}

function keyOf({ identity }: Alarm): string {
  return alarmKey(identity.region, identity.name);
}
