/** What `mutes` of maintenance.yaml may say: when alarms page nobody, because the trouble is planned. */

import { z } from 'zod';
import { NotSimulatedError, ServiceError } from '../aws/errors';
import { MAX_MUTE_MINUTES, muteWindows, parseMuteSchedule, type MuteWindow } from '../aws/schedule/mute-schedule';
import { horizonEnd } from '../maintenance/calendar/freeze-rule';
import { localText, MOST_MUTE_WINDOWS, muteSchedule, windowsOfMute, type MuteSettings, type MuteTimes, type PlannedMute } from '../maintenance/mutes/mute';
import { addIssue, field, hasIssues, listOf, map, mapOf, trueOrFalse, written, type CustomIssue } from '../problems/schema-fields';
import { formatDurationMinutes, formatInstant, MINUTE_MS, MINUTES_PER_DAY, parseInstant } from '../time/time';
import { instantOfLocal, localTimeAt } from '../time/zoned-time';
import { EXCLUSION_GRAIN_MINUTES } from './budget-schema';
import { identifier, sentence, servicesOrObjectives, severity, wholeDays, wholeMinutes } from './fields';
import { localTime, timeZone } from './time-fields';

const FORMS = ['once', 'repeated'] as const;

const once = map(
  { from: field(localTime('2026-12-05T22:00'), 'When it begins, local time.'), until: field(localTime('2026-12-06T02:00'), 'When it ends, local time.') },
  '{ from: 2026-12-05T22:00, until: 2026-12-06T02:00 }',
).check((context) => {
  const { from, until } = context.value;
  if (from < until) return;
  addIssue(context, ['until'], { code: 'CFG053', what: 'the mute ends before it begins', allowed: 'a time after from', change: 'order the two' });
});

const fields = written(
  (value): string | undefined => {
    try {
      parseMuteSchedule({ expression: `cron(${value})`, duration: 'PT1M', timeZone: 'UTC' });
      return value;
    } catch (error) {
      if (error instanceof ServiceError || error instanceof NotSimulatedError) return undefined;
      throw error;
    }
  },
  /^[\w*,-]+(?: [\w*,-]+){4}$/,
  'five fields, minute, hour, day of the month, month and day of the week, of numbers, lists, ranges and *; days of the week by name, and one of the two kinds of days *',
  '0 2 * * SUN',
);

const repeated = map(
  {
    cron: field(fields, 'When each window begins, local time.'),
    for: field(wholeMinutes('2h', MAX_MUTE_MINUTES), 'How long each window lasts.'),
  },
  '{ cron: 0 2 * * SUN, for: 2h }',
);

const rule = map({
  reason: field(sentence('move of the database, announced on 20 November'), 'Why, for whoever asks why nobody was paged.'),
  owner: field(identifier('platform-engineering'), 'Role that answers for it; not a person.'),
  on: field(servicesOrObjectives, 'What is muted.'),
  severities: field(listOf(severity('S2'), 'severities', 5).optional(), 'Only alarms of these.', 'all of them'),
  timeZone: field(timeZone, 'Time zone of its times.'),
  once: field(once.optional(), 'One window; or `repeated`.', 'none'),
  repeated: field(repeated.optional(), 'A window again and again.', 'none'),
  countsAgainstBudget: field(
    trueOrFalse(),
    'Whether what is bad in its windows counts against the error budget; `false` excludes them, with the meaning that `errorBudget.exclusions` of operations.yaml gives.',
  ),
})
  .check((context) => {
    const given = FORMS.filter((form) => context.value[form] !== undefined);
    if (given.length !== 1) {
      addIssue(context, given.slice(1), {
        code: 'CFG014',
        what: given.length === 0 ? 'it is not said when the mute mutes' : 'it is said in two ways when the mute mutes',
        allowed: `one of ${FORMS.join(', ')}`,
        change: given.length === 0 ? 'add one of the two' : 'keep one, and write a mute for the other',
      });
    }
    const { once: single, timeZone: zone } = context.value;
    if (single === undefined || hasIssues(context)) return;
    const [from, until] = [single.from, single.until].map((local) => instantOfLocal(local, zone, { inGap: 'never' }));
    if (from === undefined) addIssue(context, ['once', 'from'], inGap(zone));
    if (until === undefined) addIssue(context, ['once', 'until'], inGap(zone));
    if (from === undefined || until === undefined || until - from <= MAX_MUTE_MINUTES * MINUTE_MS) return;
    addIssue(context, ['once', 'until'], {
      code: 'CFG013',
      what: 'the mute is longer than a mute rule may be',
      allowed: `at most ${formatDurationMinutes(MAX_MUTE_MINUTES)} after from`,
      change: 'end it earlier, or write several mutes',
    });
  })
  .transform(({ once: single, repeated: again, ...others }): Omit<PlannedMute, 'id'> => ({ ...others, times: timesOf(single, again) }))
  .meta({ oneOf: FORMS.map((form) => ({ required: [form] })) });

function timesOf(single: z.output<typeof once> | undefined, again: z.output<typeof repeated> | undefined): MuteTimes {
  if (again !== undefined) return { kind: 'repeated', fields: again.cron, minutes: again.for };
  return { kind: 'once', from: single?.from ?? 0, until: single?.until ?? 0 };
}

/** `mutes`. */
export const mutesSchema = map({
  from: field(
    written(parseInstant, /^20\d\d-\d\d-\d\dT\d\d:\d\d:00Z$/, 'an instant of this century on a whole minute, UTC', '2026-12-01T00:00:00Z'),
    'No window begins before this. Stated, and not the day of the deployment: the same configuration mutes the same windows every day.',
  ),
  horizon: field(wholeDays('365d').optional(), 'No window begins this much later: then everything pages again.', '365d'),
  rules: field(
    mapOf(identifier('database-move'), rule, 'a map from names to mutes, each with a reason, an owner, a time zone and times'),
    'What is muted, and when.',
  ),
})
  .transform(({ from, horizon = DEFAULT_HORIZON_DAYS * MINUTES_PER_DAY, rules }): MuteSettings => ({
    from,
    horizonDays: horizon / MINUTES_PER_DAY,
    rules: Object.entries(rules).map(([id, each]) => ({ id, ...each })),
  }))
  .check((context) => {
    for (const mute of context.value.rules) {
      const issue = windowsIssue(mute, context.value);
      if (issue !== undefined) addIssue(context, ['rules', mute.id, mute.times.kind], issue);
    }
  });

/** A year: as freezes. */
const DEFAULT_HORIZON_DAYS = 365;

/** What is wrong with the windows of a mute that is well formed. */
function windowsIssue(mute: PlannedMute, settings: MuteSettings): CustomIssue | undefined {
  const windows = windowsOfMute(mute, settings);
  const until = horizonEnd(settings);
  const gap = firstGap(mute, settings);
  if (gap !== undefined) return { ...inGap(mute.timeZone), received: gap };
  if (windows.length === 0) {
    return {
      code: 'CFG062',
      what: 'the mute never opens',
      received: muteSchedule(mute, settings).expression,
      allowed: `a window that begins from ${formatInstant(settings.from)} on and before ${formatInstant(until)}, the time that mutes are for`,
      change: 'remove a mute that is over; else write a date that exists, or another from or horizon of mutes',
    };
  }
  if (windows.length > MOST_MUTE_WINDOWS) {
    return {
      code: 'CFG063',
      what: `the mute opens more than ${MOST_MUTE_WINDOWS} times`,
      received: muteSchedule(mute, settings).expression,
      allowed: `at most ${MOST_MUTE_WINDOWS} windows between ${formatInstant(settings.from)} and ${formatInstant(until)}`,
      change: 'open it less often, or for longer; an alarm that may not page so often needs another threshold',
    };
  }
  const index = windows.findIndex(({ start }, position) => position > 0 && start <= windows[position - 1]!.end);
  if (index > 0) {
    return {
      code: 'CFG063',
      what: 'the mute opens again before it is over, so that nothing pages in between',
      received: `${formatWindow(windows[index - 1]!)}, then ${formatWindow(windows[index]!)}`,
      allowed: 'windows with a time between them in which alarms page',
      change: 'shorten the mute, or open it less often',
    };
  }
  if (mute.countsAgainstBudget || windows.every(isOnGrain)) return undefined;
  const grain = formatDurationMinutes(EXCLUSION_GRAIN_MINUTES);
  return {
    code: 'CFG013',
    what: 'the windows do not begin and end on the grain in which budgets are counted',
    received: formatWindow(windows.find((window) => !isOnGrain(window))!),
    allowed: `windows on whole ${grain} where countsAgainstBudget is false`,
    change: `begin and end on whole ${grain}`,
  };
}

function isOnGrain({ start, end }: MuteWindow): boolean {
  const grain = EXCLUSION_GRAIN_MINUTES * MINUTE_MS;
  return start % grain === 0 && end % grain === 0;
}

/** The first local time of a mute's windows that no clock of its zone shows. What CloudWatch does with one is not documented. */
function firstGap(mute: PlannedMute, settings: MuteSettings): string | undefined {
  if (mute.times.kind === 'once') return undefined;
  const [from, until] = [settings.from, horizonEnd(settings)].map((each) => localTimeAt(each, mute.timeZone));
  // The clocks of UTC show every time, so that a schedule read there begins at local times, those in a gap included.
  const locals = muteWindows({ ...muteSchedule(mute, settings), timeZone: 'UTC' }, { from: from!, until: until! }, MOST_MUTE_WINDOWS);
  const missing = locals.find(({ start }) => instantOfLocal(start, mute.timeZone, { inGap: 'never' }) === undefined);
  return missing === undefined ? undefined : localText(missing.start);
}

function inGap(zone: string): CustomIssue {
  return {
    code: 'CFG058',
    what: `clocks in ${zone} never show this time: they go forward over it`,
    allowed: 'a time before or after the change of clocks',
    change: 'write the time that was meant',
  };
}

function formatWindow({ start, end }: MuteWindow): string {
  return `${formatInstant(start)} to ${formatInstant(end)}`;
}
