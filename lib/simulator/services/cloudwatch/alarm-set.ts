import type { Alarm } from './alarm';
import { alarmKey } from './read-alarms';

/** The alarms that exist, by region and name. */
export class AlarmSet {
  readonly #alarms = new Map<string, Alarm>();

  constructor(alarms: readonly Alarm[]) {
    for (const alarm of alarms) this.#alarms.set(keyOf(alarm), alarm);
  }

  /** All of them, metric alarms first, in the order of the templates. */
  get all(): readonly Alarm[] {
    return [...this.#alarms.values()];
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
  }

  delete(alarm: Alarm): void {
    this.#alarms.delete(keyOf(alarm));
  }
}

function keyOf({ identity }: Alarm): string {
  return alarmKey(identity.region, identity.name);
}
