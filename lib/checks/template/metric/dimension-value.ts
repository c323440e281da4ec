import type { PropertyNode } from '../../../aws/assembly/property-node';
import { CannotTellError } from '../../../aws/errors';
import { faultOfDimensionValue } from '../../../aws/metrics/dimension-values';
import type { ResourceCheck } from '../template-check';
import { ALARMS_ON_METRICS, watchedMetrics } from './watched-metrics';

/** Values of dimensions have the form in which AWS publishes them: not an ARN for a name, not a name for an ARN. */
export const dimensionValue: ResourceCheck = {
  code: 'ALM024',
  requirement: 'values of dimensions have the form in which AWS publishes them: not an ARN or URL for a name, not a name for an ARN',
  why: 'CloudWatch takes the alarm, which never sees any data and never goes off',
  source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html',
  appliesTo: ALARMS_ON_METRICS,
  *check(alarm) {
    for (const { namespace, dimensions } of watchedMetrics(alarm)) {
      for (const dimension of dimensions.list()) {
        const name = dimension.at('Name').text();
        const value = dimension.at('Value');
        const fault = faultOfDimensionValue(namespace.text(), name, value.text());
        if (fault === undefined) continue;
        refuseStandIn(value);
        yield { at: value, what: `no metric of ${namespace.text()} has this value of ${name}`, received: value.shown, ...fault };
      }
    }
  },
};

/** What Ref gives for a type that day2 does not know looks like a name, and may be an ARN. */
function refuseStandIn(value: PropertyNode): void {
  if (/^[^:/]+-SIMULATED$/.test(value.text())) throw new CannotTellError(value.path, 'day2 does not know what this resource is called');
}
