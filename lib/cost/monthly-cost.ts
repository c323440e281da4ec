import type { ObjectiveAlarmsPlan, OperationsPlan, RegionPlan } from '../plan/alarm-plan';
import type { ServiceLevelObjectiveSettings } from '../plan/application-signals-plan';
import type { ErrorBudgetPlan, LedgerPlan } from '../plan/budget-plan';
import { byService } from '../plan/by-service';
import { isWithBand, type MetricAlarmSettings } from '../plan/metric-alarm-plan';
import { sentPagers } from '../plan/plan-pagers';
import { costLine, sumOf, type CostLine } from './cost-line';
import { incidentCost } from './incident-cost';
import { MONTH_MINUTES, PRICES } from './prices';

/** What a part of a plan is for. */
export const COST_PARTS = [
  'burn-rate alerts',
  'silence',
  'error budgets',
  'budget ledgers',
  'pipeline signals',
  'thresholds',
  'severity topics',
  'paging',
  'dashboards',
  'application signals',
  'evidence store',
] as const;
export type CostPart = (typeof COST_PARTS)[number];

/** A line of the bill of an environment. */
export interface PlannedCost extends CostLine {
  readonly part: CostPart;
  readonly region: string;
  /** Absent where it is not one service's. */
  readonly service?: string;
  /** `partner-portal/availability`; absent where it is not one objective's. */
  readonly objective?: string;
}

/** What a plan costs a month while nothing happens. */
export interface MonthlyCost {
  readonly lines: readonly PlannedCost[];
  readonly usd: number;
  /** For each incident of a typical size; absent when nobody is on call. */
  readonly usdPerIncident?: number;
  /** What is not in the figures, and why. */
  readonly excluded: readonly string[];
}

/** Times the ledger reads each metric of an objective in a run: events by the hour and finely, slices finely. */
const READS_A_RUN = { events: 2, slices: 1 } as const;
/** Signals that a service level objective makes in each period of its metric. https://aws.amazon.com/cloudwatch/pricing/ */
const SIGNALS_A_PERIOD = 2;
/** Calls of PutMetricData a run of a ledger makes: figures of objectives, and its heartbeat. */
const PUBLICATIONS_A_RUN = 2;
/** Metrics a ledger publishes of an objective besides its burn rates: what remains, and coverage. */
const FIGURES_OF_OBJECTIVE = 2;

/** Counts what is planned. The same plan gives the same lines, in the order of the plan. */
export function monthlyCost(plan: OperationsPlan): MonthlyCost {
  const incidents = incidentCost(plan);
  const home = plan.regions[0]?.region ?? '';
  const lines = [
    ...plan.regions.flatMap(regionLines),
    ...(incidents?.atRest.lines ?? []).map((line): PlannedCost => ({ ...line, part: 'paging', region: plan.incidents?.policy.region ?? home })),
    ...(plan.dashboards.length === 0
      ? []
      : [{ ...costLine('dashboards', plan.dashboards.length, PRICES.dashboard), part: 'dashboards' as const, region: home }]),
    ...(plan.evidenceStore === undefined
      ? []
      : [{ ...costLine('key of the evidence store', 1, PRICES.key), part: 'evidence store' as const, region: plan.evidenceStore.region }]),
  ];
  return {
    lines,
    usd: sumOf(lines),
    ...(incidents !== undefined && { usdPerIncident: incidents.perIncident.usd }),
    excluded: [
      ...(incidents?.excluded.slice(0, -1) ?? []),
      'the free tier of an account, and lower prices from the 10,001st custom metric on',
      'what runbooks and maintenance do when they run: Automation is paid by the step (https://aws.amazon.com/systems-manager/pricing/)',
      'the function of a ledger and its starts, below a cent',
      ...(sentPagers(plan).length > 0
        ? ['the function that posts to a pager, below a cent for a thousand messages; its key is a standard parameter, which is free']
        : []),
      ...(plan.regions.some(({ applicationSignals }) => (applicationSignals?.objectives.length ?? 0) > 0)
        ? ['the first three months or 100 million signals of Application Signals, and burn rates there, for which the page of prices names none']
        : []),
      ...(plan.evidenceStore === undefined
        ? []
        : ['what evidence occupies in its bucket, a few cents a gigabyte and month for all of its versions (https://aws.amazon.com/s3/pricing/)']),
      ...(plan.cost === undefined
        ? []
        : ['the budget and the anomalies of costs: notices are free (https://aws.amazon.com/aws-cost-management/aws-budgets/pricing/)']),
    ],
  };
}

function regionLines({ region, topics, objectives, errorBudget, thresholds = [], applicationSignals }: RegionPlan): PlannedCost[] {
  return [
    ...objectives.flatMap((objective) => objectiveLines(objective)),
    ...(errorBudget === undefined ? [] : budgetLines(errorBudget)),
    ...[...byService(thresholds)].map(([service, alarms]): PlannedCost => ({
      // A band is paid as two metrics more. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_billing.html
      ...costLine(
        'metrics in alarms of thresholds',
        metricsOf(alarms) + 2 * alarms.filter(({ comparison }) => isWithBand(comparison)).length,
        PRICES.alarmMetric,
      ),
      part: 'thresholds',
      region,
      service,
    })),
    ...(applicationSignals?.objectives ?? []).map(({ objective, serviceId, settings }): PlannedCost => ({
      ...costLine('signals of Application Signals', signalsOf(settings), PRICES.applicationSignal),
      part: 'application signals',
      region,
      service: serviceId,
      objective,
    })),
    // The topics of a region share a key.
    ...(topics.length === 0 ? [] : [{ ...costLine('key of the severity topics', 1, PRICES.key), part: 'severity topics' as const, region }]),
  ];
}

/** Two signals a period; counted requests are read minute by minute. */
function signalsOf({ sli }: ServiceLevelObjectiveSettings): number {
  const periodMinutes = (sli?.sliMetric.periodSeconds ?? 60) / 60;
  return (SIGNALS_A_PERIOD * MONTH_MINUTES) / periodMinutes;
}

function objectiveLines({ name, serviceId, region, metricAlarms, compositeAlarms }: ObjectiveAlarmsPlan): PlannedCost[] {
  const of = (part: CostPart, line: CostLine): PlannedCost => ({ ...line, part, region, service: serviceId, objective: name });
  const alarms = (kind: 'burn' | 'silence'): number => metricsOf(metricAlarms.filter(({ role }) => role.kind === kind));
  const composites = (isSilence: boolean): number => compositeAlarms.filter(({ urgency }) => (urgency === 'silence') === isSilence).length;
  return [
    of('burn-rate alerts', costLine('metrics in burn-rate alarms', alarms('burn'), PRICES.alarmMetric)),
    of('burn-rate alerts', costLine('composite alarms', composites(false), PRICES.compositeAlarm)),
    of('silence', costLine('metrics in alarms for silence', alarms('silence'), PRICES.alarmMetric)),
    of('silence', costLine('composite alarms for silence', composites(true), PRICES.compositeAlarm)),
  ].filter(({ count }) => count > 0);
}

function budgetLines({ region, objectives, ledgers, signals }: ErrorBudgetPlan): PlannedCost[] {
  const service = new Map(objectives.map(({ name, serviceId }) => [name, serviceId]));
  return [
    ...objectives.map(({ name, serviceId, alarms }): PlannedCost => ({
      ...costLine('metrics in budget alarms', metricsOf(alarms), PRICES.alarmMetric),
      part: 'error budgets',
      region,
      service: serviceId,
      objective: name,
    })),
    ...ledgers.flatMap((ledger) => ledgerLines(ledger, region, service)),
    ...signals.map(({ name, serviceId }): PlannedCost => ({
      ...costLine(name, 1, PRICES.compositeAlarm),
      part: 'pipeline signals',
      region,
      ...(serviceId !== undefined && { service: serviceId }),
    })),
  ];
}

function ledgerLines({ input, alarms }: LedgerPlan, region: string, service: ReadonlyMap<string, string>): PlannedCost[] {
  const runs = MONTH_MINUTES / input.everyMinutes;
  const ofObjectives = input.objectives.flatMap(({ objective, sli, burnWindowsMinutes }): PlannedCost[] => {
    const subject = { region, service: service.get(objective)!, objective } as const;
    const reads = runs * Object.keys(sli.metrics).length * READS_A_RUN[sli.kind];
    return [
      { ...costLine('figures published', FIGURES_OF_OBJECTIVE + burnWindowsMinutes.length, PRICES.customMetric), part: 'error budgets', ...subject },
      { ...costLine('metrics read', reads, PRICES.metricRead), part: 'error budgets', ...subject },
    ];
  });
  const ofLedger = [
    costLine('heartbeat of a ledger', 1, PRICES.customMetric),
    costLine('calls of PutMetricData', runs * PUBLICATIONS_A_RUN, PRICES.cloudWatchCall),
    costLine('metrics in alarms on a ledger', metricsOf(alarms), PRICES.alarmMetric),
  ];
  return [...ofObjectives, ...ofLedger.map((line): PlannedCost => ({ ...line, part: 'budget ledgers', region }))];
}

function metricsOf(alarms: readonly Pick<MetricAlarmSettings, 'metrics'>[]): number {
  return alarms.reduce((total, { metrics }) => total + Object.keys(metrics).length, 0);
}
