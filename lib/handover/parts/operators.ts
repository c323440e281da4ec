import { peopleOf } from '../../incident/roster/people-of';
import type { OnCallModel } from '../../model/model';
import type { HandoverInput } from '../input';

/** Levels of support by the latest tier that pages a role first: operations, engineering leadership, executives. Requirement 000-01. */
const LEVELS = ['L1', 'L1', 'L2', 'L3'] as const;

/** The level of a role; undefined for one that no tier pages. */
export function levelOf({ escalation }: Pick<OnCallModel, 'escalation'>, role: string): (typeof LEVELS)[number] | undefined {
  const tiers = Object.values(escalation.severities).flatMap(({ tiers }) => tiers.filter(({ roles }) => roles.includes(role)).map(({ tier }) => tier));
  return tiers.length === 0 ? undefined : LEVELS[Math.min(Math.min(...tiers), LEVELS.length) - 1];
}

/** People whom pages reach first, in the order of the roster. */
export function operators(input: HandoverInput): readonly string[] {
  return (input.model.onCall?.roster.people ?? []).map(({ id }) => id).filter((person) => isOfOperations(input, person));
}

/** Whether a page reaches somebody first. */
export function isOfOperations({ model: { onCall } }: HandoverInput, person: string): boolean {
  return onCall?.roster.roles.some((role) => levelOf(onCall, role.id) === 'L1' && peopleOf(role).includes(person)) ?? false;
}
