import {
  CLEARS_LATE_MINUTES,
  ENGINE_RUNBOOK,
  LEDGER_RUNBOOK,
  OPERATIONS_GROUP,
  SECURITY_GROUP,
  type EnginePolicy,
  type KnownAlarm,
  type ShortWindow,
} from '../incident/lifecycle/engine-policy';
import { allDependencies } from '../model/dependencies';
import type { OnCallModel, PagedModel } from '../model/model';
import { trainedFrom } from '../thresholds/threshold';
import type { CompositeAlarmPlan, ObjectiveAlarmsPlan, RegionPlan } from './alarm-plan';
import { ledgerAlarmsOf, type BudgetAlarmPlan, type ErrorBudgetPlan } from './budget-plan';
import type { IncidentRegionPlan, PagingAlarmPlan, WatchdogPlan } from './incident-plan';
import { thresholdName, type ThresholdAlarmPlan } from './threshold-plan';

/**
 * Minutes without a verdict after which monitoring counts as blind. Alarms of an empty account have none for about a
 * quarter of an hour: silence alarms of services look back 15 minutes as a rule. Our choice.
 */
const BLIND_AFTER_MINUTES = 20;

/** What the engine is given of, beside the model. */
export interface KnownToEngine {
  readonly regions: readonly RegionPlan[];
  readonly incidentRegions: readonly IncidentRegionPlan[];
  readonly pagingAlarms: readonly PagingAlarmPlan[];
  readonly watchdog: Pick<WatchdogPlan, 'region' | 'alarm' | 'canary'>;
}

/** Everything the engine is given when it is deployed. */
export function planEnginePolicy(model: PagedModel, onCall: OnCallModel, known: KnownToEngine): EnginePolicy {
  const { application, environment, region, services, highestSeverity, security } = model;
  return {
    application,
    environment,
    region,
    alarmRegions: known.regions.map((each) => each.region),
    watchdogRegion: known.watchdog.region,
    highestSeverity,
    escalation: onCall.escalation,
    roster: onCall.roster,
    groups: [
      ...services.map(({ id, title, owner }) => {
        const dependsOn = allDependencies(services, id);
        return { id, title, owner, ...(dependsOn.length > 0 && { dependsOn }) };
      }),
      { id: OPERATIONS_GROUP, title: 'Operations of day2 itself', owner: onCall.escalation.incidentLead },
      ...(security === undefined ? [] : [{ id: SECURITY_GROUP, title: 'Security', owner: security.owner }]),
    ],
    externalContacts: onCall.externalContacts,
    alarms: [...known.regions.flatMap((each) => alarmsOfRegion(each, model)), ...known.pagingAlarms.map((alarm) => alarmOfPaging(alarm))],
    partAlarms: [...new Set([...known.regions.flatMap(partsOfRegion), ...partsOfPaging(known)])],
    ...(security !== undefined && { security }),
    ...(model.announcements !== undefined && { announcements: model.announcements }),
    ...(model.requests !== undefined && { requests: model.requests.policy }),
    blindAfterMinutes: BLIND_AFTER_MINUTES,
  };
}

function alarmsOfRegion({ region, objectives, errorBudget, thresholds = [] }: RegionPlan, { supervision }: Pick<PagedModel, 'supervision'>): KnownAlarm[] {
  const parameters = new Map(errorBudget?.objectives.map(({ name, parameterName }) => [name, parameterName]));
  const planned = new Map(objectives.map((objective) => [objective.name, objective]));
  const known = (objective: ObjectiveAlarmsPlan, name: string, severity: KnownAlarm['severity'], title: string): KnownAlarm => {
    const budgetParameter = parameters.get(objective.name);
    const { impact, runbook, handoverAfterSeconds } = objective.objective;
    return {
      name,
      region,
      severity,
      title,
      impact,
      runbook,
      group: objective.serviceId,
      ...(budgetParameter !== undefined && { budgetParameter }),
      ...(handoverAfterSeconds !== undefined && { handoverAfterSeconds }),
    };
  };
  const budgets = (errorBudget?.objectives ?? []).flatMap(({ name, alarms }) =>
    alarms.map((alarm) => ({ ...known(planned.get(name)!, alarm.name, alarm.severity, `error budget of ${name}`), recovers: 'by window' as const })),
  );
  return [
    ...objectives.flatMap((objective) =>
      objective.compositeAlarms.map((composite) => ({
        ...known(objective, composite.name, composite.severity, objective.name),
        shortWindows: shortWindowsOf(objective, composite),
        ...healingOf(objective, composite, supervision),
      })),
    ),
    ...budgets,
    ...(errorBudget === undefined ? [] : ledgerAlarmsOf(errorBudget).map((alarm) => alarmOfLedger(alarm, errorBudget))),
    ...thresholds.map((alarm) => alarmOfThreshold(alarm)),
  ];
}

/** The alarms that are over first of what a composite is made of: short windows, and silence, which ends with the first event. */
function shortWindowsOf({ metricAlarms }: Pick<ObjectiveAlarmsPlan, 'metricAlarms'>, { firesWhenAllOf }: CompositeAlarmPlan): readonly ShortWindow[] {
  const parts = metricAlarms.filter(({ name, role }) => firesWhenAllOf.flat().includes(name) && !(role.kind === 'burn' && role.window === 'long'));
  return parts.map(({ name, role }) => ({ name, minutes: role.windowMinutes }));
}

/** What pages is healed; a ticket can wait for people, and silence is nothing that a restart ends. */
function healingOf(
  { objective, metricAlarms, healedAlarm }: ObjectiveAlarmsPlan,
  composite: CompositeAlarmPlan,
  supervision: PagedModel['supervision'],
): Pick<KnownAlarm, 'selfHealing'> {
  const { selfHealing: settings } = objective;
  if (settings === undefined || healedAlarm === undefined || composite.urgency !== 'page') return {};
  const { runbook, parameters, maxPerHour, coolDownMinutes, mayDelayPageMinutes } = settings;
  const shortWindows = shortWindowsOf({ metricAlarms }, composite).map(({ minutes }) => minutes);
  return {
    selfHealing: {
      runbook,
      parameters,
      maxPerHour,
      coolDownMinutes,
      mayDelayPageSeconds: mayDelayPageMinutes * 60,
      verifiedBy: healedAlarm,
      clearsWithinMinutes: Math.max(...shortWindows) + CLEARS_LATE_MINUTES,
      ...(supervision !== undefined && { liveFrom: supervision.since }),
      supervisors: supervision?.people ?? [],
    },
  };
}

function alarmOfThreshold(alarm: ThresholdAlarmPlan): KnownAlarm {
  const { name, region, severity, reason, serviceId, watches } = alarm;
  const { runbook, handoverAfterSeconds, measure } = watches;
  const learntAt = trainedFrom(watches);
  return {
    name,
    region,
    severity,
    title: thresholdName(alarm),
    impact: reason,
    runbook,
    group: serviceId,
    ...(handoverAfterSeconds !== undefined && { handoverAfterSeconds }),
    ...(measure.missingData.treatAs === 'missing' && { needsData: true }),
    ...(learntAt !== undefined && { trainedFrom: learntAt }),
  };
}

function alarmOfLedger({ name, severity, reason }: BudgetAlarmPlan, { region }: ErrorBudgetPlan): KnownAlarm {
  return { name, region, severity, title: 'budget ledger', impact: reason, runbook: LEDGER_RUNBOOK, group: OPERATIONS_GROUP };
}

function alarmOfPaging({ name, region, severity, watches, reason }: PagingAlarmPlan): KnownAlarm {
  return { name, region, severity, title: `paging: ${watches}`, impact: reason, runbook: ENGINE_RUNBOOK, group: OPERATIONS_GROUP };
}

/** Alarms that only feed others, or tell pipelines. */
function partsOfRegion({ objectives, errorBudget }: RegionPlan): string[] {
  return [...objectives.flatMap(({ metricAlarms }) => metricAlarms.map(({ name }) => name)), ...(errorBudget?.signals ?? []).map(({ name }) => name)];
}

/** What judges the engine from outside: it must not depend on the engine, and the engine not on it. */
function partsOfPaging({ incidentRegions, watchdog }: KnownToEngine): string[] {
  const fallbacks = incidentRegions.flatMap(({ silenceAlarm, fallbackAlarms }) => [
    silenceAlarm.name,
    ...fallbackAlarms.flatMap(({ name, parts }) => [...parts.map((part) => part.name), name]),
  ]);
  return [...fallbacks, watchdog.alarm.name, watchdog.canary.alarm.name];
}
