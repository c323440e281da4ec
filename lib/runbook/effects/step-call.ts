import type { JsonObject } from '../../aws/cloudformation/template';

/** A call of AWS that a step may make. */
export interface StepCall {
  /** What the account calls the service. */
  readonly service: string;
  readonly operation: string;
  /** Its members with references; undefined when they are not known. */
  readonly input: JsonObject | undefined;
}

/** The calls that a step may make in the name of the document's role. What a document that it starts calls is not among them. */
export interface StepCalls {
  readonly calls: readonly StepCall[];
  /** Why it may make others; undefined when it certainly makes no other. */
  readonly doubt?: string;
}
