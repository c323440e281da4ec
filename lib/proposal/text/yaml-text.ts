import { stringify } from 'yaml';

/** A value as it stands behind a key, on one line. */
export function inline(value: unknown): string {
  return stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trim();
}

/** The lines of a block, further in. */
export function indented(lines: readonly string[], by: number): string[] {
  return lines.map((line) => (line === '' ? line : `${' '.repeat(by)}${line}`));
}

/** The beginning of a file: which schema its editor checks it with, and what it is. */
export function heading(schema: string, comment: readonly string[]): string[] {
  return [`# yaml-language-server: $schema=${schema}`, '#', ...comment.map((line) => `# ${line}`), ''];
}
