/** What an on-call.yaml has to say, which depends on other things that it says. Values of the wrong form were reported by the schema. */

import { escalationDefaults } from '../incident/lifecycle/escalation-preset';
import { parseSeverity } from '../incident/severity';
import type { Problem } from '../problems/problem';
import { entriesOf, propertyOf } from '../problems/untyped';
import { addOrAccept, isSmallTeam, presetOf } from './on-call-preset';
import type { YamlSource } from './yaml-source';

/** What only a small team may leave out, with what is allowed and an example. */
const PARTS: Readonly<Record<string, { readonly allowed: string; readonly example: string }>> = {
  calendar: {
    allowed: 'a map with the keys timeZone, days, open, close, holidays',
    example: '{ timeZone: Europe/Berlin, days: [monday, tuesday], open: 09:00, close: 18:00 }',
  },
  roles: { allowed: 'a map from names to roles', example: '{ primary-on-call: { title: Primary on call, standing: [ana, ben] } }' },
  watchdog: { allowed: 'a map with the keys region, people, acceptPaged', example: '{ region: eu-west-1, people: [olga, pavel] }' },
  externalContacts: {
    allowed: 'a map from names to contacts, with a title and how they are reached',
    example: '{ cloud-support: { title: Cloud support, reachedBy: support case from the support centre } }',
  },
};

/** Outside help that has to be thought of before it is needed. Requirement 002-46. */
const NEEDED_CONTACTS = ['cloud-support', 'security-response', 'legal'];

/** Everything that is missing. */
export function completenessProblems(source: YamlSource): Problem[] {
  return [...(isSmallTeam(source.value) ? [] : [...missingParts(source), ...missingContacts(source)]), ...incompleteTiers(source)];
}

function missingParts(source: YamlSource): Problem[] {
  return Object.entries(PARTS)
    .filter(([key]) => propertyOf(source.value, key) === undefined)
    .map(([key, { allowed, example }]) => ({
      code: 'CFG011',
      level: 'error',
      where: source.locate([key]),
      what: `${key} is missing`,
      allowed,
      change: addOrAccept(source.value, `add something like ${key}: ${example}`),
    }));
}

function missingContacts(source: YamlSource): Problem[] {
  const contacts = entriesOf(propertyOf(source.value, 'externalContacts'))?.map(([name]) => name);
  if (contacts === undefined) return [];
  return NEEDED_CONTACTS.filter((name) => !contacts.includes(name)).map((name) => ({
    code: 'CFG011',
    level: 'error',
    where: source.locate(['externalContacts']),
    what: `${name} is missing`,
    received: source.written(['externalContacts']),
    allowed: NEEDED_CONTACTS.join(', '),
    change: addOrAccept(source.value, `add ${name} with a title and how they are reached`),
  }));
}

/** New tiers that are not all said, or come after a gap. */
function incompleteTiers(source: YamlSource): Problem[] {
  const { severities } = escalationDefaults(presetOf(source.value));
  return (entriesOf(propertyOf(source.value, 'severities')) ?? []).flatMap(([label, changes]) => {
    const level = parseSeverity(label);
    if (level === undefined) return [];
    const known = severities[level].tiers.length;
    const added = (entriesOf(propertyOf(changes, 'tiers')) ?? []).filter(([number]) => Number(number) > known);
    return added
      .filter(
        ([number, tier], index) => Number(number) !== known + index + 1 || ['after', 'condition', 'roles'].some((key) => propertyOf(tier, key) === undefined),
      )
      .map(([number]): Problem => ({
        code: 'CFG054',
        level: 'error',
        where: source.locate(['severities', label, 'tiers', number]),
        what: 'this tier is new, and it is not all said, or a tier before it is missing',
        received: source.written(['severities', label, 'tiers', number]),
        allowed: 'after, condition and roles for a tier that the default escalation policy does not have; numbers without a gap',
        change: 'complete it, or give it the next number',
      }));
  });
}
