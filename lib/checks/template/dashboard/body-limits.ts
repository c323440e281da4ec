import { BODY_STRUCTURE, DASHBOARD_LIMITS, GRID_COLUMNS } from '../../../dashboard/limits';
import { listOf, propertyOf, textOf } from '../../../problems/untyped';
import type { Finding, ResourceCheck } from '../template-check';
import { bodyOf, DASHBOARDS, rowsOf, widgetsOf } from './read-dashboard';

/** A body holds no more than CloudWatch takes: widgets, rows, alarms, variables. */
export const bodyLimits: ResourceCheck = {
  code: 'DSH002',
  requirement: 'a dashboard has no more widgets, rows, alarms and variables than CloudWatch takes, and widgets of a size that there is',
  why: 'neither the CDK nor CloudFormation counts them, and CloudWatch refuses the dashboard when the rest of the stack is deployed',
  source: BODY_STRUCTURE,
  appliesTo: DASHBOARDS,
  *check(dashboard) {
    const body = bodyOf(dashboard);
    if (body === undefined) return;
    const at = 'Properties.DashboardBody';
    const widgets = widgetsOf(dashboard);
    yield* tooMany(`${at}.widgets`, 'widgets', listOf(body, 'widgets').length, DASHBOARD_LIMITS.widgets);
    const variables = listOf(body, 'variables');
    yield* tooMany(`${at}.variables`, 'variables', variables.length, DASHBOARD_LIMITS.variables);
    for (const [index, variable] of variables.entries())
      yield* tooMany(`${at}.variables[${index}].id`, 'characters in the id of a variable', (textOf(variable, 'id') ?? '').length, DASHBOARD_LIMITS.variableId);
    let rowsOfAll = 0;
    for (const widget of widgets) {
      const rows = rowsOf(widget);
      rowsOfAll += rows.length;
      const queries = rows.filter(({ row }) => row.kind === 'expression' && /^\s*SELECT\b/i.test(row.expression));
      yield* tooMany(`${widget.at}.properties.metrics`, 'rows in a widget', rows.length, DASHBOARD_LIMITS.rowsOfWidget);
      yield* tooMany(`${widget.at}.properties.metrics`, 'queries of Metrics Insights in a widget', queries.length, DASHBOARD_LIMITS.insightsQueries);
      yield* tooMany(`${widget.at}.properties.alarms`, 'alarms in a widget', listOf(widget.properties, 'alarms').length, DASHBOARD_LIMITS.alarmsOfWidget);
      const annotated = listOf(propertyOf(widget.properties, 'annotations'), 'alarms').length;
      yield* tooMany(`${widget.at}.properties.annotations.alarms`, 'alarms that annotate a widget', annotated, 1);
      yield* outOfRange(widget.at, 'width', propertyOf(widget.widget, 'width'), 1, GRID_COLUMNS);
      yield* outOfRange(widget.at, 'height', propertyOf(widget.widget, 'height'), 1, DASHBOARD_LIMITS.widgetHeight);
      yield* outOfRange(widget.at, 'x', propertyOf(widget.widget, 'x'), 0, GRID_COLUMNS - 1);
      yield* outOfRange(widget.at, 'y', propertyOf(widget.widget, 'y'), 0, Infinity);
    }
    yield* tooMany(`${at}.widgets`, 'rows in all widgets', rowsOfAll, DASHBOARD_LIMITS.rowsOfDashboard);
  },
};

function* tooMany(at: string, what: string, count: number, most: number): Generator<Finding> {
  if (count <= most) return;
  yield { at, what: `the dashboard has too many ${what}`, received: String(count), allowed: `at most ${most}`, change: 'split it' };
}

function* outOfRange(at: string, key: string, value: unknown, least: number, most: number): Generator<Finding> {
  if (value === undefined || (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most)) return;
  const allowed = most === Infinity ? `a whole number from ${least}` : `a whole number from ${least} to ${most}`;
  yield { at: `${at}.${key}`, what: `the ${key} of a widget is none that there is`, received: JSON.stringify(value), allowed, change: `correct ${key}` };
}
