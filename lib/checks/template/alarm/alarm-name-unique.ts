import type { LoadedResource } from '../../../aws/assembly/loaded-stack';
import { findAll } from '../find-resources';
import { ALARM_TYPES, ALARMS } from '../scopes';
import type { ResourceCheck } from '../template-check';

/** No two alarms of an account and region have the same name; metric and composite alarms share their names. */
export const alarmNameUnique: ResourceCheck = {
  code: 'ALM017',
  requirement: 'no two alarms of an account and region have the same name; metric and composite alarms share their names',
  why: 'one stack overwrites or refuses the alarm of another, and one of the two is never watched',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html',
  appliesTo: {
    description: 'metric and composite alarms with AlarmName',
    includes: (resource) => ALARMS.includes(resource) && resource.at('AlarmName').isPresent,
  },
  *check(alarm) {
    const name = alarm.at('AlarmName');
    const [first] = findAll(alarm.stack, ALARM_TYPES, name.text());
    if (first === undefined || first === alarm) return;
    yield {
      at: name,
      what: `the name is taken by ${locationOf(first)}`,
      received: name.shown,
      allowed: 'a name of its own for every alarm of an account and region',
      change: 'put what distinguishes the two into the name: environment, service, objective, window',
    };
  },
};

function locationOf(alarm: LoadedResource): string {
  return `${alarm.logicalId} of ${alarm.stack.file}`;
}
