/** What came of a look at the requirements. */
export interface TraceabilityRecord {
  /** Requirements that a test names and no failed one does, and all there are. */
  readonly proved: number;
  readonly requirements: number;
  /** Open gaps, with the local date by which each is closed. */
  readonly gaps: readonly { readonly id: string; readonly owner: string; readonly deadline: string }[];
  /** The matrix and its log are what would be written. */
  readonly isCurrent: boolean;
  readonly evidence: string;
  readonly on: string;
}
