import { MAX_SUBJECT_LENGTH } from './message';

/** Typographic characters and what stands for them on a telephone. */
const STAND_INS: ReadonlyMap<string, string> = new Map([
  ['\u2018', "'"],
  ['\u2019', "'"],
  ['\u201C', '"'],
  ['\u201D', '"'],
  ['\u201E', '"'],
  ['\u2010', '-'],
  ['\u2011', '-'],
  ['\u2013', '-'],
  ['\u2014', '-'],
  ['\u2212', '-'],
  ['\u2026', '...'],
  ['\u2022', '*'],
  ['\u2192', '->'],
  ['\u00DF', 'ss'],
  ['`', "'"],
]);

/** The text on one line: white space and control characters become single spaces. */
export function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim();
}

/**
 * One line in which every character is allowed: others are replaced by what they look like, without their accents, or
 * by a question mark.
 */
export function transliterate(text: string, isAllowed: (character: string) => boolean): string {
  let plain = '';
  for (const character of oneLine(text)) {
    if (isAllowed(character)) {
      plain += character;
      continue;
    }
    const stand = STAND_INS.get(character) ?? character.normalize('NFKD').replace(/\p{M}/gu, '');
    plain += stand !== '' && Array.from(stand).every(isAllowed) ? stand : '?';
  }
  return plain;
}

/** The text as a subject: printable ASCII, cut to {@link MAX_SUBJECT_LENGTH}. */
export function subjectText(text: string): string {
  const plain = transliterate(text, (character) => /^[\x20-\x7E]$/.test(character));
  return plain.length <= MAX_SUBJECT_LENGTH ? plain : `${plain.slice(0, MAX_SUBJECT_LENGTH - 3).trimEnd()}...`;
}

/** Words in a row as people write them: `ana, ben and cleo`; `nobody` when there are none. */
export function listText(words: readonly string[]): string {
  if (words.length === 0) return 'nobody';
  return words.length === 1 ? words[0]! : `${words.slice(0, -1).join(', ')} and ${words.at(-1)!}`;
}

/** Ends with a full stop, whatever it ended with. */
export function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
