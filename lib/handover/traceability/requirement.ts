/** One requirement. */
export interface Requirement {
  /** As tests name it: `002-47`. */
  readonly id: string;
  readonly text: string;
}

/** Where a requirement is named, by path from the root, and what came of the tests. */
export interface TracedRequirement extends Requirement {
  readonly code: readonly string[];
  readonly runbooks: readonly string[];
  readonly documents: readonly string[];
  readonly tests: readonly TracedTest[];
}

/** A test or a scenario that names a requirement. */
export interface TracedTest {
  readonly path: string;
  /** Of the last run; absent: nobody gave one, or it has none of this file. */
  readonly result?: 'passed' | 'failed';
}

/** A file that may name requirements. */
export interface NamingFile {
  /** From the root of the repository, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** Whether a requirement is proved: some test names it, and none that ran failed. */
export function isProved({ tests }: Pick<TracedRequirement, 'tests'>): boolean {
  return tests.length > 0 && tests.every(({ result }) => result !== 'failed');
}
