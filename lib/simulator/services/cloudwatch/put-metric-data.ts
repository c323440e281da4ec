import { NotSimulatedError, ServiceError } from '../../../aws/errors';
import { MINUTE_MS, MINUTES_PER_DAY, MINUTES_PER_HOUR, SECOND_MS, type Instant } from '../../../time/time';
import type { CallInput } from '../../core/service';
import { allow, objectOf, readDimensions, readUnit, textOf } from './metric-queries';
import type { MetricIdentity, MetricStore } from './metric-store';

/** Limits of one request. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
const MAX_METRICS = 1_000;
const MAX_VALUES = 150;
/** Of the body of a request. */
const MAX_BYTES = 1_000_000;
const OLDEST_MS = 14 * MINUTES_PER_DAY * MINUTE_MS;
const NEWEST_MS = 2 * MINUTES_PER_HOUR * MINUTE_MS;
/** Data older than this can take hours or days to show, AWS says, and no more. */
const PROMPT_MS = 3 * MINUTES_PER_HOUR * MINUTE_MS;

interface Datum {
  readonly metric: MetricIdentity;
  readonly unit: string;
  readonly minute: number;
  readonly samples: readonly { readonly value: number; readonly count: number }[];
}

/**
 * Publishes the datapoints of a request, all or none, and returns the metrics they belong to. Several values of one
 * minute add up, as one publisher's samples do.
 *
 * @throws ServiceError InvalidParameterValue, InvalidParameterCombination, MissingParameter
 * @throws NotSimulatedError for statistic sets, entities, a resolution below a minute, a request of more than 1 MB, and data
 *   that is more than three hours old, as nobody can tell when it shows
 */
export function putMetricData(store: MetricStore, input: CallInput, region: string, now: Instant): MetricIdentity[] {
  const namespace = textOf(input, 'Namespace');
  if (namespace.startsWith('AWS/')) throw refused('The value AWS/ for parameter Namespace is invalid.');
  const { MetricData: given } = input;
  if (!Array.isArray(given) || given.length === 0) throw new ServiceError('MissingParameter', 'The parameter MetricData is required.');
  if (given.length > MAX_METRICS) throw refused(`MetricData has ${given.length} entries, at most ${MAX_METRICS} are allowed`);
  // Clients compress requests of this size, and nobody can tell to how much.
  if (Buffer.byteLength(JSON.stringify(input)) > MAX_BYTES) throw new NotSimulatedError('cloudwatch:PutMetricData of more than 1 MB before compression');
  const data = given.map((datum) => readDatum(objectOf(datum), { region, namespace }, now));
  for (const { metric, unit, minute, samples } of data) {
    for (const { value, count } of samples) store.putDatapoint(metric, minute, value, count, unit);
  }
  return data.map(({ metric }) => metric);
}

function readDatum(given: Readonly<Record<string, unknown>>, location: Pick<MetricIdentity, 'region' | 'namespace'>, now: Instant): Datum {
  const metricName = textOf(given, 'MetricName');
  allow(given, ['Counts', 'Dimensions', 'MetricName', 'StorageResolution', 'Timestamp', 'Unit', 'Value', 'Values'], `metric ${metricName}`);
  if (given.StorageResolution !== undefined && given.StorageResolution !== 60) throw new NotSimulatedError('StorageResolution below a minute', metricName);
  return {
    metric: { ...location, metricName, dimensions: readDimensions(given.Dimensions, metricName, refused) },
    unit: given.Unit === undefined ? 'None' : readUnit(given, refused),
    minute: Math.floor(readTimestamp(given.Timestamp, now, metricName) / MINUTE_MS),
    samples: readSamples(given, metricName),
  };
}

/** Without a timestamp a value belongs to the second it was received in. */
function readTimestamp(given: unknown, now: Instant, metricName: string): Instant {
  if (given === undefined) return now - (now % SECOND_MS);
  const instant = given instanceof Date ? given.getTime() : NaN;
  if (Number.isNaN(instant)) throw refused(`Timestamp of ${metricName} is not a date`);
  if (instant < now - OLDEST_MS || instant > now + NEWEST_MS) {
    throw refused(`Timestamp of ${metricName} must be at most two weeks in the past and two hours in the future`);
  }
  if (instant < now - PROMPT_MS) throw new NotSimulatedError('cloudwatch:PutMetricData of data more than three hours old', metricName);
  return instant;
}

function readSamples({ Value: value, Values: values, Counts: counts }: Readonly<Record<string, unknown>>, metricName: string): Datum['samples'] {
  if ((value === undefined) === (values === undefined)) {
    throw new ServiceError('InvalidParameterCombination', `exactly one of Value and Values must be given for ${metricName}`);
  }
  if (value !== undefined) return [{ value: finite(value, metricName), count: 1 }];
  if (!Array.isArray(values) || values.length === 0 || values.length > MAX_VALUES)
    throw refused(`Values of ${metricName} must have 1 to ${MAX_VALUES} numbers`);
  if (counts !== undefined && (!Array.isArray(counts) || counts.length !== values.length)) throw refused(`Counts of ${metricName} must be as many as Values`);
  return values.map((each, index) => {
    const count = counts === undefined ? 1 : finite((counts as unknown[])[index], metricName);
    if (!(count > 0)) throw refused(`Counts of ${metricName} must be positive`);
    return { value: finite(each, metricName), count };
  });
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html */
const LARGEST = 2 ** 360;

function finite(value: unknown, metricName: string): number {
  if (typeof value === 'number' && Math.abs(value) <= LARGEST) return value;
  throw refused(`a value of ${metricName} must be a number from -2^360 to 2^360, received ${String(value)}`);
}

function refused(message: string): ServiceError {
  return new ServiceError('InvalidParameterValue', message);
}
