import { assembleDashboards } from '../dashboard/assemble';
import type { DashboardPlan } from '../dashboard/dashboard';
import type { ShownObjective, ShownService } from '../dashboard/facts';
import type { OperationsModel, Service } from '../model/model';
import type { RegionPlan } from './alarm-plan';
import { SLOT_MINUTES } from './plan-error-budget';

/** The dashboards of an environment; none where the model asks for none. */
export function planDashboards(model: OperationsModel, regions: readonly RegionPlan[]): readonly DashboardPlan[] {
  const { application, environment, region, dashboards, services } = model;
  if (dashboards === undefined) return [];
  return assembleDashboards(
    { application, environment, region, ledgerMinutes: SLOT_MINUTES, services: services.map((service) => shownService(service, regions)) },
    dashboards.without,
  );
}

function shownService({ id, title, owner, objectives }: Service, regions: readonly RegionPlan[]): ShownService {
  const planned = regions.flatMap((region) => region.objectives).filter(({ serviceId }) => serviceId === id);
  const tasks = new Map(
    regions.flatMap(({ errorBudget }) => errorBudget?.ledgers.flatMap(({ input }) => input.objectives) ?? []).map((task) => [task.objective, task]),
  );
  return {
    id,
    title,
    owner,
    objectives: planned.map(({ name, region, objective, rows, compositeAlarms }): ShownObjective => {
      const { budget, kind, thresholdMs } = objectives.find((each) => each.id === objective.id)!;
      const paging = rows.filter(({ urgency }) => urgency === 'page').map(({ burnRate }) => burnRate);
      return {
        id: objective.id,
        name,
        region,
        kind,
        targetPercent: objective.targetPercent,
        ...(thresholdMs !== undefined && { thresholdMs }),
        impact: objective.impact,
        runbook: objective.runbook,
        sli: objective.sli,
        budget,
        burnWindowsMinutes: tasks.get(name)?.burnWindowsMinutes ?? [],
        ...(paging.length > 0 && { pagesAtBurnRate: Math.max(...paging) }),
        alarms: compositeAlarms.map((alarm) => ({ name: alarm.name, region, severity: alarm.severity })),
      };
    }),
  };
}
