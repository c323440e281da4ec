import { affectedGroups } from '../lifecycle/dependency';
import type { IncidentFacts } from './page-facts';
import { serviceTitle } from './page-facts';
import { listText } from './plain-text';

/** Services that are named; of more, their number is said. */
const MOST_NAMED = 20;

/**
 * The services that depend on the one of an incident and are down with it: `Affected besides: Invoices and 2 more`. Nothing
 * where there are none. None of them pages by itself, so whoever has the incident is the only one to hear of them.
 */
export function affectedLines({ incident, policy }: Pick<IncidentFacts, 'incident' | 'policy'>): string[] {
  const titles = affectedGroups(incident).map((group) => serviceTitle(policy, group));
  if (titles.length === 0) return [];
  const named = titles.slice(0, MOST_NAMED);
  const more = titles.length - named.length;
  return [
    `Affected besides, ${titles.length} in all: ${listText(more === 0 ? named : [...named, `${more} more`])}; they depend on this service and page nobody`,
  ];
}
