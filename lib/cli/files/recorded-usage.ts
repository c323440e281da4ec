import { ProblemsError, type Problem } from '../../problems/problem';
import { isMap, listOf } from '../../problems/untyped';
import type { UsageResult } from '../account/read-usage';
import { readText } from './read-text';

const ALLOWED = 'what `aws cloudwatch get-metric-data` printed as JSON: an object with MetricDataResults';

/**
 * Results of `aws cloudwatch get-metric-data` that somebody recorded.
 *
 * @throws ProblemsError MET001 when the file is none
 */
export function readRecordedUsage(file: string): readonly UsageResult[] {
  const value = parseJson(
    readText(file, (reason) => notRecorded(file, reason)),
    file,
  );
  if (!isMap(value) || !Array.isArray(value['MetricDataResults'])) throw new ProblemsError([notRecorded(file, 'JSON without a list MetricDataResults')]);
  return listOf(value, 'MetricDataResults').map((result, index) => {
    if (isResult(result)) return result;
    throw new ProblemsError([notRecorded(file, `MetricDataResults[${index}] is no result with Id, Timestamps and Values`)]);
  });
}

function isResult(value: unknown): value is UsageResult {
  if (!isMap(value)) return false;
  const { Id: id, Timestamps: times, Values: values } = value;
  return typeof id === 'string' && areAll(times, 'string') && areAll(values, 'number') && times.length === values.length;
}

function areAll(values: unknown, type: 'string' | 'number'): values is readonly unknown[] {
  return Array.isArray(values) && values.every((value) => typeof value === type);
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ProblemsError([notRecorded(file, 'no JSON')]);
  }
}

function notRecorded(file: string, received: string): Problem {
  return {
    code: 'MET001',
    level: 'error',
    where: { file },
    what: 'these are no recorded metrics',
    received,
    allowed: ALLOWED,
    change: 'record them anew: day2 capacity --queries prints what to ask for',
  };
}
