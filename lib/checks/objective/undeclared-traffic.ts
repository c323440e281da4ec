import type { AlertedObjective } from '../../model/model';
import type { Problem } from '../../problems/problem';

/** Finds objectives over events that say nothing of traffic: whether a single event pages cannot be told. */
export function undeclaredTraffic(name: string, { sli, typicalEventsPerMinute }: AlertedObjective): Problem[] {
  if (sli.kind === 'slices' || typicalEventsPerMinute !== undefined) return [];
  return [
    {
      code: 'CHK008',
      level: 'warning',
      where: { path: name },
      what: 'traffic is not declared, so that rows have no guard against chance and a single bad event may page',
      allowed: 'the events of a typical minute',
      change: 'declare the traffic',
    },
  ];
}
