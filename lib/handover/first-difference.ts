/** Where two texts differ first. */
export interface FirstDifference {
  /** From 1. */
  readonly line: number;
  /** The line that is there. */
  readonly found: string;
  /** The line that belongs there. */
  readonly expected: string;
}

const NOTHING = 'nothing: the text ends here';

/** The first line that differs; undefined for equal texts. */
export function firstDifference(found: string, expected: string): FirstDifference | undefined {
  if (found === expected) return undefined;
  const there = found.split('\n');
  const wanted = expected.split('\n');
  const index = wanted.findIndex((line, each) => line !== there[each]);
  const line = index === -1 ? wanted.length : index;
  return { line: line + 1, found: there[line] ?? NOTHING, expected: wanted[line] ?? NOTHING };
}
