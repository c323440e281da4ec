import type { LoadedResource, LoadedStack } from '../../../aws/assembly/loaded-stack';
import { allowOnly, objectIn, optionalText, requiredText, textsOf } from '../../../aws/assembly/property';
import { NotSimulatedError, ServiceError } from '../../../aws/errors';
import { MAX_MUTE_TARGETS, parseMuteSchedule, type MuteWindow } from '../../../aws/schedule/mute-schedule';
import type { Instant } from '../../../time/time';
import { isTimeZone } from '../../../time/zoned-time';
import type { NotSimulatedParts } from '../../core/not-simulated';
import type { Mute } from './alarm';
import { alarmKey } from './read-alarms';
import { CLOUDWATCH_RESOURCES } from './resources';

/** A mute rule: whose actions it holds, and when. */
export interface MuteRule {
  readonly arn: string;
  readonly region: string;
  /** Names of alarms of its region. */
  readonly alarmNames: readonly string[];
  /** The window an instant is in. */
  windowAt(at: Instant): MuteWindow | undefined;
}

/** Which rules mute which alarms when. */
export class MuteRules {
  readonly #byAlarm = new Map<string, MuteRule[]>();

  /** Reads the rules of all stacks; one that cannot be simulated, or that CloudWatch would refuse, is noted and left out. */
  constructor(stacks: readonly LoadedStack[], notSimulated: NotSimulatedParts) {
    for (const resource of stacks.flatMap(({ resources }) => resources)) {
      if (resource.type !== 'AWS::CloudWatch::AlarmMuteRule') continue;
      const rule = notSimulated.attempt(resource, () => readMuteRule(resource));
      for (const name of rule?.alarmNames ?? []) {
        const key = alarmKey(rule!.region, name);
        this.#byAlarm.set(key, [...(this.#byAlarm.get(key) ?? []), rule!]);
      }
    }
  }

  /** What mutes an alarm at an instant; of several windows the one that ends last. */
  muteOf({ name, region }: { readonly name: string; readonly region: string }, at: Instant): Mute | undefined {
    const mutes = (this.#byAlarm.get(alarmKey(region, name)) ?? []).flatMap((rule): Mute[] => {
      const window = rule.windowAt(at);
      return window === undefined ? [] : [{ ...window, ruleArn: rule.arn }];
    });
    return mutes.sort((a, b) => b.end - a.end)[0];
  }
}

function readMuteRule(resource: LoadedResource): MuteRule {
  const { properties, region } = resource;
  allowOnly(properties, CLOUDWATCH_RESOURCES['AWS::CloudWatch::AlarmMuteRule']);
  const schedule = objectIn(objectIn(properties, 'Rule'), 'Schedule');
  allowOnly(schedule, ['Duration', 'Expression', 'Timezone']);
  const timeZone = optionalText(schedule, 'Timezone') ?? 'UTC';
  if (!isTimeZone(timeZone)) throw new NotSimulatedError(`Timezone ${timeZone}, which is no time zone`);
  const alarmNames = textsOf(objectIn(properties, 'MuteTargets'), 'AlarmNames');
  if (alarmNames.length > MAX_MUTE_TARGETS)
    throw new NotSimulatedError(`a mute rule of ${alarmNames.length} alarms, where CloudWatch takes ${MAX_MUTE_TARGETS}`);
  const [startDate, expireDate] = [optionalText(properties, 'StartDate'), optionalText(properties, 'ExpireDate')];
  try {
    const windowAt = parseMuteSchedule({
      expression: requiredText(schedule, 'Expression'),
      duration: requiredText(schedule, 'Duration'),
      timeZone,
      ...(startDate !== undefined && { startDate }),
      ...(expireDate !== undefined && { expireDate }),
    });
    return { arn: resource.attribute('Arn'), region, alarmNames, windowAt };
  } catch (error) {
    if (error instanceof ServiceError) throw new NotSimulatedError(`a mute rule CloudWatch would refuse: ${error.message}`);
    throw error;
  }
}
