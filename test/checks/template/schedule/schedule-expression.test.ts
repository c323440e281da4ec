import { SCHEDULED_TYPES } from '../../../../lib/aws/schedule/scheduled-types';
import { checkTemplates, describeCheck, UNKNOWN } from '../../../helpers/template-checks';

type Wrap = (expression: unknown) => object;
/** Of every type with a schedule a resource around an expression, expressions that it takes, and such that it refuses. */
const TYPES: Readonly<Record<string, { readonly wrap: Wrap; readonly taken: readonly string[]; readonly refused: readonly string[] }>> = {
  'AWS::Scheduler::Schedule': {
    wrap: (ScheduleExpression) => ({ ScheduleExpression }),
    taken: ['rate(5 minutes)', 'rate(1 minutes)', 'cron(0 8 ? * MON-FRI *)', 'cron(0 8 L * ? 2026-2030)', 'at(2026-12-01T08:00:00)'],
    refused: [
      'rate(5 mins)',
      'rate(0 minutes)',
      'cron(0 8 * * MON-FRI)',
      'cron(0 8 * * MON *)',
      'cron(61 8 ? * MON *)',
      'at(2026-12-01 08:00)',
      '5 minutes',
      '',
    ],
  },
  'AWS::Events::Rule': {
    wrap: (ScheduleExpression) => ({ ScheduleExpression }),
    taken: ['rate(1 day)', 'rate(2 hours)', 'cron(0/15 8-17 ? * MON-FRI *)'],
    refused: ['rate(1 minutes)', 'rate(5 minute)', 'at(2026-12-01T08:00:00)', 'cron(0 8 * * *)'],
  },
  'AWS::SSM::MaintenanceWindow': {
    wrap: (Schedule) => ({ Schedule }),
    taken: ['cron(0 16 ? * TUE *)', 'cron(0 30 23 ? * TUE#3 *)', 'rate(7 days)', 'at(2026-12-01T08:00:00)'],
    refused: ['cron(0 16 * * TUE)', 'cron(99 0 16 ? * TUE *)', 'rate(1 week)'],
  },
  'AWS::SSM::Association': {
    wrap: (ScheduleExpression) => ({ ScheduleExpression }),
    taken: ['rate(30 minutes)', 'cron(0 0 ? * THU#2 *)', 'cron(0 0/30 * 1/1 * ? *)'],
    refused: ['cron(0 0 ? 3 THU *)', 'rate(half an hour)'],
  },
  'AWS::Backup::BackupPlan': {
    wrap: (ScheduleExpression) => ({ BackupPlan: { BackupPlanRule: [{ RuleName: 'a' }, { ScheduleExpression }] } }),
    taken: ['cron(0 5 ? * * *)'],
    refused: ['rate(1 day)', 'cron(0 5 * * *)'],
  },
  'AWS::Backup::RestoreTestingPlan': { wrap: (ScheduleExpression) => ({ ScheduleExpression }), taken: ['cron(0 5 ? * * *)'], refused: ['daily'] },
  'AWS::SecretsManager::RotationSchedule': {
    wrap: (ScheduleExpression) => ({ RotationRules: { ScheduleExpression } }),
    taken: ['rate(4 hours)', 'rate(10 days)', 'cron(0 4/12 * * ? *)'],
    refused: ['rate(3 hours)', 'rate(300 minutes)', 'cron(30 4 * * ? *)', 'cron(0 4 * * ? 2027)'],
  },
  'AWS::Synthetics::Canary': {
    wrap: (Expression) => ({ Schedule: { Expression } }),
    taken: ['rate(0 minute)', 'rate(1 minute)', 'rate(1 hour)', 'cron(0/30 * * * ? *)'],
    refused: ['rate(2 hours)', 'rate(1 day)', 'at(2026-12-01T08:00:00)', 'cron(0/30 * * * *)'],
  },
  'AWS::ApplicationAutoScaling::ScalableTarget': {
    wrap: (Schedule) => ({ ScheduledActions: [{ ScheduledActionName: 'a', Schedule }] }),
    taken: ['cron(0 10 * * ? *)', 'at(2026-12-01T08:00:00)', 'rate(1 hour)'],
    refused: ['0 10 * * *', 'cron(0 10 * * *)'],
  },
  'AWS::CloudWatch::AlarmMuteRule': {
    wrap: (Expression) => ({ Rule: { Schedule: { Expression, Duration: 'PT4H' } } }),
    taken: ['cron(0 2 * * SUN)', 'at(2026-12-01T08:00)'],
    refused: ['cron(0 2 * * SUN *)', 'rate(1 day)', 'at(2026-12-01T08:00:00)', 'cron(0 24 * * *)'],
  },
};

const resource = (type: string, expression: unknown) => ({ A: { Type: type, Properties: TYPES[type]!.wrap(expression) } });

test('every type with a schedule is here', () => {
  expect(Object.keys(TYPES)).toEqual(SCHEDULED_TYPES.map(({ type }) => type));
  for (const { source } of SCHEDULED_TYPES) expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
});

describe.each(Object.entries(TYPES))('%s', (type, { taken, refused }) => {
  const outcome = (expression: unknown) => checkTemplates(resource(type, expression)).outcomes.find(({ code }) => code === 'SCH001')?.outcome;

  test.each(taken)('takes %s', (expression) => expect(outcome(expression)).toBe('passed'));
  test.each(refused)('refuses %s', (expression) => expect(outcome(expression)).toBe('failed'));
  test('cannot tell what is only known at deployment', () => expect(outcome(UNKNOWN)).toBe('could not tell'));
});

describeCheck('SCH001', {
  violates: {
    'five fields where six are wanted': {
      templates: [resource('AWS::Scheduler::Schedule', 'cron(0 8 * * MON)')],
      at: ['Resources.A.Properties.ScheduleExpression'],
      received: '"cron(0 8 * * MON)"',
    },
    'the second rule of a plan': {
      templates: [resource('AWS::Backup::BackupPlan', 'rate(1 day)')],
      at: ['Resources.A.Properties.BackupPlan.BackupPlanRule[1].ScheduleExpression'],
    },
    'a mute of a month': {
      templates: [{ A: { Type: 'AWS::CloudWatch::AlarmMuteRule', Properties: { Rule: { Schedule: { Expression: 'cron(0 2 * * *)', Duration: 'P31D' } } } } }],
      at: ['Resources.A.Properties.Rule.Schedule.Expression'],
    },
  },
  complies: { 'a rule that matches events': [{ A: { Type: 'AWS::Events::Rule', Properties: { EventPattern: { source: ['aws.ssm'] } } } }] },
  doesNotApply: { 'a topic': [{ A: { Type: 'AWS::SNS::Topic' } }] },
  cannotTell: {
    'five fields of an association, which the page counts and does not write': [resource('AWS::SSM::Association', 'cron(0 2 ? SUN *)')],
    'the nearest weekday': [resource('AWS::Scheduler::Schedule', 'cron(0 8 15W * ? *)')],
    'numbers for weekdays of a mute rule': [resource('AWS::CloudWatch::AlarmMuteRule', 'cron(0 2 * * 1)')],
  },
});

test('a day that is none before W is refused, not left open', () => {
  const { problems } = checkTemplates(resource('AWS::Scheduler::Schedule', 'cron(0 8 32W * ? *)'));
  expect(problems.map(({ code }) => code)).toContain('SCH001');
});
