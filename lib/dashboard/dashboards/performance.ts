import type { DashboardDraft } from '../dashboard';
import type { DashboardFacts } from '../facts';
import { capacityGraph, measureGraphs } from '../sections/measures';
import { badShareGraph, latencyGraphs, partsByRegion, volumeGraph } from '../sections/service-levels';
import { inLines } from '../widgets';

/** For whoever develops or runs a service: how fast, how much, how full. Requirements 002-14, 002-30, 003-04, 003-21. */
export function performanceDashboard(facts: DashboardFacts): DashboardDraft {
  const { services } = facts;
  const size = { width: 8, height: 6 };
  const capacity = capacityGraph(facts, services, {
    title: 'Capacity used, %',
    description:
      'How much of each limit is used: what was provisioned, granted, or borne in a test. From the lower line on, a fifth more than now would not be there: ask for more before its lead time is over (day2 capacity says when).',
    width: 24,
    height: 6,
  });
  return {
    id: 'performance',
    title: 'Performance',
    purpose: 'For whoever develops or runs a service: how long requests take, how many there are, how many fail, and how full resources are.',
    start: '-P1D',
    variables: [],
    lines: [
      ...services.flatMap((service) => [
        ...partsByRegion(facts, service).map((part) => {
          const volume = volumeGraph(part, { width: 12, height: 6 });
          return [badShareGraph(part, { width: 12, height: 6 }), ...(volume === undefined ? [] : [volume])];
        }),
        ...inLines([...latencyGraphs(service, size), ...measureGraphs(service, size)]),
      ]),
      ...(capacity === undefined ? [] : [[capacity]]),
    ],
  };
}
