import { ESCALATION_PRESETS, type EscalationPreset } from '../incident/lifecycle/escalation-preset';
import { entriesOf, propertyOf } from '../problems/untyped';

/**
 * The default escalation policy that an on-call.yaml begins with, well formed or not: the one it names, else the one for two where
 * it accepts that the team is small, and the one for twenty where it does not.
 */
export function presetOf(file: unknown): EscalationPreset {
  const named = ESCALATION_PRESETS.find((preset) => preset === propertyOf(file, 'escalationPolicy'));
  return named ?? (isSmallTeam(file) ? 'for two' : 'for twenty');
}

/** People for whom the policies for two and for five are. */
const MOST_OF_A_SMALL_TEAM = 5;

/**
 * What is to be changed where something is missing that a small team may do without: of a file with few people that first.
 *
 * @param add what a larger team writes
 */
export function addOrAccept(file: unknown, add: string): string {
  const people = entriesOf(propertyOf(file, 'people'))?.length ?? 0;
  const isSmall = people > 0 && people <= MOST_OF_A_SMALL_TEAM;
  const why = 'why these are all the people there are';
  return isSmall ? `write acceptSmallTeam: <${why}>, in one line, or ${add}` : `${add}, or say in acceptSmallTeam ${why}`;
}

/** True when an on-call.yaml accepts that the team is small. */
export function isSmallTeam(file: unknown): boolean {
  return propertyOf(file, 'acceptSmallTeam') !== undefined;
}
