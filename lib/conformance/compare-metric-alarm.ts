import { isJsonObject, type JsonObject, type JsonValue } from '../aws/cloudformation/template';
import { isWithBand, type MetricAlarmSettings } from '../plan/metric-alarm-plan';
import type { MetricReference } from '../slo/sli/sli';
import { topicNamesOf } from './compare-composite-alarm';
import { Differences, textOf, type Difference } from './difference';
import { expandExpressions } from './expand-expressions';

/** Fills the pseudo parameters of a planned dimension, as CloudFormation does. */
export type FillPseudoParameters = (value: string) => string;

/** An entry of `Metrics`, as far as it can be read. */
interface FoundQuery {
  readonly id: string;
  readonly expression?: string;
  readonly stat?: FoundStat;
  readonly isReturned: boolean;
}

interface FoundStat {
  /** Namespace, name and dimensions as one text. */
  readonly identity: string;
  readonly statistic: string;
  readonly period: string;
  readonly unit: string;
}

const COMPARED_PROPERTIES = [
  'AlarmName',
  'AlarmDescription',
  'Threshold',
  'ComparisonOperator',
  'EvaluationPeriods',
  'DatapointsToAlarm',
  'TreatMissingData',
  'ActionsEnabled',
  'AlarmActions',
  'OKActions',
  'Tags',
];

/** Properties that stand for `Metrics` in an alarm on a single metric. */
const SINGLE_METRIC_PROPERTIES = ['Namespace', 'MetricName', 'Dimensions', 'Statistic', 'ExtendedStatistic', 'Period', 'Unit'];

/**
 * Compares the resolved properties of an AWS::CloudWatch::Alarm with its plan. Ids and order do not matter; a
 * property the plan does not have is a difference.
 *
 * @param topicName of the topic the alarm publishes to itself; without one it publishes to none
 * @param whenOver name of the topic it publishes to when it is over
 */
export function compareMetricAlarm(
  plan: MetricAlarmSettings,
  properties: JsonObject,
  fill: FillPseudoParameters,
  topicName = 'none',
  whenOver = 'none',
): readonly Difference[] {
  // What a property means when it is left out.
  const { DatapointsToAlarm = plan.evaluationPeriods, TreatMissingData = 'missing', ActionsEnabled = true } = properties;
  const differences = new Differences();
  differences.expect('description', plan.description, properties.AlarmDescription);
  const band = isWithBand(plan.comparison) ? foundBand(properties) : undefined;
  differences.expect('threshold', plan.threshold, band === undefined ? properties.Threshold : band.width);
  differences.expect('comparison', plan.comparison, properties.ComparisonOperator);
  differences.expect('evaluation periods', plan.evaluationPeriods, properties.EvaluationPeriods);
  differences.expect('datapoints to alarm', plan.datapointsToAlarm, DatapointsToAlarm);
  differences.expect('missing data', plan.treatMissingData, TreatMissingData);
  differences.expect('actions enabled', true, ActionsEnabled);
  differences.expect('actions', topicName, topicNamesOf(properties.AlarmActions));
  differences.expect('actions when it is over', whenOver, topicNamesOf(properties.OKActions));
  const isSingle = plan.steps.length === 0 && band === undefined;
  differences.refuseOthers(properties, [
    ...COMPARED_PROPERTIES,
    ...(isSingle ? SINGLE_METRIC_PROPERTIES : ['Metrics']),
    ...(band === undefined ? [] : ['ThresholdMetricId']),
  ]);

  const queries = isSingle ? [singleMetric(properties)] : readQueries(properties.Metrics).filter(({ id }) => id !== band?.id);
  if (band !== undefined) differences.expect('metric of the band', queries.find(({ isReturned }) => isReturned)?.id ?? 'the returned one', band.of);
  const idsInPlan = compareMetrics(plan, queries, fill, differences);
  differences.expect('expression', plannedExpression(plan), foundExpression(queries, idsInPlan));
  return differences.found;
}

/** Pairs planned metrics with those found and returns, by id found, the id they have in the plan. */
function compareMetrics(plan: MetricAlarmSettings, queries: readonly FoundQuery[], fill: FillPseudoParameters, differences: Differences): Map<string, string> {
  const idsInPlan = new Map<string, string>();
  const isFree = (query: FoundQuery) => query.stat !== undefined && !idsInPlan.has(query.id);
  for (const [id, metric] of Object.entries(plan.metrics)) {
    const identity = identityOf(metric, fill);
    const same = queries.filter((query) => isFree(query) && query.stat?.identity === identity);
    // One metric may be read twice with different statistics; the pair that agrees on it belongs together.
    const query = same.find((candidate) => candidate.stat?.statistic === metric.statistic) ?? same[0];
    if (query?.stat === undefined) {
      differences.add(`metric ${id}`, identity, 'is not read');
      continue;
    }
    idsInPlan.set(query.id, id);
    const { statistic, period, unit } = query.stat;
    const name = `${id} (${metric.metricName})`;
    differences.expect(`statistic of ${name}`, metric.statistic, statistic);
    differences.expect(`period of ${name}`, `${plan.periodSeconds} s`, `${period} s`);
    differences.expect(`unit of ${name}`, 'any', unit);
  }
  return idsInPlan;
}

function plannedExpression(plan: MetricAlarmSettings): string {
  const [onlyMetric = ''] = Object.keys(plan.metrics);
  if (plan.steps.length === 0) return onlyMetric;
  const steps = new Map(plan.steps.map((step) => [step.id, step.expression]));
  return expandExpressions(plan.steps.at(-1)?.id ?? '', steps, (id) => id);
}

/** What is compared with the threshold, in the ids of the plan. */
function foundExpression(queries: readonly FoundQuery[], idsInPlan: ReadonlyMap<string, string>): string {
  const returned = queries.filter((query) => query.isReturned);
  const [result] = returned;
  if (result === undefined || returned.length > 1) return `${returned.length} results instead of one`;
  if (result.expression === undefined) return idsInPlan.get(result.id) ?? `the metric ${result.id}`;
  const steps = new Map<string, string>();
  const unplanned = new Map<string, string>();
  for (const { id, expression, stat } of queries) {
    if (expression !== undefined) steps.set(id, expression);
    // Not its id: it could be that of a planned metric.
    else if (!idsInPlan.has(id)) unplanned.set(id, `{${stat?.identity ?? 'nothing'}}`);
  }
  try {
    return expandExpressions(result.id, steps, (id) => idsInPlan.get(id) ?? unplanned.get(id) ?? `{unknown id ${id}}`);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return `${result.expression} (${why})`;
  }
}

function readQueries(metrics: JsonValue | undefined): FoundQuery[] {
  if (!Array.isArray(metrics)) return [];
  return metrics.filter(isJsonObject).map((entry) => ({
    id: textOf(entry.Id),
    isReturned: entry.ReturnData !== false,
    ...(entry.Expression !== undefined && { expression: textOf(entry.Expression) }),
    ...(isJsonObject(entry.MetricStat) && { stat: readStat(entry.MetricStat, entry.AccountId) }),
  }));
}

/** The band that an alarm compares with: which query it is, of which it is the band, and how wide. */
function foundBand({ Metrics, ThresholdMetricId }: JsonObject): { readonly id: string; readonly of: string; readonly width: number | string } {
  const id = textOf(ThresholdMetricId);
  const expression = readQueries(Metrics).find((query) => query.id === id)?.expression ?? 'no band';
  const [, of = 'none', width] = /^ANOMALY_DETECTION_BAND\((\w+), ?([\d.]+)\)$/.exec(expression) ?? [];
  return { id, of, width: width === undefined ? expression : Number(width) };
}

/** An alarm without `Metrics` has the same in properties of its own. */
function singleMetric({ Namespace, MetricName, Dimensions, Statistic, ExtendedStatistic, Period, Unit }: JsonObject): FoundQuery {
  const Metric = {
    ...(Namespace !== undefined && { Namespace }),
    ...(MetricName !== undefined && { MetricName }),
    ...(Dimensions !== undefined && { Dimensions }),
  };
  const Stat = Statistic ?? ExtendedStatistic;
  const stat = { Metric, ...(Stat !== undefined && { Stat }), ...(Period !== undefined && { Period }), ...(Unit !== undefined && { Unit }) };
  return { id: 'its only metric', isReturned: true, stat: readStat(stat, undefined) };
}

function readStat(stat: JsonObject, accountId: JsonValue | undefined): FoundStat {
  const metric = isJsonObject(stat.Metric) ? stat.Metric : {};
  const dimensions = Array.isArray(metric.Dimensions) ? metric.Dimensions.filter(isJsonObject) : [];
  const identity = printIdentity(
    textOf(metric.Namespace),
    textOf(metric.MetricName),
    dimensions.map((dimension) => [textOf(dimension.Name), textOf(dimension.Value)]),
  );
  return {
    identity: accountId === undefined ? identity : `${identity} of account ${textOf(accountId)}`,
    statistic: textOf(stat.Stat),
    period: textOf(stat.Period),
    unit: stat.Unit === undefined ? 'any' : textOf(stat.Unit),
  };
}

function identityOf(metric: MetricReference, fill: FillPseudoParameters): string {
  return printIdentity(
    metric.namespace,
    metric.metricName,
    Object.entries(metric.dimensions).map(([name, value]) => [name, fill(value)]),
  );
}

function printIdentity(namespace: string, metricName: string, dimensions: [string, string][]): string {
  const printed = dimensions.map(([name, value]) => `${name}=${value}`).sort();
  return `${namespace} ${metricName} {${printed.join(', ')}}`;
}
