/** `pagedBy` of an environment: which pager hears what, in place of the incident engine. */

import { PAGERS } from '../pagers/pagers';
import { field, listOf, map, mapOf, text } from '../problems/schema-fields';
import { severity } from './fields';

/** Pagers that can be subscribed to a topic by themselves. */
const SUBSCRIBED = PAGERS.filter(({ intake }) => intake !== undefined).map(({ id }) => id);

export const pagedBySchema = mapOf(
  text(new RegExp(`^(?:${SUBSCRIBED.join('|')})$`), SUBSCRIBED.join(', '), 'pagerduty'),
  map({ severities: field(listOf(severity('S0'), 'severities', 5), 'What it hears.') }, '{ severities: [S0, S1] }'),
  'a map from pagers to what each hears',
);
