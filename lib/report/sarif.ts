import { CATALOGUE } from '../problems/catalogue';
import type { Problem } from '../problems/problem';

/**
 * Problems as SARIF 2.1.0, which code scanning of a forge shows beside the lines.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 *
 * @param version of day2
 */
export function toSarif(problems: readonly Problem[], version: string): object {
  const codes = [...new Set(problems.map(({ code }) => code))].sort();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'day2', version, rules: codes.map((id) => ({ id, shortDescription: { text: CATALOGUE[id].meaning } })) } },
        results: problems.map(result),
      },
    ],
  };
}

function result({ code, level, where, what, received, allowed, change }: Problem): object {
  const details = [received === undefined ? [] : [`received: ${received}`], allowed === undefined ? [] : [`allowed: ${allowed}`], [`change: ${change}`]].flat();
  return {
    ruleId: code,
    level,
    message: { text: [what, ...details].join('\n') },
    ...(where.file !== undefined && {
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: where.file.split('\\').join('/').split('/').map(encodeURIComponent).join('/') },
            ...(where.line !== undefined && { region: { startLine: where.line, ...(where.column !== undefined && { startColumn: where.column }) } }),
          },
        },
      ],
    }),
  };
}
