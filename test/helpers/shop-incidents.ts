/** Incidents of the configuration in test/config/base as the engine would have them, in a table without a cloud. */

import type { AccountClient } from '../../lib/cli/account/account-client';
import { loadOperations } from '../../lib/cli/files/operations';
import { incidentStoreIn } from '../../lib/handlers/incident-engine/incident-store-in';
import type { Incident } from '../../lib/incident/lifecycle/incident';
import type { AlarmEvent, IncidentEvent } from '../../lib/incident/lifecycle/incident-event';
import { openIncident } from '../../lib/incident/lifecycle/open-incident';
import { reduceIncident } from '../../lib/incident/lifecycle/reduce-incident';
import type { Severity } from '../../lib/incident/severity';
import type { IncidentStore } from '../../lib/incident/use-cases/incident-store';
import type { IncidentPlan } from '../../lib/plan/incident-plan';
import { MINUTE_MS, type Instant } from '../../lib/time/time';
import { accountOfOnly } from './accounts';
import { OPENED_AT } from './incidents';
import { tableInMemory, type TableInMemory } from './table-in-memory';

export const SHOP_CONFIG = 'test/config/base';

let planned: IncidentPlan | undefined;

/** What is planned for incidents of shop in prod. */
export function shopIncidents(): IncidentPlan {
  return (planned ??= loadOperations(SHOP_CONFIG, {}).environments.find(({ plan }) => plan.environment === 'prod')!.plan.incidents!);
}

/** An alarm of shop that goes on or off. */
export function shopAlarm(name: string, state: AlarmEvent['state'], transitionAt: Instant): AlarmEvent {
  const { group: _, budgetParameter: __, ...alarm } = shopIncidents().policy.alarms.find((each) => each.name === name)!;
  return { kind: 'alarm', alarm, state, transitionAt, reason: 'threshold crossed', source: 'event' };
}

/** What happens to an incident, minutes after it was opened. Effects are carried out at once, and reach `ana`. */
export type Happening = readonly [minutes: number, event: IncidentEvent];

/** An incident of `web` whose alarm is on since 2026-03-08T03:10:00Z, as it is after what happened. */
export function shopIncident(
  happenings: readonly Happening[] = [],
  { severity = 'S0', sequence = 1 }: { readonly severity?: Severity; readonly sequence?: number } = {},
): Incident {
  const event = shopAlarm(`shop-prod-web-availability-${severity.toLowerCase()}`, 'ALARM', OPENED_AT);
  const previous = sequence === 1 ? undefined : { id: `web-${sequence - 1}`, sequence: sequence - 1, alarms: [] };
  let { incident } = openIncident({ group: 'web', policy: shopIncidents().policy.escalation, previous }, event, { now: OPENED_AT });
  incident = carriedOut(incident, OPENED_AT);
  for (const [minutes, happening] of happenings) {
    const now = OPENED_AT + minutes * MINUTE_MS;
    incident = carriedOut(reduceIncident(incident, happening, { now }).incident, now);
  }
  return incident;
}

function carriedOut(incident: Incident, now: Instant): Incident {
  let after = incident;
  for (const { effect } of incident.outbox) {
    after = reduceIncident(after, { kind: 'effect outcome', key: effect.key, outcome: { kind: 'done', reached: ['ana'] } }, { now }).incident;
  }
  return after;
}

/** An account whose table has these incidents, with a store to look into it. */
export interface ShopAccount {
  readonly account: AccountClient;
  readonly store: IncidentStore;
  readonly table: TableInMemory;
}

export async function shopAccount(...incidents: readonly Incident[]): Promise<ShopAccount> {
  const table = tableInMemory();
  const store = incidentStoreIn(table.port, 'shop-prod-incidents', 'test');
  for (const incident of incidents) await store.write(incident);
  table.calls.length = 0;
  return {
    table,
    store,
    account: accountOfOnly({
      table: async () => table.port,
      metrics: async () => ({ send: async () => ({ $metadata: {}, MetricDataResults: [] }) }),
      parameters: async () => ({ send: async ({ input }) => ({ $metadata: {}, InvalidParameters: input.Names }) }),
    }),
  };
}
