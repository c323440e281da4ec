import type { Spell } from '../../backtest/alarm-histories';
import { momentText } from '../../page/figures';
import type { Lane } from '../../page/lanes';

/** An alarm as a lane: when it was in ALARM, and when its actions ran. */
export function spellLane(name: string, note: string, spells: readonly Spell[]): Lane {
  return {
    name,
    note,
    spans: spells.map(({ from, to, isOpen }) => ({
      from,
      to,
      look: 'alarm',
      title: `in ALARM from ${momentText(from)} to ${isOpen ? 'the end' : momentText(to)}`,
    })),
    marks: spells.flatMap(({ notifiedAt }) =>
      notifiedAt === undefined ? [] : [{ at: notifiedAt, look: 'page' as const, title: `notified at ${momentText(notifiedAt)}` }],
    ),
  };
}
