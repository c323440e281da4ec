/**
 * A runbook as Systems Manager Automation reads it: a document of schema 0.3, typed. What it does not know of a document it
 * keeps by name, so that a linter can say so and an interpreter can refuse it.
 *
 * Sources: https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html,
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html
 */

import type { JsonObject, JsonValue } from '../../aws/cloudformation/template';

/** Keys and list indexes from the top of a document. */
export type DocumentPath = readonly (string | number)[];

/** Types of parameters, variables and outputs. */
export const VALUE_TYPES = ['Boolean', 'Integer', 'MapList', 'String', 'StringList', 'StringMap'] as const;
/** One of {@link VALUE_TYPES}. */
export type ValueType = (typeof VALUE_TYPES)[number];

/** A parameter of a document. */
export interface RunbookParameter {
  readonly name: string;
  /** Type of its value; that of a picker is the text, or the list of texts, that the console shows a list for. */
  readonly type: ValueType;
  /** The type as it is written: `Boolean`, `AWS::IAM::Role::Arn`. */
  readonly writtenType: string;
  readonly description?: string;
  /** Absent: a start has to give a value. */
  readonly defaultValue?: JsonValue;
  /** Empty: any. */
  readonly allowedValues: readonly JsonValue[];
  readonly allowedPattern?: string;
  readonly minChars?: number;
  readonly maxChars?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly path: DocumentPath;
}

/** A variable, which `aws:updateVariable` changes. */
export interface RunbookVariable {
  readonly name: string;
  readonly type: ValueType;
  readonly defaultValue?: JsonValue;
  readonly path: DocumentPath;
}

/** A part of a step's result that has a name. */
export interface StepOutput {
  readonly name: string;
  /** JSONPath on the result, see `selector.ts`. */
  readonly selector: string;
  /** Absent: not declared; what AWS does then is not documented. */
  readonly type?: ValueType;
  readonly path: DocumentPath;
}

/** Where a run goes on from a step that failed or was cancelled. */
export type Detour = { readonly kind: 'abort' } | { readonly kind: 'continue' } | { readonly kind: 'step'; readonly step: string };

/** One step. */
export interface RunbookStep {
  readonly name: string;
  /** `aws:executeAwsApi`. */
  readonly action: string;
  readonly description?: string;
  /** As written, references included. Those of a loop are without its steps. */
  readonly inputs: JsonObject;
  readonly outputs: readonly StepOutput[];
  /** Attempts in all, at least 1. */
  readonly maxAttempts: number;
  /** Seconds for all attempts. Absent: the default of the action. */
  readonly timeoutSeconds?: number;
  readonly onFailure: Detour;
  readonly onCancel: Detour;
  /** True: when it fails, the run ends as failed, wherever it goes on. */
  readonly isCritical: boolean;
  /** Whether the document says so, or leaves it to the default. */
  readonly isCriticalStated: boolean;
  readonly isEnd: boolean;
  /** Absent: the next in the list. */
  readonly nextStep?: string;
  /** Steps of a loop; empty for any other action. */
  readonly steps: readonly RunbookStep[];
  /** Keys that no step has. */
  readonly unknownKeys: readonly string[];
  readonly path: DocumentPath;
}

/** A document. */
export interface RunbookDocument {
  readonly schemaVersion: string;
  readonly description?: string;
  /** A role, or a reference to the parameter that names it. Absent: the rights of whoever starts it. */
  readonly assumeRole?: string;
  readonly parameters: readonly RunbookParameter[];
  readonly variables: readonly RunbookVariable[];
  readonly steps: readonly RunbookStep[];
  /** `step.Output`, of the whole run. */
  readonly outputs: readonly string[];
  /** Keys that no document has. */
  readonly unknownKeys: readonly string[];
}

/** All steps of a document in the order in which they are written, those of loops after their loop. */
export function allSteps(steps: readonly RunbookStep[]): readonly RunbookStep[] {
  return steps.flatMap((step) => [step, ...allSteps(step.steps)]);
}
