/**
 * Adds to a JSON text without writing the rest of it anew: what other programs wrote into a file keeps every character,
 * its layout, its long numbers and the order of its members.
 */

/** A member of an object in a text: its key and where its value lies. */
interface Member {
  readonly key: string;
  readonly valueStart: number;
  readonly valueEnd: number;
}

/**
 * Adds the member `key` to the object that the root has under `objectKey`; makes that object when the root has none.
 *
 * @param text JSON with an object as its root, whose member `objectKey` is an object without `key`, or absent
 */
export function addMember(text: string, objectKey: string, key: string, value: unknown): string {
  const root = text.indexOf('{');
  // As JSON.parse does, the last of several members with one key counts.
  const object = membersAt(text, root).findLast((member) => member.key === objectKey);
  if (object === undefined) return insert(text, root, objectKey, { [key]: value }, '  ');
  return insert(text, object.valueStart, key, value, '    ');
}

/** @param open where the object begins */
function insert(text: string, open: number, key: string, value: unknown, indent: string): string {
  const printed = `\n${indent}${JSON.stringify(key)}: ${JSON.stringify(value, null, 2).replaceAll('\n', `\n${indent}`)}`;
  const last = membersAt(text, open).at(-1);
  if (last === undefined) return `${text.slice(0, open + 1)}${printed}\n${indent.slice(2)}${text.slice(open + 1).trimStart()}`;
  return `${text.slice(0, last.valueEnd)},${printed}${text.slice(last.valueEnd)}`;
}

function membersAt(text: string, open: number): Member[] {
  const members: Member[] = [];
  for (let at = skipSpace(text, open + 1); text[at] === '"';) {
    const keyEnd = endOfText(text, at);
    const valueStart = skipSpace(text, skipSpace(text, keyEnd) + 1);
    const valueEnd = endOfValue(text, valueStart);
    members.push({ key: JSON.parse(text.slice(at, keyEnd)) as string, valueStart, valueEnd });
    const next = skipSpace(text, valueEnd);
    at = text[next] === ',' ? skipSpace(text, next + 1) : next;
  }
  return members;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (' \t\r\n'.includes(text[at] ?? '-')) at += 1;
  return at;
}

function endOfText(text: string, quote: number): number {
  let at = quote + 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

function endOfValue(text: string, start: number): number {
  if (text[start] === '"') return endOfText(text, start);
  if (text[start] !== '{' && text[start] !== '[') return start + text.slice(start).search(/[\s,}\]]/);
  let depth = 0;
  for (let at = start; ; at += 1) {
    const character = text[at]!;
    if (character === '"') at = endOfText(text, at) - 1;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    if (depth === 0) return at + 1;
  }
}
