import { assembleDashboards } from '../dashboard/assemble';
import { DASHBOARD_IDS, type DashboardPlan } from '../dashboard/dashboard';
import type { ClosedTime, DashboardFacts, ShownMeasure, ShownObjective, ShownPaging, ShownService } from '../dashboard/facts';
import { ACKNOWLEDGE_RUNBOOK } from '../incident/lifecycle/engine-policy';
import { compareSeverity, SEVERITIES } from '../incident/severity';
import { windowsOfMute } from '../maintenance/mutes/mute';
import type { OperationsModel, Service } from '../model/model';
import type { ObjectiveAlarmsPlan, RegionPlan } from './alarm-plan';
import type { IncidentPlan } from './incident-plan';
import type { MaintenancePlan } from './maintenance-plan';
import { isWithBand } from './metric-alarm-plan';
import { SLOT_MINUTES } from './plan-error-budget';
import type { RunbookPlan } from './runbook-plan';
import type { ThresholdAlarmPlan } from './threshold-plan';

/** What dashboards show of everything else that is planned. */
interface Planned {
  /** Home first. */
  readonly regions: readonly RegionPlan[];
  readonly incidents?: IncidentPlan;
  readonly maintenance?: MaintenancePlan;
  readonly runbooks: readonly RunbookPlan[];
}

/** The dashboards of an environment; none where the model asks for none, or has no objective to show. */
export function planDashboards(model: OperationsModel, planned: Planned): readonly DashboardPlan[] {
  const { dashboards } = model;
  if (dashboards === undefined || planned.regions.every(({ objectives }) => objectives.length === 0)) return [];
  return assembleDashboards(factsOf(model, planned), dashboards.without);
}

/** The dashboard that messages about incidents lead to, of an app that has no model: what its objectives show is its own to say. */
export function planIncidentsDashboard(incidents: IncidentPlan): readonly DashboardPlan[] {
  const { application, environment, region } = incidents.policy;
  const facts = {
    application,
    environment,
    region,
    ledgerMinutes: SLOT_MINUTES,
    services: [],
    budgetSignals: [],
    closedTimes: [],
    runbooks: [ACKNOWLEDGE_RUNBOOK],
  };
  const others = DASHBOARD_IDS.filter((id) => id !== 'incidents');
  return assembleDashboards({ ...facts, paging: shownPaging(incidents) }, others);
}

function factsOf(model: OperationsModel, { regions, incidents, maintenance, runbooks }: Planned): DashboardFacts {
  const { application, environment, region, services, security, cost } = model;
  return {
    application,
    environment,
    region,
    runbooks: runbooks.map(({ name }) => name),
    ledgerMinutes: SLOT_MINUTES,
    services: services.map((service) => shownService(service, regions)),
    budgetSignals: regions.flatMap(({ region: of, errorBudget }) => (errorBudget?.signals ?? []).map(({ name }) => ({ name, region: of }))),
    ...(incidents !== undefined && { paging: shownPaging(incidents) }),
    ...(security !== undefined &&
      incidents !== undefined && {
        security: {
          policy: security,
          rules: incidents.regions.flatMap(({ region: of, signalRules }) =>
            signalRules.filter(({ brings }) => brings === 'findings').map(({ name }) => ({ name, region: of })),
          ),
        },
      }),
    ...(cost !== undefined && { cost }),
    closedTimes: closedTimes(model, maintenance),
  };
}

function shownService({ id, title, owner, objectives, limits = [] }: Service, regions: readonly RegionPlan[]): ShownService {
  const tasks = new Map(
    regions.flatMap(({ errorBudget }) => errorBudget?.ledgers.flatMap(({ input }) => input.objectives) ?? []).map((task) => [task.objective, task]),
  );
  return {
    id,
    title,
    owner,
    objectives: regions
      .flatMap((region) => region.objectives)
      .filter(({ serviceId }) => serviceId === id)
      .map((planned) => shownObjective(planned, objectives, tasks.get(planned.name)?.burnWindowsMinutes ?? [])),
    measures: shownMeasures(regions.flatMap(({ thresholds = [] }) => thresholds).filter(({ serviceId }) => serviceId === id)),
    limits,
  };
}

function shownObjective(
  { name, region, objective, rows, compositeAlarms }: ObjectiveAlarmsPlan,
  objectives: Service['objectives'],
  burnWindowsMinutes: readonly number[],
): ShownObjective {
  const { budget, kind, thresholdMs } = objectives.find((each) => each.id === objective.id)!;
  const { id, targetPercent, impact, runbook, sli, selfHealing } = objective;
  const paging = rows.filter(({ urgency }) => urgency === 'page').map(({ burnRate }) => burnRate);
  return {
    id,
    name,
    region,
    kind,
    targetPercent,
    ...(thresholdMs !== undefined && { thresholdMs }),
    impact,
    runbook,
    sli,
    budget,
    burnWindowsMinutes,
    ...(paging.length > 0 && { pagesAtBurnRate: Math.max(...paging) }),
    healsItself: selfHealing !== undefined,
    alarms: compositeAlarms.map((alarm) => ({ name: alarm.name, region, severity: alarm.severity })),
  };
}

/** Thresholds on the same measure of a resource, in the same periods, are lines of one graph. */
function shownMeasures(thresholds: readonly ThresholdAlarmPlan[]): readonly ShownMeasure[] {
  const measures = new Map<string, ShownMeasure>();
  for (const alarm of thresholds) {
    const { resource, measureId, measure, class: of, capacity, runbook } = alarm.watches;
    const meaning = capacity === undefined ? of : `${capacity} capacity`;
    const key = `${resource} ${measureId} ${alarm.periodSeconds}`;
    const { region, metrics, steps, periodSeconds } = alarm;
    const shown = measures.get(key) ?? { resource, measureId, measure, region, metrics, steps, periodSeconds, alarms: [] };
    const { name, severity, threshold, comparison } = alarm;
    measures.set(key, { ...shown, alarms: [...shown.alarms, { name, region, severity, meaning, threshold, isBand: isWithBand(comparison), runbook }] });
  }
  return [...measures.values()];
}

function shownPaging({ policy, regions, pagingAlarms, watchdog }: IncidentPlan): ShownPaging {
  return {
    severities: SEVERITIES.filter((severity) => compareSeverity(severity, policy.highestSeverity) >= 0),
    canary: { metric: Object.values(watchdog.canary.alarm.metrics)[0]!, region: watchdog.region, everyMinutes: watchdog.canary.everyMinutes },
    alarms: [
      ...pagingAlarms.map(({ name, region }) => ({ name, region })),
      ...regions.map(({ region, silenceAlarm }) => ({ name: silenceAlarm.name, region })),
      ...[watchdog.alarm, watchdog.canary.alarm].map(({ name }) => ({ name, region: watchdog.region })),
    ],
    acknowledgeRunbook: ACKNOWLEDGE_RUNBOOK,
  };
}

function closedTimes({ maintenance: settings }: OperationsModel, maintenance: MaintenancePlan | undefined): readonly ClosedTime[] {
  const freezes = (maintenance?.freezes?.calendar.events ?? []).map(({ from, until, summary }): ClosedTime => ({
    kind: 'freeze',
    from,
    until,
    label: summary,
  }));
  const mutes = (settings?.mutes?.rules ?? []).flatMap((mute) =>
    windowsOfMute(mute, settings!.mutes!).map(({ start, end }): ClosedTime => ({
      kind: 'mute',
      from: start,
      until: end,
      label: `${mute.on.join(', ')}: ${mute.reason}`,
    })),
  );
  return [...freezes, ...mutes].sort((a, b) => a.from - b.from || a.until - b.until);
}
