import { parseDurationMinutes } from '../../time/time';

/** A line that is typed in a drill. */
export interface DrillLine {
  /** Minutes that pass first. */
  readonly afterMinutes: number;
  /** A command of day2, without its name; empty: none. */
  readonly words: readonly string[];
}

/** A duration, then a command: either may be missing. */
const LINE = /^(?:\+(?<after>\S+))?\s*(?:day2\s+)?(?<command>.*)$/;
/** A word, or several in quotes. */
const WORD = /"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<plain>[^\s"']+)/g;

/** Reads a line; undefined for one whose duration is none of whole minutes, or whose quotes do not end. */
export function readDrillLine(text: string): DrillLine | undefined {
  const { after, command = '' } = LINE.exec(text.trim())?.groups ?? {};
  const afterMinutes = after === undefined ? 0 : parseDurationMinutes(after);
  if (afterMinutes === undefined || command.replace(WORD, '').trim() !== '') return undefined;
  const words = [...command.matchAll(WORD)].map(({ groups }) => groups?.double ?? groups?.single ?? groups?.plain ?? '');
  return { afterMinutes, words };
}
