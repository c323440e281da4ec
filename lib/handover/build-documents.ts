import type { DocumentId, HandoverDocument } from './document';
import { capacityPlanDocument } from './documents/capacity-plan';
import { incidentResponseDocument } from './documents/incident-response';
import { knowledgeBaseDocument } from './documents/knowledge-base';
import { maintenanceCalendarDocument } from './documents/maintenance-calendar';
import { observabilityStatusDocument } from './documents/observability-status';
import { onCallRosterDocument } from './documents/on-call-roster';
import { openQuestionsDocument } from './documents/open-questions';
import { operationsDocument } from './documents/operations';
import { roleCardsDocument } from './documents/role-cards';
import { rolesRaciDocument } from './documents/roles-raci';
import { runbookInventoryDocument } from './documents/runbook-inventory';
import { severityMatrixDocument } from './documents/severity-matrix';
import { supportPlaybookDocument } from './documents/support-playbook';
import { trainingDocument } from './documents/training';
import { triageWorkflowDocument } from './documents/triage-workflow';
import type { HandoverFacts } from './facts';
import { dateOf } from './input';
import { renderMarkdown } from './markdown';

const DOCUMENTS: Readonly<Record<DocumentId, (facts: HandoverFacts) => HandoverDocument>> = {
  operations: operationsDocument,
  'incident-response': incidentResponseDocument,
  'observability-status': observabilityStatusDocument,
  'support-playbook': supportPlaybookDocument,
  'on-call-roster': onCallRosterDocument,
  'roles-raci': rolesRaciDocument,
  'role-cards': roleCardsDocument,
  'runbook-inventory': runbookInventoryDocument,
  'severity-matrix': severityMatrixDocument,
  'triage-workflow': triageWorkflowDocument,
  'capacity-plan': capacityPlanDocument,
  'maintenance-calendar': maintenanceCalendarDocument,
  'knowledge-base': knowledgeBaseDocument,
  training: trainingDocument,
  'open-questions': openQuestionsDocument,
};

/** A file of the handover. */
export interface HandoverFile {
  /** From the root of the repository. */
  readonly path: string;
  readonly content: string;
}

/** Every document of the handover, in the order in which somebody new reads them. */
export function buildDocuments(facts: HandoverFacts): readonly HandoverDocument[] {
  return Object.values(DOCUMENTS).map((document) => document(facts));
}

/** The documents as Markdown. The same facts give the same bytes. */
export function markdownFiles(facts: HandoverFacts): readonly HandoverFile[] {
  const { application, environment } = facts.model;
  const { paths } = facts.settings;
  return buildDocuments(facts).map((document) => ({
    path: paths[document.id],
    content: renderMarkdown(document, { application, environment, date: dateOf(facts) }, paths),
  }));
}
