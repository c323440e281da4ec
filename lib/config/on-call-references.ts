/**
 * What the parts of on-call.yaml say about each other, as far as each is readable: a mistake in one of them hides none
 * in another. Whatever is of the wrong form was reported by the schema and is left out here.
 */

import { escalationDefaults, EVERYBODY } from '../incident/lifecycle/escalation-preset';
import { parseSeverity, SEVERITIES } from '../incident/severity';
import type { ConfigurationCode } from '../problems/catalogue/configuration';
import { didYouMean } from '../problems/did-you-mean';
import type { Problem } from '../problems/problem';
import { entriesOf, listOf, propertyOf } from '../problems/untyped';
import { addOrAccept, isSmallTeam, presetOf } from './on-call-preset';
import type { Path } from './positions';
import type { YamlSource } from './yaml-source';

/** A name, and where it stands. */
interface Mention {
  readonly name: string;
  readonly path: Path;
}

/** Names that mean nothing, and roles that are missing. */
export function referenceProblems(source: YamlSource): Problem[] {
  const { value } = source;
  const people = namesIn(value, 'people');
  const roles = rolesIn(value);
  const contacts = namesIn(value, 'externalContacts') ?? (isLeftOut(value, 'externalContacts') ? [] : undefined);
  const { ofPeople, ofRoles, ofRolesOrContacts } = mentions(value);
  return [
    ...(people === undefined ? [] : unknownNames(source, 'CFG050', 'person', ofPeople, people)),
    ...(roles === undefined ? [] : unknownNames(source, 'CFG051', 'role', ofRoles, roles)),
    ...(roles === undefined || contacts === undefined
      ? []
      : unknownNames(source, 'CFG051', 'role or outside contact', ofRolesOrContacts, [...roles, ...contacts])),
    ...(roles === undefined ? [] : missingRoles(source, roles)),
    ...uselessAliases(source),
  ];
}

/** Roles of the file and the one that needs not be written; undefined when it cannot be determined which there are. */
function rolesIn(value: unknown): string[] | undefined {
  const written = namesIn(value, 'roles') ?? (isLeftOut(value, 'roles') ? [] : undefined);
  return written === undefined || presetOf(value) === 'for twenty' ? written : [...new Set([...written, EVERYBODY])];
}

/** True for a part that is not there, and need not be. */
function isLeftOut(value: unknown, key: string): boolean {
  return isSmallTeam(value) && propertyOf(value, key) === undefined;
}

function mentions(value: unknown): { readonly ofPeople: Mention[]; readonly ofRoles: Mention[]; readonly ofRolesOrContacts: Mention[] } {
  const ofPeople: Mention[] = [];
  const ofRoles: Mention[] = [];
  const ofRolesOrContacts: Mention[] = [];
  for (const [name, role] of entries(value, 'roles')) {
    const path = ['roles', name];
    ofPeople.push(...textsIn(propertyOf(role, 'rotation'), 'people', [...path, 'rotation']), ...textsIn(role, 'standing', path));
    listOf(role, 'layers').forEach((layer, index) => {
      ofPeople.push(...textsIn(propertyOf(layer, 'rotation'), 'people', [...path, 'layers', index, 'rotation']));
    });
  }
  listOf(value, 'overrides').forEach((override, index) => {
    ofPeople.push(...textAt(override, 'person', ['overrides', index]));
    ofRoles.push(...textAt(override, 'role', ['overrides', index]));
  });
  for (const [label, severity] of entries(value, 'severities')) {
    const path = ['severities', label];
    ofRoles.push(...textsIn(severity, 'informed', path));
    for (const [number, tier] of entries(severity, 'tiers')) ofRoles.push(...textsIn(tier, 'roles', [...path, 'tiers', number]));
  }
  ofPeople.push(...textsIn(propertyOf(value, 'watchdog'), 'people', ['watchdog']));
  for (const [activity, row] of entries(value, 'raci')) {
    ofRoles.push(...['A', 'R'].flatMap((letter) => textsIn(row, letter, ['raci', activity])));
    ofRolesOrContacts.push(...['C', 'I'].flatMap((letter) => textsIn(row, letter, ['raci', activity])));
  }
  for (const [name] of entries(value, 'roleAliases')) ofRoles.push(...textAt(propertyOf(value, 'roleAliases'), name, ['roleAliases']));
  return { ofPeople, ofRoles, ofRolesOrContacts };
}

function unknownNames(source: YamlSource, code: ConfigurationCode, what: string, mentioned: readonly Mention[], known: readonly string[]): Problem[] {
  return mentioned
    .filter(({ name }) => !known.includes(name))
    .map(({ name, path }) => {
      const meant = didYouMean(name, known);
      return {
        code,
        level: 'error',
        where: source.locate(path),
        what: `there is no ${what} ${name}`,
        received: name,
        allowed: known.length === 0 ? `a ${what} of this file; it has none` : known.join(', '),
        change: meant === undefined ? `add ${name}, or name another` : `write ${meant}`,
      };
    });
}

/** Roles that the defaults speak of, where this file says nothing else. */
function missingRoles(source: YamlSource, roles: readonly string[]): Problem[] {
  // Where no role is written, everybody has each of them.
  if (isLeftOut(source.value, 'roles')) return [];
  const aliases = aliasesIn(source.value);
  const neededFor = new Map<string, string[]>();
  for (const [what, names] of defaultMentions(source.value)) {
    // What an alias leads to is judged where it is written.
    for (const name of names.filter((each) => !Object.hasOwn(aliases, each))) {
      if (!roles.includes(name)) neededFor.set(name, [...(neededFor.get(name) ?? []), what]);
    }
  }
  return neededFor.size === 0 ? [] : [missingRolesProblem(source, neededFor)];
}

/** However many roles are missing, the cause is one: a team that is smaller than its policy, or calls roles otherwise. */
function missingRolesProblem(source: YamlSource, neededFor: ReadonlyMap<string, readonly string[]>): Problem {
  const policy = presetOf(source.value);
  const [first, ...others] = neededFor.keys();
  const isOne = others.length === 0;
  const needs = [...neededFor].map(([name, mentioned]) => {
    const uses = [...new Set(mentioned)];
    return `${isOne ? '' : `${name}, `}needed for ${uses.slice(0, 3).join(', ')}${uses.length > 3 ? ` and ${uses.length - 3} more` : ''}`;
  });
  const add = `add ${isOne ? first : 'each'} to roles, or say in roleAliases which role it is here`;
  return {
    code: 'CFG052',
    level: 'error',
    where: source.locate(['roles'], 'key'),
    what: isOne ? `role ${first} is missing` : `${neededFor.size} roles are missing of those the escalation policy ${policy} begins with`,
    received: needs.join('\n'),
    allowed: 'every role of the default escalation policy and table, by its name or by an alias',
    change: isOne || isSmallTeam(source.value) ? add : addOrAccept(source.value, add),
  };
}

function defaultMentions(value: unknown): [what: string, roles: readonly string[]][] {
  const { severities, raci, postmortem } = escalationDefaults(presetOf(value));
  const written = new Map(entries(value, 'severities').map(([label, changes]) => [parseSeverity(label), changes]));
  const escalation = SEVERITIES.flatMap((severity): [string, readonly string[]][] => {
    const changes = written.get(severity);
    const { tiers, informed } = severities[severity];
    const paged = tiers.filter(({ tier }) => propertyOf(propertyOf(propertyOf(changes, 'tiers'), String(tier)), 'roles') === undefined);
    return [
      ...paged.map(({ tier, roles }): [string, readonly string[]] => [`tier ${tier} of ${severity}`, roles]),
      ...(propertyOf(changes, 'informed') === undefined ? [[`those informed of ${severity}`, informed] as [string, readonly string[]]] : []),
    ];
  });
  const changedRows = new Set(entries(value, 'raci').map(([activity]) => activity));
  const contacts = namesIn(value, 'externalContacts') ?? [];
  const table = raci
    .filter(({ id }) => !changedRows.has(id))
    .map(({ id, accountable, responsible, consulted, informed }): [string, readonly string[]] => [
      `activity ${id}`,
      [...accountable, ...responsible, ...[...consulted, ...informed].filter((name) => !isContact(name, contacts))],
    ]);
  return [...escalation, ['postmortems', [...postmortem.owners, ...postmortem.lead]], ...table];
}

/** Contacts that the default table names; one that is missing has its own problem. */
const CONTACTS_OF_TABLE = ['legal', 'cloud-support'];
const isContact = (name: string, contacts: readonly string[]) => CONTACTS_OF_TABLE.includes(name) || contacts.includes(name);

function uselessAliases(source: YamlSource): Problem[] {
  const known = [...new Set(defaultMentions({ escalationPolicy: presetOf(source.value) }).flatMap(([, roles]) => roles))];
  return entries(source.value, 'roleAliases')
    .filter(([name]) => !known.includes(name))
    .map(([name]) => {
      const meant = didYouMean(name, known);
      return {
        code: 'CFG055',
        level: 'error',
        where: source.locate(['roleAliases', name], 'key'),
        what: `${name} is no role of the default escalation policy or table`,
        received: name,
        allowed: known.join(', '),
        change: meant === undefined ? 'remove it' : `write ${meant}`,
      };
    });
}

/** People nobody needs. Only of a file without errors: a misspelt name would make its owner idle too. */
export function idlePeople(source: YamlSource): Problem[] {
  // Everybody of a small team has the role of everybody.
  if (presetOf(source.value) !== 'for twenty') return [];
  const busy = new Set(mentions(source.value).ofPeople.map(({ name }) => name));
  return entries(source.value, 'people')
    .filter(([name]) => !busy.has(name))
    .map(([name]) => ({
      code: 'CFG056',
      level: 'warning',
      where: source.locate(['people', name], 'key'),
      what: `${name} is never notified of anything`,
      received: name,
      allowed: 'people with a role, an override or a part in the watchdog',
      change: 'give them a role, or remove them',
    }));
}

function aliasesIn(value: unknown): Readonly<Record<string, string>> {
  const texts = entries(value, 'roleAliases').filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(texts);
}

function entries(value: unknown, key: string): [string, unknown][] {
  return entriesOf(propertyOf(value, key)) ?? [];
}

function namesIn(value: unknown, key: string): string[] | undefined {
  return entriesOf(propertyOf(value, key))?.map(([name]) => name);
}

function textsIn(value: unknown, key: string, path: Path): Mention[] {
  return listOf(value, key).flatMap((name, index) => (typeof name === 'string' ? [{ name, path: [...path, key, index] }] : []));
}

function textAt(value: unknown, key: string, path: Path): Mention[] {
  const name = propertyOf(value, key);
  return typeof name === 'string' ? [{ name, path: [...path, key] }] : [];
}
