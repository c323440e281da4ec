import type { Comparison } from './comparison';
import type { DeployedAlarm } from './deployed-resources';
import type { Difference } from './difference';

/** The planned alarms, as far as they are deployed. */
export class PlannedAlarms {
  /** By name. */
  readonly found = new Map<string, DeployedAlarm>();
  readonly #byRegion = new Map<string, ReadonlyMap<string, DeployedAlarm>>();

  constructor(private readonly comparison: Comparison) {}

  /** Compares the alarm of a name, when there is one of this type; notes that there is none. */
  compare(region: string, name: string, type: DeployedAlarm['type'], compare: (alarm: DeployedAlarm) => readonly Difference[]): void {
    const alarm = this.#in(region).get(name);
    if (alarm === undefined) return this.comparison.miss(name, region, 'alarm');
    this.found.set(name, alarm);
    this.comparison.differ(name, alarm, alarm.type === type ? compare(alarm) : [{ what: 'type of alarm', planned: type, found: alarm.type }]);
  }

  /** An application has a thousand alarms: they are looked up by name. */
  #in(region: string): ReadonlyMap<string, DeployedAlarm> {
    const known = this.#byRegion.get(region);
    if (known !== undefined) return known;
    const alarms = new Map(this.comparison.having('alarm', region, () => true).map((alarm) => [alarm.name, alarm]));
    this.#byRegion.set(region, alarms);
    return alarms;
  }
}
