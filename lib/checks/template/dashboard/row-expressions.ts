import { referencedIds } from '../../../aws/metric-math/ast';
import { parseMetricMath } from '../../../aws/metric-math/parse';
import { MetricMathSyntaxError } from '../../../aws/metric-math/tokenize';
import { didYouMean } from '../../../problems/did-you-mean';
import type { Finding, ResourceCheck } from '../template-check';
import { DASHBOARDS, rowsOf, widgetsOf, type ReadRow } from './read-dashboard';

/** Every expression of a widget is metric math over rows of the same widget. */
export const rowExpressions: ResourceCheck = {
  code: 'DSH009',
  requirement: 'every expression of a widget is metric math, and names rows of the same widget, each by an id that only one has',
  why: 'CloudWatch takes the dashboard, and the widget shows an error where the graph should be',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html',
  appliesTo: DASHBOARDS,
  *check(dashboard) {
    for (const widget of widgetsOf(dashboard)) {
      const rows = rowsOf(widget);
      const ids: readonly string[] = rows.flatMap(({ row }) => (row.kind === 'unread' ? [] : [row.id]));
      for (const { at, row } of rows) {
        if (
          row.kind !== 'unread' &&
          ids.indexOf(row.id) !== ids.lastIndexOf(row.id) &&
          rows.find((each) => each.row.kind !== 'unread' && each.row.id === row.id)?.at !== at
        )
          yield {
            at,
            what: 'two rows of a widget have the same id',
            received: row.id,
            allowed: 'ids that are unique in the widget',
            change: 'rename one of them',
          };
      }
      for (const row of rows) yield* faultsOf(row, ids);
    }
  },
};

function* faultsOf({ at, row }: ReadRow, ids: readonly string[]): Generator<Finding> {
  if (row.kind !== 'expression' || /^\s*SELECT\b/i.test(row.expression)) return;
  try {
    for (const missing of referencedIds(parseMetricMath(row.expression)).filter((id) => !ids.includes(id))) {
      const nearest = didYouMean(missing, ids);
      yield {
        at,
        what: `the expression names ${missing}, which is no row of the widget`,
        received: missing,
        allowed: ids.filter((id) => !/^row_\d+$/.test(id)).join(', ') || 'ids of rows of the widget',
        change: nearest === undefined ? `add a row with the id ${missing}` : `name ${nearest} instead`,
      };
    }
  } catch (error) {
    if (!(error instanceof MetricMathSyntaxError)) throw error;
    yield {
      at,
      what: `the expression cannot be read at position ${error.position}`,
      received: error.received,
      allowed: error.expected,
      change: `correct ${row.expression}`,
    };
  }
}
