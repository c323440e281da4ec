import { knownProperties } from '../aws/assembly/known-properties';
import type { LoadedResource, LoadedStack } from '../aws/assembly/loaded-stack';
import { ServiceError } from '../aws/errors';
import type { AnomalyBand } from '../simulator/core/anomaly-band';
import { NotSimulatedParts, type NotSimulatedPart } from '../simulator/core/not-simulated';
import { DISPENSABLE_OF_ALARMS } from '../simulator/services/cloudwatch/alarm';
import { readMetricAlarmDefinition } from '../simulator/services/cloudwatch/metric-alarm-definition';
import { keyOfNeeded, neededByAlarm, type NeededStatistic } from './needed-statistics';

/**
 * What the metric alarms of templates need, each once and by alarm, and the alarms that cannot be read.
 *
 * @param bands of anomaly detection, by name of the alarm: without its band an alarm cannot be read
 */
export function neededByTemplate(
  stacks: readonly LoadedStack[],
  bands: Readonly<Record<string, AnomalyBand>> = {},
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
      if (resource.type !== 'AWS::CloudWatch::Alarm') continue;
      notRead.attempt(resource, () => {
        const { properties } = knownProperties(resource, DISPENSABLE_OF_ALARMS);
        try {
          const definition = readMetricAlarmDefinition(resource.ref, properties, stack.account, bands);
          const ofAlarm = neededByAlarm(definition, resource.region);
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
