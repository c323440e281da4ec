/** What on-call.yaml may say about people: who they are, and how they take turns. The hours they keep are in time-fields.ts. */

import { z } from 'zod';
import type { Person, Role, Rotation, RosterLayer } from '../incident/roster/roster';
import { addIssue, field, listOf, map, mapOf, oneOf, text } from '../problems/schema-fields';
import { MINUTES_PER_DAY } from '../time/time';
import { identifier, wholeDays } from './fields';
import { businessCalendarSchema, instant, localDate, timeOfDay, timeZone } from './time-fields';

/** Words left over from a template, which nobody can be reached by. */
const PLACEHOLDER_WORDS = '(?!.*\\b(?:TODO|TBD|FIXME|XXX|todo|tbd|fixme|xxx)\\b)(?!.*[<>{}])';

/**
 * A title or a hint for people. Contacts are kept in Parameter Store, so nothing that looks like one may stand here: no
 * address and no number of four digits or more.
 */
export function words(example: string): z.ZodString {
  return text(
    new RegExp(`^${PLACEHOLDER_WORDS}(?!.*\\d{4})[^\\p{Cc}@]{1,120}$`, 'u'),
    'one line, 1 to 120 characters, without placeholder, @ and numbers of four digits or more: contacts are kept in Parameter Store',
    example,
  );
}

const rotation = map(
  {
    people: field(listOf(identifier('ana'), 'people', 100), 'Who takes turns, in this order.'),
    every: field(wholeDays('7d'), 'Length of a turn, whole days.'),
    handoverAt: field(timeOfDay('09:00'), 'When a turn begins, local time.'),
    from: field(localDate('2026-01-05'), 'Day of the first hand-over, a local date; nobody is on call before.'),
    timeZone: field(timeZone, 'Time zone of the hand-over.'),
  },
  '{ people: [ana, ben], every: 7d, handoverAt: 09:00, from: 2026-01-05, timeZone: Europe/Berlin }',
).transform(({ every, ...turns }): Rotation => ({ ...turns, everyDays: every / MINUTES_PER_DAY }));

const layer = map({
  id: field(identifier('europe'), 'Name of the layer, unique in its role.'),
  rotation: field(rotation, 'Who takes turns.'),
  hours: field(businessCalendarSchema.optional(), 'When the layer counts.', 'at all times'),
}).transform(({ hours, ...others }): RosterLayer => ({ ...others, ...(hours !== undefined && { hours }) }));

const layers = listOf(layer, 'layers', 10).check((context) => {
  const ids = context.value.map(({ id }) => id);
  ids.forEach((id, index) => {
    if (ids.indexOf(id) === index) return;
    addIssue(context, [index, 'id'], {
      code: 'CFG020',
      what: `another layer of this role has the id ${id}`,
      received: id,
      allowed: 'an id of its own',
      change: 'rename one of the two',
    });
  });
});

const FORMS_OF_A_ROLE = 'one of rotation, layers, standing';

/** One entry of `roles`. */
export const roleSchema = map({
  title: field(words('Primary on call'), 'Name of the role for people.'),
  rotation: field(rotation.optional(), 'People who take turns, at all hours; or `layers`, or `standing`.', 'none'),
  layers: field(layers.optional(), 'Rotations of which the first that has somebody answers: follow the sun.', 'none'),
  standing: field(listOf(identifier('ana'), 'people', 100).optional(), 'People who have the role together, without turns.', 'none'),
})
  .check((context) => {
    const { rotation: turns, layers: several, standing } = context.value;
    const given = [turns, several, standing].filter((form) => form !== undefined).length;
    if (given === 1) return;
    addIssue(context, [], {
      code: 'CFG014',
      what: given === 0 ? 'it is not said who has the role' : 'it is said in several ways who has the role',
      allowed: FORMS_OF_A_ROLE,
      change: given === 0 ? 'add one of the three' : 'keep one of the three',
    });
  })
  .transform(({ title, rotation: turns, layers: several, standing }): Omit<Role, 'id'> => ({
    title,
    ...(turns !== undefined && { layers: [{ id: 'all-hours', rotation: turns }] }),
    ...(several !== undefined && { layers: several }),
    ...(standing !== undefined && { standing }),
  }))
  .meta({ oneOf: [{ required: ['rotation'] }, { required: ['layers'] }, { required: ['standing'] }] });

const channels = listOf(oneOf(['email', 'sms', 'https']), 'channels', 3).check((context) => {
  context.value.forEach((channel, index) => {
    if (context.value.indexOf(channel) === index) return;
    addIssue(context, [index], { code: 'CFG013', what: `${channel} is given twice`, allowed: 'each channel once', change: 'remove one of the two' });
  });
});

/** `people`. */
export const peopleSchema = mapOf(
  identifier('ana'),
  map({
    title: field(words('Platform engineer'), 'What they are, for people; no address and no number.'),
    channels: field(channels, 'How they can be reached; where, is stored in Parameter Store before the deployment.'),
  }).transform((person): Omit<Person, 'id'> => person),
  'a map from short names to people, with a title and channels',
);

/** `overrides`. */
export const rosterOverridesSchema = listOf(
  map({
    role: field(identifier('primary-on-call'), 'Whose turn is taken.'),
    person: field(identifier('ben'), 'Who stands in.'),
    from: field(instant('2026-12-24T18:00:00Z'), 'When it begins.'),
    until: field(instant('2026-12-27T08:00:00Z'), 'When it ends.'),
  }).check((context) => {
    const { from, until } = context.value;
    if (from < until) return;
    addIssue(context, ['until'], { code: 'CFG053', what: 'the override ends before it begins', allowed: 'an instant after from', change: 'order the two' });
  }),
  'overrides',
  1_000,
);
