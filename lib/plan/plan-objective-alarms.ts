import { compareSeverity, SEVERITIES, type Severity } from '../incident/severity';
import type { AlertedObjective } from '../model/model';
import { formatPercent } from '../slo/burn-rate';
import { deriveBurnRateAlerts, type BurnRateAlert } from '../slo/burn-rate-alerts';
import { objectiveName } from '../slo/objective';
import type { MetricReference } from '../slo/sli/sli';
import { formatDurationMinutes, MINUTES_PER_DAY, MINUTES_PER_HOUR } from '../time/time';
import { capitalize, describeAlarm } from './alarm-description';
import { topicName, type CompositeAlarmPlan, type ObjectiveAlarmsPlan } from './alarm-plan';
import { burnWindow } from './burn-window';
import type { MetricAlarmPlan } from './metric-alarm-plan';

/** Where an objective lives: the parts of its alarms' names. */
export interface ObjectiveContext {
  readonly application: string;
  readonly environment: string;
  readonly serviceId: string;
  /** Region of the service; the alarms go where the metrics are, which may be elsewhere. */
  readonly region: string;
}

/**
 * Seconds a ticket waits for its page, and stays held after it. One evaluation step: the page of the same incident is
 * then always known. CloudWatch's own recommendation, and the default of the CDK.
 */
const SUPPRESSION_SECONDS = 60;

/** A set of alarms that together mean one thing, at one severity. */
interface Signal {
  readonly severity: Severity;
  readonly urgency: 'page' | 'ticket' | 'silence';
  readonly allOf: readonly string[];
  readonly says: string;
}

/** Plans every alarm of an objective: two per burn-rate alert, one for silence, one composite per severity. */
export function planObjectiveAlarms(objective: AlertedObjective, context: ObjectiveContext): ObjectiveAlarmsPlan {
  const prefix = `${context.application}-${context.environment}-${context.serviceId}-${objective.id}`;
  const { rows, omitted } = deriveBurnRateAlerts(objective);

  const metricAlarms: MetricAlarmPlan[] = [];
  const signals: Signal[] = [];
  for (const row of rows) {
    const pair = (['long', 'short'] as const).map((window) => planWindow(objective, context, prefix, row, window));
    metricAlarms.push(...pair);
    signals.push({
      severity: objective.severity[row.urgency],
      urgency: row.urgency,
      allOf: pair.map((alarm) => alarm.name),
      says: spending(row),
    });
  }
  if (objective.noData.kind === 'alarm') {
    const alarm = planSilence(objective, context, prefix, objective.noData.afterMinutes);
    metricAlarms.push(alarm);
    signals.push({
      severity: objective.noData.severity,
      urgency: 'silence',
      allOf: [alarm.name],
      says: `no data for ${formatDurationMinutes(objective.noData.afterMinutes)}`,
    });
  }

  const healed = planHealed(objective, context, prefix, rows);
  if (healed !== undefined) metricAlarms.push(healed);

  const name = objectiveName({ id: context.serviceId }, objective);
  return {
    name,
    constructId: pascalCase(name),
    serviceId: context.serviceId,
    objective,
    region: objective.sli.region ?? context.region,
    rows,
    omittedBurnRateAlerts: omitted,
    metricAlarms,
    ...(healed !== undefined && { healedAlarm: healed.name }),
    compositeAlarms: planComposites(objective, context, prefix, signals),
  };
}

function planWindow(objective: AlertedObjective, context: ObjectiveContext, prefix: string, row: BurnRateAlert, window: 'long' | 'short'): MetricAlarmPlan {
  const compared = burnWindow(objective, row, window);
  return {
    name: `${prefix}-${row.id}-${formatDurationMinutes(compared.role.windowMinutes)}`,
    description: describe(objective, context, compared.reason),
    metrics: objective.sli.metrics,
    // Nothing is ever missing here: every step fills its gaps, and silence has an alarm of its own or a stated
    // reason. Should CloudWatch answer nothing all the same, the state says so.
    treatMissingData: 'missing',
    ...compared,
  };
}

/** Slices of the alarm on the last minutes: the newest is not there yet when it is evaluated, so one alone would never be bad. */
const HEALED_SLICES = 2;

/**
 * Whether the last minutes are bad, as the fastest burn that pages calls bad: over minutes after the service is well, where alarms on
 * burn rates take as long as their windows. It feeds nothing and notifies nobody.
 */
function planHealed(objective: AlertedObjective, context: ObjectiveContext, prefix: string, rows: readonly BurnRateAlert[]): MetricAlarmPlan | undefined {
  const [fastest] = rows.filter(({ urgency }) => urgency === 'page').sort((a, b) => b.burnRate - a.burnRate);
  if (objective.selfHealing === undefined || fastest === undefined) return undefined;
  const shortWindowMinutes = HEALED_SLICES * (objective.sli.kind === 'slices' ? objective.sli.sliceMinutes : 1);
  const alarm = planWindow(objective, context, prefix, { ...fastest, id: 'still-failing', shortWindowMinutes }, 'short');
  const reason = `whether the last ${formatDurationMinutes(shortWindowMinutes)} are as bad as what pages: ${objective.selfHealing.runbook} waits until they are not, and people are paged when they are again`;
  return { ...alarm, reason, description: describe(objective, context, reason) };
}

/** No event at all for a while. A service that says nothing is not a healthy service. */
function planSilence(objective: AlertedObjective, context: ObjectiveContext, prefix: string, afterMinutes: number): MetricAlarmPlan {
  const reason = `not one event in ${formatDurationMinutes(afterMinutes)}: either nobody can reach the service or its metrics are lost; no data is not health`;
  return {
    name: `${prefix}-silent-${formatDurationMinutes(afterMinutes)}`,
    role: { kind: 'silence', windowMinutes: afterMinutes },
    reason,
    description: describe(objective, context, reason),
    ...eventsSeen(objective),
    periodSeconds: afterMinutes * 60,
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    comparison: 'LessThanThreshold',
    threshold: 1,
    treatMissingData: 'breaching',
  };
}

/** Metric math for "how many events, or samples, were there". */
function eventsSeen(objective: AlertedObjective): Pick<MetricAlarmPlan, 'metrics' | 'steps'> {
  if (objective.sli.kind === 'events') return { metrics: objective.sli.metrics, steps: objective.sli.steps };
  const samples: Record<string, MetricReference> = {};
  for (const [id, metric] of Object.entries(objective.sli.metrics)) samples[id] = { ...metric, statistic: 'SampleCount' };
  const seen = Object.keys(samples).map((id) => `FILL(${id}, 0)`);
  return { metrics: samples, steps: [{ id: 'seen', expression: seen.join(' + ') }] };
}

/** `2 % of the error budget in 1h (at that rate all of it in 2d2h)`: what is spent, and how long the rest would last. */
function spending({ budgetFractionToFire, longWindowMinutes }: BurnRateAlert): string {
  const share = formatPercent(Number(budgetFractionToFire.toPrecision(3)));
  const wholeMinutes = longWindowMinutes / budgetFractionToFire;
  const grain = wholeMinutes > MINUTES_PER_DAY ? MINUTES_PER_HOUR : 1;
  const whole = formatDurationMinutes(Math.round(wholeMinutes / grain) * grain);
  return `${share} of the error budget in ${formatDurationMinutes(longWindowMinutes)} (at that rate all of it in ${whole})`;
}

function planComposites(objective: AlertedObjective, context: ObjectiveContext, prefix: string, signals: readonly Signal[]): CompositeAlarmPlan[] {
  const composites: CompositeAlarmPlan[] = [];
  for (const severity of SEVERITIES) {
    const members = signals.filter((signal) => signal.severity === severity);
    if (members.length === 0) continue;
    const urgency = members.some((member) => member.urgency === 'page') ? 'page' : members.some((member) => member.urgency === 'ticket') ? 'ticket' : 'silence';
    const reason = `${severity} when ${members.map((member) => member.says).join(', or ')}`;
    const page = composites.find((composite) => composite.urgency === 'page');
    composites.push({
      name: `${prefix}-${severity.toLowerCase()}`,
      severity,
      urgency,
      reason,
      description: describe(objective, context, reason),
      firesWhenAllOf: members.map((member) => member.allOf),
      topicName: topicName(context.application, context.environment, severity),
      ...(urgency === 'ticket' &&
        page !== undefined && {
          suppressor: {
            alarmName: page.name,
            waitSeconds: SUPPRESSION_SECONDS,
            extensionSeconds: SUPPRESSION_SECONDS,
          },
        }),
    });
  }
  return composites.sort((a, b) => compareSeverity(a.severity, b.severity));
}

function describe(objective: AlertedObjective, { environment, serviceId }: ObjectiveContext, reason: string): string {
  return describeAlarm({ environment, serviceId, objective, period: formatDurationMinutes(objective.periodMinutes) }, reason);
}

/** `partner-portal/api` to `PartnerPortalApi`. A hyphen before a digit stays: `a-1` and `a1` are not the same. */
function pascalCase(name: string): string {
  return capitalize(name)
    .replace(/[-/]([a-z])/g, (_, letter: string) => letter.toUpperCase())
    .replaceAll('/', '-');
}
