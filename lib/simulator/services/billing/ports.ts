import { Port } from '../../core/port';

/** What the account has cost in a month so far, as AWS counted it, and what it forecasts for the whole of it. */
export interface CountedCosts {
  readonly actualUsd: number;
  /** Absent: there is no forecast, as in an account that is younger than some weeks. */
  readonly forecastUsd?: number;
}

/** Where costs are counted. What is stated is taken to be known at once: AWS takes hours. */
export interface Costs {
  /**
   * Counts costs of the present month of UTC, and lets budgets notify.
   *
   * @throws NotSimulatedError for a budget that is not understood
   */
  count(costs: CountedCosts): void;
  /**
   * Finds an anomaly, and lets the subscriptions to it notify.
   *
   * @param impactUsd what it cost beyond what was expected
   * @throws NotSimulatedError for a subscription or a monitor that is not understood
   */
  findAnomaly(impactUsd: number): void;
}

export const COSTS = new Port<Costs>('costs of the account');
