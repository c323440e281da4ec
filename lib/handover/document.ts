/** What a document of the handover is made of, as data: renderers read it and know nothing of what it is about. */

import type { Diagram } from '../page/diagram';

/** Every document there is, in the order in which somebody new reads them. */
export const DOCUMENT_IDS = [
  'operations',
  'incident-response',
  'observability-status',
  'support-playbook',
  'on-call-roster',
  'roles-raci',
  'role-cards',
  'runbook-inventory',
  'severity-matrix',
  'triage-workflow',
  'capacity-plan',
  'maintenance-calendar',
  'knowledge-base',
  'training',
  'open-questions',
] as const;
/** One of {@link DOCUMENT_IDS}. */
export type DocumentId = (typeof DOCUMENT_IDS)[number];

/** Where a link leads: a section of a document, by its heading, a file of the repository, or an address. */
export type LinkTarget = { readonly document: DocumentId; readonly section?: string } | { readonly file: string } | { readonly address: string };

/** Part of a line: plain text, something written as code, or a link. */
export type Inline = string | { readonly code: string } | { readonly text: string; readonly to: LinkTarget };

/** A line of text. */
export type Text = Inline | readonly Inline[];

/** A table; every row has a cell for each column. */
export interface Table {
  readonly kind: 'table';
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Text[])[];
}

/** What stands below a heading. */
export type Block =
  | { readonly kind: 'paragraph'; readonly text: Text }
  | { readonly kind: 'list'; readonly items: readonly Text[]; readonly isOrdered?: true }
  | Table
  | { readonly kind: 'diagram'; readonly diagram: Diagram }
  /** Text that is shown as it is, for copying. */
  | { readonly kind: 'verbatim'; readonly text: string }
  | { readonly kind: 'subheading'; readonly text: string };

/** A section with its heading. */
export interface Section {
  readonly heading: string;
  readonly blocks: readonly Block[];
}

/** One document. */
export interface HandoverDocument {
  readonly id: DocumentId;
  readonly title: string;
  readonly sections: readonly Section[];
}

export const paragraph = (text: Text): Block => ({ kind: 'paragraph', text });
export const list = (items: readonly Text[]): Block => ({ kind: 'list', items });
export const steps = (items: readonly Text[]): Block => ({ kind: 'list', items, isOrdered: true });
export const diagram = (drawn: Diagram): Block => ({ kind: 'diagram', diagram: drawn });
export const subheading = (text: string): Block => ({ kind: 'subheading', text });
export const table = (columns: readonly string[], rows: readonly (readonly Text[])[]): Block => ({ kind: 'table', columns, rows });
export const code = (text: string): Inline => ({ code: text });
export const linkTo = (text: string, document: DocumentId, section?: string): Inline => ({
  text,
  to: { document, ...(section !== undefined && { section }) },
});

/** The parts of a line. */
export function inlinesOf(text: Text): readonly Inline[] {
  return Array.isArray(text) ? (text as readonly Inline[]) : [text as Inline];
}

/** Lines of text as one, with something between them: `a, b, c`. */
export function joined(texts: readonly Text[], separator = ', '): Text {
  return texts.flatMap((text, index) => (index === 0 ? inlinesOf(text) : [separator, ...inlinesOf(text)]));
}
