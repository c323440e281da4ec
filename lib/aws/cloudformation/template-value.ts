/** Stands where a value could not be resolved offline, and says why. */
export class UnresolvedValue {
  constructor(readonly reason: string) {}

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
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof UnresolvedValue);
}

/** True for lists. */
export function isTemplateList(value: TemplateValue | undefined): value is readonly TemplateValue[] {
  return Array.isArray(value);
}
