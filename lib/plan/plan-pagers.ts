import type { NamedScope } from '../incident/lifecycle/engine-policy';
import type { Severity } from '../incident/severity';
import type { PagerModel } from '../model/model';
import type { RegionPlan } from './alarm-plan';
import { incidentNames } from './incident-names';
import type { PagerPlan, PagerWatchPlan, StoredParameterPlan } from './incident-plan';
import { contactPattern } from './plan-contacts';
import { planPagerAlarm } from './plan-paging-alarms';

/** The pagers of an environment, each subscribed to the feeds of its severities in every region. */
export function planPagers(pagers: readonly PagerModel[], { application, environment }: NamedScope, regions: readonly RegionPlan[]): PagerPlan[] {
  return pagers.map(({ id, severities }) => ({
    id,
    parameterName: `/${application}/${environment}/pagers/${id}/endpoint`,
    severities,
    topics: regions.flatMap(({ topics }) => topics.filter(({ severity }) => severities.includes(severity)).map(({ region, name }) => ({ region, name }))),
  }));
}

/**
 * Who hears that a pager was not reached, in every region of its topics: whoever reads the e-mail address that an operator stores. Chat may
 * listen to the topics of severities; this one is nobody else's.
 */
export function planPagerWatch(pagers: readonly PagerPlan[], scope: NamedScope & { readonly highestSeverity: Severity }): PagerWatchPlan[] {
  const { application, environment } = scope;
  return regionsOf(pagers).map((region) => ({
    region,
    alarm: planPagerAlarm(scope, region, incidentNames(scope).subscriptionDeadLetters, `${application}-${environment}-pager-unreached`),
    contact: { person: 'pager-unreached', channel: 'email', parameterName: `/${application}/${environment}/pagers/unreached/email` },
  }));
}

/** The addresses that an operator stores for pagers, and for when they are not reached, before the deployment, in every region of their topics. */
export function pagerParameters(pagers: readonly PagerPlan[], watches: readonly PagerWatchPlan[]): StoredParameterPlan[] {
  const ofPagers = pagers.flatMap((pager) =>
    regionsOf([pager]).map((region) => ({ region, name: pager.parameterName, allowedPattern: contactPattern('https') })),
  );
  return [...ofPagers, ...watches.map(({ region, contact }) => ({ region, name: contact.parameterName, allowedPattern: contactPattern('email') }))];
}

function regionsOf(pagers: readonly PagerPlan[]): readonly string[] {
  return [...new Set(pagers.flatMap(({ topics }) => topics.map(({ region }) => region)))];
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
