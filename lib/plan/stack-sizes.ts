import { bodyOf } from '../dashboard/dashboard';
import { healingDocuments } from '../incident/message/console-links';
import type { CostPolicy } from '../signals/cost-signals';
import type { OperationsPlan, RegionPlan } from './alarm-plan';
import { ledgerAlarmsOf, type LedgerPlan } from './budget-plan';
import type { ChecklistsPlan } from './checklists-plan';
import type { ChatPlan, IncidentRegionPlan, PagerPlan, PeopleGroupPlan, RequestIntakePlan } from './incident-plan';
import type { MuteRulePlan } from './mute-plan';
import { idParametersOf } from './plan-chat';
import { runbooksByStack, type RunbookPlan } from './runbook-plan';
import type { StackPlan, StackReference } from './stack-plan';
import type { TasksPlan } from './task-plan';
import {
  bytesOfAlarm,
  bytesOfComposite,
  bytesOfDashboard,
  bytesOfLedger,
  bytesOfMute,
  bytesOfPager,
  bytesOfRunbookOutput,
  bytesOfServiceLevelObjective,
  BYTES_OF_CHAT,
  BYTES_OF_EVIDENCE,
  BYTES_OF_PARAMETER,
  BYTES_OF_RESOURCE,
  BYTES_OF_TEMPLATE,
} from './template-bytes';

/** How much of what CloudFormation limits a stack will have. */
export interface StackSize extends StackReference {
  readonly resources: number;
  readonly parameters: number;
  /** Pages of the console that start runbooks. None is exported, so that no stack can hold up another. */
  readonly outputs: number;
  /** Bytes of the template, an estimate that is above the truth by up to a half. */
  readonly templateBytes: number;
}

/** What CloudFormation limits of a stack. */
export type StackLimit = 'resources' | 'parameters' | 'outputs' | 'templateBytes';

/** What a limit is about, in words. */
export const LIMITED: Readonly<Record<StackLimit, string>> = {
  resources: 'resources',
  parameters: 'parameters',
  outputs: 'outputs',
  templateBytes: 'bytes of template',
};

/** Most of each in one template. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
export const STACK_LIMITS: Readonly<Record<StackLimit, number>> = { resources: 500, parameters: 200, outputs: 200, templateBytes: 1_000_000 };

/**
 * Stacks of an account and region, unless it is raised: everybody's, not only those of day2.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
export const STACKS_OF_REGION = 2_000;

/** What is counted of the contents of a stack. */
type Counted = Omit<StackSize, keyof StackReference>;

/** The version of the bootstrap stack, which the CDK asks for in every template. */
const BOOTSTRAP_PARAMETERS = 1;
/** A topic and its policy. */
const OF_TOPIC = 2;
/** Queue and policy. */
const OF_QUEUE = 2;
/** Key, shared by the topics of a construct. */
const OF_KEY = 1;
/** Name of a key. */
const OF_ALIAS = 1;
/** Ledger of error budgets: function, its settings, log, role, policy; schedule, role, policy; queue and policy. */
const OF_LEDGER = 8 + OF_QUEUE;
/** Engine: function, its settings, log, role, policy, permission; schedule, group, role, policy; table, rule; three queues; topic of the canary. */
const OF_ENGINE = 12 + 3 * OF_QUEUE + OF_TOPIC;
/** Where the canary arrives: queue and policy, subscription. */
const OF_ARRIVAL = OF_QUEUE + 1;
/** The parameter by which people take over from what runs by itself. */
const OF_OVERRIDE: Counted = { resources: 1, parameters: 0, outputs: 0, templateBytes: 400 };
/** A way of runs of runbooks to the engine: rule, permission. */
const OF_RUN_EVENTS = 2;
/** Intake of requests: function, log, role, policy, table; with an address also that, and two permissions for each caller; with mail a rule, a permission, a queue. */
const OF_INTAKE = { function: 5, address: 1, caller: 2, mail: 2 + OF_QUEUE } as const;
/** What posts to a pager: function, its settings, log, role, policy; for each topic a permission, besides the subscription. */
const OF_SENDER = { function: 5, topic: 1 } as const;
/** A rule that brings findings, and in the home region its permission. */
const OF_SIGNAL_RULE = { home: 2, elsewhere: 1 } as const;
/** Forwarding of alarms to the home region: rule, role, policy, queue. */
const OF_FORWARDING = 3 + OF_QUEUE;
/** A runbook: document, role, policy. */
const OF_RUNBOOK = 3;
/** The document of a change calendar. */
const OF_CALENDAR = 1;
/** A schedule in a group. */
const OF_SCHEDULE = 1;
/** Table of runs, group of schedules, their role and its policy, queue for starts that were lost. */
const OF_TASKS = 4 + OF_QUEUE;
/** Group of schedules, their role and its policy, queue for starts that were lost. */
const OF_CHECKLISTS = 3 + OF_QUEUE;
/** A bucket, its policy and its key. */
const OF_EVIDENCE = 3;
/** A channel: configuration, role, guardrail. */
const OF_CHAT = 3;

/**
 * The resources, parameters, outputs and bytes of every stack of a plan, in the order of its stacks: what a template will have, known
 * before one is synthesized. A test compares them with templates.
 */
export function stackSizes(plan: OperationsPlan): readonly StackSize[] {
  const services = new Map(
    plan.regions.map((region) => [region.region, sizesOfServices(region, pagingOf(plan, region.region), plan.maintenance?.mutes ?? [])]),
  );
  return plan.stacks.map((stack) => {
    const { stackName, region } = stack;
    const { templateBytes, ...counted } = sizeOf(plan, stack, services);
    return { stackName, region, ...counted, templateBytes: Math.ceil(templateBytes) };
  });
}

function sizeOf(plan: OperationsPlan, { content, region }: StackPlan, services: ReadonlyMap<string, ReadonlyMap<string, Counted>>): Counted {
  const planned = plan.regions.find((each) => each.region === region);
  switch (content.kind) {
    case 'incidents':
      return incidentsStack(plan, planned!, pagingOf(plan, region));
    case 'service':
      return services.get(region)!.get(content.serviceId)!;
    case 'ledger':
      return add(EMPTY, ...planned!.errorBudget!.ledgers.filter(({ number }) => number === content.number).map(sizeOfLedger));
    case 'alarms': {
      const { ledgers, signals } = planned!.errorBudget!;
      const own = signals.filter(({ serviceId }) => serviceId === undefined);
      return add(
        EMPTY,
        ...ledgers.filter(({ number }) => number === 1).map(sizeOfLedger),
        ...own.map((signal) => alarm(bytesOfComposite(signal.description, signal.firesWhenAnyOf))),
      );
    }
    case 'people':
      return peopleStack(plan.incidents!.peopleGroups.find((each) => each.region === region && each.group === content.group)!);
    case 'runbooks':
      return add(EMPTY, ...runbooksByStack(plan.runbooks).others.flatMap((runbook) => [sizeOfRunbook(runbook), outputOf(runbook)]));
    case 'maintenance':
      return add(
        EMPTY,
        ...(plan.maintenance?.freezes === undefined ? [] : [add(things(OF_CALENDAR), bytes(2 * Buffer.byteLength(plan.maintenance.freezes.content)))]),
        ...(plan.maintenance?.tasks === undefined ? [] : [sizeOfTasks(plan.maintenance.tasks)]),
        ...(plan.maintenance?.checklists === undefined ? [] : [sizeOfChecklists(plan.maintenance.checklists)]),
      );
    case 'dashboards':
      return add(EMPTY, ...plan.dashboards.map((dashboard) => add(things(1), bytes(bytesOfDashboard(bodyOf(dashboard))))));
    case 'evidence':
      return add(EMPTY, things(OF_EVIDENCE), bytes(BYTES_OF_EVIDENCE));
    case 'watchdog': {
      const { subscriptions, alarm: silence, canary } = plan.incidents!.watchdog;
      const alarms = [silence, canary.alarm].map((each) => alarm(bytesOfAlarm(each)));
      return add(EMPTY, things(OF_KEY + OF_TOPIC + OF_QUEUE + OF_ARRIVAL + subscriptions.length), ...alarms, parametersOf(subscriptions.length));
    }
  }
}

/** Every alarm is looked at once, however many services there are. */
function sizesOfServices(
  { region, objectives, errorBudget, thresholds = [], applicationSignals }: RegionPlan,
  paging: IncidentRegionPlan | undefined,
  mutes: readonly MuteRulePlan[],
): ReadonlyMap<string, Counted> {
  const sizes = new Map<string, Counted>();
  const count = (serviceId: string | undefined, bytes: number): void => {
    if (serviceId !== undefined) sizes.set(serviceId, add(sizes.get(serviceId) ?? EMPTY, alarm(bytes)));
  };
  for (const { serviceId, metricAlarms, compositeAlarms } of objectives) {
    for (const each of metricAlarms) count(serviceId, bytesOfAlarm(each));
    for (const { description, firesWhenAllOf } of compositeAlarms) count(serviceId, bytesOfComposite(description, firesWhenAllOf.flat()));
  }
  for (const { serviceId, alarms } of errorBudget?.objectives ?? []) for (const each of alarms) count(serviceId, bytesOfAlarm(each));
  for (const { serviceId, description, firesWhenAnyOf } of errorBudget?.signals ?? []) count(serviceId, bytesOfComposite(description, firesWhenAnyOf));
  for (const fallback of paging?.fallbackAlarms ?? []) {
    for (const { description, anyOf } of [fallback, ...fallback.parts]) count(fallback.serviceId, bytesOfComposite(description, anyOf));
  }
  for (const each of thresholds) count(each.serviceId, bytesOfAlarm(each));
  for (const mute of mutes) if (mute.region === region) count(mute.serviceId, bytesOfMute(mute));
  for (const { serviceId, settings } of applicationSignals?.objectives ?? []) count(serviceId, bytesOfServiceLevelObjective(settings));
  return sizes;
}

function incidentsStack(
  { incidents, runbooks, chat, pagers: others = [], pagerWatches = [], regions, cost }: OperationsPlan,
  { region, topics }: RegionPlan,
  paging: IncidentRegionPlan | undefined,
): Counted {
  const feeds = things(OF_KEY + OF_TOPIC * topics.length + (cost?.region === region ? sizeOfCost(cost) : 0));
  const channels = sizeOfChat(region === regions[0]?.region ? chat : []);
  if (incidents === undefined || paging === undefined) {
    const subscriptions = others.flatMap((pager) => pager.topics.filter((each) => each.region === region));
    const watches = pagerWatches.filter((each) => each.region === region);
    const stored = others.filter(({ sentBy }) => sentBy === 'sns').length;
    return add(
      EMPTY,
      feeds,
      channels,
      things((others.length === 0 ? 0 : OF_QUEUE + subscriptions.length) + watches.length * (OF_TOPIC + 1)),
      ...others.map((pager) => sizeOfSender(pager, region)),
      ...watches.map((watch) => alarm(bytesOfAlarm(watch.alarm))),
      parametersOf(stored + watches.length),
    );
  }
  const { tierTopics, informedTopics, pagingAlarms } = incidents;
  const pagers = paging.isHome ? [...tierTopics, ...informedTopics] : [];
  const { ofEngine } = paging.isHome ? runbooksByStack(runbooks) : {};
  const alarms = [paging.silenceAlarm, ...pagingAlarms.filter((each) => each.region === region)];
  return add(
    EMPTY,
    feeds,
    channels,
    things(OF_KEY + OF_ALIAS + OF_QUEUE + OF_TOPIC),
    ...pagers.map(({ name }) => ({ ...NOTHING, resources: OF_TOPIC, templateBytes: bytesOfPager(name) })),
    ...(paging.isHome ? [OF_OVERRIDE] : []),
    things(paging.isHome ? OF_ENGINE + OF_RUN_EVENTS + (healingDocuments(incidents.policy).length > 0 ? OF_RUN_EVENTS : 0) : OF_FORWARDING),
    ...paging.signalRules.map(({ pattern }) =>
      add(things(paging.isHome ? OF_SIGNAL_RULE.home : OF_SIGNAL_RULE.elsewhere), bytes(2 * JSON.stringify(pattern).length)),
    ),
    ...(ofEngine === undefined ? [] : [sizeOfRunbook(ofEngine)]),
    ...(paging.isHome && incidents.requests !== undefined ? [sizeOfIntake(incidents.requests)] : []),
    ...(paging.isHome ? (incidents.pagers ?? []).map((pager) => add(sizeOfSender(pager, region), things(pager.topics.length))) : []),
    ...alarms.map((each) => alarm(bytesOfAlarm(each))),
  );
}

/** The function that posts to a pager, and what lets each of its topics start it. */
function sizeOfSender(pager: PagerPlan, region: string): Counted {
  if (pager.sentBy === 'sns') return NOTHING;
  return things(OF_SENDER.function + OF_SENDER.topic * pager.topics.filter((each) => each.region === region).length);
}

function sizeOfIntake({ callers, mail }: RequestIntakePlan): Counted {
  const address = callers.length === 0 ? 0 : OF_INTAKE.address + OF_INTAKE.caller * callers.length;
  return { ...things(OF_INTAKE.function + address + (mail === undefined ? 0 : OF_INTAKE.mail)), outputs: callers.length === 0 ? 0 : 1 };
}

/** A budget; a subscription to anomalies, and a monitor where none is there. */
function sizeOfCost({ anomalies }: CostPolicy): number {
  if (anomalies === undefined) return 1;
  return anomalies.monitorArn === undefined ? 3 : 2;
}

function sizeOfChat(channels: readonly ChatPlan[]): Counted {
  const parameters = new Set(channels.flatMap(idParametersOf)).size;
  return add(NOTHING, ...channels.map(() => add(things(OF_CHAT), bytes(BYTES_OF_CHAT))), parametersOf(parameters));
}

function peopleStack({ topics, fallback }: PeopleGroupPlan): Counted {
  const contacts = [...topics.flatMap(({ subscriptions }) => subscriptions), ...fallback.subscriptions];
  const parameters = new Set(contacts.map(({ parameterName }) => parameterName)).size;
  return add(EMPTY, things(OF_TOPIC * topics.length + contacts.length), parametersOf(parameters));
}

function sizeOfLedger(ledger: LedgerPlan): Counted {
  return add(things(OF_LEDGER), bytes(bytesOfLedger(ledger.input)), ...ledgerAlarmsOf({ ledgers: [ledger] }).map((each) => alarm(bytesOfAlarm(each))));
}

function sizeOfRunbook({ content }: RunbookPlan): Counted {
  return add(things(OF_RUNBOOK), bytes(2 * JSON.stringify(content).length));
}

/** The page of the console that starts it, in the stack of runbooks. */
function outputOf({ documentName }: RunbookPlan): Counted {
  return { ...NOTHING, outputs: 1, templateBytes: bytesOfRunbookOutput(documentName) };
}

function sizeOfTasks({ tasks }: TasksPlan): Counted {
  const documents = tasks.map(({ document, schedule }) =>
    add(things(OF_RUNBOOK + OF_SCHEDULE), bytes(2 * JSON.stringify(document.content).length + 2 * schedule.input.length)),
  );
  return add(things(OF_TASKS), ...documents);
}

function sizeOfChecklists({ schedules }: ChecklistsPlan): Counted {
  return add(things(OF_CHECKLISTS), ...schedules.map(({ input }) => add(things(OF_SCHEDULE), bytes(2 * input.length))));
}

function pagingOf({ incidents }: OperationsPlan, region: string): IncidentRegionPlan | undefined {
  return incidents?.regions.find((each) => each.region === region);
}

const NOTHING: Counted = { resources: 0, parameters: 0, outputs: 0, templateBytes: 0 };
const EMPTY: Counted = { ...NOTHING, parameters: BOOTSTRAP_PARAMETERS, templateBytes: BYTES_OF_TEMPLATE };

function things(resources: number): Counted {
  return { ...NOTHING, resources, templateBytes: resources * BYTES_OF_RESOURCE };
}

function alarm(templateBytes: number): Counted {
  return { ...NOTHING, resources: 1, templateBytes };
}

function parametersOf(parameters: number): Counted {
  return { ...NOTHING, parameters, templateBytes: parameters * BYTES_OF_PARAMETER };
}

function bytes(templateBytes: number): Counted {
  return { ...NOTHING, templateBytes };
}

function add(...all: readonly Counted[]): Counted {
  const total = (of: StackLimit): number => all.reduce((sum, counted) => sum + counted[of], 0);
  return { resources: total('resources'), parameters: total('parameters'), outputs: total('outputs'), templateBytes: total('templateBytes') };
}
