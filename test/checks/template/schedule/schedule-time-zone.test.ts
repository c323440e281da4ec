import { describeCheck, UNKNOWN } from '../../../helpers/template-checks';

const resource = (type: string, properties: object) => [{ A: { Type: type, Properties: properties } }];
const schedule = (zone: unknown) => resource('AWS::Scheduler::Schedule', { ScheduleExpression: 'rate(1 day)', ScheduleExpressionTimezone: zone });
const mute = (zone: unknown) =>
  resource('AWS::CloudWatch::AlarmMuteRule', { Rule: { Schedule: { Expression: 'cron(0 2 * * SUN)', Duration: 'PT1H', Timezone: zone } } });

describeCheck('SCH002', {
  violates: {
    'a misspelt city': { templates: schedule('Europe/Berlim'), at: ['Resources.A.Properties.ScheduleExpressionTimezone'], received: '"Europe/Berlim"' },
    'an offset': { templates: schedule('+01:00'), at: ['Resources.A.Properties.ScheduleExpressionTimezone'] },
    'a maintenance window': {
      templates: resource('AWS::SSM::MaintenanceWindow', { Schedule: 'rate(7 days)', ScheduleTimezone: 'Berlin' }),
      at: ['Resources.A.Properties.ScheduleTimezone'],
    },
    'a backup rule': {
      templates: resource('AWS::Backup::BackupPlan', { BackupPlan: { BackupPlanRule: [{ ScheduleExpressionTimezone: 'Mars/Olympus' }] } }),
      at: ['Resources.A.Properties.BackupPlan.BackupPlanRule[0].ScheduleExpressionTimezone'],
    },
    'scheduled scaling': {
      templates: resource('AWS::ApplicationAutoScaling::ScalableTarget', { ScheduledActions: [{ Timezone: 'Nowhere' }] }),
      at: ['Resources.A.Properties.ScheduledActions[0].Timezone'],
    },
    'a mute rule': { templates: mute('Europe/Berlim'), at: ['Resources.A.Properties.Rule.Schedule.Timezone'] },
  },
  complies: { 'a city': schedule('Europe/Berlin'), UTC: mute('UTC'), 'no zone': resource('AWS::SSM::MaintenanceWindow', { Schedule: 'rate(7 days)' }) },
  doesNotApply: { 'a topic': resource('AWS::SNS::Topic', {}) },
  cannotTell: { 'a zone that is only known at deployment': schedule(UNKNOWN) },
});
