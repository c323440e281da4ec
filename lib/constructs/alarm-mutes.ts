import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnAlarmMuteRule } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { MuteRulePlan } from '../plan/mute-plan';

/** Properties of {@link AlarmMutes}. */
export interface AlarmMutesProps {
  /** Rules whose alarms are in this stack. */
  readonly plans: readonly MuteRulePlan[];
  /** The alarms of the stack, by name. */
  readonly alarms: ReadonlyMap<string, IAlarm>;
}

/**
 * Mute rules for planned work: in their windows the alarms notify nobody, and at the end of a window those that are still on do.
 * A rule that goes with a deployment ends its window at once.
 */
export class AlarmMutes extends Construct {
  readonly rules: readonly CfnAlarmMuteRule[];

  constructor(scope: Construct, id: string, { plans, alarms }: AlarmMutesProps) {
    super(scope, id);
    this.rules = plans.map(({ constructId, name, description, schedule, alarmNames }) => {
      const { expression, duration, timeZone: timezone, startDate, expireDate } = schedule;
      const rule = new CfnAlarmMuteRule(this, constructId, {
        name,
        description,
        rule: { schedule: { expression, duration, timezone } },
        muteTargets: { alarmNames: [...alarmNames] },
        ...(startDate !== undefined && { startDate }),
        ...(expireDate !== undefined && { expireDate }),
      });
      // An alarm is named, not referred to: without this a rule could come before the alarms it mutes.
      for (const alarm of alarmNames) rule.node.addDependency(alarms.get(alarm)!);
      return rule;
    });
  }
}
