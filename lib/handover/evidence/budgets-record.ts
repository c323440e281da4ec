/** What was left of each error budget when somebody last asked. */
export interface BudgetsRecord {
  /** ISO, the instant it was asked for. */
  readonly at: string;
  /** Worst first. */
  readonly objectives: readonly {
    /** `partner-portal/availability`. */
    readonly objective: string;
    /** Of the gate: `healthy`, `unknown`. */
    readonly state: string;
    /** Share of the budget that is left, below 0 when more was spent than there was; absent: nobody can tell. */
    readonly remaining?: number;
  }[];
  /** Id of the evidence. */
  readonly evidence: string;
  /** Local date. */
  readonly on: string;
}
