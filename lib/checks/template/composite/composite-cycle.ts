import { referencedAlarms } from '../../../aws/alarm-rule/alarm-rule';
import type { LoadedResource } from '../../../aws/assembly/loaded-stack';
import { findCycle } from '../../../problems/find-cycle';
import { COMPOSITE_ALARM, COMPOSITE_ALARMS } from '../scopes';
import type { ResourceCheck } from '../template-check';
import { findAlarm, readRule } from './composite-rule';

/** No composite alarm watches itself, not even by way of others. */
export const compositeCycle: ResourceCheck = {
  code: 'CMP008',
  requirement: 'no composite alarm watches itself, not even by way of others',
  why: 'CloudWatch stops evaluating at the circle, and none of its alarms can be deleted',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html',
  appliesTo: COMPOSITE_ALARMS,
  *check(alarm) {
    const byName = new Map<string, LoadedResource>([[alarm.ref, alarm]]);
    const cycle = findCycle(alarm.ref, (name) => {
      const children = watchedComposites(byName.get(name)!);
      children.forEach((child) => byName.set(child.ref, child));
      return children.map((child) => child.ref);
    });
    if (cycle === undefined) return;
    yield {
      at: alarm.at('AlarmRule'),
      what: 'the alarm watches itself',
      received: cycle.join(' → '),
      allowed: 'rules that do not lead back',
      change: 'take one of the alarms of the circle out of a rule',
    };
  },
};

function watchedComposites(alarm: LoadedResource): readonly LoadedResource[] {
  return referencedAlarms(readRule(alarm))
    .map((child) => findAlarm(alarm, child, alarm.at('AlarmRule')))
    .filter((child): child is LoadedResource => child?.type === COMPOSITE_ALARM);
}
