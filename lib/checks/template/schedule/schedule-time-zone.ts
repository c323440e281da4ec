import { isTimeZone } from '../../../time/zoned-time';
import type { ResourceCheck } from '../template-check';
import { SCHEDULED_RESOURCES, schedulesOf } from './scheduled-resources';

/** The time zone of a schedule is a name of the IANA database. */
export const scheduleTimeZone: ResourceCheck = {
  code: 'SCH002',
  requirement: 'the time zone of a schedule is a name of the IANA database',
  why: 'the service refuses the resource when half of the stack stands',
  source: 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html',
  appliesTo: SCHEDULED_RESOURCES,
  *check(resource) {
    for (const { timeZone } of schedulesOf(resource)) {
      if (timeZone === undefined || !timeZone.isPresent) continue;
      // Some runtimes take an offset for a zone as well.
      if (/^[A-Za-z]/.test(timeZone.text()) && isTimeZone(timeZone.text())) continue;
      yield {
        at: timeZone,
        what: 'this is no time zone',
        received: timeZone.shown,
        allowed: 'a name such as UTC, Europe/Berlin or America/New_York',
        change: 'take the name of a place, not an offset or an abbreviation',
      };
    }
  },
};
