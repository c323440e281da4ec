import { type Instant, MINUTE_MS } from '../../../time/time';
import type { AnomalyBand } from '../../core/anomaly-band';
import type { AlarmState, EvaluatedDatapoint } from './metric-alarm';
import type { AlarmLimit, MetricAlarmDefinition, ThresholdComparison } from './metric-alarm-definition';
import { edgeAt, edgesOf } from './threshold';

const COMPARISON_WORDS: Readonly<Record<ThresholdComparison, string>> = {
  GreaterThanThreshold: 'greater than',
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
};

/** Datapoints written out in a reason; an alarm over 1,440 of them would not fit the 1,023 characters of the API. */
const MOST_LISTED = 5;

/**
 * The datapoints an evaluation judged, newest first: the newest `evaluationPeriods` that exist, or all of the range
 * and as many of the newest gaps as are missing to that number.
 * @param values of the buckets of the range, newest first, NaN for a gap
 * @param newestStartMinute start of the newest bucket, in minutes since the epoch
 */
export function judgedDatapoints(
  values: ArrayLike<number>,
  newestStartMinute: number,
  { evaluationPeriods, periodMinutes }: Pick<MetricAlarmDefinition, 'evaluationPeriods' | 'periodMinutes'>,
): EvaluatedDatapoint[] {
  const real = Array.from(values).filter((value) => !Number.isNaN(value)).length;
  let gaps = Math.max(0, evaluationPeriods - real);
  const judged: EvaluatedDatapoint[] = [];
  for (let index = 0; index < values.length && judged.length < evaluationPeriods; index += 1) {
    const timestamp = (newestStartMinute - index * periodMinutes) * MINUTE_MS;
    const value = values[index]!;
    if (!Number.isNaN(value)) judged.push({ timestamp, value });
    else if (gaps-- > 0) judged.push({ timestamp });
  }
  return judged;
}

/** The edges of a band that count, at the datapoints that have a value. */
export function edgesAtDatapoints(limit: Extract<AlarmLimit, { readonly band: AnomalyBand }>, datapoints: readonly EvaluatedDatapoint[]): Partial<AnomalyBand> {
  const { lower, upper } = edgesOf(limit.comparison, limit.band);
  const at = (edge: readonly number[]) => datapoints.flatMap(({ timestamp, value }) => (value === undefined ? [] : edgeAt(edge, timestamp / MINUTE_MS)));
  return { ...(lower && { lower: at(lower) }), ...(upper && { upper: at(upper) }) };
}

/**
 * The sentence CloudWatch gives for a state; wording after the samples in
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
 * @param datapoints those judged, newest first
 * @param breaches whether the value of a bucket breaches, by its start
 */
export function stateReason(
  definition: MetricAlarmDefinition,
  state: AlarmState,
  datapoints: readonly EvaluatedDatapoint[],
  breaches: (value: number, timestamp: Instant) => boolean,
): string {
  const { evaluationPeriods, datapointsToAlarm, limit, missingData } = definition;
  if (state === 'INSUFFICIENT_DATA') return `Insufficient Data: ${counted(evaluationPeriods, 'datapoint')} ${were(evaluationPeriods)} unknown.`;

  const real = datapoints.filter((point): point is Required<EvaluatedDatapoint> => point.value !== undefined);
  const gaps = evaluationPeriods - real.length;
  const isFilled = gaps > 0 && (missingData === 'breaching' || missingData === 'notBreaching');
  const filled = isFilled
    ? ` and ${counted(gaps, 'missing datapoint')} ${were(gaps)} treated as [${missingData === 'breaching' ? 'Breaching' : 'NonBreaching'}]`
    : '';
  if (real.length === 0) return `Threshold Crossed: no datapoints were received for ${counted(evaluationPeriods, 'period')}${filled}.`;

  const isAlarm = state === 'ALARM';
  const proof = real.filter(({ value, timestamp }) => breaches(value, timestamp) === isAlarm);
  const shown = proof.slice(0, MOST_LISTED);
  const listed = shown.map(({ timestamp, value }) => `${doubleText(value)} (${shortDate(timestamp)})`);
  const needed = isAlarm ? datapointsToAlarm : evaluationPeriods - datapointsToAlarm + 1;
  return (
    `Threshold${'band' in limit ? 's' : ''} Crossed: ${proof.length} out of the last ${evaluationPeriods} datapoints [${listed.join(', ')}] ` +
    `${were(proof.length)} ${comparisonText(limit, shown, isAlarm ? '' : 'not ')}${filled} ` +
    `(minimum ${counted(needed, 'datapoint')} for ${isAlarm ? 'OK -> ALARM' : 'ALARM -> OK'} transition).`
  );
}

/** AWS writes "not … or not …" of what lies within both edges. */
function comparisonText(limit: AlarmLimit, shown: readonly EvaluatedDatapoint[], not: string): string {
  if ('threshold' in limit) return `${not}${COMPARISON_WORDS[limit.comparison]} the threshold (${doubleText(limit.threshold)})`;
  const { lower, upper } = edgesAtDatapoints(limit, shown);
  const below = lower && `${not}less than the lower thresholds [${lower.map(doubleText).join(', ')}]`;
  const above = upper && `${not}greater than the upper thresholds [${upper.map(doubleText).join(', ')}]`;
  return [below, above].filter((text) => text !== undefined).join(' or ');
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function were(count: number): string {
  return count === 1 ? 'was' : 'were';
}

/** `19/03/26 17:04:00`, UTC. */
function shortDate(instant: Instant): string {
  const text = new Date(instant).toISOString();
  return `${text.slice(8, 10)}/${text.slice(5, 7)}/${text.slice(2, 4)} ${text.slice(11, 19)}`;
}

/** A number as Java prints a double, which is how CloudWatch does it: `1.0`, `0.0144`, `1.0E-4`. */
function doubleText(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e7)) {
    const [mantissa, exponent] = value.toExponential().split('e') as [string, string];
    return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${Number(exponent)}`;
  }
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}
