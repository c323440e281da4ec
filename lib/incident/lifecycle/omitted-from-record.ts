/** How much was left out of a record that would have become too long. */
export interface OmittedFromRecord {
  /** Lines of the timeline, from its middle. */
  readonly timeline?: number;
  /** Pages of escalation rounds before the present one. */
  readonly paged?: number;
  /** Alarms that were over, or less severe than all that are kept. */
  readonly alarms?: number;
  /** Messages that could not be delivered for so long that others took their place. */
  readonly effects?: number;
}
