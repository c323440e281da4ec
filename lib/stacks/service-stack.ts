import { Stack, type StackProps } from 'aws-cdk-lib';
import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { AlarmMutes } from '../constructs/alarm-mutes';
import { addLevelAlarms, addSignals } from '../constructs/budget-alarms';
import { EngineFallback } from '../constructs/engine-fallback';
import { addServiceLevelObjective } from '../constructs/service-level-objective';
import { SloAlarms } from '../constructs/slo-alarms';
import { ThresholdAlarms } from '../constructs/threshold-alarms';
import type { RegionPlan } from '../plan/alarm-plan';
import type { IncidentRegionPlan } from '../plan/incident-plan';
import type { MuteRulePlan } from '../plan/mute-plan';
import { alarmNamed, topicNamed, topicsNamed } from './named-resources';

/** Properties of {@link ServiceStack}. */
export interface ServiceStackProps extends StackProps {
  readonly plan: RegionPlan;
  readonly serviceId: string;
  /** CloudWatch's own way to people while the incident engine is silent. @default - there is no engine */
  readonly fallback?: IncidentRegionPlan;
  /** Mute rules of the environment, of which the stack takes those of its service and region. @default - nothing is muted */
  readonly mutes?: readonly MuteRulePlan[];
}

/**
 * The alarms of a service whose metrics are in this region: those of its objectives, their budgets and its thresholds, its signal for
 * pipelines, mute rules, what Application Signals shows, and the way around the engine. It has to be deployed after the stack of the topics and of the alarm on the engine's heartbeat.
 */
export class ServiceStack extends Stack {
  constructor(scope: Construct, id: string, { plan, serviceId, fallback, mutes = [], ...props }: ServiceStackProps) {
    super(scope, id, props);
    const isOfService = (each: { readonly serviceId?: string }): boolean => each.serviceId === serviceId;
    const topics = topicsNamed(this, plan.topics);
    const objectives = plan.objectives.filter(isOfService).map((objective) => SloAlarms.fromPlan(this, objective.constructId, objective, topics));
    const composites = new Map(objectives.flatMap(({ compositeAlarms }) => [...compositeAlarms]));
    if (plan.errorBudget !== undefined) {
      const budgets = new Construct(this, 'ErrorBudget');
      const levels = addLevelAlarms(budgets, plan.errorBudget.objectives.filter(isOfService), topics);
      addSignals(budgets, plan.errorBudget.signals.filter(isOfService), new Map<string, IAlarm>([...levels, ...composites]));
    }
    const thresholds = plan.thresholds?.filter(isOfService) ?? [];
    const watched = thresholds.length === 0 ? [] : [...new ThresholdAlarms(this, 'Thresholds', { alarms: thresholds, topics }).alarms];
    for (const objective of plan.applicationSignals?.objectives.filter(isOfService) ?? []) addServiceLevelObjective(this, objective);
    const muted = mutes.filter((mute) => mute.region === plan.region && isOfService(mute));
    if (muted.length > 0) new AlarmMutes(this, 'Mutes', { plans: muted, alarms: new Map<string, IAlarm>([...composites, ...watched]) });
    const fallbackAlarms = fallback?.fallbackAlarms.filter(isOfService) ?? [];
    if (fallback === undefined || fallbackAlarms.length === 0) return;
    new EngineFallback(this, 'EngineFallback', {
      plan: { ...fallback, fallbackAlarms },
      silence: alarmNamed(this, 'EngineSilent', fallback.silenceAlarm.name),
      alarms: composites,
      topic: topicNamed(this, 'Topic-Fallback', fallback.fallbackTopic.name),
    });
  }
}
