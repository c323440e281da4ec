import { referencedAlarms } from '../../../aws/alarm-rule/alarm-rule';
import type { CheckedResource } from '../checked-stack';
import { findCycle } from '../find-cycle';
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
    const byName = new Map<string, CheckedResource>([[alarm.reference, alarm]]);
    const cycle = findCycle(alarm.reference, (name) => {
      const children = watchedComposites(byName.get(name)!);
      children.forEach((child) => byName.set(child.reference, child));
      return children.map((child) => child.reference);
    });
    if (cycle === undefined) return;
    yield {
      at: alarm.properties.at('AlarmRule'),
      what: 'the alarm watches itself',
      received: cycle.join(' → '),
      allowed: 'rules that do not lead back',
      change: 'take one of the alarms of the circle out of a rule',
    };
  },
};

function watchedComposites(alarm: CheckedResource): readonly CheckedResource[] {
  return referencedAlarms(readRule(alarm))
    .map((child) => findAlarm(alarm, child, alarm.properties.at('AlarmRule')))
    .filter((child): child is CheckedResource => child?.type === COMPOSITE_ALARM);
}
