import type { BusinessCalendar } from '../../time/business-calendar';
import type { Severity } from '../severity';

/** How requests of people are looked after. */
export interface RequestPolicy {
  /** Role that is notified of every request and answers it. */
  readonly owner: string;
  /** Role that is notified besides when one is late. */
  readonly lead: string;
  /** When the channel is open. Clocks of requests stand still while it is closed. */
  readonly hours: BusinessCalendar;
  /** Minutes of the channel in which somebody takes a request, and in which its severity is set. */
  readonly acknowledgeMinutes: number;
  readonly triageMinutes: number;
  /** Severity of the incident that a blocking request becomes. */
  readonly blockingSeverity: Severity;
}

/**
 * Minutes of the channel in which a request is acknowledged and its severity is set, where nothing else is said.
 * Requirements 004-02 and 004-10.
 */
export const REQUEST_CLOCKS = { acknowledgeMinutes: 15, triageMinutes: 30 } as const;

/**
 * Minutes of the channel, from the receipt of a request, in which one of a severity is answered: the response profile `support`.
 * S0 and S1 are incidents, whose people are paged; of S3 and S4 nothing is promised. Requirement 004-13.
 */
export const ANSWER_MINUTES: Readonly<Partial<Record<Severity, number>>> = { S2: 240 };

/** What requests are listed under where incidents are listed under their service. */
export const REQUESTS_GROUP = 'requests';
