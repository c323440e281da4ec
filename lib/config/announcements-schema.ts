import { field, listOf, map, oneOf } from '../problems/schema-fields';
import { INFORMATION_SOURCES } from '../signals/information-signals';
import { timeOfDay, timeZone } from './time-fields';

/** `announcements` of an environment. */
export const announcementsSchema = map(
  {
    digestAt: field(timeOfDay('09:00'), 'Local time at which the digest of S3, S4 and open requests is posted.'),
    timeZone: field(timeZone, 'Time zone of it.'),
    information: field(
      listOf(oneOf(INFORMATION_SOURCES.map(({ id }) => id) as [string, ...string[]]), 'sources', INFORMATION_SOURCES.length).optional(),
      `What else the digest lists, and nobody is paged about. ${INFORMATION_SOURCES.map(({ id, collects }) => `\`${id}\`: ${collects}`).join(' ')}`,
      'nothing',
    ),
  },
  '{ digestAt: 09:00, timeZone: Europe/Berlin }',
);
