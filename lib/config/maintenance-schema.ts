/** What `maintenance.yaml` may say. Each section has a file of its own. */

import type { z } from 'zod';
import { field, listOf, map } from '../problems/schema-fields';
import { identifier } from './fields';
import { freezesSchema } from './freezes-schema';
import { mutesSchema } from './mutes-schema';
import { cadencesSchema, tasksSchema } from './tasks-schema';

/** `maintenance.yaml`: what is done on schedule, and when changes are frozen, in every environment. */
export const maintenanceSchema = map({
  freezes: field(freezesSchema.optional(), 'When changes are frozen: the change calendar of each environment.', 'there is no calendar'),
  tasks: field(tasksSchema.optional(), 'What runbooks do on schedule.', 'nothing'),
  cadences: field(cadencesSchema.optional(), 'What people do on schedule: checklists with an owner and a time by which they are done.', 'nothing'),
  mutes: field(mutesSchema.optional(), 'When the alarms of services page nobody, because of planned work.', 'never'),
});

/** `maintenance` of an environment: what it does without. */
export const maintenanceNarrowingSchema = map(
  {
    without: field(
      map({
        freezes: field(listOf(identifier('weekends'), 'names of freezes', 100).optional(), 'Freezes that do not hold here.', 'none'),
        tasks: field(listOf(identifier('restore-drill'), 'names of tasks', 100).optional(), 'Tasks that are not done here.', 'none'),
        cadences: field(listOf(identifier('daily'), 'names of checklists', 100).optional(), 'Checklists that are not opened here.', 'none'),
        mutes: field(listOf(identifier('database-move'), 'names of mutes', 100).optional(), 'Mutes that mute nothing here.', 'none'),
      }),
      'What of maintenance.yaml this environment does without.',
    ),
  },
  '{ without: { freezes: [weekends] } }',
);

/** `maintenance` of an environment, well formed. */
export type MaintenanceNarrowing = z.output<typeof maintenanceNarrowingSchema>;
