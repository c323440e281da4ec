/** What a well-formed on-call.yaml means. */

import { aliased, escalationPolicy } from '../incident/lifecycle/change-escalation';
import type { EscalationPolicy } from '../incident/lifecycle/escalation-policy';
import { escalationDefaults, EVERYBODY, type EscalationPreset } from '../incident/lifecycle/escalation-preset';
import type { RaciRow } from '../incident/lifecycle/raci';
import { membersEver } from '../incident/roster/people-of';
import { canBeWokenBy, type Person, type Role, type Roster } from '../incident/roster/roster';
import { rosterTimeZone } from '../incident/roster/roster-time-zone';
import { parseSeverity } from '../incident/severity';
import type { OnCall } from '../model/model';
import type { BusinessCalendar } from '../time/business-calendar';
import { presetOf } from './on-call-preset';
import { severityChangesOf, type OnCallFile } from './on-call-schema';

/** The file with everything that it leaves out. */
export function toOnCallModel(file: OnCallFile): OnCall {
  const { people, overrides = [], severities = {}, chat = {}, pagers, smsSpendLimitUsd, externalContacts = {}, acceptSmallTeam } = file;
  const preset = presetOf(file);
  const everybody = Object.entries(people).map(([id, person]) => ({ id, ...person }));
  const roster: Roster = { people: everybody, roles: rolesOf(file, preset), overrides };
  const roleAliases = aliasesOf(file);
  const escalation = escalationPolicy(
    { preset, severities: severityChangesOf(file), ...(roleAliases !== undefined && { roleAliases }) },
    calendarOf(file, roster),
  );
  return {
    roster,
    escalation,
    chat: Object.entries(chat).map(([name, channel]) => ({ name, severities: channel.severities, ...(channel.app === 'teams' && { app: channel.app }) })),
    ...(pagers !== undefined && { pagers: Object.entries(pagers).map(([id, pager]) => ({ id, severities: pager.severities })) }),
    watchdog: watchdogOf(file, roster, escalation),
    ...(smsSpendLimitUsd !== undefined && { smsSpendLimitUsd }),
    externalContacts: Object.entries(externalContacts).map(([id, contact]) => ({ id, ...contact })),
    raci: raciTable(file, escalationDefaults(preset).raci, roleAliases),
    ...(acceptSmallTeam !== undefined && { acceptedSmallTeam: acceptSmallTeam }),
    acceptedLooser: Object.fromEntries(
      Object.entries(severities).flatMap(([label, { acceptLooser }]) => (acceptLooser === undefined ? [] : [[parseSeverity(label), acceptLooser]])),
    ) as NonNullable<OnCall['acceptedLooser']>,
  };
}

/** The roles of the file, and everybody where the policy pages everybody and the file says nothing else by that name. */
function rolesOf({ roles = {}, people }: OnCallFile, preset: EscalationPreset): Role[] {
  const written = Object.entries(roles).map(([id, role]) => ({ id, ...role }));
  if (preset === 'for twenty' || Object.hasOwn(roles, EVERYBODY)) return written;
  return [...written, { id: EVERYBODY, title: 'Everybody', standing: Object.keys(people) }];
}

/** Where no role is written, everybody has those of the policy. */
function aliasesOf({ roles, roleAliases }: OnCallFile): OnCallFile['roleAliases'] {
  return roles === undefined ? { 'primary-on-call': EVERYBODY, 'secondary-on-call': EVERYBODY, ...roleAliases } : roleAliases;
}

function calendarOf({ calendar }: OnCallFile, roster: Roster): BusinessCalendar {
  return (
    calendar ?? {
      timeZone: rosterTimeZone(roster) ?? 'UTC',
      days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
      open: '09:00',
      close: '17:00',
      holidays: [],
    }
  );
}

/** Whoever is paged as well hears the watchdog by the channels that wake: an e-mail more would wake nobody. */
function watchdogOf({ watchdog, acceptSmallTeam }: OnCallFile, roster: Roster, { severities }: EscalationPolicy): OnCall['watchdog'] {
  const acceptedPaged = watchdog?.acceptPaged ?? acceptSmallTeam;
  const watching = watchdog === undefined ? roster.people : roster.people.filter(({ id }) => watchdog.people.includes(id));
  const roles = Object.values(severities).flatMap(({ tiers }) => tiers.flatMap((tier) => tier.roles));
  const paged = new Set(roles.flatMap((role) => membersEver(roster, role)));
  const byWakingChannels = (person: Person): Person => ({ ...person, channels: person.channels.filter(canBeWokenBy) });
  return {
    ...(watchdog !== undefined && { region: watchdog.region }),
    people: acceptedPaged === undefined ? watching : watching.map((person) => (paged.has(person.id) ? byWakingChannels(person) : person)),
    ...(acceptedPaged !== undefined && { acceptedPaged }),
  };
}

/** The default table with the rows of the file in place of its own, and the further rows behind. */
function raciTable({ raci = {} }: OnCallFile, defaults: readonly RaciRow[], aliases: OnCallFile['roleAliases']): RaciRow[] {
  const rows = new Map(
    defaults.map((row) => [
      row.id,
      {
        ...row,
        accountable: aliased(row.accountable, aliases),
        responsible: aliased(row.responsible, aliases),
        consulted: aliased(row.consulted, aliases),
        informed: aliased(row.informed, aliases),
      },
    ]),
  );
  for (const [id, { title, A, R, C = [], I = [] }] of Object.entries(raci)) {
    rows.set(id, { id, title: title ?? rows.get(id)?.title ?? id, accountable: A, responsible: R, consulted: C, informed: I });
  }
  return [...rows.values()];
}
