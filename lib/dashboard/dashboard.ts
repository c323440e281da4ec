import type { DashboardBody, DashboardVariable, GridPlace, WidgetContent } from './body';

/** Every dashboard there is, in the order in which they name each other. Requirements 002-28 to 002-32, 003-20 to 003-23. */
export const DASHBOARD_IDS = ['executive', 'operations', 'performance', 'security', 'cost', 'slo', 'incidents', 'user-experience'] as const;
/** One of {@link DASHBOARD_IDS}. */
export type DashboardId = (typeof DASHBOARD_IDS)[number];

/** What an environment says of its dashboards. */
export interface DashboardSettings {
  /** Those that are left out. */
  readonly without: readonly DashboardId[];
}

/** A widget before it has a place: what it shows, and what a reader has to know of it. */
export interface WidgetDraft {
  /** What stands above it. */
  readonly title: string;
  /** What it shows, how to read it, and what to do when it is bad: whole sentences for the usage guide. */
  readonly description: string;
  /** Grid units, 24 are the width of the dashboard. */
  readonly width: number;
  readonly height: number;
  readonly content: WidgetContent;
}

/** A widget that is deployed. */
export interface PlannedWidget extends WidgetDraft {
  readonly place: GridPlace;
}

/** What a dashboard shows, before its widgets have places. */
export interface DashboardDraft {
  readonly id: DashboardId;
  /** `Service levels`. */
  readonly title: string;
  /** Whom it is for and which question it answers, one sentence. */
  readonly purpose: string;
  /** Time range it opens with: `-P1D`. */
  readonly start: string;
  readonly variables: readonly DashboardVariable[];
  /** Widgets that stand beside each other, line by line. */
  readonly lines: readonly (readonly WidgetDraft[])[];
}

/** A dashboard as it is deployed. */
export interface DashboardPlan extends Omit<DashboardDraft, 'lines'> {
  /** `edi-prod-slo`, unique in the account: dashboards have no region. */
  readonly name: string;
  /** 1, and more where one dashboard cannot hold everything. */
  readonly part: number;
  readonly widgets: readonly PlannedWidget[];
}

/** Name of a dashboard: `edi-prod-slo`, its second part `edi-prod-slo-2`. */
export function dashboardName({ application, environment }: { readonly application: string; readonly environment: string }, id: DashboardId, part = 1): string {
  return `${application}-${environment}-${id}${part === 1 ? '' : `-${part}`}`;
}

/** The body that CloudWatch is given. */
export function bodyOf({ start, variables, widgets }: DashboardPlan): DashboardBody {
  return {
    start,
    periodOverride: 'inherit',
    ...(variables.length > 0 && { variables }),
    widgets: widgets.map(({ place, content }) => ({ ...place, ...content })),
  };
}
