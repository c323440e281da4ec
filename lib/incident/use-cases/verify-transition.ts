import { messageOf } from '../../problems/error-message';
import { formatInstant, SECOND_MS } from '../../time/time';
import { isFinding, type AlarmEvent } from '../lifecycle/incident-event';
import type { Engine } from './engine';
import type { AlarmStatus } from './ports';

/**
 * Seconds after a change of an alarm from which its event is old: it may have been over for hours (EventBridge and Lambda
 * try for a day, dead letters for two weeks), and is compared with what CloudWatch says now.
 */
export const VERIFY_AFTER_SECONDS = 300;

/** Seconds by which the instants of an event and of DescribeAlarms may differ for the same change. */
const SAME_CHANGE_SECONDS = 1;

/** Whether a change of an alarm still holds: yes, no with the reason, or CloudWatch did not answer. */
export type Verdict = { readonly kind: 'holds' } | { readonly kind: 'overtaken' | 'unverified'; readonly why: string };

/** Compares the change that an event reports with what CloudWatch says now, when it is old. Never throws. */
export async function verifyTransition(engine: Engine, event: AlarmEvent): Promise<Verdict> {
  // CloudWatch knows nothing of a finding.
  if (isFinding(event.alarm)) return { kind: 'holds' };
  if (event.source !== 'event' || engine.now() - event.transitionAt <= VERIFY_AFTER_SECONDS * SECOND_MS) return { kind: 'holds' };
  const { name, region } = event.alarm;
  try {
    const [status] = await engine.alarms.read(region, { names: [name] });
    const why = whyOvertaken(event, status);
    return why === undefined ? { kind: 'holds' } : { kind: 'overtaken', why };
  } catch (error) {
    return { kind: 'unverified', why: `CloudWatch cannot be asked: ${messageOf(error)}` };
  }
}

function whyOvertaken({ state, transitionAt }: AlarmEvent, status: AlarmStatus | undefined): string | undefined {
  if (status === undefined) return state === 'deleted' ? undefined : 'it does not exist any more';
  const since = status.transitionAt === undefined ? '' : ` since ${formatInstant(status.transitionAt)}`;
  if (status.state !== state) return `it is ${status.state}${since}`;
  if (status.isSuppressed) return 'its actions are suppressed by another alarm';
  return (status.transitionAt ?? transitionAt) > transitionAt + SAME_CHANGE_SECONDS * SECOND_MS ? `it is ${status.state} again${since}` : undefined;
}
