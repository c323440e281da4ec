import type { LoadedStack } from '../../../aws/assembly/loaded-stack';
import { LOG_ALARM } from './query-alarm-definition';

/** Where an alarm is as well defined when a value is only named: what it is called, whose metrics it reads, whom it notifies. Everything else decides what it does. */
const NAMED: ReadonlySet<string> = new Set([
  'AlarmName',
  'AlarmActions[]',
  'InsufficientDataActions[]',
  'OKActions[]',
  ...['', 'Metrics[].MetricStat.Metric.'].flatMap((metric) => ['Dimensions[].Value', 'MetricName', 'Namespace'].map((name) => `${metric}${name}`)),
]);

const ALARMS: ReadonlySet<string> = new Set(['AWS::CloudWatch::Alarm', LOG_ALARM]);

/**
 * Stacks whose metric alarms can be read although a value of their name, of their metric or of an action was not given: it is named in its place, such as
 * `${Stage}-errors`. Two texts that are the same stand for one value; two that differ may stand for one as well.
 */
export function alarmsWithNamedValues(stacks: readonly LoadedStack[]): LoadedStack[] {
  return stacks.map((stack) => ({
    ...stack,
    resources: stack.resources.map((resource) => (ALARMS.has(resource.type) ? resource.naming(NAMED) : resource)),
  }));
}
