/** The codes of one part of day2 and what each means. The reference page of problem codes is generated from these. */

/** One code. */
export interface CataloguedProblem {
  /** What a problem with this code says, one sentence; it never changes for a code that was released. */
  readonly meaning: string;
  /** `error` (default) stops the command, `warning` does not. */
  readonly level?: 'error' | 'warning';
  /** True for an error of a template that AWS would not refuse: a resource may acknowledge it with a reason, as it may a warning. */
  readonly acknowledgeable?: boolean;
}

/** Codes of one part, such as `CFG001`, by code. */
export type ProblemCatalogue = Readonly<Record<string, CataloguedProblem>>;
