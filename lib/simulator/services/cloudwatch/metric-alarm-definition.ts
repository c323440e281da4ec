import { NotSimulatedError } from '../../../aws/errors';
import type { MetricMathNode } from '../../../aws/metric-math/ast';
import { parseMetricMath } from '../../../aws/metric-math/parse';
import { MetricMathSyntaxError } from '../../../aws/metric-math/tokenize';
import type { AnomalyBand } from '../../core/anomaly-band';
import { AlarmProperties } from './alarm-properties';
import type { MissingDataTreatment } from './alarm-state';
import { whyDimensionsRefused, whyUnitRefused } from './metric-limits';
import { CLOUDWATCH_RESOURCES } from './resources';
import { BASIC_STATISTICS, parseStatistic, type Statistic } from './statistic';

/** The comparisons of a fixed-threshold alarm. */
export type ThresholdComparison = 'GreaterThanThreshold' | 'GreaterThanOrEqualToThreshold' | 'LessThanThreshold' | 'LessThanOrEqualToThreshold';

/** The comparisons of an alarm with the band that anomaly detection expects. */
export type BandComparison = 'GreaterThanUpperThreshold' | 'LessThanLowerThreshold' | 'LessThanLowerOrGreaterThanUpperThreshold';

/** What an alarm compares with, and how: a number, or a band. */
export type AlarmLimit =
  | { readonly comparison: ThresholdComparison; readonly threshold: number }
  | { readonly comparison: BandComparison; readonly band: AnomalyBand };

/** A metric an alarm reads. */
export interface AlarmMetric {
  readonly id: string;
  /** The account it is in, where that is another one. */
  readonly account?: string;
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: Statistic;
  /** When given, only a series published in this unit is found. */
  readonly unit?: string;
}

/** A metric alarm as CloudWatch would create it: read, checked and with its defaults filled in. */
export interface MetricAlarmDefinition {
  /** One period for all metrics: CloudWatch allows no other. */
  readonly periodMinutes: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly limit: AlarmLimit;
  readonly missingData: MissingDataTreatment;
  /** Whether the state is kept while a percentile has too few samples to mean something. */
  readonly keepsStateOnFewSamples: boolean;
  readonly metrics: readonly AlarmMetric[];
  readonly expressions: ReadonlyMap<string, MetricMathNode>;
  /** Id of the metric or expression that is compared with the limit. */
  readonly returnedId: string;
  /** Minutes after it is created in which it is not evaluated. Absent: it is from the beginning. */
  readonly warmUpMinutes?: number;
}

/** Longest an alarm may look back: a week, or a day with a period below an hour. */
const LONGEST_RANGE_SECONDS = 604_800;
const LONGEST_SHORT_PERIOD_RANGE_SECONDS = 86_400;
const SHORT_PERIOD_SECONDS = 3_600;
const LONGEST_WARM_UP_MINUTES = 2_880;
const MOST_METRICS = 10;
const MOST_EXPRESSIONS = 10;
const ID = /^[a-z][A-Za-z0-9_]*$/;

/** The comparisons with a fixed threshold. */
export const COMPARISONS = ['GreaterThanThreshold', 'GreaterThanOrEqualToThreshold', 'LessThanThreshold', 'LessThanOrEqualToThreshold'] as const;
const BAND_COMPARISONS = ['GreaterThanUpperThreshold', 'LessThanLowerThreshold', 'LessThanLowerOrGreaterThanUpperThreshold'] as const;
/** What alarms can do where data are missing. */
export const TREATMENTS = ['missing', 'ignore', 'breaching', 'notBreaching'] as const;

/** Properties that stand in the alarm itself, or inside `Metrics`, never in both. */
const SINGLE_METRIC = ['Dimensions', 'ExtendedStatistic', 'MetricName', 'Namespace', 'Period', 'Statistic', 'Unit'];

/**
 * Reads the properties of an AWS::CloudWatch::Alarm whose intrinsic functions are already resolved. Limits and
 * defaults: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 *
 * @param accountId own account: metrics that name it are like those that name none
 * @param bands of anomaly detection, by name of the alarm
 * @throws NotSimulatedError for a property, statistic or period the simulator does not know, and for a band nobody stated
 * @throws ServiceError ValidationError for an alarm that PutMetricAlarm would refuse
 */
export function readMetricAlarmDefinition(
  name: string,
  properties: unknown,
  accountId?: string,
  bands: Readonly<Record<string, AnomalyBand>> = {},
): MetricAlarmDefinition {
  const alarm = AlarmProperties.of(`alarm ${name}`, properties);
  alarm.allow(CLOUDWATCH_RESOURCES['AWS::CloudWatch::Alarm']);
  refuseWallClock(alarm);
  const source = alarm.has('Metrics') ? readMetrics(alarm, accountId) : readSingleMetric(alarm);
  const evaluationPeriods = alarm.count('EvaluationPeriods');
  const datapointsToAlarm = alarm.has('DatapointsToAlarm') ? alarm.count('DatapointsToAlarm') : evaluationPeriods;
  if (datapointsToAlarm > evaluationPeriods) {
    alarm.refuse(`DatapointsToAlarm ${datapointsToAlarm} exceeds EvaluationPeriods ${evaluationPeriods}`);
  }
  checkRange(alarm, source.periodSeconds, evaluationPeriods);
  return {
    ...source,
    periodMinutes: source.periodSeconds / 60,
    evaluationPeriods,
    datapointsToAlarm,
    limit: alarm.has('ThresholdMetricId')
      ? readBandLimit(alarm, name, Object.hasOwn(bands, name) ? bands[name] : undefined)
      : { comparison: alarm.choice('ComparisonOperator', COMPARISONS), threshold: alarm.number('Threshold') },
    missingData: alarm.has('TreatMissingData') ? alarm.choice('TreatMissingData', TREATMENTS) : 'missing',
    keepsStateOnFewSamples: readsFewSamplesAsUnknown(alarm, source.metrics, evaluationPeriods),
    ...(alarm.has('WarmUpConfiguration') && { warmUpMinutes: readWarmUp(alarm.child('WarmUpConfiguration')) }),
  };
}

/**
 * How much data ends a warm-up that may end early, AWS does not say.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-warm-up.html
 */
function readWarmUp(warmUp: AlarmProperties): number {
  warmUp.allow(['OnlyStartEvaluatingAfterWarmUpPeriodEnds', 'WarmUpPeriodDurationInMinutes']);
  const minutes = warmUp.count('WarmUpPeriodDurationInMinutes');
  if (minutes > LONGEST_WARM_UP_MINUTES) warmUp.refuse(`WarmUpPeriodDurationInMinutes ${minutes} exceeds ${LONGEST_WARM_UP_MINUTES}`);
  const waits = warmUp.has('OnlyStartEvaluatingAfterWarmUpPeriodEnds') && warmUp.boolean('OnlyStartEvaluatingAfterWarmUpPeriodEnds');
  if (!waits) throw new NotSimulatedError('a warm-up that ends as soon as there is enough data', warmUp.where);
  return minutes;
}

/** CloudWatch learns the band by a model that is not published: it is the one that was stated, or nobody can tell. */
function readBandLimit(alarm: AlarmProperties, name: string, band: AnomalyBand | undefined): AlarmLimit {
  if (alarm.has('Threshold')) alarm.refuse('Threshold is not allowed beside ThresholdMetricId');
  const comparison = alarm.choice('ComparisonOperator', BAND_COMPARISONS);
  if (band === undefined) throw new NotSimulatedError('ThresholdMetricId without a band for the alarm in anomalyBands', alarm.where, { kind: 'band', name });
  return { comparison, band };
}

interface Source {
  readonly periodSeconds: number;
  readonly metrics: readonly AlarmMetric[];
  readonly expressions: ReadonlyMap<string, MetricMathNode>;
  readonly returnedId: string;
}

function readSingleMetric(alarm: AlarmProperties): Source {
  const basic = alarm.has('Statistic') ? alarm.choice('Statistic', BASIC_STATISTICS) : undefined;
  const extended = alarm.has('ExtendedStatistic') ? alarm.text('ExtendedStatistic') : undefined;
  if ((basic === undefined) === (extended === undefined)) alarm.refuse('exactly one of Statistic, ExtendedStatistic and Metrics is needed');
  if (BASIC_STATISTICS.some((name) => name === extended)) alarm.refuse(`ExtendedStatistic ${extended} belongs in Statistic`);
  const statistic = parseStatistic(basic ?? extended!, alarm.where);
  // The API page lists TC for single-metric alarms in its percent form only, other pages show it in both.
  if (statistic.kind === 'TC') throw new NotSimulatedError(`ExtendedStatistic ${extended}, documented for Metrics only`, alarm.where);
  return {
    periodSeconds: alarm.count('Period'),
    metrics: [{ id: 'm1', ...readIdentity(alarm), statistic, ...readUnit(alarm) }],
    expressions: new Map(),
    returnedId: 'm1',
  };
}

function readMetrics(alarm: AlarmProperties, accountId: string | undefined): Source {
  const misplaced = SINGLE_METRIC.find((key) => alarm.has(key));
  if (misplaced !== undefined) alarm.refuse(`${misplaced} is not allowed beside Metrics`);
  const entries = alarm.list('Metrics');
  const metrics: (AlarmMetric & { readonly periodSeconds: number })[] = [];
  const expressions = new Map<string, MetricMathNode>();
  const expressionPeriods: number[] = [];
  const returned: string[] = [];
  const ids = new Set<string>();
  const bandId = alarm.has('ThresholdMetricId') ? alarm.text('ThresholdMetricId') : undefined;

  for (const entry of entries) {
    entry.allow(['AccountId', 'Expression', 'Id', 'Label', 'MetricStat', 'Period', 'ReturnData']);
    const named = entry.has('AccountId') ? entry.text('AccountId') : accountId;
    if (named !== accountId && !entry.has('MetricStat')) throw new NotSimulatedError('an expression with the AccountId of another account', entry.where);
    const id = entry.text('Id');
    if (ids.has(id)) alarm.refuse(`Id ${id} is given twice`);
    if (!ID.test(id)) alarm.refuse(`Id ${id} is not a lower-case letter followed by letters, digits or _`);
    ids.add(id);
    if (entry.has('Expression') === entry.has('MetricStat')) alarm.refuse(`${id} needs exactly one of Expression and MetricStat`);
    if (id === bandId) {
      checkBand(entry);
      continue;
    }
    if (entry.has('MetricStat')) metrics.push({ id, ...(named !== accountId && { account: named! }), ...readMetricStat(entry.child('MetricStat')) });
    else expressions.set(id, readExpression(entry));
    if (entry.has('Period')) expressionPeriods.push(entry.count('Period'));
    // Absent means true: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html
    if (!entry.has('ReturnData') || entry.boolean('ReturnData')) returned.push(id);
  }

  if (bandId !== undefined && !ids.has(bandId)) alarm.refuse(`ThresholdMetricId ${bandId} is no Id of Metrics`);
  if (metrics.length > MOST_METRICS) alarm.refuse(`${metrics.length} metrics exceed the limit of ${MOST_METRICS}`);
  if (expressions.size > MOST_EXPRESSIONS) alarm.refuse(`${expressions.size} expressions exceed the limit of ${MOST_EXPRESSIONS}`);
  if (returned.length !== 1) alarm.refuse(`exactly one entry of Metrics must return data, received ${returned.join(', ') || 'none'}`);
  const periodSeconds = commonPeriod(alarm, [...metrics.map((metric) => metric.periodSeconds), ...expressionPeriods]);
  return { periodSeconds, metrics, expressions, returnedId: returned[0]! };
}

function readMetricStat(stat: AlarmProperties): Omit<AlarmMetric, 'id'> & { readonly periodSeconds: number } {
  stat.allow(['Metric', 'Period', 'Stat', 'Unit']);
  const metric = stat.child('Metric');
  metric.allow(['Dimensions', 'MetricName', 'Namespace']);
  return {
    ...readIdentity(metric),
    statistic: parseStatistic(stat.text('Stat'), stat.where),
    periodSeconds: stat.count('Period'),
    ...readUnit(stat),
  };
}

function readExpression(entry: AlarmProperties): MetricMathNode {
  const text = entry.text('Expression');
  if (/^\s*SELECT\b/i.test(text)) throw new NotSimulatedError('Metrics Insights query', entry.where);
  try {
    return parseMetricMath(text);
  } catch (error) {
    if (error instanceof MetricMathSyntaxError) entry.refuse(`expression ${text}: ${error.message}`);
    throw error;
  }
}

/** The band returns data, too: it is what the other entry that does is compared with. */
function checkBand(entry: AlarmProperties): void {
  const band = entry.has('Expression') ? readExpression(entry) : undefined;
  if (band?.kind !== 'call' || band.name !== 'ANOMALY_DETECTION_BAND') entry.refuse('ThresholdMetricId must name an ANOMALY_DETECTION_BAND');
}

function readIdentity(properties: AlarmProperties): Pick<AlarmMetric, 'namespace' | 'metricName' | 'dimensions'> {
  const dimensions: Record<string, string> = {};
  for (const dimension of properties.has('Dimensions') ? properties.list('Dimensions') : []) {
    dimension.allow(['Name', 'Value']);
    const name = dimension.text('Name');
    if (Object.hasOwn(dimensions, name)) properties.refuse(`dimension ${name} is given twice`);
    dimensions[name] = dimension.text('Value');
  }
  const refused = whyDimensionsRefused(dimensions);
  if (refused !== undefined) properties.refuse(refused);
  return { namespace: properties.text('Namespace'), metricName: properties.text('MetricName'), dimensions };
}

function readUnit(properties: AlarmProperties): { readonly unit?: string } {
  if (!properties.has('Unit')) return {};
  const unit = properties.text('Unit');
  const refused = whyUnitRefused(unit);
  return refused === undefined ? { unit } : properties.refuse(refused);
}

function commonPeriod(alarm: AlarmProperties, periods: readonly number[]): number {
  const different = [...new Set(periods)];
  if (different.length !== 1) alarm.refuse(`all metrics of an alarm need the same Period, received ${different.join(', ') || 'none'}`);
  return different[0]!;
}

function checkRange(alarm: AlarmProperties, periodSeconds: number, evaluationPeriods: number): void {
  if ([10, 20, 30].includes(periodSeconds)) throw new NotSimulatedError(`Period ${periodSeconds} below a minute`, alarm.where);
  if (periodSeconds % 60 !== 0) alarm.refuse(`Period ${periodSeconds} is neither 10, 20 or 30 nor a multiple of 60`);
  const range = periodSeconds * evaluationPeriods;
  const longest = periodSeconds < SHORT_PERIOD_SECONDS ? LONGEST_SHORT_PERIOD_RANGE_SECONDS : LONGEST_RANGE_SECONDS;
  if (range > longest) alarm.refuse(`Period ${periodSeconds} × EvaluationPeriods ${evaluationPeriods} = ${range} s exceeds ${longest} s`);
}

function refuseWallClock(alarm: AlarmProperties): void {
  if (!alarm.has('EvaluationWindow')) return;
  const window = alarm.child('EvaluationWindow');
  window.allow(['SlidingWindow']);
  if (window.has('SlidingWindow')) window.child('SlidingWindow').allow([]);
}

function readsFewSamplesAsUnknown(alarm: AlarmProperties, metrics: readonly AlarmMetric[], evaluationPeriods: number): boolean {
  if (!alarm.has('EvaluateLowSampleCountPercentile')) return false;
  const ignores = alarm.choice('EvaluateLowSampleCountPercentile', ['evaluate', 'ignore'] as const) === 'ignore';
  if (!ignores || !metrics.some(({ statistic }) => statistic.kind === 'percentile')) return false;
  // Nor is whose samples count when an expression joins several metrics.
  if (alarm.has('Metrics')) throw new NotSimulatedError('EvaluateLowSampleCountPercentile ignore with Metrics', alarm.where);
  // Which of several datapoints must have enough samples is not documented.
  if (evaluationPeriods > 1) throw new NotSimulatedError('EvaluateLowSampleCountPercentile ignore over several periods', alarm.where);
  return true;
}
