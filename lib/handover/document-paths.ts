import { posix } from 'node:path';
import { DOCUMENT_IDS, type DocumentId } from './document';

/** Where every document stands, from the root of the repository. */
export type DocumentPaths = Readonly<Record<DocumentId, string>>;

/** The paths that the documents day2 is built from name for these files; those that they name none for stand beside them. */
export const DEFAULT_DOCUMENT_PATHS: DocumentPaths = {
  operations: 'docs/06-operations-spec.md',
  'incident-response': 'docs/operations/incident-response.md',
  'observability-status': 'docs/operations/observability-status.md',
  'support-playbook': 'docs/operations/support-playbook.md',
  'on-call-roster': 'artifacts/support/on-call-roster.md',
  'roles-raci': 'docs/operations/roles-raci.md',
  'role-cards': 'docs/operations/role-cards.md',
  'runbook-inventory': 'docs/operations/runbook-inventory.md',
  'severity-matrix': 'docs/operations/severity-matrix.md',
  'triage-workflow': 'docs/operations/triage-workflow.md',
  'capacity-plan': 'docs/operations/capacity-plan.md',
  'maintenance-calendar': 'docs/operations/maintenance-calendar.md',
  'knowledge-base': 'docs/operations/knowledge-base.md',
  training: 'docs/operations/training.md',
  'open-questions': 'docs/operations/open-questions.md',
};

/** The path of something as it is written in a document: relative to the folder that the document stands in. */
export function relativePath(fromDocument: string, to: string): string {
  return posix.relative(posix.dirname(fromDocument), to) || posix.basename(to);
}

/** Paths that two documents share, each with its documents. */
export function sharedPaths(paths: DocumentPaths): readonly { readonly path: string; readonly documents: readonly DocumentId[] }[] {
  const different = [...new Set(DOCUMENT_IDS.map((id) => posix.normalize(paths[id])))];
  return different
    .map((path) => ({ path, documents: DOCUMENT_IDS.filter((id) => posix.normalize(paths[id]) === path) }))
    .filter(({ documents }) => documents.length > 1);
}
