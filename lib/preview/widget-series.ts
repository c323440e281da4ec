import { NotSimulatedError, ServiceError } from '../aws/errors';
import { referencedIds } from '../aws/metric-math/ast';
import { printMetricMath } from '../aws/metric-math/print';
import { readRows, type Row, type RowMetric } from '../dashboard/read/metric-rows';
import type { Point } from '../page/downsample';
import { isMap, listOf, textOf } from '../problems/untyped';
import { SECOND_MS } from '../time/time';
import { fillLabel } from './labels';
import type { PreviewAccount } from './preview-account';
import { resolveExpression, type ResolvedExpression } from './row-expressions';
import type { ListedMetric } from './search';
import type { TimeRange } from './time-range';

/** A line of a widget with what the account has of it. */
export interface WidgetSeries {
  readonly label: string;
  readonly points: readonly Point[];
  readonly axis: 'left' | 'right';
  readonly colour?: string;
  /** Of a metric; absent for an expression. */
  readonly stat?: string;
}

/** What the rows of a widget come to. */
export interface WidgetData {
  readonly series: readonly WidgetSeries[];
  /** What cannot be drawn, and why. */
  readonly undrawn: readonly string[];
  /** What a reader has to know of what is drawn. */
  readonly notes: readonly string[];
}

/** Where a widget gets its data. */
export interface WidgetSource {
  readonly account: PreviewAccount;
  readonly range: TimeRange;
  /** Region of rows that name none. */
  readonly region: string;
  /** True: graphs keep their period whatever is shown; else the console takes a longer one where points would be too many. */
  readonly keepsPeriod: boolean;
}

const DEFAULT_PERIOD_SECONDS = 300;
const DEFAULT_STAT = 'Average';
/** Points of a line from which on a longer period is taken, as the console does; the exact number is ours. */
const MOST_POINTS = 1_440;
const LONGER_PERIODS = [60, 300, 900, 3_600, 21_600, 86_400];

/** One line to be asked for. */
interface Wanted {
  readonly row: Exclude<Row, { kind: 'unread' }>;
  readonly region: string;
  readonly queries: readonly Query[];
  readonly id: string;
  readonly metric?: ListedMetric;
  readonly periodSeconds: number;
}
type Query = Readonly<Record<string, unknown>> & { readonly Id: string };

/** Asks the account for the rows of a metric widget. */
export function readWidgetSeries(properties: unknown, source: WidgetSource): WidgetData {
  return new WidgetReader(properties, source).read();
}

class WidgetReader {
  readonly #rows: readonly Row[];
  readonly #undrawn: string[] = [];
  readonly #notes = new Set<string>();
  readonly #found = new Map<string, RowMetric>();
  readonly #listed = new Map<string, readonly ListedMetric[]>();

  constructor(
    private readonly properties: unknown,
    private readonly source: WidgetSource,
  ) {
    this.#rows = readRows(listOf(properties, 'metrics'));
  }

  read(): WidgetData {
    const wanted = this.#rows.flatMap((row, index) => this.#wantedOf(row, index));
    const series = wanted.map((each) => this.#seriesOf(each, wanted));
    return { series: series.filter((each) => each !== undefined), undrawn: this.#undrawn, notes: [...this.#notes] };
  }

  #wantedOf(row: Row, index: number): readonly Wanted[] {
    if (row.kind === 'unread') {
      this.#undrawn.push(`${row.text}: ${row.why}`);
      return [];
    }
    if (!row.isVisible) return [];
    const region = row.region ?? textOf(this.properties, 'region') ?? this.source.region;
    if (row.kind === 'metric') {
      const query = this.#metricQuery(row, `out_${index}`, true);
      return [{ row, region, queries: [query], id: query.Id, metric: row, periodSeconds: this.#periodOf(row) }];
    }
    return (
      this.#orUndrawn(row.label ?? row.expression, () =>
        resolveExpression(row.expression, {
          rows: this.#rows,
          listed: () => this.#listedIn(region),
          addFound: (metric, stat, periodSeconds) => this.#addFound(metric, stat ?? row.stat, periodSeconds ?? row.periodSeconds),
        }).map((resolved, member) => this.#wantedExpression(row, resolved, `out_${index}_${member}`, region)),
      ) ?? []
    );
  }

  #wantedExpression(row: Exclude<Row, { kind: 'unread' }>, { node, memberId }: ResolvedExpression, id: string, region: string): Wanted {
    const metrics = referencedIds(node).flatMap((each) => this.#metricNamed(each) ?? []);
    const metric = memberId === undefined ? undefined : this.#metricNamed(memberId);
    const periodSeconds = this.#periodOf(metrics[0] ?? row);
    const about = { row, region, id, periodSeconds, ...(metric !== undefined && { metric }) };
    if (node.kind === 'reference' && metric !== undefined) return { ...about, queries: [this.#metricQuery(metric, id, true)] };
    const queries = metrics.map((each) => this.#metricQuery(each, each.id, false));
    return { ...about, queries: [...queries, { Id: id, Expression: printMetricMath(node), ...(queries.length === 0 && { Period: periodSeconds }) }] };
  }

  #metricNamed(id: string): RowMetric | undefined {
    return this.#found.get(id) ?? this.#rows.find((row): row is RowMetric => row.kind === 'metric' && row.id === id);
  }

  #addFound(metric: ListedMetric, stat: string | undefined, periodSeconds: number | undefined): string {
    const id = `found_${this.#found.size}`;
    const options = { ...(stat !== undefined && { stat }), ...(periodSeconds !== undefined && { periodSeconds }) };
    this.#found.set(id, { kind: 'metric', id, isVisible: true, axis: 'left', ...metric, ...options });
    return id;
  }

  #metricQuery(row: RowMetric, id: string, isReturned: boolean): Query {
    const { namespace, metricName, dimensions, accountId } = row;
    const metric = { Namespace: namespace, MetricName: metricName, Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })) };
    return {
      Id: id,
      MetricStat: { Metric: metric, Period: this.#periodOf(row), Stat: this.#statOf(row) },
      ReturnData: isReturned,
      ...(accountId !== undefined && { AccountId: accountId }),
    };
  }

  #statOf({ stat }: { readonly stat?: string }): string {
    return stat ?? textOf(this.properties, 'stat') ?? DEFAULT_STAT;
  }

  #periodOf({ periodSeconds }: { readonly periodSeconds?: number }): number {
    const given = isMap(this.properties) && typeof this.properties.period === 'number' ? this.properties.period : undefined;
    const asked = periodSeconds ?? given ?? DEFAULT_PERIOD_SECONDS;
    const period = Math.max(60, asked);
    if (asked < 60) this.#notes.add(`drawn by minutes, not by ${asked} s: nothing finer is simulated`);
    const { range, keepsPeriod } = this.source;
    const seconds = (range.to - range.from) / SECOND_MS;
    if (keepsPeriod || seconds / period <= MOST_POINTS) return period;
    const longer = LONGER_PERIODS.find((each) => each % period === 0 && seconds / each <= MOST_POINTS) ?? period;
    if (longer !== period) this.#notes.add(`drawn with a period of ${longer} s, not ${period} s: so much time has too many points, for the console as well`);
    return longer;
  }

  #seriesOf(wanted: Wanted, all: readonly Wanted[]): WidgetSeries | undefined {
    const { row, region, metric, periodSeconds } = wanted;
    const plain = row.label !== undefined && !row.label.includes('${') ? row.label : this.#plainLabel(wanted, all);
    return this.#orUndrawn(row.label ?? plain, () => {
      const points = this.#pointsOf(wanted);
      const stat = row.kind === 'metric' ? this.#statOf(row) : undefined;
      const known = { plain, points, periodSeconds, region, ...(metric !== undefined && { metric }), ...(stat !== undefined && { stat }) };
      const label = row.label === undefined ? plain : fillLabel(row.label, known);
      return { label, points, axis: row.axis, ...(row.colour !== undefined && { colour: row.colour }), ...(stat !== undefined && { stat }) };
    });
  }

  /** The name of the metric, with dimension values where another line has the same name; an expression is its own label. */
  #plainLabel({ metric, row }: Wanted, all: readonly Wanted[]): string {
    if (metric === undefined) return row.kind === 'expression' ? row.expression : row.id;
    const isAlone = all.filter((other) => other.metric?.metricName === metric.metricName).length === 1;
    return isAlone ? metric.metricName : [metric.metricName, ...Object.values(metric.dimensions)].join(' ');
  }

  #pointsOf({ queries, id, region, periodSeconds }: Wanted): readonly Point[] {
    const { account, range } = this.source;
    const period = periodSeconds * SECOND_MS;
    const from = Math.floor(range.from / period) * period;
    const to = Math.ceil(range.to / period) * period;
    const points: Point[] = [];
    let token: unknown;
    do {
      const answer = account.call(region, 'GetMetricData', {
        MetricDataQueries: queries,
        StartTime: new Date(from),
        EndTime: new Date(to),
        ScanBy: 'TimestampAscending',
        ...(token !== undefined && { NextToken: token }),
      });
      for (const result of listOf(answer, 'MetricDataResults')) {
        if (textOf(result, 'Id') !== id) continue;
        const values = listOf(result, 'Values') as readonly number[];
        for (const [index, at] of (listOf(result, 'Timestamps') as readonly Date[]).entries()) {
          const before = points.at(-1)?.[0];
          if (before !== undefined && at.getTime() - before > period) points.push([before + period, null]);
          points.push([at.getTime(), values[index]!]);
        }
      }
      token = answer.NextToken;
    } while (token !== undefined);
    return points;
  }

  #listedIn(region: string): readonly ListedMetric[] {
    const known = this.#listed.get(region);
    if (known !== undefined) return known;
    const listed: ListedMetric[] = [];
    let token: unknown;
    do {
      const answer = this.source.account.call(region, 'ListMetrics', token === undefined ? {} : { NextToken: token });
      for (const metric of listOf(answer, 'Metrics')) {
        const dimensions = listOf(metric, 'Dimensions').map((each) => [textOf(each, 'Name')!, textOf(each, 'Value')!] as const);
        listed.push({ namespace: textOf(metric, 'Namespace')!, metricName: textOf(metric, 'MetricName')!, dimensions: Object.fromEntries(dimensions) });
      }
      token = answer.NextToken;
    } while (token !== undefined);
    this.#listed.set(region, listed);
    return listed;
  }

  /** What is not simulated, or what CloudWatch would refuse, is said of this row, and the others are drawn. */
  #orUndrawn<T>(what: string, read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof NotSimulatedError) && !(error instanceof ServiceError)) throw error;
      this.#undrawn.push(`${what}: ${error.message}`);
      return undefined;
    }
  }
}
