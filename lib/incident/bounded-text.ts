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
