import type { ProblemCatalogue } from '../problem-catalogue';

/** What can be wrong with the text of a calendar, whether it stands in a template or in a file. */
export const CALENDAR_CHECKS = {
  CAL001: { meaning: 'the text of a calendar is none of iCalendar' },
  CAL002: { meaning: 'a change calendar does not begin as AWS writes it', acknowledgeable: true },
  CAL003: { meaning: 'an event of a change calendar has a duration instead of an end', acknowledgeable: true },
  CAL004: { meaning: 'an event of a change calendar is in a zone that the calendar does not define', acknowledgeable: true },
  CAL005: { meaning: 'a time of an event is on no clock' },
  CAL006: { meaning: 'an event begins or ends at a local time that clocks leave out' },
  CAL007: { meaning: 'an event does not end after it begins' },
  CAL008: { meaning: 'an event says what a change calendar, or day2, cannot represent', acknowledgeable: true },
  CAL009: { meaning: 'two events of a calendar overlap', level: 'warning' },
  CAL010: { meaning: 'a calendar is larger than a document may be' },
} as const satisfies ProblemCatalogue;

/** A code of {@link CALENDAR_CHECKS}. */
export type CalendarCode = keyof typeof CALENDAR_CHECKS;

/** What can be wrong with freezes that are well formed. */
export const FREEZE_PROBLEMS = {
  FRZ001: { meaning: 'a freeze closes nothing between the start and the horizon of the calendar', level: 'warning' },
  FRZ002: { meaning: 'a freeze calendar runs out soon', level: 'warning' },
  FRZ003: { meaning: 'a freeze calendar is larger than a document may be' },
  FRZ004: { meaning: 'changes are frozen for all of the horizon', level: 'warning' },
  FRZ005: { meaning: 'an override of a freeze cannot be' },
  FRZ006: { meaning: 'a freeze calendar has run out: nothing is frozen any more', level: 'warning' },
  FRZ007: { meaning: 'an account has no freeze calendar where the plan has one' },
  FRZ008: { meaning: 'AWS answers another state than the text of a change calendar says' },
  FRZ009: { meaning: 'a freeze is over: all of its times are before the calendar begins', level: 'warning' },
} as const satisfies ProblemCatalogue;

/** A code of {@link FREEZE_PROBLEMS}. */
export type FreezeCode = keyof typeof FREEZE_PROBLEMS;
