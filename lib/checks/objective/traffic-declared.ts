import type { Problem } from '../../problems/problem';
import type { Check } from '../check';
import type { CheckedObjective } from './checked-objective';

export const trafficDeclared: Check<CheckedObjective> = {
  code: 'CHK008',
  requirement: 'an objective over events declares its traffic',
  why: 'it cannot be determined whether a single bad event pages',
  check: findings,
};

/** Finds objectives over events that say nothing of traffic: whether a single event pages cannot be determined. */
function findings({ name, objective: { sli, typicalEventsPerMinute } }: CheckedObjective): Problem[] {
  if (sli.kind === 'slices' || typicalEventsPerMinute !== undefined) return [];
  return [
    {
      code: 'CHK008',
      level: 'warning',
      where: { path: name },
      what: 'traffic is not declared, so that burn-rate alerts have no guard against chance and a single bad event may page',
      allowed: 'the events of a typical minute',
      change: 'declare the traffic',
    },
  ];
}
