import { formatInstant } from '../../time/time';
import { affectedGroups } from '../lifecycle/dependency';
import { isUnverified } from '../lifecycle/incident';
import type { AlarmName } from '../lifecycle/incident-event';
import type { Severity } from '../severity';
import { acknowledgeLink, alarmLink, dashboardLink, incidentRunbookLink, leadingAlarm, stateLink } from './console-links';
import { payloadHealing, type PayloadHealing } from './healing-lines';
import { onlyOne } from './incident-lines';
import { incidentCommand, serviceTitle, tierOf, whatText, type BudgetFact, type IncidentFacts } from './page-facts';
import { oneLine } from './plain-text';
import { SHOWN_PEOPLE } from './shown-facts';

/**
 * What HTTPS endpoints are sent for a page, a fault of paging, and a page without a table. Members are added, never
 * renamed or given another meaning, within one `schema`. Instants are ISO texts in UTC, shares are fractions.
 */
export interface PagePayload {
  readonly schema: 'day2.page/1';
  readonly kind: 'page' | 'fault' | 'undeduplicated page';
  readonly drill: boolean;
  /** The alarm went on long ago, and CloudWatch could not be asked whether it still is on. */
  readonly unverified?: true;
  /** One line that is enough to act; begins with `DRILL` for a drill. */
  readonly summary: string;
  readonly application: string;
  readonly environment: string;
  /** Region of the engine. */
  readonly region: string;
  /** When it was written. */
  readonly at: string;
  /** Reason of the page, code of the fault, or `table unavailable`. */
  readonly reason: string;
  /** Absent in faults that are about no incident. */
  readonly severity?: Severity;
  readonly tier?: number;
  readonly round?: number;
  /** Absent where the page is about none that is recorded. */
  readonly incident?: PayloadIncident;
  /** The latest run that was started by itself; absent where there was none. */
  readonly healing?: PayloadHealing;
  /** The alarm it is about: the first of the incident, or the one that is paged without a record; absent where there is none. */
  readonly alarm?: AlarmName;
  readonly acknowledge?: { readonly by?: string; readonly command: string; readonly link: string };
  readonly links: { readonly state: string; readonly dashboard: string; readonly runbook?: string; readonly alarm?: string };
  readonly budgets: readonly BudgetFact[];
  /** The people this goes to, the first 100 of them. */
  readonly paged: readonly string[];
  readonly externalContacts: readonly { readonly id: string; readonly title: string; readonly reachedBy: string }[];
}

/** The incident of a payload. */
export interface PayloadIncident {
  readonly id: string;
  readonly group: string;
  readonly service: string;
  readonly title: string;
  readonly impact: string;
  readonly state: string;
  readonly openedAt: string;
  readonly startedAt: string;
  /** Groups of services that depend on this one and are down with it; absent where there are none. */
  readonly affected?: readonly string[];
  /** Absent while nobody has it. */
  readonly acknowledgedBy?: string;
}

/** The incident as payloads carry it. */
export function payloadIncident({ incident, policy }: Pick<IncidentFacts, 'incident' | 'policy'>): PayloadIncident {
  const { id, group, title, state, openedAt, startedAt, acknowledgement } = incident;
  const affected = affectedGroups(incident);
  return {
    id,
    group,
    service: serviceTitle(policy, group),
    title: oneLine(title),
    impact: whatText(incident),
    state,
    openedAt: formatInstant(openedAt),
    startedAt: formatInstant(startedAt),
    ...(affected.length > 0 && { affected }),
    ...(acknowledgement === undefined ? {} : { acknowledgedBy: acknowledgement.by }),
  };
}

/** The payload of a page. */
export function pagePayload(facts: IncidentFacts, reason: string, summary: string): PagePayload {
  const { incident, policy, severity, round, now, paged, budgets, acknowledgeBy } = facts;
  const alarm = leadingAlarm(incident);
  const healing = payloadHealing(facts);
  return {
    schema: 'day2.page/1',
    kind: 'page',
    drill: incident.drill,
    ...(isUnverified(incident) && { unverified: true }),
    summary,
    application: policy.application,
    environment: policy.environment,
    region: policy.region,
    at: formatInstant(now),
    reason,
    severity,
    tier: tierOf(facts),
    round,
    incident: payloadIncident(facts),
    ...(healing !== undefined && { healing }),
    alarm: alarm && { name: alarm.name, region: alarm.region },
    acknowledge: {
      by: acknowledgeBy === undefined ? undefined : formatInstant(acknowledgeBy),
      command: incidentCommand('ack', incident.id, policy),
      link: acknowledgeLink(policy, incident.id, onlyOne(paged)),
    },
    links: {
      state: stateLink(policy, incident),
      dashboard: dashboardLink(policy),
      runbook: incidentRunbookLink(policy, incident),
      alarm: alarm && alarmLink(alarm),
    },
    budgets: budgets.map(finiteBudget),
    paged: paged.slice(0, SHOWN_PEOPLE),
    externalContacts: severity === 'S0' ? policy.externalContacts : [],
  };
}

/** A share that is no number would be written as null. */
function finiteBudget({ spent, remaining, ...rest }: BudgetFact): BudgetFact {
  const known = (share: number | undefined): number | undefined => (share !== undefined && Number.isFinite(share) ? share : undefined);
  return { ...rest, spent: known(spent), remaining: known(remaining) };
}
