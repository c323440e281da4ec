import type { OperationsPlan } from '../../plan/alarm-plan';
import type { Instant } from '../../time/time';
import type { Comparison } from '../comparison';
import type { Answer } from '../deployed-resources';
import type { Gap } from './finding';

/** When metrics last had data, as a live account answers it. */
export interface MetricActivity {
  /**
   * The newest datapoint of a metric that an account was asked for; undefined when it has none in the time that was looked at.
   *
   * @param metric as `identityOfMetric` prints it, pseudo parameters filled
   */
  newestDatapoint(region: string, metric: string): Answer<Instant | undefined>;
}

/** What every check of an account works with. */
export interface AccountCheck {
  readonly plan: OperationsPlan;
  /** The live account, and what could not be determined of it. */
  readonly comparison: Comparison;
  readonly activity: MetricActivity;
  readonly at: Instant;
  /** Notes something that is wrong. */
  readonly add: (gap: Gap) => void;
}
