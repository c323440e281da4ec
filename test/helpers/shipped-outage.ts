import type { SearchedOutage } from '../../lib/gameday/faults/search-account';
import { MINUTE_MS, SECOND_MS } from '../../lib/time/time';
import { SCENARIO_START } from './game-days';
import { shippedEnvironment, shippedStacks } from './shipped-assembly';

/** The outage of the partner portal in prod that faults are tried on. */
export function shippedOutage(): SearchedOutage {
  const { plan } = shippedEnvironment('prod');
  if (plan.incidents === undefined) throw new Error('nobody is on call in prod');
  return {
    plan: { ...plan, incidents: plan.incidents },
    stacks: shippedStacks('prod'),
    objective: 'partner-portal/availability',
    start: SCENARIO_START,
    alarmAt: SCENARIO_START + 4 * MINUTE_MS + 29 * SECOND_MS,
  };
}
