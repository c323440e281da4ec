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

/** Where evidence is filed when nothing else is said, from the root of the repository. */
export const DEFAULT_EVIDENCE_FOLDER = 'docs/operations/evidence';

/** What `handover.yaml` says; everything else of the handover comes from the plan, the runbooks and evidence. */
export interface HandoverSettings {
  readonly paths: DocumentPaths;
  readonly knowledge: readonly KnowledgeTopic[];
  readonly questions: readonly WrittenQuestion[];
  /** Folder of the evidence, from the root of the repository. */
  readonly evidenceFolder: string;
  /** Ids of the game days that show an item of the checklist, by its id. */
  readonly drills: Readonly<Record<string, readonly string[]>>;
  readonly attestations: readonly Attestation[];
}
