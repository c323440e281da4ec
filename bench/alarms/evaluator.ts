/** The evaluator of metric alarms that is measured: of this checkout, or of another, so that the same bench meets both. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DEFAULT_ASSUMPTIONS } from '../../lib/simulator/core/assumptions';
import type { createMetricAlarm } from '../../lib/simulator/services/cloudwatch/metric-alarm-run';
import type { MetricStore } from '../../lib/simulator/services/cloudwatch/metric-store';
import type { DistributedSamples, SampleCounts } from '../../lib/simulator/services/cloudwatch/sample-counts';
import type { constantValue } from '../../lib/simulator/services/cloudwatch/value-distribution';

/** What the bench calls; it has been the same since the files below exist. */
export interface Evaluator {
  readonly DEFAULT_ASSUMPTIONS: typeof DEFAULT_ASSUMPTIONS;
  readonly createMetricAlarm: typeof createMetricAlarm;
  readonly MetricStore: typeof MetricStore;
  readonly DistributedSamples: typeof DistributedSamples;
  readonly SampleCounts: typeof SampleCounts;
  readonly constantValue: typeof constantValue;
}

const FILES = ['assumptions.ts', 'metric-alarm-run.ts', 'metric-store.ts', 'sample-counts.ts', 'value-distribution.ts'];

/**
 * Loads it. Files are found by name below `lib/simulator`, since they stood elsewhere in earlier revisions.
 *
 * @param checkout folder of a complete checkout
 * @throws Error when a file is not there exactly once
 */
export async function loadEvaluator(checkout: string): Promise<Evaluator> {
  const folder = join(checkout, 'lib', 'simulator');
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const modules = await Promise.all(
    FILES.map(async (file) => {
      const found = all.filter((each) => each === file || each.endsWith(`/${file}`));
      if (found.length !== 1) throw new Error(`${folder} has ${file} ${found.length} times`);
      return (await import(join(folder, found[0]!))) as object;
    }),
  );
  return Object.assign({}, ...modules) as Evaluator;
}
