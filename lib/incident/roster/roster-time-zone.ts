import type { Roster } from './roster';

/** The time zone that people of a roster live by: that of the first rotation; undefined when nobody takes turns. */
export function rosterTimeZone({ roles }: Pick<Roster, 'roles'>): string | undefined {
  return roles.flatMap(({ layers = [] }) => layers)[0]?.rotation.timeZone;
}
