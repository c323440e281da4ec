import type { JsonObject, JsonValue } from '../../../../aws/cloudformation/template';
import type { Instant } from '../../../../time/time';

/** A call a script makes. */
export interface ScriptCall {
  /** As boto3 names it. */
  readonly service: string;
  /** As the API names it. */
  readonly operation: string;
  readonly input: JsonObject;
}

/** What a call of a script came to. */
export type ScriptAnswer =
  | { readonly output: JsonObject }
  | { readonly error: { readonly code: string; readonly message: string; readonly operation: string } };

/** A script, as a step has it. */
export interface Script {
  readonly runtime: string;
  readonly handler: string;
  readonly code: string;
  readonly payload: JsonValue;
  readonly region: string;
  /** Epoch milliseconds the script takes for the present. */
  readonly now: Instant;
}

/** How far a script came with the answers it had. */
export type ScriptRound =
  | { readonly kind: 'call'; readonly call: ScriptCall }
  | { readonly kind: 'returned'; readonly value: JsonValue }
  | { readonly kind: 'failed'; readonly message: string }
  /** Nobody can tell: no interpreter, a module that is not there. */
  | { readonly kind: 'not run'; readonly why: string };

/** Runs a script from its beginning, up to the first call that has no answer yet. The same script and answers come to the same. */
export type ScriptRunner = (script: Script, answers: readonly ScriptAnswer[]) => ScriptRound;
