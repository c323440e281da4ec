import { joined } from '../maintenance/calendar/calendar-state';
import { calendarText, MAX_CALENDAR_BYTES } from '../maintenance/calendar/calendar-text';
import { freezeCalendarName, type ChangeCalendar } from '../maintenance/calendar/change-calendar';
import { closedBy, freezeEvents, lastEnd } from '../maintenance/calendar/freeze-events';
import { horizonEnd, type FreezeRule, type FreezeSettings } from '../maintenance/calendar/freeze-rule';
import type { OperationsModel } from '../model/model';
import type { Problem } from '../problems/problem';
import { formatInstant, type Instant } from '../time/time';
import { DAY_MS } from '../time/zoned-time';

/** The change calendar of an environment, as it is deployed. */
export interface FreezeCalendarPlan {
  /** Fixed: runbooks ask the calendar by it. */
  readonly name: string;
  readonly region: string;
  readonly rules: readonly FreezeRule[];
  readonly calendar: ChangeCalendar;
  /** The content of the document. */
  readonly content: string;
  /** The calendar ends here: nothing is frozen after it. */
  readonly until: Instant;
}

/** The change calendar of an environment, and what is wrong with it; undefined when nothing is said of freezes. */
export function planFreezes(model: OperationsModel): { readonly freezes?: FreezeCalendarPlan; readonly problems: readonly Problem[] } {
  const { application, environment, region, maintenance } = model;
  const settings = maintenance?.freezes;
  if (settings === undefined) return { problems: [] };
  const name = freezeCalendarName(model);
  const calendar: ChangeCalendar = { type: 'DEFAULT_OPEN', events: freezeEvents(settings) };
  const content = calendarText(calendar, { description: `Freezes of ${application} ${environment}`, stamp: settings.from });
  const freezes = { name, region, rules: settings.rules, calendar, content, until: horizonEnd(settings) };
  return { freezes, problems: [...oversized(freezes, environment), ...ruleProblems(settings, freezes, environment)] };
}

function oversized({ content, name }: FreezeCalendarPlan, environment: string): Problem[] {
  const bytes = Buffer.byteLength(content);
  if (bytes <= MAX_CALENDAR_BYTES) return [];
  return [
    {
      code: 'FRZ003',
      level: 'error',
      where: { path: `${environment} ${name}` },
      what: 'the freeze calendar is larger than a document may be',
      received: `${bytes} bytes`,
      allowed: `at most ${MAX_CALENDAR_BYTES} bytes, the size of a document of Systems Manager`,
      change: 'write a shorter horizon, or fewer rules; freezes of every night are the largest',
    },
  ];
}

/** A rule that closes nothing was meant for something; one that closes everything was not meant so. */
function ruleProblems(settings: FreezeSettings, { name, calendar, until }: FreezeCalendarPlan, environment: string): Problem[] {
  const span = `${formatInstant(settings.from)} to ${formatInstant(until)}`;
  const idle = settings.rules.filter((rule) => closedBy(rule, settings).length === 0);
  const problems = idle.map((rule): Problem => {
    const end = lastEnd(rule, settings);
    const path = `${environment} ${name} ${rule.id}`;
    if (end !== undefined && end <= settings.from) {
      return {
        code: 'FRZ009',
        level: 'warning',
        where: { path },
        what: `the freeze ${rule.id} is over: all of its times are before the calendar begins`,
        received: formatInstant(end),
        allowed: span,
        change: 'write its next times, or name the calendar of this year, or remove it',
      };
    }
    return {
      code: 'FRZ001',
      level: 'warning',
      where: { path },
      what: `the freeze ${rule.id} closes nothing in the time of the calendar`,
      received: span,
      allowed: 'a time in it',
      change: 'remove the freeze, or write another start or horizon',
    };
  });
  const [closed] = joined(calendar.events);
  if (closed !== undefined && closed.from === settings.from && closed.until === until) {
    problems.push({
      code: 'FRZ004',
      level: 'warning',
      where: { path: `${environment} ${name}` },
      what: 'changes are frozen in all of the time of the calendar',
      received: span,
      allowed: 'some time in which something may be changed',
      change: 'look at the rules: together they leave no time',
    });
  }
  return problems;
}

/** Days before a calendar runs out at which somebody is asked to go on with it. Our choice: one monthly look at the configuration. */
const RUNS_OUT_SOON_DAYS = 30;

/**
 * A calendar that runs out leaves everything open without a word, so the checks say it before and after.
 *
 * @param at the present
 */
export function horizonProblems({ name, until, rules }: FreezeCalendarPlan, environment: string, at: Instant): Problem[] {
  const left = until - at;
  if (rules.length === 0 || left > RUNS_OUT_SOON_DAYS * DAY_MS) return [];
  const isOver = left <= 0;
  return [
    {
      code: isOver ? 'FRZ006' : 'FRZ002',
      level: 'warning',
      where: { path: `${environment} ${name}` },
      what: isOver ? 'the freeze calendar has run out: nothing is frozen any more' : 'the freeze calendar runs out soon: nothing is frozen after it',
      received: formatInstant(until),
      allowed: `a calendar of at least ${RUNS_OUT_SOON_DAYS} more days`,
      change: 'write a later start (freezes.from) or a longer horizon into maintenance.yaml, and deploy',
    },
  ];
}
