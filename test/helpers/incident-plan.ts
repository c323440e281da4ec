import type { OperationsModel } from '../../lib/model/model';
import type { OperationsPlan } from '../../lib/plan/alarm-plan';
import { ledgerAlarmsOf } from '../../lib/plan/budget-plan';
import { buildPlan } from '../../lib/plan/build-plan';
import type { IncidentPlan } from '../../lib/plan/incident-plan';
import { exampleModelOnCall } from './on-call';

/** The plan of a model with people on call, and its part about incidents. */
export function exampleIncidents(model: OperationsModel = exampleModelOnCall()): { readonly plan: OperationsPlan; readonly incidents: IncidentPlan } {
  const { plan } = buildPlan(model);
  if (plan.incidents === undefined) throw new Error('nobody is on call in this model');
  return { plan, incidents: plan.incidents };
}

/** Names of all planned alarms, each once. */
export function alarmNames({ regions, incidents }: OperationsPlan): string[] {
  const names = [
    ...regions.flatMap(({ objectives, errorBudget }) => [
      ...objectives.flatMap(({ metricAlarms, compositeAlarms }) => [...metricAlarms, ...compositeAlarms]),
      ...(errorBudget === undefined ? [] : [...errorBudget.objectives.flatMap(({ alarms }) => alarms), ...ledgerAlarmsOf(errorBudget), ...errorBudget.signals]),
    ]),
    ...(incidents === undefined
      ? []
      : [
          ...incidents.pagingAlarms,
          ...incidents.regions.flatMap(({ silenceAlarm, fallbackAlarms }) => [
            silenceAlarm,
            ...fallbackAlarms.flatMap((fallback) => [fallback, ...fallback.parts]),
          ]),
          incidents.watchdog.alarm,
          incidents.watchdog.canary.alarm,
        ]),
  ].map(({ name }) => name);
  return [...new Set(names)];
}
