import type { JsonObject, JsonValue } from '../aws/cloudformation/template';

/** One property of a resource that is not as planned. */
export interface Difference {
  readonly what: string;
  readonly planned: string;
  readonly found: string;
}

/** Collects the properties of one resource that are not as planned. */
export class Differences {
  readonly found: Difference[] = [];

  /** Notes a property unless it is what was planned; numbers may be written as text. */
  expect(what: string, planned: JsonValue, found: JsonValue | undefined): void {
    if (String(planned) !== textOf(found)) this.add(what, String(planned), textOf(found));
  }

  add(what: string, planned: string, found: string): void {
    this.found.push({ what, planned, found });
  }

  /** Notes every property that a plan knows nothing of: each could change what the alarm does or whom it notifies. */
  refuseOthers(properties: JsonObject, known: readonly string[]): void {
    for (const [name, value] of Object.entries(properties)) {
      const isEmpty = Array.isArray(value) && value.length === 0;
      if (!known.includes(name) && !isEmpty) this.add(name, 'not set', textOf(value));
    }
  }
}

/** A value for people: text as it is, everything else as JSON. */
export function textOf(value: JsonValue | undefined): string {
  if (value === undefined) return 'nothing';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
