/** Texts of people, alarms and services may have any length; records and messages may not. */

/** Most bytes a UTF-16 unit takes in JSON: `\u0000`. */
const MOST_BYTES_OF_A_UNIT = 6;

/** Bytes a text takes in a record or a message, which are JSON in UTF-8; its quotation marks left out. */
export function storedBytes(text: string): number {
  return Buffer.byteLength(JSON.stringify(text)) - 2;
}

/**
 * The text, or its beginning and an ending that says that it is cut.
 *
 * @param most bytes it may take, as {@link storedBytes} counts them
 * @param ending what a cut text ends with; part of what it may take
 */
export function cutText(text: string, most: number, ending = '...'): string {
  if (text.length * MOST_BYTES_OF_A_UNIT <= most || storedBytes(text) <= most) return text;
  let room = most - storedBytes(ending);
  let kept = '';
  for (const character of text) {
    room -= storedBytes(character);
    if (room < 0) break;
    kept += character;
  }
  return `${kept.trimEnd()}${ending}`;
}

/**
 * The text, or its beginning and where the whole of it is read, in as many characters as a vendor takes. Characters are counted as
 * UTF-16 units, the most that anybody counts them as.
 *
 * @param pointer where the whole text is read; left out where it would take more than half of the room
 */
export function cutCharacters(text: string, most: number, pointer: string): string {
  if (text.length <= most) return text;
  const wordy = `... (cut; the whole: ${pointer})`;
  const ending = wordy.length * 2 <= most ? wordy : '...';
  // Half of a pair is no character.
  const kept = text.slice(0, most - ending.length).replace(/[\uD800-\uDBFF]$/, '');
  return `${kept.trimEnd()}${ending}`;
}
