import type { ContactPlan, IncidentRegionPlan, PeopleGroupPlan, PersonTopicPlan } from './incident-plan';
import { hashOf } from './stable-groups';

/**
 * Groups a region has for people: a template takes 200 parameters, one a contact, so that 66 people with three channels fit
 * into one. 200 people over five groups are 40 in each, 25 fewer than fit. It never changes: it would move people from stack to stack.
 */
const PEOPLE_GROUPS = 5;

/** The group of a person: by their id and nothing else, so that whoever comes or goes moves nobody. */
export function peopleGroupOf(person: string): number {
  return (hashOf(person) % PEOPLE_GROUPS) + 1;
}

/** Who shares a stack, region by region, home first; groups without anybody are left out. */
export function planPeopleGroups(topics: readonly PersonTopicPlan[], regions: readonly IncidentRegionPlan[]): readonly PeopleGroupPlan[] {
  return regions.flatMap(({ region, isHome, fallbackTopic }) =>
    Array.from({ length: PEOPLE_GROUPS }, (_, index) => index + 1).flatMap((group): PeopleGroupPlan[] => {
      const isIn = ({ person }: Pick<ContactPlan, 'person'>): boolean => peopleGroupOf(person) === group;
      const own = isHome ? topics.filter(isIn) : [];
      const subscriptions = fallbackTopic.subscriptions.filter(isIn);
      if (own.length + subscriptions.length === 0) return [];
      return [{ region, isHome, group, topics: own, fallback: { name: fallbackTopic.name, subscriptions } }];
    }),
  );
}
