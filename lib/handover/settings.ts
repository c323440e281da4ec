import type { AutomationId } from './activation/step-ids';
import type { WrittenArtefacts } from './artefacts/artefacts';
import type { TelemetryRequirement } from './artefacts/telemetry';
import type { DocumentPaths } from './document-paths';
import type { Proficiency, Tool } from './proficiency/written-proficiency';

/** What a topic is: something to know, material to learn from, or how things are best done. Requirement 003-15. */
export const TOPIC_KINDS = ['knowledge', 'training', 'practice'] as const;
/** One of {@link TOPIC_KINDS}. */
export type TopicKind = (typeof TOPIC_KINDS)[number];

/** What has to be known of how a system is built: its overview, what it is made of, which part asks which, where it runs, how it grows. Requirement 002-08. */
export const ARCHITECTURE_TOPICS = ['overview', 'technology', 'components', 'deployment', 'scaling'] as const;
/** One of {@link ARCHITECTURE_TOPICS}. */
export type ArchitectureTopic = (typeof ARCHITECTURE_TOPICS)[number];

/** Something that people have to know, and the one place where it stands. */
export interface KnowledgeTopic {
  readonly topic: string;
  readonly kind: TopicKind;
  /** Of the architecture, what stands there. */
  readonly covers: readonly ArchitectureTopic[];
  /** Role that keeps it. */
  readonly owner: string;
  /** File of the repository, or address of a wiki. */
  readonly at: { readonly file: string } | { readonly address: string };
  /** Days between two reviews. */
  readonly reviewEveryDays: number;
  /** Local date of the last review; absent: it was never looked at. */
  readonly reviewedOn?: string;
}

/** When pieces of one kind are reviewed. */
export interface ReviewDates {
  /** Days between two reviews. */
  readonly everyDays: number;
  /** Local date of the last review, by the name of the piece. One date for all would count a new one as reviewed. */
  readonly reviewedOn: Readonly<Record<string, string>>;
}

/** A question that somebody has to answer. */
export interface WrittenQuestion {
  readonly question: string;
  readonly owner: string;
  /** Local date. */
  readonly due: string;
}

/** How somebody who joins gets to something that she works with. */
export interface Access {
  /** Tool it is access to, by its id. */
  readonly to: string;
  /** What is granted: an account, a permission set, a group. One sentence, and never a secret. */
  readonly through: string;
  /** Where it is, or where it is asked for, an https address; absent: `through` says it. */
  readonly at?: string;
  /** Role that grants it. */
  readonly grantedBy: string;
  /** Roles that get it; empty: everybody whom a page reaches first. */
  readonly for: readonly string[];
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
  /** Reviews of what is not written in `knowledge`: runbooks by name, modules of training by id. */
  readonly reviews: Readonly<Record<'runbooks' | 'training', ReviewDates>>;
  readonly questions: readonly WrittenQuestion[];
  /** What people on the team work with. */
  readonly tools: readonly Tool[];
  /** How somebody who joins gets to each of them. */
  readonly access: readonly Access[];
  /** Who has shown that they can use which, and know which topic. */
  readonly proficiency: readonly Proficiency[];
  /** Where documents of design, test and release stand, and why there is none. */
  readonly artefacts: WrittenArtefacts;
  /** What those documents ask to observe. */
  readonly telemetry: readonly TelemetryRequirement[];
  /** Automations that there are none of, and why. */
  readonly withoutAutomations: Readonly<Partial<Record<AutomationId, string>>>;
  /** Folder of the evidence, from the root of the repository. */
  readonly evidenceFolder: string;
  /** Ids of the game days that show an item of the checklist, by its id. */
  readonly drills: Readonly<Record<string, readonly string[]>>;
  readonly attestations: readonly Attestation[];
}
