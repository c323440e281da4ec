import type { DashboardDraft } from '../dashboard';
import type { DashboardFacts } from '../facts';
import { chargesGraph } from '../sections/charges';
import { capacityGraph } from '../sections/measures';
import { volumeGraph, partsByRegion } from '../sections/service-levels';
import { inLines } from '../widgets';

/** For whoever pays: what is charged, what is provisioned and not used, and what was done for it. Undefined where neither costs nor limits are known. Requirement 002-32. */
export function costDashboard(facts: DashboardFacts): DashboardDraft | undefined {
  const { services, cost } = facts;
  const used = capacityGraph(facts, services, {
    title: 'Used of what is provisioned, %',
    description:
      'How much of each limit is used. What stays far below 100 % for weeks is paid for and not needed; what comes near it needs more. Compare with the busiest hour, not with the mean.',
    width: 24,
    height: 7,
  });
  if (cost === undefined && used === undefined) return undefined;
  return {
    id: 'cost',
    title: 'Cost',
    purpose:
      'For whoever pays: what the account is charged this month against its budget, what is provisioned and hardly used, and how much work was done for it.',
    start: '-P30D',
    variables: [],
    lines: [
      ...chargesGraph(facts),
      ...(used === undefined ? [] : [[used]]),
      ...inLines(services.flatMap((service) => partsByRegion(facts, service).flatMap((part) => volumeGraph(part, { width: 12, height: 6 }) ?? []))),
    ],
  };
}
