import type { JsonObject, JsonValue } from '../../../../aws/cloudformation/template';
import type { Instant } from '../../../../time/time';

/** A call a script makes. */
export interface ScriptCall {
  /** As boto3 names it. */
  readonly service: string;
  /** As the API names it, or as boto3 does: `describe_instances`. */
  readonly operation: string;
  readonly input: JsonObject;
}

/**
 * What a call of a script, or its wait for time to pass, came to. In an output `{ $time: … }` stands for an instant and `{ $blob: … }`
 * for bytes, which boto3 has as objects.
 */
export type ScriptAnswer =
  | { readonly output: JsonObject }
  | { readonly error: { readonly code: string; readonly message: string; readonly operation: string } }
  | { readonly slept: number };

/** A script, as a step has it. */
export interface Script {
  readonly runtime: string;
  /** Name of its function of events and context. */
  readonly handler: string;
  readonly code: string;
  readonly payload: JsonValue;
  readonly region: string;
  /** What the script takes for the present when it begins. */
  readonly now: Instant;
}

/** How far a script came with the answers it had. */
export type ScriptRound =
  | { readonly kind: 'call'; readonly call: ScriptCall }
  /** It waits for seconds. */
  | { readonly kind: 'sleep'; readonly seconds: number }
  | { readonly kind: 'returned'; readonly value: JsonValue }
  | { readonly kind: 'failed'; readonly message: string }
  /** Nobody can tell: no interpreter, a module that is not there, a use of the network. */
  | { readonly kind: 'not run'; readonly why: string };

/** Runs a script from its beginning, up to the first call or wait that has no answer yet. The same script and answers come to the same. */
export type ScriptRunner = (script: Script, answers: readonly ScriptAnswer[]) => ScriptRound;
