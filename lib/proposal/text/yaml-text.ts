import { stringify } from 'yaml';
import { isMap } from '../../problems/untyped';

/** A value as it stands behind a key, on one line. */
export function inline(value: unknown): string {
  return Array.isArray(value) || isMap(value) ? inFlow(value) : stringify(value, { lineWidth: 0 }).trim();
}

/** As inside of brackets, where commas of a text would end it. */
function inFlow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inFlow).join(', ')}]`;
  if (isMap(value))
    return `{ ${Object.entries(value)
      .map(([key, each]) => `${key}: ${inFlow(each)}`)
      .join(', ')} }`;
  return stringify([value], { collectionStyle: 'flow', lineWidth: 0 }).trim().slice(2, -2);
}

/** The lines of a block, further in. */
export function indented(lines: readonly string[], by: number): string[] {
  return lines.map((line) => (line === '' ? line : `${' '.repeat(by)}${line}`));
}

/** The beginning of a file: which schema its editor checks it with, and what it is. */
export function heading(schema: string, comment: readonly string[]): string[] {
  return [`# yaml-language-server: $schema=${schema}`, '#', ...comment.map((line) => `# ${line}`), ''];
}
