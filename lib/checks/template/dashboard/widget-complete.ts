import { BODY_STRUCTURE } from '../../../dashboard/limits';
import { listOf, propertyOf, textOf } from '../../../problems/untyped';
import type { Finding, ResourceCheck } from '../template-check';
import { DASHBOARDS, rowsOf, widgetsOf, type ReadWidget } from './read-dashboard';

/** Periods of metrics of high resolution, seconds; all others are whole minutes. */
const SHORT_PERIODS: readonly unknown[] = [1, 5, 10, 30];

/** A widget says everything that CloudWatch needs to draw it. */
export const widgetComplete: ResourceCheck = {
  code: 'DSH004',
  requirement: 'a widget of metrics has a region and periods that there are, a gauge has both ends, and the end of a time range has a start',
  why: 'CloudWatch refuses the dashboard, or shows the widget empty',
  source: BODY_STRUCTURE,
  appliesTo: DASHBOARDS,
  *check(dashboard) {
    for (const widget of widgetsOf(dashboard)) if (textOf(widget.widget, 'type') === 'metric') yield* faultsOf(widget);
  },
};

function* faultsOf(widget: ReadWidget): Generator<Finding> {
  const { at, properties } = widget;
  const rows = rowsOf(widget);
  if (rows.length > 0 && textOf(properties, 'region') === undefined)
    yield { at, what: 'a widget of metrics has no region', received: 'nothing', allowed: 'region: the region that has the metrics', change: 'add region' };
  const axis = propertyOf(propertyOf(properties, 'yAxis'), 'left');
  for (const key of ['min', 'max']) {
    if (propertyOf(properties, 'view') !== 'gauge' || typeof propertyOf(axis, key) === 'number') continue;
    yield { at, what: `a gauge has no ${key}`, received: 'nothing', allowed: 'yAxis: { left: { min, max } }', change: `add yAxis.left.${key}` };
  }
  if (propertyOf(properties, 'end') !== undefined && propertyOf(properties, 'start') === undefined)
    yield { at, what: 'a time range has an end and no start', received: JSON.stringify(properties.end), allowed: 'start and end', change: 'add start' };
  if (rows.length > 0 && listOf(propertyOf(properties, 'annotations'), 'alarms').length > 0)
    yield {
      at,
      what: 'a widget shows an alarm and metrics at once',
      received: `${rows.length} rows`,
      allowed: 'metrics or annotations.alarms',
      change: 'make two widgets of it',
    };
  const periods = [propertyOf(properties, 'period'), ...rows.map(({ row }) => (row.kind === 'unread' ? undefined : row.periodSeconds))];
  for (const period of new Set(periods)) {
    if (period === undefined || SHORT_PERIODS.includes(period) || (typeof period === 'number' && period > 0 && period % 60 === 0)) continue;
    yield {
      at,
      what: 'a widget has a period that there is not',
      received: JSON.stringify(period),
      allowed: '1, 5, 10, 30 or a multiple of 60',
      change: 'correct period',
    };
  }
  for (const { at: place, row } of rows) {
    if (row.kind !== 'unread') continue;
    yield {
      at: place,
      what: `a row is neither a metric nor an expression: ${row.why}`,
      received: row.text,
      allowed: '[namespace, name, dimension, value, …]',
      change: 'correct the row',
    };
  }
}
