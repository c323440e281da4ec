import { ACTIONS } from '../../../../../runbook/document/actions';
import { SECOND_MS } from '../../../../../time/time';
import type { Action, StepAttempt } from '../action';

const DURATION = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const SECONDS = [604_800, 86_400, 3_600, 60, 1];
const MAX_SECONDS = ACTIONS['aws:sleep']!.maxSeconds!;

/** A timestamp that has passed is no wait. https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-sleep.html */
export const SLEEP: Action = {
  run: (attempt) => {
    const seconds = secondsOf(attempt);
    if (seconds === undefined) return { status: 'Failed', failure: 'neither Duration nor Timestamp is in ISO 8601' };
    if (seconds > MAX_SECONDS) return { status: 'Failed', failure: `a sleep is at most ${MAX_SECONDS} seconds, and this one ${seconds}` };
    attempt.after(seconds, () => ({ status: 'Success' }));
    return undefined;
  },
};

function secondsOf({ inputs, now }: StepAttempt): number | undefined {
  if (typeof inputs.Duration === 'string') return durationSeconds(inputs.Duration);
  const instant = typeof inputs.Timestamp === 'string' ? Date.parse(inputs.Timestamp) : NaN;
  return Number.isNaN(instant) ? undefined : Math.max(0, (instant - now) / SECOND_MS);
}

/** Seconds of an ISO 8601 duration, `PT10M`; undefined for any other text. */
function durationSeconds(text: string): number | undefined {
  const found = DURATION.exec(text);
  if (found === null || text.endsWith('P') || text.endsWith('T')) return undefined;
  return SECONDS.reduce((sum, seconds, index) => sum + seconds * Number(found[index + 1] ?? 0), 0);
}
