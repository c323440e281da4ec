import type { ProblemCatalogue } from '../problem-catalogue';

/** Everything that can keep recorded metrics from being played through alarms. */
export const BACKTEST_PROBLEMS = {
  BKT001: { meaning: 'a file of metrics cannot be read' },
  BKT002: { meaning: 'a line of a recording is none' },
  BKT003: { meaning: 'an answer of GetMetricData does not say which metrics it holds' },
  BKT004: { meaning: 'a table of metrics lacks a column, or a value of it is none' },
  BKT005: { meaning: 'nothing was recorded' },
  BKT006: { meaning: 'no alarm of the template reads metrics that were recorded' },
  BKT007: { meaning: 'a recording cannot be written' },
  WIF001: { meaning: 'no alarm of the templates reads the metric that a question is about' },
  WIF002: { meaning: 'a band of anomaly detection is stated for an alarm that no template has' },
} as const satisfies ProblemCatalogue;

/** A code of {@link BACKTEST_PROBLEMS}. */
export type BacktestCode = keyof typeof BACKTEST_PROBLEMS;
