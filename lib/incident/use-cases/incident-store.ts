import type { Instant } from '../../time/time';
import type { Incident } from '../lifecycle/incident';

/**
 * Where the records of incidents are: what the function, the command line and a game day read and write them through. A
 * record is only ever written over the version it was made from, so that two who change one at the same time collide.
 */
export interface IncidentStore {
  /** The latest incident of a group, undefined when it never had one. */
  latest(group: string): Promise<Incident | undefined>;
  /** One incident, undefined when there is none. */
  get(group: string, sequence: number): Promise<Incident | undefined>;
  /** Every incident that is neither resolved nor closed, soonest due first: as many as there are services, at most, and drills. */
  active(): Promise<Incident[]>;
  /** Of those that are over and owe something, the ones that are due by an instant, soonest first, as many as asked for. */
  owingAt(until: Instant, most: number): Promise<Incident[]>;
  /** Every incident that is not closed, soonest due first. There may be thousands: for people who ask, never for a tick. */
  notClosed(): Promise<Incident[]>;
  /** The incidents of a group, latest first. */
  ofGroup(group: string, most: number): Promise<Incident[]>;
  /**
   * Writes an incident over the version it was made from, or as a new one.
   *
   * @param before the version that was read; absent for a new incident
   * @returns false when somebody else has written it since: read it again
   */
  write(incident: Incident, before?: Pick<Incident, 'version'>): Promise<boolean>;
}
