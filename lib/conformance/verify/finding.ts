import type { Severity } from '../../incident/severity';
import type { VERIFICATION_PROBLEMS } from '../../problems/catalogue/verification';
import type { Outcome, Problem } from '../../problems/problem';
import type { Instant } from '../../time/time';

/** Codes of what can be wrong in a deployed account. */
export type FindingCode = keyof typeof VERIFICATION_PROBLEMS;

/** One thing that is not as it should be in a deployed account. */
export interface Gap {
  readonly code: FindingCode;
  /** Name of what it is about: an alarm, a topic, a schedule. Never an address. */
  readonly subject: string;
  readonly region: string;
  /** What is wrong with it, such as `actions enabled`. */
  readonly what: string;
  readonly planned: string;
  readonly found: string;
}

/** A gap, with who has to do what about it by when. */
export interface VerificationFinding extends Gap {
  readonly severity: Severity;
  /** The role that answers for it; never a person. */
  readonly owner: string;
  readonly remediation: string;
  /** By when: as soon as an incident of its severity would have to be resolved. */
  readonly due: Instant;
}

/** What verifying an account brought. */
export interface Verification {
  readonly at: Instant;
  /** Most severe first. */
  readonly findings: readonly VerificationFinding[];
  /** What could not be determined, and why. */
  readonly unknown: readonly string[];
  /** Could not tell when something could not be determined and nothing is wrong with the rest. */
  readonly outcome: Outcome;
}

/** A finding as any other problem, for code scanning of a forge. */
export function problemOf({ code, subject, region, what, planned, found, remediation, severity }: VerificationFinding): Problem {
  return {
    code,
    level: 'error',
    where: { path: `${subject} in ${region}` },
    what: `${what} (${severity})`,
    received: found,
    allowed: planned,
    change: remediation,
  };
}
