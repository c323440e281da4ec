import type { DocumentPaths } from './document-paths';

/** Something that people have to know, and the one place where it stands. */
export interface KnowledgeTopic {
  readonly topic: string;
  /** Role that keeps it. */
  readonly owner: string;
  /** File of the repository, or address of a wiki. */
  readonly at: { readonly file: string } | { readonly address: string };
  /** Days between two reviews. */
  readonly reviewEveryDays: number;
  /** Local date of the last review; absent: it was never looked at. */
  readonly reviewedOn?: string;
}

/** A question that somebody has to answer. */
export interface WrittenQuestion {
  readonly question: string;
  readonly owner: string;
  /** Local date. */
  readonly due: string;
}

/** What a file of evidence holds. */
export const EVIDENCE_KINDS = ['game days', 'runbook tests'] as const;
/** One of {@link EVIDENCE_KINDS}. */
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/** A file that something rests on. */
export interface DatedEvidence {
  readonly id: string;
  readonly kind: EvidenceKind;
  /** From the root of the repository. */
  readonly file: string;
  /** Local date on which it was made. */
  readonly on: string;
}

/** What `handover.yaml` says; everything else of the handover comes from the plan, the runbooks and evidence. */
export interface HandoverSettings {
  readonly paths: DocumentPaths;
  readonly knowledge: readonly KnowledgeTopic[];
  readonly questions: readonly WrittenQuestion[];
  readonly evidence: readonly DatedEvidence[];
}
