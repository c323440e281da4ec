import { knownProperties } from '../aws/assembly/known-properties';
import type { LoadedResource, LoadedStack } from '../aws/assembly/loaded-stack';
import { ServiceError } from '../aws/errors';
import type { AnomalyBand } from '../simulator/core/anomaly-band';
import { NotSimulatedParts, type NotSimulatedPart } from '../simulator/core/not-simulated';
import { DISPENSABLE_OF_ALARMS } from '../simulator/services/cloudwatch/alarm';
import { readMetricAlarmDefinition } from '../simulator/services/cloudwatch/metric-alarm-definition';
import { readQueryAlarmDefinition } from '../simulator/services/cloudwatch/query-alarm-definition';
import { neededByQueryAlarm, QUERY_ALARMS } from './alarms-on-queries';
import { keyOfNeeded, neededByAlarm, type NeededStatistic } from './needed-statistics';

/**
 * What the metric alarms of templates need, each once and by alarm, and the alarms that cannot be read.
 *
 * @param bands of anomaly detection, by name of the alarm: without its band an alarm cannot be read
 * @param withQueries whether alarms on queries, too, need their results, which can be stated and never recorded
 */
export function neededByTemplate(
  stacks: readonly LoadedStack[],
  bands: Readonly<Record<string, AnomalyBand>> = {},
  withQueries = false,
): {
  readonly needed: readonly NeededStatistic[];
  readonly byAlarm: ReadonlyMap<LoadedResource, readonly NeededStatistic[]>;
  readonly notRead: readonly NotSimulatedPart[];
} {
  const needed = new Map<string, NeededStatistic>();
  const byAlarm = new Map<LoadedResource, readonly NeededStatistic[]>();
  const notRead = new NotSimulatedParts();
  for (const stack of stacks) {
    for (const resource of stack.resources) {
      if (resource.type !== 'AWS::CloudWatch::Alarm' && !(withQueries && QUERY_ALARMS.has(resource.type))) continue;
      notRead.attempt(resource, () => {
        const { properties } = knownProperties(resource, DISPENSABLE_OF_ALARMS);
        try {
          const { ref: name, region, type } = resource;
          const isOnQuery = withQueries && readQueryAlarmDefinition(type, name, properties) !== undefined;
          const ofAlarm = isOnQuery
            ? neededByQueryAlarm(region, name)
            : neededByAlarm(readMetricAlarmDefinition(name, properties, stack.account, bands), region);
          byAlarm.set(resource, ofAlarm);
          for (const each of ofAlarm) needed.set(keyOfNeeded(each), each);
        } catch (error) {
          if (!(error instanceof ServiceError)) throw error;
          notRead.add(resource, error.message);
        }
      });
    }
  }
  return { needed: [...needed.values()], byAlarm, notRead: notRead.parts };
}
