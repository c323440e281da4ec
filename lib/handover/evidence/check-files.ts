import type { Problem } from '../../problems/problem';
import type { FiledEvidence } from './manifest';

/**
 * Whether what is stored is what was filed: a changed byte, a missing file and a file that nobody filed are found.
 *
 * @param stored SHA-256 of every file below the phases of the folder, by its path from the folder
 * @param locate where a file is, from its path
 */
export function checkFiles(filed: readonly FiledEvidence[], stored: ReadonlyMap<string, string>, locate: (file: string) => string): readonly Problem[] {
  const changed = filed.flatMap(({ id, file, sha256 }): Problem[] => {
    const found = stored.get(file);
    if (found === sha256) return [];
    const isMissing = found === undefined;
    return [
      {
        code: isMissing ? 'EVD003' : 'EVD002',
        level: 'error',
        where: { file: locate(file) },
        what: isMissing ? `the file of the evidence ${id} is missing` : `the evidence ${id} was changed after it was filed`,
        ...(!isMissing && { received: `SHA-256 ${found}` }),
        allowed: `SHA-256 ${sha256}`,
        change: 'restore the file as it was filed; what is new is attached as evidence of its own',
      },
    ];
  });
  const known = new Set(filed.map(({ file }) => file));
  const unlisted = [...stored.keys()]
    .filter((file) => !known.has(file))
    .sort()
    .map((file): Problem => ({
      code: 'EVD004',
      level: 'error',
      where: { file: locate(file) },
      what: 'the manifest does not list this file',
      change: 'attach it with day2 evidence attach, or take it away',
    }));
  return [...changed, ...unlisted];
}
