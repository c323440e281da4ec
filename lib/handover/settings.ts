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

/** Files of figures that somebody measured, each with the figures it has to have. */
export const FIGURES = {
  'load test': ['bufferPercent', 'p95Ms', 'scalingSeconds'],
  'security scan': ['critical'],
  'business scenarios': ['scenarios', 'passed'],
} as const;
/** One of {@link FIGURES}. */
export type FigureKind = keyof typeof FIGURES;

/** Figures of a file of evidence. */
export interface MeasuredFigures {
  readonly kind: FigureKind;
  readonly values: Readonly<Record<string, number>>;
  /** Id of the evidence. */
  readonly evidence: string;
  /** Local date on which they were measured. */
  readonly on: string;
}

/** Somebody says that an item of the checklist is so. */
export interface Attestation {
  /** Id of the item. */
  readonly item: string;
  /** Of the roster. */
  readonly by: string;
  /** Local date. */
  readonly on: string;
  /** What it rests on, one sentence. */
  readonly evidence: string;
  /** Local date, the last on which it holds. */
  readonly until: string;
}

/** What a file of evidence holds. */
export const EVIDENCE_KINDS = ['game days', 'runbook tests', 'load test', 'security scan', 'business scenarios'] as const;
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
  /** Ids of the game days that show an item of the checklist, by its id. */
  readonly drills: Readonly<Record<string, readonly string[]>>;
  readonly attestations: readonly Attestation[];
}
