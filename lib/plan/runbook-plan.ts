import type { JsonObject } from '../aws/cloudformation/template';
import { ACKNOWLEDGE_RUNBOOK } from '../incident/lifecycle/engine-policy';
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

/**
 * Runbooks by the stack they stand in. The one that acknowledges is deployed with the incident engine, in the same stack: from the first
 * minute in which somebody can be paged they can answer, whether or not the other runbooks are there.
 */
export function runbooksByStack(runbooks: readonly RunbookPlan[]): { readonly ofEngine?: RunbookPlan; readonly others: readonly RunbookPlan[] } {
  const ofEngine = runbooks.find(({ name }) => name === ACKNOWLEDGE_RUNBOOK);
  return { ...(ofEngine !== undefined && { ofEngine }), others: runbooks.filter((each) => each !== ofEngine) };
}
