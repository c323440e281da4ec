/**
 * The severity scale, S0 (critical) to S4 (information), and the other names the same levels go by.
 * Requirement 000-03.
 */

/** S0 critical, S1 high, S2 medium, S3 low, S4 information. */
export type Severity = 'S0' | 'S1' | 'S2' | 'S3' | 'S4';

export const SEVERITIES: readonly Severity[] = ['S0', 'S1', 'S2', 'S3', 'S4'];

/** S0 and S1 wake somebody up; the others wait for working hours or a digest. */
export function wakesSomebody(severity: Severity): boolean {
  return severity === 'S0' || severity === 'S1';
}

const ALIASES: ReadonlyMap<string, Severity> = new Map([
  ['critical', 'S0'],
  ['high', 'S1'],
  ['medium', 'S2'],
  ['low', 'S3'],
  ['information', 'S4'],
  ['warning', 'S2'],
]);

/**
 * The severity a label means: `S1`, `P1`, `SEV1`, or a word (`critical`, `high`, `medium`, `low`, `warning`,
 * `information`). Undefined for anything else; the caller reports it, nobody guesses.
 */
export function parseSeverity(label: string): Severity | undefined {
  const numbered = /^(?:S|P|SEV)([0-4])$/i.exec(label);
  if (numbered) return `S${numbered[1]}` as Severity;
  return ALIASES.get(label.toLowerCase());
}

/** Negative when `a` is more severe than `b`. */
export function compareSeverity(a: Severity, b: Severity): number {
  return SEVERITIES.indexOf(a) - SEVERITIES.indexOf(b);
}

export function moreSevere(a: Severity, b: Severity): Severity {
  return compareSeverity(a, b) < 0 ? a : b;
}

/** The severity, lowered to the highest one that an environment has. */
export function atMost(severity: Severity, highest: Severity): Severity {
  return compareSeverity(severity, highest) < 0 ? highest : severity;
}
