import type { ProblemCatalogue } from '../problem-catalogue';

/**
 * What can be wrong with those who are on call and the escalation, although the file is well formed. SEV002, a severity
 * nobody knows, is CFG013 here: the file is not well formed.
 */
export const ON_CALL_PROBLEMS = {
  SEV001: { meaning: 'a severity has no example, or it is not said what is notified inside and outside' },
  SEV003: { meaning: 'the tiers of a severity do not follow each other, or one is never reached' },
  SEV004: { meaning: 'a severity is looser than the documents ask for, and nobody accepted that' },
  ESC001: { meaning: 'a tier has fewer than two people, or they have fewer than two channels' },
  ESC002: { meaning: 'the first tier of a severity that wakes somebody has people without SMS and HTTPS' },
  ESC004: { meaning: 'somebody of the contact levels 1 and 2 can be reached in one way only' },
  ROS001: { meaning: 'at some time nobody has a role that is paged' },
  ROS002: { meaning: 'at some time the same person is paged first and as the next' },
  ROS003: { meaning: 'every turn of somebody in a rotation falls outside its hours, so that they never come on duty' },
  RAC001: { meaning: 'not exactly one role answers for an activity, or nobody does it' },
  RAC002: { meaning: 'the table of who answers for what has fewer than five roles' },
  RAC003: { meaning: 'a role depends on a single person' },
  WDG001: { meaning: 'somebody who watches over paging is paged by it' },
  WDG002: { meaning: 'the watchdog stands in the region that it watches' },
  WDG003: { meaning: 'the watchdog has fewer than two people, or one who cannot be woken' },
} as const satisfies ProblemCatalogue;

/** A code of {@link ON_CALL_PROBLEMS}. */
export type OnCallCode = keyof typeof ON_CALL_PROBLEMS;
