import { monthlyCost } from '../../lib/cost/monthly-cost';
import { PRICES } from '../../lib/cost/prices';
import { shippedEnvironment, shippedStacks } from '../helpers/shipped-assembly';

/** What is paid by the month for being there, counted in templates and in the bill. */
test.each(['dev', 'staging', 'prod'])('the bill of %s is of the alarms, composite alarms and keys that its templates have', (environment) => {
  const resources = shippedStacks(environment).flatMap((stack) => stack.resources);
  const metrics = resources
    .filter(({ type }) => type === 'AWS::CloudWatch::Alarm')
    .map(
      ({ properties }) =>
        (properties.Metrics as readonly { readonly MetricStat?: object }[] | undefined)?.filter(({ MetricStat: stat }) => stat !== undefined).length ?? 1,
    );
  const count = (type: string): number => resources.filter((resource) => resource.type === type).length;
  const { lines } = monthlyCost(shippedEnvironment(environment).plan);
  const billed = (rate: number): number => lines.filter((line) => line.rate === rate).reduce((sum, line) => sum + line.count, 0);
  expect({ metrics: billed(PRICES.alarmMetric.rate), composites: billed(PRICES.compositeAlarm.rate), keys: billed(PRICES.key.rate) }).toEqual({
    metrics: metrics.reduce((sum, each) => sum + each, 0),
    composites: count('AWS::CloudWatch::CompositeAlarm'),
    keys: count('AWS::KMS::Key'),
  });
});
