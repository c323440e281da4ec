import { messageOf } from '../../problems/error-message';
import type { Instant } from '../../time/time';
import { dayOf, withInformation } from '../announcements/information-day';
import { changeRecord } from './change-incident';
import type { Engine } from './engine';

/** An event of EventBridge that the digest lists. */
export interface InformationEvent {
  readonly id: string;
  readonly at: Instant;
  readonly text: string;
}

/**
 * Keeps what happened until the digest has it. It wakes nobody, ever: what cannot be kept is said in the log and lost, where a dead letter
 * would page somebody.
 *
 * @returns what was done, for the log
 */
export async function collectInformation({ information, now }: Engine, event: InformationEvent): Promise<string> {
  if (information === undefined) return `${event.text} is not collected`;
  const collectedAt = now();
  try {
    const kept = await changeRecord(
      () => information.day(dayOf(collectedAt)),
      (before) => {
        const day = withInformation(before, { ...event, collectedAt });
        return day && { day };
      },
      ({ day }, before) => information.write(day, before),
    );
    return kept === undefined ? `${event.text} is there already` : event.text;
  } catch (error) {
    return `${event.text} could not be kept: ${messageOf(error)}`;
  }
}
