import { contactParameterName, type NamedScope } from '../incident/lifecycle/engine-policy';
import { membersEver } from '../incident/roster/people-of';
import type { ContactChannel, Person, Roster } from '../incident/roster/roster';
import type { ContactPlan, PersonContactPlan } from './incident-plan';

/** Everybody who can ever have one of some roles, in the order of the roster; a role nobody knows has nobody. */
export function everybodyWith(roster: Roster, roleIds: readonly string[]): readonly Person[] {
  const known = new Set(roster.roles.map(({ id }) => id));
  const members = new Set(roleIds.filter((id) => known.has(id)).flatMap((id) => membersEver(roster, id)));
  return roster.people.filter(({ id }) => members.has(id));
}

/** The contacts of people, every channel of each. */
export function contactsOf(people: readonly Person[], scope: NamedScope): readonly ContactPlan[] {
  return people.flatMap((person) => person.channels.map((channel) => contact(person, channel, scope)));
}

/**
 * The contacts of a person's own topic. What wakes nobody is no text message to somebody who has another channel: nobody is
 * woken for information, and the first quota of SNS for text messages is 1 USD a month, which pages need.
 * Source: https://docs.aws.amazon.com/sns/latest/dg/channels-sms-awssupport-spend-threshold.html
 */
export function personContacts(person: Person, scope: NamedScope): readonly PersonContactPlan[] {
  const hasAnother = person.channels.some((channel) => channel !== 'sms');
  return person.channels.map((channel) => ({ ...contact(person, channel, scope), onlyWakes: channel === 'sms' && hasAnother }));
}

const CONTACT_PATTERNS: Readonly<Record<ContactChannel, string>> = {
  email: '^[^@ ]+@[^@ ]+[.][^@. ]+$',
  sms: '^[+][1-9][0-9]{6,14}$',
  https: '^https://[^ /]+([/?][^ ]*)?$',
};

/**
 * What the value of a stored contact looks like, as a pattern for Parameter Store (`--allowed-pattern`), which then
 * refuses a mistyped one. A template cannot: CloudFormation compares its patterns with the name of a stored parameter.
 * Sources: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html,
 * https://docs.aws.amazon.com/sns/latest/dg/sms_sending-overview.html (E.164)
 */
export function contactPattern(channel: ContactChannel): string {
  return CONTACT_PATTERNS[channel];
}

function contact(person: Person, channel: ContactChannel, scope: NamedScope): ContactPlan {
  return { person: person.id, channel, parameterName: contactParameterName(scope, person.id, channel) };
}
