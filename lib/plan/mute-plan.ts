import type { MuteScheduleText } from '../aws/schedule/mute-schedule';
import type { PlannedMute } from '../maintenance/mutes/mute';

/** A mute rule of CloudWatch: alarms of one service in one region, in the windows of one mute. */
export interface MuteRulePlan {
  /** Unique in its account and region: CloudWatch takes a second rule of a name for a change of the first. */
  readonly name: string;
  /** Unique within the stack of its service. */
  readonly constructId: string;
  readonly region: string;
  /** Its stack is the one of the service: a rule mutes alarms of its own region. */
  readonly serviceId: string;
  readonly mute: PlannedMute;
  readonly schedule: MuteScheduleText;
  readonly description: string;
  /** Names of composite alarms, no more than CloudWatch takes in one rule. */
  readonly alarmNames: readonly string[];
}
