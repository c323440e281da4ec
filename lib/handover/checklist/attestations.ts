import { peopleOf } from '../../incident/roster/people-of';
import { levelOf } from '../documents/roles-raci';
import { dateOf, type HandoverInput } from '../input';
import type { Attestation } from '../settings';
import { couldNotTell, failed, passed, type Judgement } from './judgement';

/** Attestations of an item that hold on the date; those that are over are as good as none. */
function holding({ settings, at }: HandoverInput, item: string): readonly Attestation[] {
  const date = dateOf({ at });
  return settings.attestations.filter((each) => each.item === item && each.on <= date && date <= each.until);
}

/** Whether somebody says that an item is so, and still does. */
export function attested(input: HandoverInput, item: string): Judgement {
  const [last] = holding(input, item).toSorted((a, b) => (a.on < b.on ? 1 : -1));
  if (last !== undefined) return passed(`${last.by} on ${last.on}: ${last.evidence}`);
  const over = input.settings.attestations.find((each) => each.item === item);
  return over === undefined ? couldNotTell('nobody has attested it') : failed(`the attestation of ${over.by} holds from ${over.on} to ${over.until}`);
}

/** Two who operate and one who does not have to sign. Requirements 002-12, 002-95. */
const LEAST = { operations: 2, outside: 1 };

/** Whether two people of operations have signed, which are those that a page reaches first, and one from outside of operations. */
export function signedOff(input: HandoverInput): Judgement {
  const signed = [...new Set(holding(input, 'sign-off').map(({ by }) => by))];
  const operators = signed.filter((person) => isOfOperations(input, person));
  const others = signed.filter((person) => !isOfOperations(input, person));
  const why = `of operations: ${operators.join(', ') || 'nobody'}; from outside: ${others.join(', ') || 'nobody'}`;
  return operators.length >= LEAST.operations && others.length >= LEAST.outside ? passed(why) : failed(`too few have signed; ${why}`);
}

function isOfOperations({ model: { onCall } }: HandoverInput, person: string): boolean {
  return onCall?.roster.roles.some((role) => levelOf(onCall, role.id) === 'L1' && peopleOf(role).includes(person)) ?? false;
}
