import type { LoadedResource } from '../../../aws/assembly/loaded-stack';
import { readRows, type Row } from '../../../dashboard/read/metric-rows';
import { applyVariables, type Body } from '../../../dashboard/read/variables';
import { isMap, listOf, propertyOf, textOf } from '../../../problems/untyped';
import type { ResourceScope } from '../template-check';

/** Dashboards. */
export const DASHBOARDS: ResourceScope = { description: 'dashboards', includes: ({ type }) => type === 'AWS::CloudWatch::Dashboard' };

/** A widget of a body of which nothing is taken for granted. */
export interface ReadWidget {
  /** Its path in the resource. */
  readonly at: string;
  /** The whole of it. */
  readonly widget: Body;
  readonly properties: Body;
}

/** A row of a widget with where it is read. */
export interface ReadRow {
  readonly at: string;
  readonly row: Row;
  /** Region of the row or of its widget; undefined where neither says one. */
  readonly region?: string;
}

/**
 * The body of a dashboard; undefined for a text that is no body, which is a finding of its own.
 *
 * @throws CannotTellError for a body that is only known at deployment
 */
export function bodyOf(dashboard: LoadedResource): Body | undefined {
  const text = dashboard.at('DashboardBody').text();
  try {
    const body: unknown = JSON.parse(text);
    return isMap(body) && Array.isArray(body.widgets) ? body : undefined;
  } catch {
    return undefined;
  }
}

/** The widgets of a dashboard, as they are shown until somebody chooses another value of a variable. */
export function widgetsOf(dashboard: LoadedResource): readonly ReadWidget[] {
  const body = bodyOf(dashboard);
  if (body === undefined) return [];
  return listOf(applyVariables(body).body, 'widgets').flatMap((widget, index) => {
    if (!isMap(widget)) return [];
    const properties = propertyOf(widget, 'properties');
    return [{ at: `Properties.DashboardBody.widgets[${index}]`, widget, properties: isMap(properties) ? properties : {} }];
  });
}

/** The rows of a widget. */
export function rowsOf({ at, properties }: ReadWidget): readonly ReadRow[] {
  const ofWidget = textOf(properties, 'region');
  return readRows(listOf(properties, 'metrics')).map((row, index) => {
    const region = row.kind === 'unread' ? ofWidget : (row.region ?? ofWidget);
    return { at: `${at}.properties.metrics[${index}]`, row, ...(region !== undefined && { region }) };
  });
}
