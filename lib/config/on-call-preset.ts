import { ESCALATION_PRESETS, type EscalationPreset } from '../incident/lifecycle/escalation-preset';
import { propertyOf } from '../problems/untyped';

/**
 * The default escalation policy that an on-call.yaml begins with, well formed or not: the one it names, else the one for two where
 * it accepts that the team is small, and the one for twenty where it does not.
 */
export function presetOf(file: unknown): EscalationPreset {
  const named = ESCALATION_PRESETS.find((preset) => preset === propertyOf(file, 'escalationPolicy'));
  return named ?? (isSmallTeam(file) ? 'for two' : 'for twenty');
}

/** True when an on-call.yaml accepts that the team is small. */
export function isSmallTeam(file: unknown): boolean {
  return propertyOf(file, 'acceptSmallTeam') !== undefined;
}
