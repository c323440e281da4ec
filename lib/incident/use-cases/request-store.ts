import type { Instant } from '../../time/time';
import type { SupportRequest } from '../requests/support-request';

/**
 * Where the records of requests are: what the function, the command line and a game day read and write them through. As with incidents a
 * record is only ever written over the version it was made from.
 */
export interface RequestStore {
  /** One request, undefined when there is none. */
  get(sequence: number): Promise<SupportRequest | undefined>;
  /** The latest requests, latest first, as many as asked for. */
  latest(most: number): Promise<SupportRequest[]>;
  /** Every request that somebody or something still has to do with, soonest due first. */
  open(): Promise<SupportRequest[]>;
  /** Of those the ones that are due by an instant, soonest first, as many as asked for. */
  dueBy(until: Instant, most: number): Promise<SupportRequest[]>;
  /**
   * Writes a request over the version it was made from, or as a new one.
   *
   * @returns false when somebody else has written it since: read it again
   */
  write(request: SupportRequest, before?: Pick<SupportRequest, 'version'>): Promise<boolean>;
}
