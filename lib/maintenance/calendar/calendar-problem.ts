import type { CalendarCode } from '../../problems/catalogue/calendars';
import type { Problem } from '../../problems/problem';

/** Takes what is wrong with a calendar, by the line it is in. */
export type ReportCalendarProblem = (code: CalendarCode, line: number, what: string, hints: Pick<Problem, 'received' | 'allowed' | 'change'>) => void;

/** A property with its value as jCal has it. */
export interface ReadProperty {
  readonly line: number;
  readonly text: string;
  readonly value: unknown;
  readonly tzid: unknown;
}

const MAX_SHOWN = 80;

/** Text of a file as a problem can show it. */
export function shown(text: string): string {
  const oneLine = text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
  return oneLine.length <= MAX_SHOWN ? oneLine : `${oneLine.slice(0, MAX_SHOWN - 1)}…`;
}
