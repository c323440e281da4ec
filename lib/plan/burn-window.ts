import type { AlertedObjective } from '../model/model';
import { allowedBadFraction, formatBurnRate, formatPercent, leastBadAbove } from '../slo/burn-rate';
import { trafficOf, type BurnRateAlert, type BurnRateAlertRule } from '../slo/burn-rate-alerts';
import { formatNumber, type MathStep, type SliceSli } from '../slo/sli/sli';
import { busiestEventsPerMinute, quietestEventsPerMinute, type Traffic } from '../slo/traffic';
import { formatDurationMinutes } from '../time/time';
import type { BurnRole, MetricAlarmPlan } from './metric-alarm-plan';

/** What an alarm on one window of an alert compares, and why. */
export type BurnWindow = Pick<
  MetricAlarmPlan,
  'steps' | 'periodSeconds' | 'evaluationPeriods' | 'datapointsToAlarm' | 'comparison' | 'threshold' | 'reason'
> & { readonly role: BurnRole };

/** Turns one window of an alert into a comparison CloudWatch can make, with the reason in one sentence. */
export function burnWindow(objective: AlertedObjective, row: BurnRateAlert, window: 'long' | 'short'): BurnWindow {
  const { sli } = objective;
  const windowMinutes = window === 'long' ? row.longWindowMinutes : row.shortWindowMinutes;
  const role: BurnRole = { kind: 'burn', rowId: row.id, window, windowMinutes };
  const { rule } = row;
  if (sli.kind === 'slices') {
    const least = window === 'long' && rule.kind === 'guarded ratio' ? rule.leastBadEvents : 0;
    return {
      role,
      ...sliceWindow(sli, windowMinutes, Math.max(least, leastBadAbove(row.errorRatioThreshold, windowMinutes / sli.sliceMinutes))),
      reason: reasonOf(objective, row, window),
    };
  }
  const reason = reasonOf(objective, row, window);
  if (window === 'short') {
    const threshold = rule.kind === 'consumption' ? rule.shortErrorRatio : row.errorRatioThreshold;
    return { role, ...ratioWindow(sli.steps, windowMinutes, 'total > 0', threshold), reason };
  }
  switch (rule.kind) {
    case 'ratio':
      return { role, ...ratioWindow(sli.steps, windowMinutes, 'total > 0', row.errorRatioThreshold), reason };
    case 'guarded ratio': {
      const { leastBadEvents } = rule;
      return { role: { ...role, leastBadEvents }, ...ratioWindow(sli.steps, windowMinutes, `bad >= ${leastBadEvents}`, row.errorRatioThreshold), reason };
    }
    case 'consumption': {
      const errorRatioAbove = allowedBadFraction(objective.targetPercent);
      return { role: { ...role, errorRatioAbove }, ...countWindow(sli.steps, windowMinutes, errorRatioAbove, rule.leastBadEvents), reason };
    }
  }
}

/** One period as long as the window: the sums are the window's own, so a ratio of them is over events. */
function oneWindow(windowMinutes: number) {
  return { periodSeconds: windowMinutes * 60, evaluationPeriods: 1, datapointsToAlarm: 1 } as const;
}

/** The share of bad events where a condition holds, and none elsewhere: it is never missing and never 0/0. */
export function errorRatio(condition: string): MathStep {
  return { id: 'ratio', expression: `IF(${condition}, bad / total, 0)` };
}

/** The ratio over one window. */
function ratioWindow(steps: readonly MathStep[], windowMinutes: number, condition: string, threshold: number) {
  return {
    ...oneWindow(windowMinutes),
    steps: [...steps, errorRatio(condition)],
    comparison: 'GreaterThanThreshold' as const,
    threshold,
  };
}

/** The bad events while they are more than allowed: a number that the console shows beside the one it is compared with. */
function countWindow(steps: readonly MathStep[], windowMinutes: number, allowed: number, threshold: number) {
  return {
    ...oneWindow(windowMinutes),
    steps: [...steps, { id: 'burnt', expression: `IF(bad > ${formatNumber(allowed)} * total, bad, 0)` }],
    comparison: 'GreaterThanOrEqualToThreshold' as const,
    threshold,
  };
}

/** One period a slice: M bad slices out of the N in the window. */
function sliceWindow({ steps, sliceMinutes }: SliceSli, windowMinutes: number, datapointsToAlarm: number) {
  return {
    steps,
    periodSeconds: sliceMinutes * 60,
    evaluationPeriods: windowMinutes / sliceMinutes,
    datapointsToAlarm,
    comparison: 'GreaterThanOrEqualToThreshold' as const,
    threshold: 1,
  };
}

function reasonOf(objective: AlertedObjective, row: BurnRateAlert, window: 'long' | 'short'): string {
  const { rule } = row;
  const traffic = trafficOf(objective);
  if (traffic === undefined || rule.kind === 'ratio') return ratioReason(objective, row, window);
  if (window === 'long')
    return rule.kind === 'consumption' ? consumptionReason(objective, row, rule, traffic) : guardedReason(objective, row, rule.leastBadEvents, traffic);
  return rule.kind === 'consumption' ? shortConsumptionReason(row, rule.shortErrorRatio) : ratioReason(objective, row, window);
}

const SHORT_PURPOSE = 'this window lets the alarm clear soon after the errors stop';

function ratioReason(objective: AlertedObjective, row: BurnRateAlert, window: 'long' | 'short'): string {
  const length = formatDurationMinutes(window === 'long' ? row.longWindowMinutes : row.shortWindowMinutes);
  const purpose = window === 'long' ? `this window spends ${formatPercent(row.budgetFraction)} of the ${budget(objective)}` : SHORT_PURPOSE;
  return `more than ${formatPercent(row.errorRatioThreshold)} bad in ${length}: a burn rate of ${formatBurnRate(row.burnRate)}; ${purpose}`;
}

function guardedReason(objective: AlertedObjective, row: BurnRateAlert, leastBadEvents: number, traffic: Traffic): string {
  return [
    `more than ${formatPercent(row.errorRatioThreshold)} bad in ${formatDurationMinutes(row.longWindowMinutes)}, at least ${leastBadEvents} of them`,
    `: a burn rate of ${formatBurnRate(row.burnRate)}; at ${formatRate(objective, traffic)} fewer would be chance, so that this window spends`,
    ` ${spent(row)} of the ${budget(objective)}, and ${fullOutage(leastBadEvents, traffic)}`,
  ].join('');
}

function consumptionReason(
  objective: AlertedObjective,
  row: BurnRateAlert,
  { leastBadEvents }: Extract<BurnRateAlertRule, { kind: 'consumption' }>,
  traffic: Traffic,
): string {
  const allowed = formatPercent(allowedBadFraction(objective.targetPercent));
  return [
    `at least ${leastBadEvents} bad events in ${formatDurationMinutes(row.longWindowMinutes)}, and more than ${allowed} bad`,
    `: ${spent(row)} of the ${budget(objective)} at ${formatRate(objective, traffic)}, quietest to busiest hour 1 to ${traffic.variation}`,
    `; ${fullOutage(leastBadEvents, traffic)}, and with ten times the traffic a tenth of the errors would do`,
  ].join('');
}

function shortConsumptionReason(row: BurnRateAlert, errorRatio: number): string {
  return `more than ${formatPercent(errorRatio)} bad in ${formatDurationMinutes(row.shortWindowMinutes)}: low enough for the busiest hour; ${SHORT_PURPOSE}`;
}

/** `30d budget`. */
function budget({ periodMinutes }: AlertedObjective): string {
  return `${formatDurationMinutes(periodMinutes)} budget`;
}

/** `2 %`, or `6.94 % instead of 2 %`. */
function spent({ budgetFraction, budgetFractionToFire }: BurnRateAlert): string {
  const share = formatPercent(Number(budgetFractionToFire.toPrecision(3)));
  const asked = formatPercent(budgetFraction);
  return share === asked ? asked : `${share} instead of ${asked}`;
}

function fullOutage(leastBadEvents: number, traffic: Traffic): string {
  const after = (perMinute: number) => formatDurationMinutes(Math.ceil(leastBadEvents / perMinute));
  const soonest = after(busiestEventsPerMinute(traffic));
  const latest = after(quietestEventsPerMinute(traffic));
  return soonest === latest
    ? `a full outage is reported after ${soonest}`
    : `a full outage is reported after ${soonest} in the busiest and ${latest} in the quietest hour`;
}

function formatRate({ sli }: AlertedObjective, { eventsPerMinute }: Traffic): string {
  if (sli.kind === 'slices') return `one slice in ${formatDurationMinutes(sli.sliceMinutes)}`;
  return eventsPerMinute >= 1 ? `${Number(eventsPerMinute.toPrecision(3))} a minute` : `${Number((eventsPerMinute * 60).toPrecision(3))} an hour`;
}
