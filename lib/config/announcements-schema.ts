import { field, map } from '../problems/schema-fields';
import { timeOfDay, timeZone } from './time-fields';

/** `announcements` of an environment. */
export const announcementsSchema = map(
  {
    digestAt: field(timeOfDay('09:00'), 'Local time at which the digest of S3, S4 and open requests is posted.'),
    timeZone: field(timeZone, 'Time zone of it.'),
  },
  '{ digestAt: 09:00, timeZone: Europe/Berlin }',
);
