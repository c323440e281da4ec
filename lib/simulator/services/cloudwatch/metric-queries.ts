import { NotSimulatedError, ServiceError } from '../../../aws/errors';
import type { MetricMathNode } from '../../../aws/metric-math/ast';
import { childrenOf } from '../../../aws/metric-math/ast';
import { METRIC_MATH_FUNCTIONS } from '../../../aws/metric-math/functions';
import { parseMetricMath } from '../../../aws/metric-math/parse';
import { resultKind, type ValueKind } from '../../../aws/metric-math/result-kind';
import { MetricMathSyntaxError } from '../../../aws/metric-math/tokenize';
import { isMap } from '../../../problems/untyped';
import type { Assumptions } from '../../core/assumptions';
import { compileExpressions, type ExpressionProgram } from './expression-program';
import type { AlarmMetric, MetricAlarmDefinition } from './metric-alarm-definition';
import { whyDimensionsRefused, whyUnitRefused } from './metric-limits';
import { parseStatistic } from './statistic';

/** A metric of GetMetricData, read by itself or by an expression. */
interface QueriedMetric extends AlarmMetric {
  readonly periodSeconds: number;
}

/** One query whose result is returned. */
export interface ReturnedQuery {
  readonly id: string;
  readonly label: string;
  readonly periodMinutes: number;
  /** The metrics the program reads, by the positions it knows. */
  readonly metrics: readonly AlarmMetric[];
  /** Absent for a metric that is returned as it is. */
  readonly program?: ExpressionProgram;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const MAX_QUERIES = 500;
const ID = /^[a-z][A-Za-z0-9_]*$/;
const QUERY_KEYS = ['AccountId', 'Expression', 'Id', 'Label', 'MetricStat', 'Period', 'ReturnData'];

type Untyped = Readonly<Record<string, unknown>>;

/**
 * Reads and compiles MetricDataQueries.
 *
 * @param accountId own account: a metric of a query that names another one is that of another account
 * @throws ServiceError ValidationError for what the API refuses
 * @throws NotSimulatedError for SEARCH, Metrics Insights, expressions over metrics of several periods, and expressions
 *   that give several series
 */
export function compileMetricQueries(queries: unknown, assumptions: Assumptions, accountId: string): ReturnedQuery[] {
  if (!Array.isArray(queries) || queries.length === 0) throw invalid('MetricDataQueries must be a list with at least one query');
  if (queries.length > MAX_QUERIES) throw invalid(`MetricDataQueries has ${queries.length} queries, at most ${MAX_QUERIES} are allowed`);
  return new QueryCompiler(queries.map(objectOf), assumptions, accountId).compile();
}

interface Query {
  readonly id: string;
  readonly given: Untyped;
  readonly metric?: QueriedMetric;
  readonly expression?: MetricMathNode;
}

class QueryCompiler {
  readonly #queries = new Map<string, Query>();
  readonly #kinds = new Map<string, ValueKind | undefined>();
  readonly #assumptions: Assumptions;
  readonly #accountId: string;

  constructor(given: readonly Untyped[], assumptions: Assumptions, accountId: string) {
    this.#assumptions = assumptions;
    this.#accountId = accountId;
    for (const query of given.map((each) => this.#read(each))) {
      if (this.#queries.has(query.id)) throw invalid(`Id ${query.id} is given twice`);
      this.#queries.set(query.id, query);
    }
  }

  compile(): ReturnedQuery[] {
    const returned = [...this.#queries.values()].filter(({ given }) => given.ReturnData !== false);
    if (returned.length === 0) throw invalid('no query returns data');
    return returned.map((query) => (query.metric === undefined ? this.#compileExpression(query) : metricQuery(query, query.metric)));
  }

  #read(given: Untyped): Query {
    const id = textOf(given, 'Id');
    if (!ID.test(id)) throw invalid(`Id ${id} is not a lower-case letter followed by letters, digits or _`);
    allow(given, QUERY_KEYS, `query ${id}`);
    const account = given.AccountId === undefined ? this.#accountId : textOf(given, 'AccountId');
    if (account !== this.#accountId && given.MetricStat === undefined)
      throw new NotSimulatedError('an expression with the AccountId of another account', `query ${id}`);
    if ((given.Expression === undefined) === (given.MetricStat === undefined)) throw invalid(`${id} needs exactly one of Expression and MetricStat`);
    if (given.Label !== undefined && String(given.Label).includes('${')) throw new NotSimulatedError(`dynamic label ${String(given.Label)}`, `query ${id}`);
    if (given.MetricStat === undefined) return { id, given, expression: readExpression(id, given) };
    return { id, given, metric: { ...readMetric(id, given), ...(account !== this.#accountId && { account }) } };
  }

  #compileExpression({ id, given }: Query): ReturnedQuery {
    const used = this.#usedBy(id, new Set());
    const metrics = used.flatMap(({ metric }) => (metric === undefined ? [] : [metric]));
    const where = `query ${id}`;
    const periods = new Set(metrics.map(({ periodSeconds }) => periodSeconds));
    if (given.Period !== undefined) periods.add(Number(given.Period));
    if (periods.size === 0) throw invalid(`${id} uses no metric and has no Period`);
    if (periods.size > 1) throw new NotSimulatedError(`an expression over metrics with the periods ${[...periods].join(' and ')}`, where);
    const [periodSeconds] = [...periods] as [number];
    checkPeriod(periodSeconds, where);
    if (this.#kindOf(id) === 'array') throw new NotSimulatedError('an expression that gives several series', where);
    const expressions = new Map(used.flatMap((query) => (query.expression === undefined ? [] : [[query.id, query.expression] as const])));
    const definition: MetricAlarmDefinition = {
      periodMinutes: periodSeconds / 60,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      limit: { comparison: 'GreaterThanThreshold', threshold: 0 },
      missingData: 'missing',
      keepsStateOnFewSamples: false,
      metrics,
      expressions,
      returnedId: id,
    };
    const program = compileExpressions(definition, this.#assumptions, where);
    return { id, label: String(given.Label ?? id), periodMinutes: periodSeconds / 60, metrics, program };
  }

  /** A query and every query its expression needs, in the order of the request. METRICS() needs all metrics. */
  #usedBy(id: string, seen: Set<string>): Query[] {
    const query = this.#queries.get(id);
    if (query === undefined) throw invalid(`an expression names ${id}, which is no Id of MetricDataQueries`);
    if (!seen.has(id)) {
      seen.add(id);
      const { expression } = query;
      if (expression !== undefined) {
        for (const node of nodesOf(expression)) {
          if (node.kind === 'reference') this.#usedBy(node.id, seen);
          if (node.kind === 'call' && node.name === 'METRICS') {
            for (const other of this.#queries.values()) if (other.metric !== undefined) seen.add(other.id);
          }
        }
      }
    }
    return [...this.#queries.values()].filter((each) => seen.has(each.id));
  }

  /** What refers to itself has no kind; that it does is found when it is compiled. */
  #kindOf(id: string): ValueKind | undefined {
    if (this.#kinds.has(id)) return this.#kinds.get(id);
    this.#kinds.set(id, undefined);
    const { expression } = this.#queries.get(id)!;
    const kind = expression === undefined ? 'series' : resultKind(expression, (other) => this.#kindOf(other));
    this.#kinds.set(id, kind);
    return kind;
  }
}

function metricQuery({ id, given }: Query, metric: QueriedMetric): ReturnedQuery {
  return { id, label: String(given.Label ?? metric.metricName), periodMinutes: metric.periodSeconds / 60, metrics: [metric] };
}

function readMetric(id: string, given: Untyped): QueriedMetric {
  const where = `query ${id}`;
  if (given.Period !== undefined) throw invalid(`Period of ${id} belongs in MetricStat`);
  const stat = objectOf(given.MetricStat);
  allow(stat, ['Metric', 'Period', 'Stat', 'Unit'], where);
  const metric = objectOf(stat.Metric);
  allow(metric, ['Dimensions', 'MetricName', 'Namespace'], where);
  const periodSeconds = Number(stat.Period);
  checkPeriod(periodSeconds, where);
  return {
    id,
    namespace: textOf(metric, 'Namespace'),
    metricName: textOf(metric, 'MetricName'),
    dimensions: readDimensions(metric.Dimensions, where, invalid),
    statistic: parseStatistic(textOf(stat, 'Stat'), where),
    periodSeconds,
    ...(stat.Unit === undefined ? {} : { unit: readUnit(stat, invalid) }),
  };
}

function readExpression(id: string, given: Untyped): MetricMathNode {
  const text = textOf(given, 'Expression');
  const where = `query ${id}`;
  if (/^\s*SELECT\b/i.test(text)) throw new NotSimulatedError('Metrics Insights query', where);
  try {
    const expression = parseMetricMath(text);
    for (const node of nodesOf(expression)) {
      if (node.kind !== 'call' || METRIC_MATH_FUNCTIONS.get(node.name)?.inAlarms !== 'impossible') continue;
      throw new NotSimulatedError(`metric math function ${node.name}`, where);
    }
    return expression;
  } catch (error) {
    if (error instanceof MetricMathSyntaxError) throw invalid(`Expression of ${id}, ${text}: ${error.message}`);
    throw error;
  }
}

/**
 * Dimensions as the API lists them, by name.
 *
 * @param refused makes the error for what CloudWatch does not take
 */
export function readDimensions(given: unknown, where: string, refused: (message: string) => ServiceError): Readonly<Record<string, string>> {
  if (given === undefined) return {};
  if (!Array.isArray(given)) throw refused(`Dimensions of ${where} must be a list`);
  const dimensions: Record<string, string> = {};
  for (const dimension of given.map(objectOf)) {
    allow(dimension, ['Name', 'Value'], where);
    const name = textOf(dimension, 'Name');
    if (Object.hasOwn(dimensions, name)) throw refused(`dimension ${name} of ${where} is given twice`);
    dimensions[name] = textOf(dimension, 'Value');
  }
  const why = whyDimensionsRefused(dimensions);
  if (why !== undefined) throw refused(`${where}: ${why}`);
  return dimensions;
}

/** The Unit of a metric, one that CloudWatch knows. */
export function readUnit(given: Untyped, refused: (message: string) => ServiceError): string {
  const unit = textOf(given, 'Unit');
  const why = whyUnitRefused(unit);
  if (why !== undefined) throw refused(why);
  return unit;
}

function checkPeriod(periodSeconds: number, where: string): void {
  if ([1, 5, 10, 20, 30].includes(periodSeconds)) throw new NotSimulatedError(`Period ${periodSeconds} below a minute`, where);
  if (!Number.isInteger(periodSeconds) || periodSeconds < 60 || periodSeconds % 60 !== 0) {
    throw invalid(`Period of ${where} must be 1, 5, 10, 20, 30 or a multiple of 60, received ${periodSeconds}`);
  }
}

function* nodesOf(node: MetricMathNode): IterableIterator<MetricMathNode> {
  yield node;
  for (const child of childrenOf(node)) yield* nodesOf(child);
}

/** @throws NotSimulatedError for the first key that is not in the list */
export function allow(given: Untyped, keys: readonly string[], where: string): void {
  const unknown = Object.keys(given).find((key) => given[key] !== undefined && !keys.includes(key));
  if (unknown !== undefined) throw new NotSimulatedError(`input ${unknown}`, where);
}

/** @throws ServiceError ValidationError for anything but an object */
export function objectOf(given: unknown): Untyped {
  if (!isMap(given)) throw invalid(`an object is needed, received ${JSON.stringify(given) ?? 'nothing'}`);
  return given as Untyped;
}

/** @throws ServiceError ValidationError for anything but a text that is not empty */
export function textOf(given: Untyped, key: string): string {
  const value = given[key];
  if (typeof value !== 'string' || value === '') throw invalid(`${key} must be a text, received ${JSON.stringify(value) ?? 'nothing'}`);
  return value;
}

function invalid(message: string): ServiceError {
  return new ServiceError('ValidationError', message);
}
