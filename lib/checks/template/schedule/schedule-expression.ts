import { CannotTellError, NotSimulatedError, ServiceError } from '../../../aws/errors';
import { parseMuteSchedule } from '../../../aws/schedule/mute-schedule';
import { formsOf, refusalOf } from '../../../aws/schedule/schedule-dialect';
import type { ResourceCheck } from '../template-check';
import { SCHEDULED_RESOURCES, schedulesOf, type ScheduleOfResource } from './scheduled-resources';

/** A schedule is one that its service takes: each of them takes other forms, and mute rules have five fields where the others have six. */
export const scheduleExpression: ResourceCheck = {
  code: 'SCH001',
  requirement: 'a schedule is one that its service takes',
  why: 'CloudFormation reads the schedules of EventBridge rules at best, and the service refuses the resource when half of the stack stands',
  source: 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html',
  appliesTo: SCHEDULED_RESOURCES,
  *check(resource) {
    for (const schedule of schedulesOf(resource)) {
      const { expression, of } = schedule;
      if (!expression.isPresent) continue;
      const refusal = orCannotTell(expression.path, () => (of.dialect === 'mute' ? refusalOfMute(schedule) : refusalOf(expression.text(), of.dialect)));
      if (refusal === undefined) continue;
      yield {
        at: expression,
        what: `the service refuses the schedule: ${refusal}`,
        received: expression.shown,
        allowed: of.dialect === 'mute' ? 'cron(minutes hours day-of-month month day-of-week), at(2026-03-02T08:00)' : formsOf(of.dialect),
        change: `write it as ${of.source} says`,
      };
    }
  },
};

function refusalOfMute({ around, expression }: ScheduleOfResource): string | undefined {
  try {
    parseMuteSchedule({ expression: expression.text(), duration: around.at('Duration').text(), timeZone: 'UTC' });
    return undefined;
  } catch (error) {
    if (error instanceof ServiceError) return error.message;
    throw error;
  }
}

/** What nobody documents is as good as not known. */
function orCannotTell<T>(path: string, judge: () => T): T {
  try {
    return judge();
  } catch (error) {
    if (error instanceof NotSimulatedError && !(error instanceof CannotTellError)) throw new CannotTellError(path, `day2 does not read ${error.thing}`);
    throw error;
  }
}
