import type { NamedScope } from '../incident/lifecycle/engine-policy';
import type { Severity } from '../incident/severity';
import type { PagerModel } from '../model/model';
import { findPager } from '../pagers/pagers';
import type { OperationsPlan, RegionPlan } from './alarm-plan';
import { incidentNames } from './incident-names';
import type { IncidentPlan, PagerPlan, PagerWatchPlan, SenderLimits, SentPagerPlan, StoredParameterPlan } from './incident-plan';
import { contactPattern } from './plan-contacts';
import { planPagerAlarm } from './plan-paging-alarms';

/** What a run may take: see `send-message.ts`. The age leaves room for three of them, and the minutes between. */
export const SENDER_LIMITS: SenderLimits = { timeoutSeconds: 45, retries: 2, eventAgeSeconds: 600 };

/** The pagers of an environment, each of which hears the feeds of its severities in every region. */
export function planPagers(pagers: readonly PagerModel[], scope: NamedScope, regions: readonly RegionPlan[]): PagerPlan[] {
  return pagers.map(({ id, severities, sentBy }): PagerPlan => {
    const topics = regions.flatMap((region) =>
      region.topics.filter(({ severity }) => severities.includes(severity)).map(({ region: at, name }) => ({ region: at, name })),
    );
    return sentBy === 'sns'
      ? { id, severities, topics, sentBy, parameterName: storedName(scope, id, 'endpoint') }
      : sentPager({ id, severities }, scope, topics);
  });
}

/**
 * The pagers that hear pages beside people: the tiers of their severities. An incident that is lowered ends under another severity, so that
 * each hears of every severity who has an incident, and that it is over; of one that it never heard of, a vendor makes nothing.
 *
 * @param home region of the topics
 */
export function planPagersOfTiers(
  pagers: readonly Pick<PagerModel, 'id' | 'severities'>[],
  scope: NamedScope,
  { home, tierTopics, informedTopics }: { readonly home: string } & Pick<IncidentPlan, 'tierTopics' | 'informedTopics'>,
): SentPagerPlan[] {
  return pagers.map((pager) => {
    const heard = [...tierTopics.filter(({ severity }) => pager.severities.includes(severity)), ...informedTopics];
    return sentPager(
      pager,
      scope,
      heard.map(({ name }) => ({ region: home, name })),
    );
  });
}

/** Every pager of an environment that a function posts to. */
export function sentPagers({ pagers = [], incidents }: Pick<OperationsPlan, 'pagers' | 'incidents'>): readonly SentPagerPlan[] {
  return [...pagers.filter((pager) => pager.sentBy === 'day2'), ...(incidents?.pagers ?? [])];
}

function sentPager({ id, severities }: Pick<PagerModel, 'id' | 'severities'>, scope: NamedScope, topics: SentPagerPlan['topics']): SentPagerPlan {
  const policy = { pager: id, keyParameter: storedName(scope, id, 'key'), urlParameter: storedName(scope, id, 'url') };
  return { id, severities, topics, sentBy: 'day2', functionName: `${scope.application}-${scope.environment}-pager-${id}`, policy };
}

function storedName({ application, environment }: NamedScope, id: string, what: 'endpoint' | 'key' | 'url'): string {
  return `/${application}/${environment}/pagers/${id}/${what}`;
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
    regionsOf([pager]).flatMap((region): StoredParameterPlan[] =>
      pager.sentBy === 'sns' ? [{ region, name: pager.parameterName, allowedPattern: contactPattern('https') }] : secretsOf(pager, region),
    ),
  );
  return [...ofPagers, ...watches.map(({ region, contact }) => ({ region, name: contact.parameterName, allowedPattern: contactPattern('email') }))];
}

/** The key and the address that a function reads when it runs. */
export function secretsOf({ policy }: SentPagerPlan, region: string): StoredParameterPlan[] {
  const { takes, title } = findPager(policy.pager)!;
  const secret = (member: 'key' | 'url', name: string, allowedPattern: string, onlyFor: string): StoredParameterPlan[] => {
    if (takes[member] === 'unused') return [];
    return [{ region, name, allowedPattern, isSecret: true, ...(takes[member] === 'optional' && { onlyFor }) }];
  };
  return [
    ...secret('key', policy.keyParameter, '^[!-~]+( [!-~]+)*$', `what ${title} is asked to check in the header authorization`),
    ...secret('url', policy.urlParameter, contactPattern('https'), `an account of ${title} with another address than everybody's`),
  ];
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
