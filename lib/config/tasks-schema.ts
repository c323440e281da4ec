/** What `tasks` and `cadences` of maintenance.yaml may say: work on schedule, by runbooks and by people. */

import { z } from 'zod';
import { occurrencesOf, type Cadence } from '../maintenance/cadence/cadence';
import { CADENCE_FORMS, CADENCE_PATTERN, parseCadence } from '../maintenance/cadence/parse-cadence';
import type { Checklist } from '../maintenance/checklists/checklist';
import { DEFAULT_CHECKLISTS, DEFAULT_ITEMS, type DefaultChecklist } from '../maintenance/checklists/default-checklists';
import { TASK_MODES, type MaintenanceTask } from '../maintenance/tasks/task';
import { addIssue, field, hasIssues, listOf, map, mapOf, oneOf, text, written } from '../problems/schema-fields';
import { MINUTES_PER_DAY } from '../time/time';
import { DAY_MS, daysWithoutTime, formatLocalDay, parseTimeOfDay } from '../time/zoned-time';
import { identifier, sentence, wholeMinutes } from './fields';
import { timeZone } from './time-fields';

/** Clock changes are known to the rules of today; a time that is skipped in these years is found. */
const LOOKED_AT = { from: Date.UTC(2026, 0, 1), until: Date.UTC(2031, 0, 1) };

const cadence = (example: string) => written(parseCadence, CADENCE_PATTERN, CADENCE_FORMS, example);

/** A cadence of a zone has no occurrence at a time that clocks skip: Scheduler would leave it out. */
function checkTime(context: Parameters<typeof addIssue>[0] & { readonly value: { readonly cadence: Cadence; readonly timeZone: string } }): void {
  if (hasIssues(context)) return;
  const { cadence: written, timeZone: zone } = context.value;
  const skipped = daysWithoutTime(parseTimeOfDay(written.at)!, zone, LOOKED_AT.from / DAY_MS, LOOKED_AT.until / DAY_MS);
  const calendar = { timeZone: zone, days: [], holidays: [] };
  const due = skipped.find((day) => {
    // A first business day may be any: every one of them is looked at.
    if ('on' in written && written.on === 'first business day') return true;
    const span = { from: day * DAY_MS - DAY_MS, until: day * DAY_MS + 2 * DAY_MS };
    return occurrencesOf(written, calendar, span).some((occurrence) => occurrence.day === day);
  });
  if (due === undefined) return;
  addIssue(context, ['cadence'], {
    code: 'CFG058',
    what: `clocks in ${zone} never show ${written.at} on ${formatLocalDay(due)}: they go forward over it, and Scheduler leaves it out`,
    allowed: 'a time that clocks show on every day',
    change: 'write a time an hour earlier or later',
  });
}

const parameterName = text(/^[A-Za-z][A-Za-z0-9]{0,49}$/, 'the name of a parameter of the runbook', 'TableName');
const parameterText = text(/^[^\p{Cc}]{1,512}$/u, 'a text of 1 to 512 characters', '{prefix}-mappings');

const task = map({
  title: field(sentence('Restore drill of the mappings'), 'What is done.'),
  owner: field(identifier('platform-engineering'), 'Role that answers for it, and is notified when it fails; not a person.'),
  runbook: field(identifier('restore-drill'), 'Runbook of the library that does it.'),
  cadence: field(cadence('monthly on first tuesday at 05:00'), 'When it is started.'),
  timeZone: field(timeZone, 'Time zone of the cadence.'),
  mode: field(oneOf(TASK_MODES), 'Whether it changes anything: a dry run reports what it would do.'),
  parameters: field(
    mapOf(
      parameterName,
      z.union([parameterText, listOf(parameterText, 'texts', 50)], { error: 'a text, or a list of 1 to 50 texts' }),
      'a map from parameters of the runbook to texts',
    ).optional(),
    'What the runbook is started with; `{prefix}` stands for application and environment, as in edi-prod.',
    'none',
  ),
  evidence: field(sentence('the restore job and what was found'), 'What shows that it was done.'),
})
  .check(checkTime)
  .transform(({ parameters = {}, ...others }): Omit<MaintenanceTask, 'id'> => ({
    ...others,
    parameters: Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, [value].flat()])),
  }));

/** `tasks`. */
export const tasksSchema = mapOf(
  identifier('restore-drill'),
  task,
  'a map from names to tasks, each with a runbook, an owner, a cadence and evidence',
).transform((tasks): MaintenanceTask[] => Object.entries(tasks).map(([id, each]) => ({ id, ...each })));

const checklist = map({
  title: field(sentence('Daily operations').optional(), 'What it is called.', 'as for the default checklists'),
  owner: field(identifier('primary-operator'), 'Role that does it, and is reminded.'),
  lead: field(identifier('operations-lead'), 'Role that is notified besides when it is overdue.'),
  cadence: field(cadence('daily at 08:00'), 'When it is opened.'),
  timeZone: field(timeZone, 'Time zone of the cadence.'),
  dueWithin: field(wholeMinutes('8h', 31 * MINUTES_PER_DAY), 'By when it is done, after it was opened.'),
  items: field(
    mapOf(identifier('alert-triage'), sentence('every alert since yesterday'), 'a map from names to what is done').optional(),
    'What is done, besides the items of a default checklist.',
    'none',
  ),
}).check(checkTime);

/** `cadences`. */
export const cadencesSchema = mapOf(identifier('daily'), checklist, 'a map from names to checklists, each with an owner, a lead and a cadence')
  .check((context) => {
    for (const [id, { items = {}, title }] of Object.entries(context.value)) {
      if (DEFAULT_CHECKLISTS.includes(id as DefaultChecklist) || (Object.keys(items).length > 0 && title !== undefined)) continue;
      addIssue(context, [id], {
        code: 'CFG014',
        what: `${id} is no default checklist, and it is not said what it is about`,
        received: id,
        allowed: `${DEFAULT_CHECKLISTS.join(', ')}, or any name with a title and items`,
        change: 'add a title and items, or rename it',
      });
    }
  })
  .transform((checklists): Checklist[] =>
    Object.entries(checklists).map(([id, { dueWithin, items = {}, title, ...others }]) => {
      const known = DEFAULT_CHECKLISTS.includes(id as DefaultChecklist) ? DEFAULT_ITEMS[id as DefaultChecklist] : { title: id, items: [] };
      const own = Object.entries(items).map(([item, what]) => ({ id: item, text: what }));
      const kept = known.items.filter((each) => !Object.hasOwn(items, each.id));
      return { id, ...others, title: title ?? known.title, dueWithinMinutes: dueWithin, items: [...kept, ...own] };
    }),
  );
