/** `pagedBy` of an environment: which pager hears what, in place of the incident engine; and `pagers` of on-call.yaml: beside people. */

import { PAGER_TRANSPORTS } from '../model/model';
import { PAGERS } from '../pagers/pagers';
import { field, listOf, map, mapOf, oneOf, text } from '../problems/schema-fields';
import { severity } from './fields';

/** Pagers, and none of the chats: those can be subscribed to a topic by themselves. */
const SUBSCRIBED = PAGERS.filter(({ intake }) => intake !== undefined).map(({ id }) => id);

const pagerId = text(new RegExp(`^(?:${SUBSCRIBED.join('|')})$`), SUBSCRIBED.join(', '), 'pagerduty');

export const pagersSchema = mapOf(
  pagerId,
  map({ severities: field(listOf(severity('S0'), 'severities', 5), 'Of the pages that it hears.') }, '{ severities: [S0, S1] }'),
  'a map from pagers to what each hears',
);

export const pagedBySchema = mapOf(
  pagerId,
  map(
    {
      severities: field(listOf(severity('S0'), 'severities', 5), 'What it hears.'),
      sentBy: field(
        oneOf(PAGER_TRANSPORTS).default('sns'),
        '`sns`: the pager subscribes by its own address for SNS and reads what CloudWatch publishes; `day2`: a function posts it in the event format of the pager, composite alarms and metric math included.',
        'sns',
      ),
    },
    '{ severities: [S0, S1], sentBy: day2 }',
  ),
  'a map from pagers to what each hears',
);
