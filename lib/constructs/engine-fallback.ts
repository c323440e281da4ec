import { AlarmRule, AlarmState, CompositeAlarm, type IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { FallbackAlarmPlan, IncidentRegionPlan } from '../plan/incident-plan';
import { renderMetricAlarm } from './render-alarms';

/** Properties of {@link EngineFallback}. */
export interface EngineFallbackProps {
  /** The alarm on the heartbeat and the fallback alarms, all of this stack's region. */
  readonly plan: Pick<IncidentRegionPlan, 'silenceAlarm' | 'fallbackAlarms'>;
  /** The alarm on the heartbeat where another stack has it, which has to be deployed before. @default - it is made here */
  readonly silence?: IAlarm;
  /** Composite alarms of objectives, by planned name; in the region of this stack. */
  readonly alarms: ReadonlyMap<string, IAlarm>;
  /** Everybody of the first tiers. It must let alarms publish. */
  readonly topic: ITopic;
}

/**
 * The way around the incident engine: while its heartbeat is missing, an objective that burns is reported by CloudWatch's
 * own action. A silent engine alone notifies nobody here; that is for the watchdog.
 */
export class EngineFallback extends Construct {
  /** In ALARM while there is no heartbeat. */
  readonly silence: IAlarm;
  /** By name, without their parts. */
  readonly alarms: ReadonlyMap<string, CompositeAlarm>;

  constructor(scope: Construct, id: string, { plan, silence, alarms, topic }: EngineFallbackProps) {
    super(scope, id);
    this.silence = silence ?? renderMetricAlarm(this, 'Silence', plan.silenceAlarm);
    this.alarms = new Map(plan.fallbackAlarms.map((fallback) => [fallback.name, this.#addFallback(fallback, alarms, topic)]));
  }

  #addFallback(plan: FallbackAlarmPlan, alarms: ReadonlyMap<string, IAlarm>, topic: ITopic): CompositeAlarm {
    const children = new Map(alarms);
    plan.parts.forEach(({ name, description, anyOf }, index) => {
      const part = new CompositeAlarm(this, `${plan.severity}-${plan.serviceId}-${index + 1}`, {
        compositeAlarmName: name,
        alarmDescription: description,
        alarmRule: any(name, anyOf, children),
      });
      children.set(name, part);
    });
    const composite = new CompositeAlarm(this, `${plan.severity}-${plan.serviceId}`, {
      compositeAlarmName: plan.name,
      alarmDescription: plan.description,
      alarmRule: AlarmRule.allOf(AlarmRule.fromAlarm(this.silence, AlarmState.ALARM), any(plan.name, plan.anyOf, children)),
    });
    composite.addAlarmAction(new SnsAction(topic));
    return composite;
  }
}

function any(name: string, names: readonly string[], alarms: ReadonlyMap<string, IAlarm>): ReturnType<typeof AlarmRule.anyOf> {
  const rules = names.map((child) => {
    const alarm = alarms.get(child);
    if (alarm === undefined) throw new RangeError(`${name} looks at ${child}, which is none of the given alarms`);
    return AlarmRule.fromAlarm(alarm, AlarmState.ALARM);
  });
  return AlarmRule.anyOf(...rules);
}
