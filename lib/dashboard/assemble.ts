import { DASHBOARD_IDS, dashboardName, type DashboardDraft, type DashboardId, type DashboardPlan, type WidgetDraft } from './dashboard';
import { costDashboard } from './dashboards/cost';
import { executiveDashboard } from './dashboards/executive';
import { incidentsDashboard } from './dashboards/incidents';
import { operationsDashboard } from './dashboards/operations';
import { performanceDashboard } from './dashboards/performance';
import { securityDashboard } from './dashboards/security';
import { sloDashboard } from './dashboards/slo';
import { userExperienceDashboard } from './dashboards/user-experience';
import type { DashboardFacts } from './facts';
import { cutIntoParts, layOut } from './layout';
import { GRID_COLUMNS } from './limits';
import { dashboardPage, markdownLink } from './links';
import { textWidget } from './widgets';

/** What makes each dashboard; undefined where an environment has nothing to show on it. */
const DASHBOARDS: Readonly<Record<DashboardId, (facts: DashboardFacts) => DashboardDraft | undefined>> = {
  executive: executiveDashboard,
  operations: operationsDashboard,
  performance: performanceDashboard,
  security: securityDashboard,
  cost: costDashboard,
  slo: sloDashboard,
  incidents: incidentsDashboard,
  'user-experience': userExperienceDashboard,
};

/** The dashboards of an environment, with names and places. One that would show nothing but text is left out. */
export function assembleDashboards(facts: DashboardFacts, without: readonly DashboardId[]): readonly DashboardPlan[] {
  const drafts = DASHBOARD_IDS.flatMap((id) => {
    const draft = without.includes(id) ? undefined : DASHBOARDS[id](facts);
    return draft === undefined || draft.lines.flat().every(({ content }) => content.type === 'text') ? [] : [draft];
  });
  return drafts.flatMap((draft) => {
    const { lines, ...rest } = draft;
    const parts = cutIntoParts([[heading(facts, draft, drafts)]], lines);
    return parts.map((part, index) => ({ ...rest, name: dashboardName(facts, draft.id, index + 1), part: index + 1, widgets: layOut(part) }));
  });
}

/** What every dashboard begins with: which question it answers, and where the others are. */
function heading(facts: DashboardFacts, { id, title, purpose }: DashboardDraft, all: readonly DashboardDraft[]): WidgetDraft {
  const others = all.filter((other) => other.id !== id).map((other) => markdownLink(other.title, dashboardPage(facts.region, dashboardName(facts, other.id))));
  return textWidget(
    {
      title: `${title} of ${facts.application}, ${facts.environment}`,
      description: 'Which question the dashboard answers, and where the others are.',
      width: GRID_COLUMNS,
      height: 4,
    },
    [purpose, ...(others.length === 0 ? [] : ['', `Other dashboards: ${others.join(' · ')}`])],
  );
}
