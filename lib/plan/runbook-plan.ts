import type { JsonObject } from '../aws/cloudformation/template';
import type { RunbookFacts } from '../runbook/library/runbook';

/** A runbook as it is deployed in an environment. */
export interface RunbookPlan {
  /** `roll-back-deployment`. */
  readonly name: string;
  /** `edi-prod-roll-back-deployment`: of the document and of its role. */
  readonly documentName: string;
  readonly facts: RunbookFacts;
  /** The document, with the defaults of this environment but for its role, which has no ARN yet. */
  readonly content: JsonObject;
  /** Values that parameters have in this environment, by name: its role may do no more than they ask for. */
  readonly values: Readonly<Record<string, readonly string[]>>;
}
