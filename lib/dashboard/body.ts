/**
 * The body of a CloudWatch dashboard, as far as day2 writes one. What others write is read by whoever reads it, and not by these types.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */

/** The whole body, as `DashboardBody` holds it in JSON. */
export interface DashboardBody {
  /** Relative to now, `-PT8H`: what is shown until somebody chooses another time range. */
  readonly start: string;
  /** Graphs keep their own period, whatever time range is chosen. */
  readonly periodOverride: 'inherit';
  readonly variables?: readonly DashboardVariable[];
  readonly widgets: readonly Widget[];
}

/** A list above the dashboard: the pattern is replaced in the whole body by the value that is chosen. */
export interface DashboardVariable {
  readonly type: 'pattern';
  readonly pattern: string;
  readonly inputType: 'select';
  readonly id: string;
  readonly label: string;
  readonly defaultValue: string;
  readonly visible: true;
  readonly values: readonly { readonly value: string; readonly label: string }[];
}

/** Where a widget stands on the grid of 24 columns. */
export interface GridPlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What a widget shows. */
export type WidgetContent =
  | { readonly type: 'text'; readonly properties: { readonly markdown: string } }
  | { readonly type: 'metric'; readonly properties: MetricWidgetProperties }
  | { readonly type: 'alarm'; readonly properties: { readonly title: string; readonly alarms: readonly string[]; readonly sortBy: 'stateUpdatedTimestamp' } };

/** A widget in its place. */
export type Widget = GridPlace & WidgetContent;

/** A graph, or a row of numbers. */
export interface MetricWidgetProperties {
  readonly title: string;
  readonly region: string;
  readonly view: 'timeSeries' | 'singleValue';
  readonly stacked: false;
  /** Seconds. */
  readonly period: number;
  readonly metrics: readonly MetricRow[];
  /** A time range of its own: `-P30D`. Default: that of the dashboard. */
  readonly start?: string;
  readonly yAxis?: { readonly left: AxisProperties };
  readonly annotations?: { readonly horizontal?: readonly HorizontalLine[]; readonly vertical?: readonly (readonly [VerticalEdge, VerticalEdge])[] };
  /** One value for the whole time range. On no page of AWS; the console writes it. */
  readonly setPeriodToTimeRange?: true;
}

/** The left axis of a graph. */
export interface AxisProperties {
  readonly label: string;
  readonly showUnits: false;
  readonly min?: number;
  readonly max?: number;
}

/** A line at a value. */
export interface HorizontalLine {
  readonly label: string;
  readonly value: number;
}

/** Beginning or end of a band. The instant is in UTC and ends in `Z`: CloudWatch refuses an offset. */
export interface VerticalEdge {
  readonly value: string;
  readonly label?: string;
}

/** How a metric or an expression is shown. */
export interface RowOptions {
  readonly id?: string;
  readonly label?: string;
  readonly stat?: string;
  /** Seconds. Default: that of the widget. */
  readonly period?: number;
  /** Default: that of the widget. */
  readonly region?: string;
  /** A row that only expressions use. */
  readonly visible?: false;
}

/** Namespace, name, then each dimension and its value, and last how it is shown; or an expression over other rows. */
export type MetricRow = readonly [string, string, ...string[], RowOptions] | readonly [RowOptions & { readonly expression: string }];
