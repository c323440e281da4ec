import type { ProblemCode } from '../../problems/catalogue';
import type { DocumentPath, RunbookDocument, RunbookParameter, RunbookStep, RunbookVariable, ValueType } from '../document/document';

/** A step with where it stands among the others. */
export interface PlacedStep {
  readonly step: RunbookStep;
  /** Steps of the same list: those of the document, or of the loop it is in. */
  readonly siblings: readonly RunbookStep[];
  /** Name of the step that follows in the list; undefined for the last one. */
  readonly next?: string;
  /** The loop it is in. */
  readonly loop?: RunbookStep;
}

/** What a rule looks at. */
export interface LintedDocument {
  readonly document: RunbookDocument;
  /** Bytes of the text it was read from. */
  readonly bytes: number;
  readonly steps: readonly PlacedStep[];
  readonly parameters: ReadonlyMap<string, RunbookParameter>;
  readonly variables: ReadonlyMap<string, RunbookVariable>;
  /** Type of what a reference gives; `unknown` where it is not declared; undefined when there is no such thing. */
  readonly typeOf: (reference: string, from: PlacedStep | undefined) => ValueType | 'unknown' | undefined;
}

/** What does not comply. */
export interface Finding {
  readonly at: DocumentPath;
  readonly what: string;
  readonly received?: string;
  readonly allowed?: string;
  readonly change: string;
}

/** One rule of the linter. */
export interface LintRule {
  readonly code: ProblemCode;
  /** What holds when it finds nothing, one sentence without closing period. */
  readonly requirement: string;
  /** What would happen without it. */
  readonly why: string;
  /** Where the documents of AWS say so; absent for our own choice. */
  readonly source?: string;
  /** True for a rule of our own documents, to which those of others are held only when asked. */
  readonly isStrict?: true;
  readonly check: (linted: LintedDocument) => Iterable<Finding>;
}
