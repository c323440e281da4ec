import { isMap } from '../../problems/untyped';
/**
 * A CloudFormation template as far as day2 reads it.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
 */

/** Any value of a JSON document. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** One entry of `Parameters`. */
export interface TemplateParameter {
  readonly Type: string;
  readonly Default?: JsonValue;
}

/** One entry of `Resources`. Properties still contain intrinsic functions. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: JsonObject;
  /** Name of the condition the resource is created under; without it the resource always is. */
  readonly Condition?: string;
  readonly Metadata?: JsonObject;
  /** What becomes of the resource when it goes from the template or with its stack. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html */
  readonly DeletionPolicy?: JsonValue;
  /** What becomes of the resource that was replaced. */
  readonly UpdateReplacePolicy?: JsonValue;
}

/** One entry of `Outputs`. */
interface TemplateOutput {
  readonly Value: JsonValue;
  readonly Condition?: string;
  readonly Export?: { readonly Name: JsonValue };
}

/** A template whose sections have the right shape. What stands inside properties is only known once resolved. */
export interface Template {
  readonly Transform?: JsonValue;
  /** What SAM gives to all resources of a kind. */
  readonly Globals?: JsonValue;
  readonly Parameters: Readonly<Record<string, TemplateParameter>>;
  readonly Mappings: JsonObject;
  readonly Conditions: JsonObject;
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs: Readonly<Record<string, TemplateOutput>>;
}

/** True for objects; false for lists, null and scalars. */
export function isJsonObject(value: unknown): value is JsonObject {
  return isMap(value);
}
