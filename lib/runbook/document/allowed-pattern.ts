/** A group with flags of its own, `(?i:…)`: AWS has them, and the regular expressions of Node 20 and 22 do not. */
const FLAGGED_GROUP = /\(\?[ims]+:/g;

/** What a pattern of a parameter says of a text; it has to match from end to end. */
export interface AllowedPattern {
  /** Undefined when it depends on letters that only a part of the pattern takes in either case. */
  matches(text: string): boolean | undefined;
}

/** The pattern that a document writes; undefined for a text that is none. */
export function readAllowedPattern(written: string): AllowedPattern | undefined {
  const unflagged = written.replaceAll(FLAGGED_GROUP, '(?:');
  const plain = `^(?:${unflagged})$`;
  try {
    const strict = new RegExp(plain);
    if (unflagged === written) return { matches: (text) => strict.test(text) };
    const loose = new RegExp(plain, 'ims');
    return { matches: (text) => (strict.test(text) === loose.test(text) ? strict.test(text) : undefined) };
  } catch {
    return undefined;
  }
}
