import { parameterJson, parseDecision, type TimedDecision } from '../../aws/stored-decision';
import { formatInstant, MINUTE_MS, MINUTES_PER_DAY, type Instant } from '../../time/time';

/**
 * What a person allows at the gate, for one service and for a while. An `approval` is what a spent budget asks for; an
 * `override` lets a change pass whatever holds it. Both are a parameter each, whose history in Parameter Store is the record.
 */
export const PERMIT_KINDS = ['approval', 'override'] as const;
export type PermitKind = (typeof PERMIT_KINDS)[number];

export interface Permit extends TimedDecision {
  readonly kind: PermitKind;
}

/** Longest time something is allowed for, minutes: who allows it still knows the state it was allowed in. Our choice. */
export const LONGEST_PERMIT_MINUTES: Readonly<Record<PermitKind, number>> = { approval: MINUTES_PER_DAY, override: MINUTES_PER_DAY };

/** Least characters of a reason: `ok` is none. The most is what fits beside the rest into a standard parameter. Our choice. */
export const REASON_LENGTH = { least: 10, most: 500 } as const;

/** Name of the parameter with what is allowed for a service: `/edi/prod/gate/partner-portal/approval`. */
export function permitParameterName({ application, environment }: PermitScope, service: string, kind: PermitKind): string {
  return `/${application}/${environment}/gate/${service}/${kind}`;
}

/** Whose permits are meant. */
export interface PermitScope {
  readonly application: string;
  readonly environment: string;
}

/** True while something is allowed. */
export function isInForce({ from, until }: Permit, at: Instant): boolean {
  return from <= at && at < until;
}

/** The text of the parameter. */
export function printPermit({ kind, by, reason, from, until }: Permit): string {
  return parameterJson({ version: 1, kind, by, reason, from: formatInstant(from), until: formatInstant(until) });
}

/**
 * What a parameter allows. A text that is no permit of this kind, or of one that is longer than anybody may give, allows nothing.
 */
export function parsePermit(text: string, kind: PermitKind): Permit | undefined {
  const stored = parseDecision(text);
  if (stored === undefined || stored.members['version'] !== 1 || stored.members['kind'] !== kind) return undefined;
  const { from, until } = stored.decision;
  return until <= from || until - from > LONGEST_PERMIT_MINUTES[kind] * MINUTE_MS ? undefined : { kind, ...stored.decision };
}
