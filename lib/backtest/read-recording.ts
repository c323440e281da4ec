import { ServiceError, NotSimulatedError } from '../aws/errors';
import type { Problem } from '../problems/problem';
import { propertyOf } from '../problems/untyped';
import { parseStatistic } from '../simulator/services/cloudwatch/statistic';
import { metricsProblem, type Found, type ReadRecordingOptions } from './metrics-file';
import { readAnswer } from './read-answer';
import { readTable } from './read-table';
import type { RecordedStretch, Recording } from './recording';
import { parseStretch, RECORDING_FORMAT } from './recording-lines';

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
  const readable = stretches.flatMap((stretch) => (isStatistic(stretch.statistic) ? [stretch] : []));
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
  const start = content.trimStart();
  if (!start.startsWith('{')) return readTable;
  return start.slice(0, start.indexOf('\n') + 1).includes(RECORDING_FORMAT) || isHeader(start) ? readLines : readAnswer;
}

/** A recording that holds nothing yet has one line. */
function isHeader(text: string): boolean {
  try {
    return propertyOf(JSON.parse(text), 'format') === RECORDING_FORMAT;
  } catch {
    return false;
  }
}

/** A last line that broke off is left out: the recording was interrupted there. */
function readLines(file: string, content: string): Found {
  const lines = content.split('\n');
  const whole = lines.slice(1, -1);
  const stretches: RecordedStretch[] = [];
  const problems: Problem[] = [];
  whole.forEach((line, index) => {
    if (line.trim() === '') return;
    const stretch = parseStretch(line);
    if (typeof stretch !== 'string') stretches.push(stretch);
    else
      problems.push(
        metricsProblem(
          'BKT002',
          file,
          'a line of a recording is none',
          stretch,
          'a stretch of one statistic, as day2 record writes it',
          'record it again',
          index + 2,
        ),
      );
  });
  return { stretches, problems };
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
