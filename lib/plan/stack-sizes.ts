import type { OperationsPlan, RegionPlan } from './alarm-plan';
import type { IncidentPlan, IncidentRegionPlan } from './incident-plan';

/** How much of what CloudFormation limits a stack will have. */
export interface StackSize {
  readonly stackName: string;
  readonly region: string;
  readonly resources: number;
  readonly parameters: number;
}

/** Most of each in one template. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
export const STACK_LIMITS = { resources: 500, parameters: 200 } as const;

/** The version of the bootstrap stack, which the CDK asks for in every template. */
const BOOTSTRAP_PARAMETERS = 1;
/** A topic and its policy. */
const OF_TOPIC = 2;
/** Queue and policy. */
const OF_QUEUE = 2;
/** Key, shared by the topics of a construct. */
const OF_KEY = 1;
/** Ledger of error budgets: function, its settings, log, role, policy; schedule, role, policy; queue and policy. */
const OF_LEDGER = 8 + OF_QUEUE;
/** Engine: function, its settings, log, role, policy, permission; schedule, group, role, policy; table, rule; runbook, role, policy; three queues. */
const OF_ENGINE = 15 + 3 * OF_QUEUE;
/** Forwarding of alarms to the home region: rule, role, policy, queue. */
const OF_FORWARDING = 3 + OF_QUEUE;
/** A channel: configuration, role, guardrail. */
const OF_CHAT = 3;

/**
 * The resources and parameters of every stack of a plan, in the order of its regions: what a template will have, known before one is
 * synthesized. A test compares them with templates.
 */
export function stackSizes(plan: OperationsPlan): readonly StackSize[] {
  const prefix = `${plan.application}-${plan.environment}`;
  const stacks = plan.regions.flatMap((region, index): StackSize[] => {
    const suffix = index === 0 ? '' : `-${region.region}`;
    const paging = plan.incidents?.regions.find((each) => each.region === region.region);
    const ofRegion = { region: region.region };
    return [
      { ...ofRegion, stackName: `${prefix}-incidents${suffix}`, ...incidentsStack(plan.incidents, region, paging) },
      { ...ofRegion, stackName: `${prefix}-alarms${suffix}`, resources: alarmsStack(region, paging), parameters: BOOTSTRAP_PARAMETERS },
    ];
  });
  if (plan.incidents === undefined) return stacks;
  const { region, subscriptions } = plan.incidents.watchdog;
  const resources = OF_KEY + OF_TOPIC + OF_QUEUE + subscriptions.length + 1;
  return [...stacks, { stackName: `${prefix}-watchdog`, region, resources, parameters: BOOTSTRAP_PARAMETERS + subscriptions.length }];
}

function alarmsStack({ objectives, errorBudget }: RegionPlan, paging: IncidentRegionPlan | undefined): number {
  const ofObjectives = sum(objectives, ({ metricAlarms, compositeAlarms }) => metricAlarms.length + compositeAlarms.length);
  const ofBudgets =
    errorBudget === undefined
      ? 0
      : OF_LEDGER + sum(errorBudget.objectives, ({ alarms }) => alarms.length) + errorBudget.ledgerAlarms.length + errorBudget.signals.length;
  const ofFallback = paging === undefined ? 0 : 1 + sum(paging.fallbackAlarms, ({ parts }) => 1 + parts.length);
  return ofObjectives + ofBudgets + ofFallback;
}

function incidentsStack(
  incidents: IncidentPlan | undefined,
  { region, topics }: RegionPlan,
  paging: IncidentRegionPlan | undefined,
): Pick<StackSize, 'resources' | 'parameters'> {
  const ofFeed = OF_KEY + OF_TOPIC * topics.length;
  if (incidents === undefined || paging === undefined) return { resources: ofFeed, parameters: BOOTSTRAP_PARAMETERS };
  const { tierTopics, informedTopics, pagingAlarms, chat } = incidents;
  const pagers = [...(paging.isHome ? [...tierTopics, ...informedTopics] : []), paging.fallbackTopic];
  const chatParameters = paging.isHome ? chat.flatMap(({ workspaceParameter, channelParameter }) => [workspaceParameter, channelParameter]) : [];
  const parameters = new Set([...chatParameters, ...pagers.flatMap(({ subscriptions }) => subscriptions.map(({ parameterName }) => parameterName))]);
  return {
    resources:
      ofFeed +
      OF_KEY +
      OF_QUEUE +
      sum(pagers, ({ subscriptions }) => OF_TOPIC + subscriptions.length) +
      (paging.isHome ? OF_ENGINE + OF_CHAT * chat.length : OF_FORWARDING) +
      pagingAlarms.filter((alarm) => alarm.region === region).length,
    parameters: BOOTSTRAP_PARAMETERS + parameters.size,
  };
}

function sum<T>(items: readonly T[], count: (item: T) => number): number {
  return items.reduce((total, item) => total + count(item), 0);
}
