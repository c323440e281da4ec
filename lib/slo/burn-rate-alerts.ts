/**
 * The burn-rate alerts of an objective, each with the rule its windows are judged by. What the ratio alone can promise
 * depends on traffic, so the rule follows from the traffic that is declared:
 *
 * - enough events, about the same all day: the ratio;
 * - few events: the ratio, once the long window holds more bad events than come together by chance;
 * - uneven traffic: bad events against the budget itself, so that a quiet night weighs little and the peak much.
 *
 * Without declared traffic nothing is known, and the ratio has to do. Slices are their own traffic: so many a minute,
 * all day.
 */

import { formatDurationMinutes, MINUTES_PER_DAY } from '../time/time';
import {
  allowedBadFraction,
  deriveBurnRateConditions,
  leastBadAbove,
  roundTo12Digits,
  type BurnRatePolicyAlert,
  type BurnRateCondition,
  type OmittedBurnRateAlert,
} from './burn-rate';
import type { BurnRateObjective } from './objective';
import { startsOfClumps } from './poisson';
import { busiestEventsPerMinute, busiestWindowEventsPerMinute, quietestEventsPerMinute, UNEVEN_TRAFFIC_FROM, type Traffic } from './traffic';

/** How the windows of an alert are judged. */
export type BurnRateAlertRule =
  /** Both windows by their error ratio. */
  | { readonly kind: 'ratio' }
  /** Both by their error ratio, and the long one has to hold this many bad events: fewer come together by chance. */
  | { readonly kind: 'guarded ratio'; readonly leastBadEvents: number }
  /**
   * The long window by its number of bad events, while they are more than the objective allows of its events; the
   * short one by an error ratio low enough for the busiest hour.
   */
  | { readonly kind: 'consumption'; readonly leastBadEvents: number; readonly shortErrorRatio: number };

/** A burn-rate alert with its rule. */
export interface BurnRateAlert extends BurnRateCondition {
  readonly rule: BurnRateAlertRule;
  /**
   * Share of the period's budget that is gone when the alert fires at the declared traffic: {@link budgetFraction}, or
   * more where traffic is so low that less would be chance.
   */
  readonly budgetFractionToFire: number;
}

/** A service this careful must not be notified that it burns: it spends this share of its budget, evenly. */
const PLANNED_BUDGET_USE = 0.8;
/**
 * How often chance may meet an alert of such a service in 30 days: once in twenty months. One more bad event to wait for
 * would make it once in decades, and at 60 events an hour a full outage would be reported a minute later.
 */
const FALSE_STARTS_PER_30_DAYS = 0.05;
/**
 * Share of the declared traffic that an alert has to work at. A count sized for a large service is blind on a small one:
 * https://github.com/vonrobak/fedora-homelab-containers/issues/165 is eight days of errors without a page. Our choice.
 */
const OVERSTATED_TRAFFIC = 0.1;
const THIRTY_DAYS_MINUTES = 30 * MINUTES_PER_DAY;

/** The traffic an objective declares, that of its slices, or undefined when nothing is declared. */
export function trafficOf({ sli, typicalEventsPerMinute, trafficVariation = 1 }: BurnRateObjective): Traffic | undefined {
  if (sli.kind === 'slices') return { eventsPerMinute: 1 / sli.sliceMinutes, variation: 1 };
  return typicalEventsPerMinute === undefined ? undefined : { eventsPerMinute: typicalEventsPerMinute, variation: trafficVariation };
}

/** Bad events that the long window of an alert has to hold in the quietest hour, where a ratio is met by the fewest. */
export function badEventsToFire({ rule, errorRatioThreshold, longWindowMinutes }: BurnRateAlert, traffic: Traffic): number {
  return rule.kind === 'ratio' ? leastBadAbove(errorRatioThreshold, quietestEventsPerMinute(traffic) * longWindowMinutes) : rule.leastBadEvents;
}

/** The alerts of an objective, and those it does not get, each with the reason. */
export function deriveBurnRateAlerts(objective: BurnRateObjective): { readonly rows: BurnRateAlert[]; readonly omitted: OmittedBurnRateAlert[] } {
  const { burnRatePolicy, periodMinutes, sli, targetPercent } = objective;
  const allowed = allowedBadFraction(targetPercent);
  const derived = deriveBurnRateConditions(burnRatePolicy, {
    allowedBadFraction: allowed,
    periodMinutes,
    ...(sli.kind === 'slices' && { sliceMinutes: sli.sliceMinutes }),
  });
  const traffic = trafficOf(objective);
  const rows = derived.rows.map((row): BurnRateAlert => {
    const rule: BurnRateAlertRule = traffic === undefined ? { kind: 'ratio' } : chooseRule(row, allowed, traffic);
    if (traffic === undefined || rule.kind === 'ratio') return { ...row, rule, budgetFractionToFire: row.budgetFraction };
    const budgetEvents = allowed * traffic.eventsPerMinute * periodMinutes;
    return { ...row, rule, budgetFractionToFire: Math.max(row.budgetFraction, rule.leastBadEvents / budgetEvents) };
  });
  if (sli.kind === 'events') return { rows, omitted: derived.omitted };
  return omitAlertsOfChance(rows, derived.omitted, burnRatePolicy, sli.sliceMinutes);
}

/** More bad slices than a window has cannot be waited for. */
function omitAlertsOfChance(
  rows: readonly BurnRateAlert[],
  omitted: readonly OmittedBurnRateAlert[],
  policy: readonly BurnRatePolicyAlert[],
  sliceMinutes: number,
): { readonly rows: BurnRateAlert[]; readonly omitted: OmittedBurnRateAlert[] } {
  const isChance = ({ rule, longWindowMinutes }: BurnRateAlert) => rule.kind !== 'ratio' && rule.leastBadEvents > longWindowMinutes / sliceMinutes;
  const reasons = new Map(omitted.map(({ row, reason }) => [row.id, reason]));
  for (const row of rows.filter(isChance)) {
    reasons.set(row.id, `${formatDurationMinutes(row.longWindowMinutes)} of bad slices may come together by chance, and no more fit into the window`);
  }
  return {
    rows: rows.filter((row) => !isChance(row)),
    omitted: policy.flatMap((row) => {
      const reason = reasons.get(row.id);
      return reason === undefined ? [] : [{ row, reason }];
    }),
  };
}

function chooseRule(row: BurnRateCondition, allowed: number, traffic: Traffic): BurnRateAlertRule {
  const byConsumption = traffic.variation < UNEVEN_TRAFFIC_FROM ? undefined : consumptionRule(row, allowed, traffic);
  return byConsumption ?? ratioRule(row, allowed, traffic);
}

/** The guard follows from the busiest hours and whether one is needed from the quietest. */
function ratioRule({ errorRatioThreshold, longWindowMinutes }: BurnRateCondition, allowed: number, traffic: Traffic): BurnRateAlertRule {
  const needed = (perMinute: number) => badEventsBeyondChance(PLANNED_BUDGET_USE * allowed * perMinute * longWindowMinutes, longWindowMinutes);
  const quietest = quietestEventsPerMinute(traffic);
  if (needed(quietest) <= leastBadAbove(errorRatioThreshold, quietest * longWindowMinutes)) return { kind: 'ratio' };
  return { kind: 'guarded ratio', leastBadEvents: needed(busiestWindowEventsPerMinute(traffic, longWindowMinutes)) };
}

/**
 * Undefined where not even a full outage has as many bad events, in the quietest hour or in the mean at a tenth of the
 * declared traffic: the alert would be blind there.
 */
function consumptionRule(row: BurnRateCondition, allowed: number, traffic: Traffic): BurnRateAlertRule | undefined {
  const { burnRate, errorRatioThreshold, longWindowMinutes } = row;
  const share = leastBadAbove(errorRatioThreshold, traffic.eventsPerMinute * longWindowMinutes);
  const busiest = busiestWindowEventsPerMinute(traffic, longWindowMinutes) * longWindowMinutes;
  const beyondChance = badEventsBeyondChance(PLANNED_BUDGET_USE * allowed * busiest, longWindowMinutes);
  const chanceIsBelowObjective = beyondChance <= leastBadAbove(allowed, busiest);
  const leastBadEvents = chanceIsBelowObjective ? share : Math.max(share, beyondChance);
  const fewest = Math.min(quietestEventsPerMinute(traffic), OVERSTATED_TRAFFIC * traffic.eventsPerMinute);
  if (leastBadEvents > fewest * longWindowMinutes) return undefined;
  const peak = busiestEventsPerMinute(traffic) / traffic.eventsPerMinute;
  return { kind: 'consumption', leastBadEvents, shortErrorRatio: roundTo12Digits(Math.max(1, burnRate / peak) * allowed) };
}

/**
 * Least number of bad events that a window holds by chance at most {@link FALSE_STARTS_PER_30_DAYS} times in 30 days.
 *
 * @param expected bad events to be expected in the window
 */
export function badEventsBeyondChance(expected: number, windowMinutes: number): number {
  const windows = THIRTY_DAYS_MINUTES / windowMinutes;
  const isRare = (count: number) => startsOfClumps(count, expected, windows) <= FALSE_STARTS_PER_30_DAYS;
  // Above the mean the chance falls with every event more, so that halving finds the least number.
  let tooFew = Math.floor(expected);
  let step = 1;
  while (!isRare(tooFew + step)) step *= 2;
  let enough = tooFew + step;
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2);
    if (isRare(middle)) enough = middle;
    else tooFew = middle;
  }
  return enough;
}
