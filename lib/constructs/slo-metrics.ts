import { Duration } from 'aws-cdk-lib';
import type { IMetric, MathExpressionOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { ObjectiveAlarmsPlan } from '../plan/alarm-plan';
import { errorRatio } from '../plan/burn-window';
import { allowedBadFraction } from '../slo/burn-rate';
import { formatNumber, type MathStep, type Sli } from '../slo/sli/sli';
import { renderExpression } from './render-alarms';

/** How a metric of an objective is shown. */
export interface SloMetricOptions extends Pick<MathExpressionOptions, 'label' | 'color'> {
  /**
   * What each datapoint is counted over. Events add up over any period; a period-based indicator knows only its own.
   *
   * @default - 5 minutes; of a period-based indicator its period
   */
  readonly period?: Duration;
}

/** What can be shown of an objective. */
export type SloMetric = 'bad' | 'good' | 'total' | 'error ratio' | 'burn rate';

/** Five minutes: what a metric of the CDK has by default. */
const DEFAULT_PERIOD = Duration.minutes(5);

/**
 * A metric of an objective for dashboards and alarms of an app's own: the same metric math as in its alarms.
 *
 * @param scope whose stack has the metrics
 * @throws RangeError for a period that the indicator does not have
 */
export function sloMetric(
  scope: Construct,
  { name, objective }: Pick<ObjectiveAlarmsPlan, 'name' | 'objective'>,
  shown: SloMetric,
  options: SloMetricOptions = {},
): IMetric {
  const { sli, targetPercent } = objective;
  const burnRate = { id: 'burnrate', expression: `ratio / ${formatNumber(allowedBadFraction(targetPercent))}` };
  const ratio = errorRatio('total > 0');
  const counted = countedSteps(sli);
  const steps: Readonly<Record<SloMetric, readonly MathStep[]>> = {
    bad: counted.slice(0, counted.findIndex(({ id }) => id === 'bad') + 1),
    total: counted,
    good: [...counted, { id: 'good', expression: 'total - bad' }],
    'error ratio': [...counted, ratio],
    'burn rate': [...counted, ratio, burnRate],
  };
  const { label = `${name} ${shown}`, color } = options;
  const periodSeconds = periodOf(sli, name, options.period).toSeconds();
  const metric = renderExpression({ name, metrics: sli.metrics, steps: steps[shown], periodSeconds }, scope);
  return metric.with({ label, ...(color !== undefined && { color }) });
}

/** Steps whose last are `bad` and `total`: a period is one event of a period-based indicator. */
function countedSteps(sli: Sli): readonly MathStep[] {
  return sli.kind === 'events' ? sli.steps : [...sli.steps, { id: 'total', expression: 'IF(bad >= 0, 1, 1)' }];
}

function periodOf(sli: Sli, name: string, period: Duration | undefined): Duration {
  if (sli.kind === 'events') return period ?? DEFAULT_PERIOD;
  const own = Duration.minutes(sli.sliceMinutes);
  if (period === undefined || period.toSeconds() === own.toSeconds()) return own;
  throw new RangeError(`period is ${period.toHumanString()}: allowed is ${own.toHumanString()}, the period of ${name}, which is good or bad as a whole`);
}
