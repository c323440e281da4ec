/**
 * What CloudWatch takes of a dashboard. Neither CDK nor CloudFormation looks at it before CloudWatch refuses the body, or shows less
 * than was meant.
 */

/** Where the structure and the limits of a body are documented. */
export const BODY_STRUCTURE = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html';
/** Where the quotas of dashboards are documented. */
export const DASHBOARD_QUOTAS = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html';

/** Columns of the grid. */
export const GRID_COLUMNS = 24;

/** The limits, each on its page: {@link BODY_STRUCTURE}, metrics of a dashboard {@link DASHBOARD_QUOTAS}. */
export const DASHBOARD_LIMITS = {
  widgets: 500,
  /** Rows of `metrics` in a widget, those that are hidden included. */
  rowsOfWidget: 500,
  /** Rows of `metrics` in all widgets together, hidden ones included. */
  rowsOfDashboard: 2_500,
  /** Queries of Metrics Insights in a widget. */
  insightsQueries: 1,
  /** ARNs of a widget of alarm states. */
  alarmsOfWidget: 100,
  variables: 25,
  /** Characters of the id of a variable. */
  variableId: 32,
  widgetHeight: 1_000,
} as const;
