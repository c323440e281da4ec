import { isMap } from '../../problems/untyped';
import { NotSimulatedError } from '../errors';
import type { MissingValue } from '../missing-value';

/** Stands where a value could not be resolved offline. */
export class UnresolvedValue {
  /**
   * @param what what could not be resolved, such as `parameter Stage, which has no default and was not given`
   * @param missing what somebody would have to give, where that is all that is wanting
   * @param named the text with what is wanting named in its place, such as `${Stage}-errors`
   */
  constructor(
    readonly what: string,
    readonly missing?: MissingValue,
    readonly named?: string,
  ) {}

  /** As a text of JSON shows it. */
  toJSON(): string {
    return '?';
  }
}

/** A value of a template after resolving: JSON, with gaps where something is only known at deployment. */
export type TemplateValue = string | number | boolean | null | UnresolvedValue | readonly TemplateValue[] | TemplateObject;

/** An object of {@link TemplateValue}s. */
export interface TemplateObject {
  readonly [key: string]: TemplateValue;
}

/** True for objects; false for lists, null, scalars and gaps. */
export function isTemplateObject(value: TemplateValue | undefined): value is TemplateObject {
  return isMap(value) && !(value instanceof UnresolvedValue);
}

/** True for lists. */
export function isTemplateList(value: TemplateValue | undefined): value is readonly TemplateValue[] {
  return Array.isArray(value);
}

/** @throws NotSimulatedError for a gap, with what could not be resolved, and the place as it is given */
export function knownValue(value: TemplateValue | undefined, where: string): Exclude<TemplateValue, UnresolvedValue> | undefined {
  if (value instanceof UnresolvedValue) throw new NotSimulatedError(value.what, where, value.missing);
  return value;
}
