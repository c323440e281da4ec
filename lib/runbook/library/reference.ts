/** What a reference leads to: a runbook of the library, a document beside it, or an address elsewhere. */
export const REFERENCE_KINDS = ['ssm', 'document', 'external'] as const;
/** One of {@link REFERENCE_KINDS}. */
export type ReferenceKind = (typeof REFERENCE_KINDS)[number];

/** Something that whoever responds is sent to besides the runbooks that alarms name. */
export interface RunbookReference {
  readonly kind: ReferenceKind;
  readonly title: string;
  /** Name of the runbook, path of the document from the folder that the runbooks stand in, or https address. */
  readonly at: string;
  /** What an incident is about when it helps, such as `deployment`; empty: whatever it is about. */
  readonly categories: readonly string[];
}
