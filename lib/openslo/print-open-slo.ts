import { stringify } from 'yaml';

/** Documents below each other. */
export function printDocuments(documents: readonly object[]): string {
  return documents.map(printYaml).join('---\n');
}

/** As YAML whose texts are texts for readers of version 1.1, too: some make times in UTC of what looks like a local time. */
export function printYaml(value: object): string {
  return stringify(value, { lineWidth: 0, version: '1.1' });
}
