import type { JsonValue } from '../aws/cloudformation/template';
import { bodyOf } from '../dashboard/dashboard';
import type { OperationsPlan } from '../plan/alarm-plan';
import { compareJson } from './compare-json';
import type { Comparison } from './comparison';

/** Whether every planned dashboard is there, and shows what is planned, widget by widget. */
export function compareDashboards({ dashboards, regions }: Pick<OperationsPlan, 'dashboards' | 'regions'>, found: Comparison): void {
  for (const plan of dashboards) {
    const { region } = regions[0]!;
    const dashboard = found.named('dashboard', region, plan.name);
    if (dashboard === undefined) continue;
    const planned = JSON.parse(found.fill(region, JSON.stringify(bodyOf(plan)))) as JsonValue;
    found.differ(plan.name, dashboard, compareJson(planned, dashboard.body, 'body'));
  }
}
