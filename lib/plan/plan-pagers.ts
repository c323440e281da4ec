import type { NamedScope } from '../incident/lifecycle/engine-policy';
import type { Severity } from '../incident/severity';
import type { PagerModel } from '../model/model';
import type { RegionPlan } from './alarm-plan';
import type { PagerPlan, StoredParameterPlan } from './incident-plan';
import { contactPattern } from './plan-contacts';

/** The pagers of an environment, each subscribed to the feeds of its severities in every region. */
export function planPagers(pagers: readonly PagerModel[], { application, environment }: NamedScope, regions: readonly RegionPlan[]): PagerPlan[] {
  return pagers.map(({ id, severities }) => ({
    id,
    parameterName: `/${application}/${environment}/pagers/${id}/endpoint`,
    severities,
    topics: regions.flatMap(({ topics }) => topics.filter(({ severity }) => severities.includes(severity)).map(({ region, name }) => ({ region, name }))),
  }));
}

/** The addresses that an operator stores for pagers before the deployment, in every region of their topics. */
export function pagerParameters(pagers: readonly PagerPlan[]): StoredParameterPlan[] {
  return pagers.flatMap(({ parameterName, topics }) =>
    [...new Set(topics.map(({ region }) => region))].map((region) => ({ region, name: parameterName, allowedPattern: contactPattern('https') })),
  );
}

/**
 * The region with alarms that also say when they are over, on the topic that heard that they are on, where a pager hears them: it ends
 * by itself what it began. Alarms of severities that no pager hears stay as they are.
 */
export function sayWhenOver(region: RegionPlan, pagers: readonly PagerModel[]): RegionPlan {
  const heard = new Set(pagers.flatMap(({ severities }) => severities));
  if (heard.size === 0) return region;
  const mark = <T extends { readonly severity: Severity }>(alarms: readonly T[]): T[] =>
    alarms.map((alarm) => (heard.has(alarm.severity) ? { ...alarm, notifiesWhenOver: true } : alarm));
  const { objectives, thresholds, errorBudget } = region;
  return {
    ...region,
    objectives: objectives.map((objective) => ({ ...objective, compositeAlarms: mark(objective.compositeAlarms) })),
    ...(thresholds !== undefined && { thresholds: mark(thresholds) }),
    ...(errorBudget !== undefined && {
      errorBudget: {
        ...errorBudget,
        objectives: errorBudget.objectives.map((objective) => ({ ...objective, alarms: mark(objective.alarms) })),
        ledgers: errorBudget.ledgers.map((ledger) => ({ ...ledger, alarms: mark(ledger.alarms) })) as unknown as typeof errorBudget.ledgers,
      },
    }),
  };
}
