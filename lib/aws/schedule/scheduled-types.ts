import type { ScheduleDialect } from './schedule-dialect';

/** A type with a schedule: where it stands, which language it is in, and where the time zone stands. */
export interface ScheduledType {
  /** CloudFormation type. */
  readonly type: string;
  /** Path of the expression; `*` is every item of a list. */
  readonly expression: string;
  /** `mute` is the schedule of mute rules, with five fields and a duration. */
  readonly dialect: ScheduleDialect | 'mute';
  /** Path of the time zone from where the expression stands; absent where schedules are in UTC. */
  readonly timeZone?: string;
  /** The page of AWS. */
  readonly source: string;
}

const ANY_RATE = { units: ['minute', 'hour', 'day'] } as const;
const SYSTEMS_MANAGER = 'https://docs.aws.amazon.com/systems-manager/latest/userguide/reference-cron-and-rate-expressions.html';
const BACKUP: ScheduleDialect = { cron: {} };

/** Every type of which schedules are read. */
export const SCHEDULED_TYPES: readonly ScheduledType[] = [
  {
    type: 'AWS::Scheduler::Schedule',
    expression: 'ScheduleExpression',
    dialect: { rate: ANY_RATE, cron: {}, at: true },
    timeZone: 'ScheduleExpressionTimezone',
    source: 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html',
  },
  {
    type: 'AWS::Events::Rule',
    expression: 'ScheduleExpression',
    dialect: { rate: { ...ANY_RATE, needsNumberToAgree: true }, cron: {} },
    source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html',
  },
  {
    type: 'AWS::SSM::MaintenanceWindow',
    expression: 'Schedule',
    dialect: { rate: ANY_RATE, cron: { takesSeconds: true }, at: true },
    timeZone: 'ScheduleTimezone',
    source: SYSTEMS_MANAGER,
  },
  {
    // The page counts five fields, since months cannot be chosen, and writes six in every example.
    type: 'AWS::SSM::Association',
    expression: 'ScheduleExpression',
    dialect: { rate: ANY_RATE, cron: { takesSeconds: true, fixed: { month: '*' }, isCountUnclear: true }, at: true },
    source: SYSTEMS_MANAGER,
  },
  {
    type: 'AWS::Backup::BackupPlan',
    expression: 'BackupPlan.BackupPlanRule.*.ScheduleExpression',
    dialect: BACKUP,
    timeZone: 'ScheduleExpressionTimezone',
    source: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRule.html',
  },
  {
    type: 'AWS::Backup::RestoreTestingPlan',
    expression: 'ScheduleExpression',
    dialect: BACKUP,
    timeZone: 'ScheduleExpressionTimezone',
    source: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/API_RestoreTestingPlanForCreate.html',
  },
  {
    type: 'AWS::SecretsManager::RotationSchedule',
    expression: 'RotationRules.ScheduleExpression',
    dialect: { rate: { units: ['hour', 'day'], leastMinutes: 240 }, cron: { fixed: { minutes: '0', year: '*' } } },
    source: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html',
  },
  {
    type: 'AWS::Synthetics::Canary',
    expression: 'Schedule.Expression',
    dialect: { rate: { units: ['minute', 'hour'], leastMinutes: 1, mostMinutes: 60, takesZero: true }, cron: {} },
    source: 'https://docs.aws.amazon.com/AmazonSynthetics/latest/APIReference/API_CanaryScheduleInput.html',
  },
  {
    type: 'AWS::ApplicationAutoScaling::ScalableTarget',
    expression: 'ScheduledActions.*.Schedule',
    dialect: { rate: ANY_RATE, cron: {}, at: true },
    timeZone: 'Timezone',
    source: 'https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html',
  },
  {
    type: 'AWS::CloudWatch::AlarmMuteRule',
    expression: 'Rule.Schedule.Expression',
    dialect: 'mute',
    timeZone: 'Timezone',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Schedule.html',
  },
];

/** The schedule of a type; undefined for a type that has none, or of which it is not read. */
export function scheduledType(type: string): ScheduledType | undefined {
  return SCHEDULED_TYPES.find((each) => each.type === type);
}
