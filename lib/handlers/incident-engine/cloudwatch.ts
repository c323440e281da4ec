import { DescribeAlarmsCommand, PutMetricDataCommand, type DescribeAlarmsCommandInput } from '@aws-sdk/client-cloudwatch';
import { ENGINE_NAMESPACE } from '../../incident/lifecycle/engine-policy';
import type { SignalState } from '../../incident/lifecycle/incident-event';
import type { AlarmReader, AlarmStatus, MetricPublisher } from '../../incident/use-cases/ports';
import type { CloudWatchPort } from './clients';

/** Most alarms of one answer. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
const MAX_RECORDS = 100;

/** Alarms as CloudWatch has them. */
export function alarmReader(cloudWatch: (region: string) => CloudWatchPort): AlarmReader {
  return {
    read: async (region, selection) => {
      if (!('names' in selection)) return describeAlarms(cloudWatch(region), { AlarmNamePrefix: selection.namePrefix, StateValue: selection.state });
      const found: AlarmStatus[] = [];
      for (let start = 0; start < selection.names.length; start += MAX_RECORDS) {
        found.push(...(await describeAlarms(cloudWatch(region), { AlarmNames: selection.names.slice(start, start + MAX_RECORDS) })));
      }
      return found;
    },
  };
}

async function describeAlarms(cloudWatch: CloudWatchPort, which: DescribeAlarmsCommandInput): Promise<AlarmStatus[]> {
  const found: AlarmStatus[] = [];
  let next: string | undefined;
  do {
    const page = await cloudWatch.send(
      new DescribeAlarmsCommand({
        ...which,
        AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
        MaxRecords: MAX_RECORDS,
        ...(next !== undefined && { NextToken: next }),
      }),
    );
    for (const alarm of [...(page.MetricAlarms ?? []), ...(page.CompositeAlarms ?? [])]) {
      const transitionAt = (alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp)?.getTime();
      found.push({
        name: alarm.AlarmName ?? '',
        state: (alarm.StateValue ?? 'INSUFFICIENT_DATA') as SignalState,
        ...(transitionAt !== undefined && { transitionAt }),
        reason: alarm.StateReason ?? '',
        isSuppressed: 'ActionsSuppressedBy' in alarm && alarm.ActionsSuppressedBy !== undefined,
      });
    }
    next = page.NextToken;
  } while (next !== undefined);
  return found;
}

/** Metrics of the engine, published in CloudWatch. */
export function metricPublisher(cloudWatch: (region: string) => CloudWatchPort): MetricPublisher {
  return {
    publish: async (region, values) => {
      const MetricData = values.map(({ name, dimensions, at, value, unit }) => ({
        MetricName: name,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
        Timestamp: new Date(at),
        Value: value,
        Unit: unit,
      }));
      await cloudWatch(region).send(new PutMetricDataCommand({ Namespace: ENGINE_NAMESPACE, MetricData }));
    },
  };
}
