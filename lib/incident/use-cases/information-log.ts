import type { InformationDay } from '../announcements/information-day';

/** Where what happened is kept until the digest has it, a record a day. */
export interface InformationLog {
  /** What was collected on a day of UTC, by its number; undefined when nothing was. */
  day(sequence: number): Promise<InformationDay | undefined>;
  /**
   * Writes a day over the version it was made from, or as a new one.
   *
   * @returns false when somebody else has written it since: read it again
   */
  write(day: InformationDay, before?: Pick<InformationDay, 'version'>): Promise<boolean>;
}
