import type { ProblemCode } from '../problems/catalogue';
import type { Problem } from '../problems/problem';

/** What every check says about itself, whatever it looks at. */
export interface Requirement {
  /** Stable code of its findings; the letters are the family. */
  readonly code: ProblemCode;
  /** What holds when it finds nothing, one sentence without closing period. */
  readonly requirement: string;
  /** What would happen without it, or the document that asks for it. */
  readonly why: string;
}

/** A check of what is configured: of an objective, or of the people on call. Several checks may share a code. */
export interface Check<Subject> extends Requirement {
  /** Set where only more people would comply: a small team accepts all of these at once. */
  readonly countsPeople?: true;
  /** Everything that does not comply; nothing when all does, or when the requirement says nothing of the subject. */
  readonly check: (subject: Subject) => Problem[];
}
