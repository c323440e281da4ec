import { MINUTE_MS, type Instant } from '../domain/time';
import type { Scenario } from './scenario';

/** When an incident of a scenario, or a failure with an id, begins and is over. */
export function timesOf({ id: scenario, start, incidents, fail }: Scenario, id: string): { readonly began: Instant; readonly ended: Instant } {
  const incident = incidents.find((each) => each.id === id);
  const failure = fail.find((each) => each.id === id);
  const at = incident?.at ?? failure?.from;
  const length = (incident ?? failure)?.for;
  if (at === undefined || length === undefined) throw new RangeError(`scenario ${scenario} has no incident ${id}`);
  const began = start + at * MINUTE_MS;
  return { began, ended: began + length * MINUTE_MS };
}
