import { isMap } from '../problems/untyped';
import { parseInstant, type Instant } from '../time/time';

/** What a person decided for a while: how parameters of Parameter Store record it, whatever it is about. */
export interface TimedDecision {
  /** Person of the roster. */
  readonly by: string;
  readonly reason: string;
  readonly from: Instant;
  /** It counts before this instant. */
  readonly until: Instant;
}

/** A decision that was stored, with every member beside it. */
export interface StoredDecision {
  readonly decision: TimedDecision;
  readonly members: Readonly<Record<string, unknown>>;
}

/**
 * JSON as the value of a parameter. Parameter Store takes double braces for a reference and refuses them; outside of texts JSON of
 * objects in arrays and members has none.
 */
export function parameterJson(value: object): string {
  return JSON.stringify(value).replaceAll('{{', String.raw`\u007b\u007b`);
}

/**
 * The decision of a parameter's text; undefined for any other text.
 *
 * @param begin the member that says since when it counts
 */
export function parseDecision(text: string, begin: 'from' | 'since' = 'from'): StoredDecision | undefined {
  let members: unknown;
  try {
    members = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isMap(members)) return undefined;
  const { by, reason } = members;
  const [from, until] = [members[begin], members['until']].map((each) => (typeof each === 'string' ? parseInstant(each) : undefined));
  if (typeof by !== 'string' || typeof reason !== 'string' || from === undefined || until === undefined) return undefined;
  return { decision: { by, reason, from, until }, members };
}
