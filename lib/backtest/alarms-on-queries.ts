import type { MetricAlarmRun } from '../simulator/services/cloudwatch/metric-alarm';
import { createMetricAlarm, type MetricAlarmInput } from '../simulator/services/cloudwatch/metric-alarm-run';
import { LOG_ALARM, queryResult, readQueryAlarmDefinition, type QueryAlarmDefinition } from '../simulator/services/cloudwatch/query-alarm-definition';
import { createQueryAlarm } from '../simulator/services/cloudwatch/query-alarm-run';
import type { NeededStatistic } from './needed-statistics';

/** Alarms on queries that are played with results that somebody states. PromQL alarms are of the type of metric alarms. */
export const QUERY_ALARMS: ReadonlySet<string> = new Set([LOG_ALARM]);

/** Makes an alarm on metrics or on the results of a query, whichever it is. */
export function createPlayedAlarm(input: MetricAlarmInput): MetricAlarmRun {
  const onQuery = readQueryAlarmDefinition(input.type ?? '', input.name, input.properties);
  return onQuery === undefined ? createMetricAlarm(input) : createQueryAlarm(input, onQuery);
}

/** How far an evaluation looks back, minutes. */
export function rangeMinutesOfQuery(definition: QueryAlarmDefinition): number {
  return definition.kind === 'logs' ? definition.intervalMinutes * definition.resultsToEvaluate : Math.ceil(definition.pendingSeconds / 60);
}

/** What an alarm on the results of a query needs: its result in every minute in which it may run. */
export function neededByQueryAlarm(region: string, name: string): NeededStatistic[] {
  return [{ metric: queryResult(region, name), statistic: { kind: 'Average' }, periodMinutes: 1 }];
}
