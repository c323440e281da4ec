/** What the readers of files of metrics have in common. */

import type { BacktestCode } from '../problems/catalogue/backtests';
import type { Problem } from '../problems/problem';
import type { RecordedStretch } from './recording';

/** What a file does not say itself. */
export interface ReadRecordingOptions {
  /** Region of metrics that name none. */
  readonly region: string;
  /** The request whose answer the file is: `--cli-input-json`, or its `MetricDataQueries`. Text of JSON. */
  readonly queries?: { readonly file: string; readonly content: string };
}

/** What a reader of one format found. */
export type Found = { readonly stretches: readonly RecordedStretch[]; readonly problems: readonly Problem[] };

/** One problem of a file of metrics. */
export function metricsProblem(code: BacktestCode, file: string, what: string, received: string, allowed: string, change: string, line?: number): Problem {
  return { code, level: 'error', where: { file, ...(line !== undefined && { line }) }, what, received, allowed, change };
}
