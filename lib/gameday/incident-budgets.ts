import type { Objective, OperationsModel } from '../model/model';
import type { Scenario } from '../scenario/scenario';
import { targetsOf } from '../scenario/scenario-targets';
import { allowedBadFraction } from '../slo/burn-rate';
import { objectiveName } from '../slo/objective';
import { MINUTE_MS, type Instant } from '../time/time';
import type { MinuteRange } from '../workload/minute-range';
import type { ObservedObjective } from '../workload/observed-objective';

/**
 * How much of an objective's error budget an incident spends: bad events over the events that may be bad in a whole
 * period of typical traffic, for slices bad minutes over the minutes that may be bad. At or above 1 the budget of the
 * period is gone. Source of the arithmetic: https://sre.google/workbook/implementing-slos/
 */
export class IncidentBudgets {
  readonly #objectives = new Map<string, Objective>();

  constructor(
    private readonly model: OperationsModel,
    private readonly scenario: Scenario,
    private readonly range: MinuteRange,
    private readonly observed: ReadonlyMap<string, ObservedObjective>,
  ) {
    for (const service of model.services) {
      for (const objective of service.objectives) this.#objectives.set(objectiveName(service, objective), objective);
    }
  }

  /** Share spent by the incident that began last on an objective, or by the scenario when none did. */
  spentAt(objective: string, at: Instant): number | null {
    const begins = this.scenario.workload
      .filter((incident) => incident.on.some((target) => this.#isHit(objective, target)))
      .map((incident) => this.scenario.start + incident.at * MINUTE_MS)
      .filter((begin) => begin <= at);
    return this.spentBetween(objective, Math.max(this.scenario.start, ...begins), at);
  }

  /**
   * Share of the budget spent in [from, until), a fraction; the part of a minute counts as that part of its events.
   * Null when it cannot be determined, because metrics of that time were lost or the objective is not played.
   */
  spentBetween(name: string, from: Instant, until: Instant): number | null {
    const objective = this.#objectives.get(name);
    const observed = this.observed.get(name);
    if (objective === undefined || observed === undefined) return null;
    let bad = 0;
    for (let minute = Math.floor(from / MINUTE_MS); minute * MINUTE_MS < until; minute++) {
      const index = minute - this.range.first;
      if (observed.published[index] !== 1) return null;
      const part = Math.min(until / MINUTE_MS, minute + 1) - Math.max(from / MINUTE_MS, minute);
      bad += observed.bad[index]! * part;
    }
    return bad / badAllowedInPeriod(objective);
  }

  #isHit(objective: string, target: string): boolean {
    return targetsOf(this.model, target).some((hit) => objectiveName(hit.service, hit.objective) === objective);
  }
}

function badAllowedInPeriod({ targetPercent, periodMinutes, typicalEventsPerMinute, sli }: Objective): number {
  const perMinute = sli.kind === 'events' ? typicalEventsPerMinute : 1 / sli.sliceMinutes;
  return allowedBadFraction(targetPercent) * perMinute * periodMinutes;
}
