/** One way in which a template, or what it does, is not what was planned. */
export interface PlanDifference {
  /**
   * `template`: the text of the template differs. `behaviour`: the alarm did something else at some minute.
   * `delivery`: a notification cannot reach its topic.
   */
  readonly kind: 'template' | 'behaviour' | 'delivery';
  /** Name of the alarm or topic. */
  readonly name: string;
  /** `stack/LogicalId`, or the stack alone where the resource is missing. */
  readonly resource: string;
  /** Path of the construct that made it, when the template says. */
  readonly constructPath?: string;
  /** What differs, such as `period of requests`. */
  readonly what: string;
  readonly planned: string;
  readonly found: string;
}
