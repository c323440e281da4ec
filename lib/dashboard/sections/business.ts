import type { MetricRow } from '../body';
import type { WidgetDraft } from '../dashboard';
import type { DashboardFacts, ShownObjective } from '../facts';
import { expressionRow, hiddenRows } from '../rows';
import { graphWidget } from '../widgets';
import { targetLines } from './service-levels';

/** Whether an objective counts what the business does, and not what a service of AWS handles: its metrics are the application's own. */
function isOfBusiness({ sli }: ShownObjective): boolean {
  return sli.kind === 'events' && Object.values(sli.metrics).every(({ namespace }) => !namespace.startsWith('AWS/') && namespace !== 'CloudWatchSynthetics');
}

/** What the application itself counts: how much of it there is, and which share of it succeeds. Requirement 002-16. */
export function businessLines({ services }: DashboardFacts): readonly (readonly WidgetDraft[])[] {
  return services.flatMap(({ title, objectives }) =>
    objectives.filter(isOfBusiness).map((objective) => {
      const { rows, idOf } = hiddenRows(objective.sli, 'b');
      const [bad, total] = [idOf('bad'), idOf('total')];
      const graph = (what: string, description: string, shown: MetricRow, axis: string, annotations?: Parameters<typeof graphWidget>[1]['annotations']) =>
        graphWidget(
          { title: `${title}: ${objective.id}, ${what}`, description, width: 12, height: 6 },
          { region: objective.region, period: 3_600, rows: [...rows, shown], axis: { label: axis, min: 0 }, ...(annotations !== undefined && { annotations }) },
        );
      return [
        graph(
          'in an hour',
          `How much of it there was, as the application counts it. When it fails: ${objective.impact}.`,
          expressionRow(total, { id: 'shown', label: 'all' }),
          'in an hour',
        ),
        graph(
          'good, %',
          `The share that was good, with what is promised. When it fails: ${objective.impact}. Runbook: ${objective.runbook}.`,
          expressionRow(`100 * (${total} - ${bad}) / ${total}`, { id: 'shown', label: 'good, %' }),
          'good, %',
          { horizontal: targetLines([objective]) },
        ),
      ];
    }),
  );
}
