import type { AttachedAlarm } from './incident';
import { climb } from './ladder';
import { close } from './resolution';
import { restartUpdateClock } from './status-updates';
import type { Turn } from './turn';
import { compareSeverity } from '../severity';

/** The ladder begins to climb. */
export function begin(turn: Turn): void {
  const { ladder, severity } = turn.incident;
  turn.set({ state: 'open', ladder: { ...ladder, startedAt: turn.now } });
  turn.note(`classified as ${severity}`);
  restartUpdateClock(turn);
  climb(turn);
  turn.inform({ kind: 'informed' }, 'opened');
  turn.updateOpsItem('Open');
}

/**
 * What becomes of an incident that waits for mutes to end: it begins with the worst alarm that is on and not muted, and
 * is over when nothing is muted any more. A mute of one alarm says nothing about another.
 */
export function judgeSuppressed(turn: Turn): void {
  const { alarms } = turn.incident;
  const [worst] = alarms.filter(isOnUnmuted).sort((a, b) => compareSeverity(a.severity, b.severity));
  if (worst !== undefined) {
    turn.note(`${worst.name} is on and not muted`);
    turn.set({ severity: worst.severity, peakSeverity: worst.severity, title: worst.title, impact: worst.impact });
    begin(turn);
  } else if (alarms.every(({ mutedUntil }) => mutedUntil === undefined)) {
    turn.note('nothing is muted any more, and nothing is on');
    close(turn, 'day2');
  }
}

/** True for an alarm that counts. */
export function isOnUnmuted({ state, mutedUntil }: AttachedAlarm): boolean {
  return state === 'ALARM' && mutedUntil === undefined;
}
