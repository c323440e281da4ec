import type { Role, Roster, RosterOverride, Rotation } from '../../lib/incident/roster/roster';
import type { BusinessCalendar } from '../../lib/time/business-calendar';
import { parseInstant, type Instant } from '../../lib/time/time';

/** The instant of a text such as `2026-03-02T08:00:00Z` that is known to be one; seconds may be left out. */
export function at(text: string): Instant {
  const instant = parseInstant(/T\d\d:\d\dZ$/.test(text) ? text.replace('Z', ':00Z') : text);
  if (instant === undefined) throw new Error(`${text} is not an instant`);
  return instant;
}

/** A rotation in Berlin, a week each from Monday 2026-01-05 09:00 on. */
export function rotationOf(people: readonly string[], changes: Partial<Rotation> = {}): Rotation {
  return { timeZone: 'Europe/Berlin', people, everyDays: 7, handoverAt: '09:00', from: '2026-01-05', ...changes };
}

/** Monday to Friday, 09:00 to 18:00 in Berlin. */
export function officeHours(changes: Partial<BusinessCalendar> = {}): BusinessCalendar {
  return { timeZone: 'Europe/Berlin', days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'], open: '09:00', close: '18:00', holidays: [], ...changes };
}

/** A role of one layer at all hours. */
export function turnsRole(id: string, rotation: Rotation): Role {
  return { id, title: id, layers: [{ id: 'all', rotation }] };
}

/** A roster whose people are those its roles and overrides name. */
export function rosterOf(roles: readonly Role[], overrides: readonly RosterOverride[] = []): Roster {
  const ids = roles.flatMap(({ layers = [], standing = [] }) => [...layers.flatMap(({ rotation }) => rotation.people), ...standing]);
  const people = [...new Set([...ids, ...overrides.map(({ person }) => person)])].map((id) => ({ id, title: id, channels: ['email', 'sms'] as const }));
  return { people, roles, overrides };
}
