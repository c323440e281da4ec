import type { Roster } from './roster';

/** The time zone that people of a roster live by: that of the first rotation; undefined when nobody takes turns. */
export function rosterTimeZone({ roles }: Pick<Roster, 'roles'>): string | undefined {
  return roles.flatMap(({ layers = [] }) => layers)[0]?.rotation.timeZone;
}

/** The time zone that those who are paged live by: that of their roster, and where nobody takes turns that of their working hours. */
export function livedTimeZone({
  roster,
  escalation,
}: {
  readonly roster: Pick<Roster, 'roles'>;
  readonly escalation: { readonly calendar: { readonly timeZone: string } };
}): string {
  return rosterTimeZone(roster) ?? escalation.calendar.timeZone;
}
