import { parseJsonText } from '../aws/cloudformation/json-text';
import type { Problem } from '../problems/problem';
import { listOf, propertyOf, textOf } from '../problems/untyped';
import { MINUTE_MS } from '../time/time';
import { metricsProblem, type Found, type ReadRecordingOptions } from './metrics-file';
import type { RecordedStretch } from './recording';
import { stretchOfPoints, type Point } from './stretch-of-points';

/**
 * Reads an answer of GetMetricData as the AWS CLI prints it. It has ids, times and values; what the ids stand for is in the
 * request. What was asked for is taken from the request, too: a bucket of it without a value had none.
 */
export function readAnswer(file: string, content: string, { region, queries }: ReadRecordingOptions): Found {
  const answer = parseJsonText(content);
  const results = listOf(answer, 'MetricDataResults');
  if (results.length === 0) {
    const allowed = 'a recording of day2 record, an answer of aws cloudwatch get-metric-data, or a table in CSV';
    return {
      stretches: [],
      problems: [metricsProblem('BKT001', file, 'the file is none of metrics', 'JSON without MetricDataResults', allowed, 'name another file')],
    };
  }
  const request = queries === undefined ? undefined : parseJsonText(queries.content);
  const asked = Array.isArray(request) ? request : listOf(request, 'MetricDataQueries');
  const span = spanOf(request) ?? spanOfResults(results);
  const problems: Problem[] = [];
  const stretches = results.flatMap((result): RecordedStretch[] => {
    const id = textOf(result, 'Id') ?? '?';
    const query = asked.find((each) => textOf(each, 'Id') === id);
    if (query === undefined) {
      const from = queries === undefined ? 'no request' : `a request without it (${queries.file})`;
      problems.push(
        metricsProblem(
          'BKT003',
          file,
          `nothing says which metric ${id} is`,
          from,
          'the request the answer belongs to',
          'give the file of the queries with --queries',
        ),
      );
      return [];
    }
    const stat = propertyOf(query, 'MetricStat');
    // A result of an expression is nothing an alarm could read; its metrics are.
    if (stat === undefined) return [];
    const metric = propertyOf(stat, 'Metric');
    const periodSeconds = propertyOf(stat, 'Period');
    if (typeof periodSeconds !== 'number' || periodSeconds % 60 !== 0) {
      problems.push(
        metricsProblem('BKT003', file, `the period of ${id} is none of an alarm`, String(periodSeconds), 'a multiple of 60 seconds', 'ask for another period'),
      );
      return [];
    }
    const unit = textOf(stat, 'Unit');
    const account = textOf(query, 'AccountId');
    return [
      stretchOfPoints(
        {
          metric: {
            ...(account !== undefined && { account }),
            region,
            namespace: textOf(metric, 'Namespace') ?? '',
            metricName: textOf(metric, 'MetricName') ?? '',
            dimensions: Object.fromEntries(listOf(metric, 'Dimensions').map((each) => [textOf(each, 'Name') ?? '', textOf(each, 'Value') ?? ''])),
          },
          statistic: textOf(stat, 'Stat') ?? '',
          ...(unit !== undefined && { unit }),
          periodMinutes: periodSeconds / 60,
        },
        pointsOf(result),
        span,
      ),
    ];
  });
  return { stretches, problems };
}

function pointsOf(result: unknown): Point[] {
  const values = listOf(result, 'Values');
  return listOf(result, 'Timestamps').flatMap((timestamp, index) => {
    const value = values[index];
    const minute = minuteOf(timestamp);
    return minute === undefined || typeof value !== 'number' ? [] : [{ minute, value }];
  });
}

function spanOf(request: unknown): { readonly fromMinute: number; readonly toMinute: number } | undefined {
  const fromMinute = minuteOf(propertyOf(request, 'StartTime'));
  const toMinute = minuteOf(propertyOf(request, 'EndTime'));
  return fromMinute === undefined || toMinute === undefined ? undefined : { fromMinute, toMinute };
}

/** What was asked for is not known: from the first value of any metric to the last one. */
function spanOfResults(results: readonly unknown[]): { readonly fromMinute: number; readonly toMinute: number } {
  const minutes = results.flatMap((result) => pointsOf(result).map(({ minute }) => minute));
  return {
    fromMinute: minutes.reduce((first, minute) => Math.min(first, minute), Infinity),
    toMinute: minutes.reduce((last, minute) => Math.max(last, minute + 1), -Infinity),
  };
}

/** Of a text in ISO 8601, or of seconds since the epoch, as the CLI prints and takes times. */
function minuteOf(time: unknown): number | undefined {
  const instant = typeof time === 'number' ? time * 1_000 : typeof time === 'string' ? Date.parse(time) : NaN;
  return Number.isNaN(instant) ? undefined : Math.floor(instant / MINUTE_MS);
}
