import { ServiceError, NotSimulatedError } from '../aws/errors';
import type { Problem } from '../problems/problem';
import { parseStatistic } from '../simulator/services/cloudwatch/statistic';
import { metricsProblem, type Found, type ReadRecordingOptions } from './metrics-file';
import { readAnswer } from './read-answer';
import { readTable } from './read-table';
import type { Recording } from './recording';
import { isRecording, parseRecording } from './recording-lines';

/** What a reader made of a file of metrics. */
export interface ReadRecording {
  /** Absent when the file cannot be read at all. */
  readonly recording?: Recording;
  readonly problems: readonly Problem[];
}

/**
 * Reads metrics from a recording of `day2 record`, from an answer of `aws cloudwatch get-metric-data`, or from a table in CSV,
 * by what the file begins with. Never throws for what is in it.
 */
export function readRecording(file: string, content: string, options: ReadRecordingOptions): ReadRecording {
  const { stretches, problems } = formatOf(content)(file, content, options);
  const readable = stretches.filter(({ statistic }) => isStatistic(statistic));
  if (readable.length > 0) return { recording: { name: file, stretches: readable }, problems };
  const nothing = metricsProblem(
    'BKT005',
    file,
    'nothing was recorded',
    'no value of a statistic that is simulated',
    'metrics of the alarms that are played',
    'record them with day2 record',
  );
  return { problems: problems.length > 0 ? problems : [nothing] };
}

function formatOf(content: string): (file: string, content: string, options: ReadRecordingOptions) => Found {
  if (!content.trimStart().startsWith('{')) return readTable;
  return isRecording(content) ? readLines : readAnswer;
}

function readLines(file: string, content: string): Found {
  const { stretches, wrong } = parseRecording(content);
  const allowed = 'a stretch of one statistic, as day2 record writes it';
  return {
    stretches,
    problems: wrong.map(({ line, why }) => metricsProblem('BKT002', file, 'a line of a recording is none', why, allowed, 'record it again', line)),
  };
}

/** Statistics that alarms cannot be played with are of no use to them. */
function isStatistic(text: string): boolean {
  try {
    parseStatistic(text);
    return true;
  } catch (error) {
    if (error instanceof ServiceError || error instanceof NotSimulatedError) return false;
    throw error;
  }
}
