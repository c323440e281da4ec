import type { ResourceCheck } from '../template-check';
import { ROTATION_SCHEDULES } from './rotating-resources';

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotationRulesType.html */
const DAYS = { least: 1, most: 1_000 };

/** A rotation schedule says when. */
export const rotationIsScheduled: ResourceCheck = {
  code: 'ROT003',
  requirement: 'a rotation schedule says after how many days, or by which expression, and not both',
  why: 'without rules a secret never rotates by itself: Duration.days(0) of the CDK leaves them out without a word',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-secretsmanager-rotationschedule-rotationrules.html',
  appliesTo: ROTATION_SCHEDULES,
  *check(schedule) {
    const rules = schedule.at('RotationRules');
    const days = rules.at('AutomaticallyAfterDays');
    const expression = rules.at('ScheduleExpression');
    const allowed = `AutomaticallyAfterDays of ${DAYS.least} to ${DAYS.most}, or ScheduleExpression`;
    if (!days.isPresent && !expression.isPresent) {
      yield {
        at: rules,
        what: 'the rotation schedule has no rule: the secret never rotates by itself',
        received: rules.shown,
        allowed,
        change: 'say when it rotates',
      };
      return;
    }
    if (days.isPresent && expression.isPresent) {
      yield { at: rules, what: 'the rotation schedule has two rules', received: rules.shown, allowed, change: 'keep one of the two' };
    }
    if (days.isPresent && (days.number() < DAYS.least || days.number() > DAYS.most)) {
      yield { at: days, what: 'Secrets Manager takes no such number of days', received: days.shown, allowed, change: 'give a number within it' };
    }
  },
};
