import { exportObjectives } from '../../openslo/export-objectives';
import { importObjectives } from '../../openslo/import-objectives';
import { printDocuments, printYaml } from '../../openslo/print-open-slo';
import { readOpenSlo, unreadable, type ReadDocument } from '../../openslo/read-open-slo';
import { hasErrors, type Problem } from '../../problems/problem';
import { requireEnvironment } from '../account/environment';
import { changeTogether } from '../files/change-together';
import { readText } from '../files/read-text';
import { EXIT, printProblems, toJson, type Terminal } from '../terminal';

/** Options of `day2 openslo export`. */
export interface ExportOptions {
  readonly config: string;
  readonly env?: string;
  readonly out?: string;
}

/** Options of `day2 openslo check` and `import`. */
export interface ReadOptions {
  readonly json?: boolean;
}

/** Says what is wrong with documents. */
export function checkDocuments(files: readonly string[], { json }: ReadOptions, terminal: Terminal): number {
  const { documents, problems } = readAll(files);
  if (json === true) terminal.print(toJson({ documents: documents.length, problems }));
  else {
    printProblems(terminal, problems);
    terminal.print(`${documents.length} documents keep the rules of OpenSLO v1`);
  }
  return hasErrors(problems) ? EXIT.findings : EXIT.fine;
}

/** Prints or writes the objectives of an environment as documents. */
export function exportDocuments(options: ExportOptions, terminal: Terminal): number {
  const planned = requireEnvironment(options, terminal, { readsRunbooks: false });
  if (typeof planned === 'number') return planned;
  const { documents, problems } = exportObjectives(planned.model, terminal.now());
  printProblems(terminal, problems);
  if (hasErrors(problems)) return EXIT.findings;
  const text = printDocuments(documents);
  if (options.out === undefined) terminal.print(text.trimEnd());
  else {
    changeTogether([{ file: options.out, content: () => text }]);
    terminal.print(`${documents.length} documents in ${options.out}`);
  }
  return EXIT.fine;
}

/** Prints what the configuration would say of documents. */
export function importDocuments(files: readonly string[], { json }: ReadOptions, terminal: Terminal): number {
  const { documents, problems } = readAll(files);
  const { services, resources, problems: ofImport } = importObjectives(documents);
  const all = [...problems, ...ofImport];
  if (json === true) terminal.print(toJson({ services, resources, problems: all }));
  else {
    printProblems(terminal, all);
    terminal.print(['# operations.yaml', printYaml({ services }), '# environments/<environment>.yaml', printYaml({ resources }).trimEnd()].join('\n'));
  }
  return hasErrors(all) ? EXIT.findings : EXIT.fine;
}

function readAll(files: readonly string[]): { readonly documents: readonly ReadDocument[]; readonly problems: readonly Problem[] } {
  const read = files.map((file) =>
    readOpenSlo(
      file,
      readText(file, (reason) => unreadable(file, reason)),
    ),
  );
  return { documents: read.flatMap(({ documents }) => documents), problems: read.flatMap(({ problems }) => problems) };
}
