import type { Pager, PagerDestination, PagerRequest } from './pager';
import { boundedEvent, type PagerEvent } from './pager-event';
import { GRAFANA_ONCALL } from './vendors/grafana-oncall';
import { INCIDENT_IO } from './vendors/incident-io';
import { JIRA_SERVICE_MANAGEMENT, OPSGENIE } from './vendors/opsgenie';
import { PAGERDUTY } from './vendors/pagerduty';
import { SLACK } from './vendors/slack';
import { TEAMS } from './vendors/teams';
import { BETTER_STACK, WEBHOOK } from './vendors/webhook';

/** Every pager and chat whose format is known. */
export const PAGERS: readonly Pager[] = [PAGERDUTY, OPSGENIE, JIRA_SERVICE_MANAGEMENT, BETTER_STACK, GRAFANA_ONCALL, INCIDENT_IO, WEBHOOK, SLACK, TEAMS];

/** The pager of an id of {@link PAGERS}; undefined for any other. */
export function findPager(pagerId: string): Pager | undefined {
  return PAGERS.find(({ id }) => id === pagerId);
}

/**
 * What is sent to a pager for an event, within all of its limits; undefined where it has no such event, or no address.
 *
 * @throws RangeError for a pager that is none of {@link PAGERS}
 */
export function renderPagerEvent(pagerId: string, event: PagerEvent, destination: PagerDestination): PagerRequest | undefined {
  const pager = findPager(pagerId);
  if (pager === undefined) throw new RangeError(`pager is ${pagerId}: allowed are ${PAGERS.map(({ id }) => id).join(', ')}`);
  return pager.render(boundedEvent(event), destination);
}
