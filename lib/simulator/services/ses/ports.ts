import { Port } from '../../core/port';

/** A mail as it arrives. */
export interface ArrivingMail {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly messageId: string;
}

/** Where mail arrives. */
export interface Inbox {
  /**
   * Takes a mail, and does what the receipt rules of a region say.
   *
   * @returns how many rules took it
   * @throws NotSimulatedError for a rule that is not understood
   * @throws ServiceError when what a rule starts refuses it
   */
  receive(mail: ArrivingMail, region: string): number;
}

export const INBOX = new Port<Inbox>('mail that arrives');
